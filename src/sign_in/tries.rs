//! What the doors of the staff and of customers have in common: a try is counted before anything is
//! compared, given back when nothing could be, and answered alike whoever the name belongs to.

use actix_session::Session;
use actix_web::rt;
use diesel::QueryResult;
use serde::{Deserialize, Serialize};

use super::throttle::{self, Subject};
use crate::audit::{self, Action, By};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::web::errors::UNSAVED;
use crate::web::{App, Errors, Form, Origin, flash};

/// A sign-in that was tried: what was typed, and from where.
pub struct Attempt {
    /// The form.
    pub form: Form,
    /// Where it came from.
    pub origin: Origin,
}

/// What the form of a sign-in shows.
#[derive(Serialize, Deserialize)]
pub struct SignIn {
    /// The e-mail, or another name to sign in with.
    pub email: String,
    /// Where to go after it.
    pub next: String,
    /// Whether the session is to outlive the browser.
    pub remember: bool,
    /// Whether something was sent after the session had ended, and is lost.
    pub is_unsaved: bool,
    /// What is wrong with it.
    pub error: String,
}

impl SignIn {
    /// The form with what was typed, but for the password.
    #[must_use]
    pub fn of(form: &Form, next: &str, error: String) -> Self {
        Self {
            email: form.text("email").to_owned(),
            next: next.to_owned(),
            remember: form.is_ticked("remember"),
            is_unsaved: form.is_ticked(UNSAVED),
            error,
        }
    }

    /// Says on the page behind it that what was sent has to be typed again.
    pub fn tell_unsaved(&self, session: &Session, t: Text) {
        if self.is_unsaved {
            flash::warn(session, t.sign_in_type_again());
        }
    }
}

/// What came of counting a try.
pub enum Try<K> {
    /// Nothing is looked at: the seconds until it may be tried again.
    Blocked(i64),
    /// It may be compared.
    Counted(Counted<K>),
}

/// A try that was counted, with whoever the name belongs to.
pub struct Counted<K> {
    /// Whoever that is, as the door knows them.
    pub known: K,
    /// What it was counted for, in this order.
    subjects: [Subject; 2],
}

/// Counts a try, first for its address: one that is blocked cannot wear an account out. Then for whoever
/// the name belongs to, as `look_up` finds it.
///
/// # Errors
/// When the database is away.
pub async fn count<K: Send + 'static>(
    app: &App,
    address: Subject,
    look_up: impl FnOnce(&mut Db) -> Result<(Subject, K), AppError> + Send + 'static,
) -> Result<Try<K>, AppError> {
    app.db
        .write(move |conn| {
            if let Some(seconds) = throttle::count(conn, &address)? {
                return Ok(Try::Blocked(seconds));
            }
            let (subject, known) = look_up(conn)?;
            Ok(match throttle::count(conn, &subject)? {
                Some(seconds) => Try::Blocked(seconds),
                None => Try::Counted(Counted { known, subjects: [address, subject] }),
            })
        })
        .await
}

impl<K> Counted<K> {
    /// What comparing came to. Where nothing could be compared it was no try.
    ///
    /// # Errors
    /// Why nothing could be compared; when the database is away.
    pub async fn settle<T>(&self, app: &App, compared: Result<T, AppError>) -> Result<T, AppError> {
        if compared.is_err() {
            let subjects = self.subjects.clone();
            let give_back = move |conn: &mut Db| {
                subjects.iter().try_for_each(|subject| throttle::give_back(conn, subject))
            };
            app.db.write(move |conn| give_back(conn).map_err(AppError::from)).await?;
        }
        compared
    }

    /// What is to be forgiven once it was right.
    #[must_use]
    pub fn right(&self) -> Right {
        Right(self.subjects.clone())
    }
}

/// A try that was right.
pub struct Right([Subject; 2]);

impl Right {
    /// Takes it back for the address, whose other failures stay, and forgives the account, in the caller's
    /// transaction: in the order in which tries are counted, so that two never wait for each other.
    ///
    /// # Errors
    /// When the database fails.
    pub fn forgive(&self, conn: &mut Db) -> QueryResult<()> {
        let [address, account] = &self.0;
        throttle::give_back(conn, address)?;
        throttle::forgive(conn, account)
    }
}

/// Notes a refused sign-in: the log names whoever the name belongs to, the answer does not.
///
/// # Errors
/// When the database is away.
pub async fn note_refused(
    app: &App,
    by: By,
    action: Action,
    whose: Option<i64>,
) -> Result<(), AppError> {
    app.db.write(move |conn| Ok(audit::note(conn, &by, action, whose)?)).await
}

/// Counts a link that is asked for; how long to wait, where too many were.
///
/// # Errors
/// When the database is away.
pub async fn count_link(app: &App, subjects: [Subject; 2]) -> Result<Option<i64>, AppError> {
    app.db.write(move |conn| Ok(throttle::count_all(conn, &subjects)?)).await
}

/// What is said beside the name of whoever asks for links too often.
#[must_use]
pub fn too_many_links(t: Text, seconds: i64) -> Errors {
    Errors::of_field("email", t.sign_in_blocked(throttle::minutes(seconds)))
}

/// Does what differs between names that are somebody's and others, once all have had the same answer
/// after the same time.
pub fn after_the_answer(work: impl Future<Output = Result<(), AppError>> + 'static) {
    rt::spawn(async move {
        if let Err(error) = work.await {
            tracing::warn!(%error, "a link to choose a password was not made");
        }
    });
}
