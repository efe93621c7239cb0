//! `/portal/login`: e-mail or user name, and the password, which may be a temporary one. Whatever is
//! wrong, the answer and the time it takes are the same: two passwords are always compared.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::session::{self, Opening, Sort};
use crate::audit::{self, Action};
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Verdict};
use crate::portal::{Account, account, secret};
use crate::settings::{PortalSecret, organisation};
use crate::sign_in::throttle::{self, Subject};
use crate::web::{App, Form, Origin, Page, portal, respond};

#[derive(Template)]
#[template(path = "portal/login.html")]
struct LoginPage {
    page: Page,
    email: String,
    next: String,
    remember: bool,
    error: String,
}

/// `GET /portal/login`.
///
/// # Errors
/// `BadRequest` for an address that is no text.
pub async fn new(page: Page, request: HttpRequest) -> Result<HttpResponse, AppError> {
    let query = Form::of_query(&request)?;
    if page.visitor.is_some() {
        return Ok(respond::see_other(next_of(&query)));
    }
    respond::html(&filled(page, &query, String::new()))
}

/// `POST /portal/login`.
///
/// # Errors
/// `TooMany` while too many sign in at once.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let attempt = Attempt { form, origin };
    let known = match attempt.count(&app).await? {
        Try::Blocked(seconds) => return blocked(page, &attempt.form, seconds),
        Try::Allowed(known) => known,
    };
    let compared = attempt.compare(&app, &known).await;
    if compared.is_err() {
        attempt.give_back(&app, &known).await?;
    }
    let opening = match compared? {
        Some(key) => attempt.enter(&app, &known, key).await?,
        None => None,
    };
    let Some(opening) = opening else {
        return refuse(page, &app, attempt, &known).await;
    };
    session::begin(&session, &attempt.origin, opening)?;
    Ok(respond::see_other(match opening.sort {
        Sort::Restricted => "/portal/password",
        Sort::Full { .. } => next_of(&attempt.form),
    }))
}

/// What was typed, and from where.
struct Attempt {
    form: Form,
    origin: Origin,
}

/// Whom the typed name belongs to, if anybody.
#[derive(Clone)]
struct Known {
    customer: Option<i64>,
    /// What the try was counted for, besides the address.
    subject: Subject,
    password_hash: Option<String>,
}

enum Try {
    Blocked(i64),
    Allowed(Known),
}

/// What was typed is this password.
enum Key {
    /// The lasting one: its hash, and one of today's strength where that is to be made anew.
    Lasting(String, Option<String>),
    /// The temporary one: its hash.
    Temporary(String),
}

impl Attempt {
    fn address(&self) -> Subject {
        Subject::portal_address(&self.origin.by.address)
    }

    async fn count(&self, app: &App) -> Result<Try, AppError> {
        let (address, typed) = (self.address(), self.form.text("email").to_owned());
        app.db.write(move |conn| try_once(conn, &address, &typed)).await
    }

    /// Nothing was compared, so that it was no try.
    async fn give_back(&self, app: &App, known: &Known) -> Result<(), AppError> {
        let subjects = [self.address(), known.subject.clone()];
        app.db
            .write(move |conn| {
                subjects.iter().try_for_each(|subject| throttle::give_back(conn, subject))?;
                Ok(())
            })
            .await
    }

    /// Two comparisons, whoever it is: a try at a temporary password is counted before it is made.
    async fn compare(&self, app: &App, known: &Known) -> Result<Option<Key>, AppError> {
        let typed = self.form.text("password").to_owned();
        let verdict = password::verify(typed.clone(), known.password_hash.clone()).await?;
        let temporary = if verdict == Verdict::Wrong {
            let id = known.customer.unwrap_or_default();
            app.db.write(move |conn| secret::begin_try(conn, id).map_err(AppError::from)).await?
        } else {
            None
        };
        let second = password::verify(secret::normal(&typed), temporary.clone()).await;
        if let (Err(_), Some(hash), Some(id)) = (&second, temporary.clone(), known.customer) {
            app.db
                .write(move |conn| secret::take_try_back(conn, id, &hash).map_err(AppError::from))
                .await?;
        }
        let second = second?;
        let lasting = known.password_hash.clone().filter(|_| verdict != Verdict::Wrong);
        Ok(match (lasting, temporary) {
            (Some(hash), _) => {
                let is_outdated = verdict == Verdict::Outdated;
                let stronger = if is_outdated { Some(password::hash(typed).await?) } else { None };
                Some(Key::Lasting(hash, stronger))
            }
            (None, Some(hash)) if second != Verdict::Wrong => Some(Key::Temporary(hash)),
            _ => None,
        })
    }

    async fn enter(&self, app: &App, known: &Known, key: Key) -> Result<Option<Opening>, AppError> {
        let Some(id) = known.customer else { return Ok(None) };
        let (address, subject) = (self.address(), known.subject.clone());
        let by = self.origin.by.clone();
        let remember = self.form.is_ticked("remember");
        app.db
            .write(move |conn| {
                let Some(opening) = open(conn, id, &key, remember)? else { return Ok(None) };
                // In the order in which tries count them, so that two never wait for each other.
                throttle::give_back(conn, &address)?;
                throttle::forgive(conn, &subject)?;
                audit::note(conn, &by, Action::PortalSignedIn, Some(id))?;
                Ok::<_, AppError>(Some(opening))
            })
            .await
    }
}

/// The address comes first: one that is blocked cannot wear an account out. Whoever the name belongs to
/// is counted by number, so that two names give no more tries than one.
fn try_once(conn: &mut Db, address: &Subject, typed: &str) -> Result<Try, AppError> {
    if let Some(seconds) = throttle::count(conn, address)? {
        return Ok(Try::Blocked(seconds));
    }
    let customer = query::find_by_sign_in(conn, typed)?;
    let subject = customer.map_or_else(|| Subject::portal_account(typed), Subject::portal_customer);
    if let Some(seconds) = throttle::count(conn, &subject)? {
        return Ok(Try::Blocked(seconds));
    }
    let account = account::find(conn, customer.unwrap_or_default())?;
    let password_hash = account.and_then(|account| account.password_hash);
    Ok(Try::Allowed(Known { customer, subject, password_hash }))
}

/// What the key opens of a customer who may come in, if it still does.
fn open(conn: &mut Db, id: i64, key: &Key, remember: bool) -> Result<Option<Opening>, AppError> {
    query::lock(conn, &[id])?;
    let status = query::find(conn, id)?.map(|record| record.customer.status);
    let account = account::find(conn, id)?;
    let (Some(status), Some(account)) = (status, account) else { return Ok(None) };
    if !account::is_open_to(&status) || account.disabled_at.is_some() {
        return Ok(None);
    }
    if !fits(conn, &account, key)? {
        return Ok(None);
    }
    let (sort, stronger) = match key {
        Key::Lasting(_, stronger) => (Sort::Full { remember }, stronger.as_deref()),
        Key::Temporary(_) => (Sort::Restricted, None),
    };
    account::signed_in(conn, id, stronger)?;
    Ok(Some(Opening { customer: id, epoch: account.session_epoch, sort }))
}

/// Whether the key is still the account's; a temporary one is used up.
fn fits(conn: &mut Db, account: &Account, key: &Key) -> Result<bool, AppError> {
    match key {
        Key::Lasting(hash, _) => Ok(account.password_hash.as_ref() == Some(hash)),
        Key::Temporary(hash) => {
            // Those of before the organisation wanted links alone open nothing any more.
            let is_wanted = organisation::load(conn)?.portal.secret == PortalSecret::Password;
            Ok(is_wanted && secret::spend_temp(conn, account.customer_id, hash)?)
        }
    }
}

/// The customer is named in the log, if there is one: the answer does not tell.
async fn refuse(
    page: Page,
    app: &App,
    attempt: Attempt,
    known: &Known,
) -> Result<HttpResponse, AppError> {
    let Attempt { form, origin } = attempt;
    let customer = known.customer;
    app.db
        .write(move |conn| {
            audit::note(conn, &origin.by, Action::PortalSignInRefused, customer)
                .map_err(AppError::from)
        })
        .await?;
    let error = page.t.portal_sign_in_refused().to_owned();
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &filled(page, &form, error))
}

fn blocked(page: Page, form: &Form, seconds: i64) -> Result<HttpResponse, AppError> {
    tracing::warn!("a sign-in to the portal was refused: too many failures");
    let error = page.t.sign_in_blocked((seconds + 59) / 60);
    respond::too_many(seconds, &filled(page, form, error))
}

fn filled(page: Page, form: &Form, error: String) -> LoginPage {
    LoginPage {
        page,
        email: form.text("email").to_owned(),
        next: next_of(form).to_owned(),
        remember: form.is_ticked("remember"),
        error,
    }
}

/// Where to go after it: a page of the portal.
fn next_of(form: &Form) -> &str {
    let path = respond::safe_path(form.last("next"), portal::ROOT);
    if path == portal::ROOT || path.starts_with("/portal/") { path } else { portal::ROOT }
}
