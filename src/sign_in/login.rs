//! `/login`: e-mail and password. A wrong password, an unknown e-mail and a disabled member get the
//! same answer after the same time.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::throttle::{self, Subject};
use super::tries::{self, Attempt, Counted, SignIn, Try};
use super::{second_step, session};
use crate::audit::{self, Action};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::password::{self, Verdict};
use crate::staff::{Account, query, save};
use crate::web::{App, Form, Origin, Page, Signed, respond};

#[derive(Template)]
#[template(path = "sign_in/login.html")]
struct LoginPage {
    page: Page,
    form: SignIn,
}

/// `GET /login`.
///
/// # Errors
/// `BadRequest` for an address that is no text.
pub async fn new(
    page: Page,
    signed: Option<Signed>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let query = Form::of_query(&request)?;
    if signed.is_some() {
        return Ok(respond::see_other(next_of(&query)));
    }
    respond::html(&LoginPage { page, form: filled(&query, String::new()) })
}

/// Whoever the e-mail belongs to, if anybody.
type Known = Option<Box<Account>>;

/// `POST /login`.
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
    let address = Subject::address(&attempt.origin.by.address);
    let email = attempt.form.text("email").to_owned();
    let tried = match tries::count(&app, address, move |conn| look_up(conn, &email)).await? {
        Try::Blocked(seconds) => return blocked(page, &attempt.form, seconds),
        Try::Counted(tried) => tried,
    };
    let compared = compare(&attempt.form, tried.known.as_deref()).await;
    let key = tried.settle(&app, compared).await?;
    match (tried.known.as_deref(), key) {
        (Some(account), Some(key)) => {
            accept(&app, &session, &attempt, (&tried, account), (key, page.t)).await
        }
        _ => refuse(page, &app, attempt, tried.known).await,
    }
}

/// A password that was right, and its hash of today's strength where that is to be made anew.
struct Key {
    stronger: Option<String>,
}

/// Whether the password opens the account. The new hash belongs to the try: where there is no room to
/// make it, a right password is not counted as a failure.
async fn compare(form: &Form, known: Option<&Account>) -> Result<Option<Key>, AppError> {
    let typed = form.text("password").to_owned();
    let stored = known.map(|account| account.password_hash.clone());
    let verdict = password::verify(typed.clone(), stored).await?;
    if !known.is_some_and(Account::is_active) {
        return Ok(None);
    }
    Ok(match verdict {
        Verdict::Wrong => None,
        Verdict::Right => Some(Key { stronger: None }),
        Verdict::Outdated => Some(Key { stronger: Some(password::hash(typed).await?) }),
    })
}

fn look_up(conn: &mut Db, email: &str) -> Result<(Subject, Known), AppError> {
    let account = query::find_by_email(conn, email)?;
    Ok((Subject::account(email), account.map(Box::new)))
}

async fn accept(
    app: &App,
    session: &Session,
    Attempt { form, origin }: &Attempt,
    (tried, account): (&Counted<Known>, &Account),
    (key, t): (Key, Text),
) -> Result<HttpResponse, AppError> {
    let wanted = filled(form, String::new());
    let needs_second_step = account.totp_secret.is_some();
    let by = origin.by.clone().as_member(account.id, &account.name);
    let (id, right) = (account.id, tried.right());
    app.db
        .write(move |conn| {
            right.forgive(conn)?;
            if needs_second_step {
                return Ok(());
            }
            save::signed_in(conn, id, key.stronger.as_deref())?;
            audit::note(conn, &by, Action::SignedIn, Some(id)).map_err(AppError::from)
        })
        .await?;
    if needs_second_step {
        second_step::ask(session, id, wanted)?;
        return Ok(respond::see_other("/login/second-step"));
    }
    session::begin(session, origin, id, wanted.remember)?;
    wanted.tell_unsaved(session, t);
    Ok(respond::see_other(&wanted.next))
}

async fn refuse(
    page: Page,
    app: &App,
    attempt: Attempt,
    known: Known,
) -> Result<HttpResponse, AppError> {
    let Attempt { form, origin } = attempt;
    let whose = known.map(|account| account.id);
    tries::note_refused(app, origin.by, Action::SignInRefused, whose).await?;
    let error = page.t.sign_in_refused().to_owned();
    let page = LoginPage { page, form: filled(&form, error) };
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn blocked(page: Page, form: &Form, seconds: i64) -> Result<HttpResponse, AppError> {
    tracing::warn!("a sign-in was refused: too many failures");
    let error = page.t.sign_in_blocked(throttle::minutes(seconds));
    respond::too_many(seconds, &LoginPage { page, form: filled(form, error) })
}

fn filled(form: &Form, error: String) -> SignIn {
    SignIn::of(form, next_of(form), error)
}

fn next_of(form: &Form) -> &str {
    respond::safe_path(form.last("next"), "/customers")
}
