//! `/login`: e-mail and password. A wrong password, an unknown e-mail and a disabled member get the
//! same answer after the same time.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::throttle::{self, Subject};
use super::{second_step, session};
use crate::audit::{self, Action};
use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Verdict};
use crate::staff::{Account, query, save};
use crate::web::{App, Form, Origin, Page, Signed, respond};

#[derive(Template)]
#[template(path = "sign_in/login.html")]
struct LoginPage {
    page: Page,
    email: String,
    next: String,
    remember: bool,
    error: String,
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
    let next = next_of(&query);
    if signed.is_some() {
        return Ok(respond::see_other(next));
    }
    respond::html(&LoginPage {
        page,
        email: String::new(),
        next: next.to_owned(),
        remember: false,
        error: String::new(),
    })
}

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
    let account = match attempt.count(&app).await? {
        Try::Blocked(seconds) => return blocked(page, &attempt.form, seconds),
        Try::Allowed(account) => account.map(|account| *account),
    };
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let typed = attempt.form.text("password").to_owned();
    let compared = password::verify(typed, stored).await;
    if compared.is_err() {
        attempt.give_back(&app).await?;
    }
    let verdict = compared?;
    match account.filter(|account| account.is_active() && verdict != Verdict::Wrong) {
        Some(account) => accept(&app, &session, &attempt, account, verdict).await,
        None => refuse(page, &app, attempt).await,
    }
}

/// What was typed, and from where.
struct Attempt {
    form: Form,
    origin: Origin,
}

impl Attempt {
    fn account(&self) -> Subject {
        Subject::account(self.form.text("email"))
    }

    fn address(&self) -> Subject {
        Subject::address(&self.origin.by.address)
    }

    async fn count(&self, app: &App) -> Result<Try, AppError> {
        let (account, address) = (self.account(), self.address());
        let email = self.form.text("email").to_owned();
        app.db.write(move |conn| try_once(conn, [&address, &account], &email)).await
    }

    /// Nothing was compared, so that it was no try.
    async fn give_back(&self, app: &App) -> Result<(), AppError> {
        let subjects = [self.address(), self.account()];
        app.db
            .write(move |conn| {
                subjects.iter().try_for_each(|subject| throttle::give_back(conn, subject))?;
                Ok(())
            })
            .await
    }
}

enum Try {
    Blocked(i64),
    Allowed(Option<Box<Account>>),
}

/// The address comes first: one that is blocked cannot wear an account out.
fn try_once(conn: &mut Db, subjects: [&Subject; 2], email: &str) -> Result<Try, AppError> {
    for subject in subjects {
        if let Some(seconds) = throttle::count(conn, subject)? {
            return Ok(Try::Blocked(seconds));
        }
    }
    let account = query::find_by_email(conn, email)?;
    Ok(Try::Allowed(account.map(Box::new)))
}

async fn accept(
    app: &App,
    session: &Session,
    attempt: &Attempt,
    account: Account,
    verdict: Verdict,
) -> Result<HttpResponse, AppError> {
    let (form, origin) = (&attempt.form, &attempt.origin);
    let subjects = (attempt.account(), attempt.address());
    let rehashed = match verdict {
        Verdict::Outdated => Some(password::hash(form.text("password").to_owned()).await?),
        Verdict::Right | Verdict::Wrong => None,
    };
    let (remember, next) = (form.is_ticked("remember"), next_of(form).to_owned());
    let needs_second_step = account.totp_secret.is_some();
    let by = origin.by.clone().as_member(account.id, &account.name);
    let id = account.id;
    app.db
        .write(move |conn| {
            // In the order in which tries count them, so that two never wait for each other.
            throttle::give_back(conn, &subjects.1)?;
            throttle::forgive(conn, &subjects.0)?;
            if needs_second_step {
                return Ok(());
            }
            save::signed_in(conn, id, rehashed.as_deref())?;
            audit::note(conn, &by, Action::SignedIn, Some(id)).map_err(AppError::from)
        })
        .await?;
    if needs_second_step {
        second_step::ask(session, id, remember, &next)?;
        return Ok(respond::see_other("/login/second-step"));
    }
    session::begin(session, origin, id, remember)?;
    Ok(respond::see_other(&next))
}

/// The member is named in the log, if there is one: the answer does not tell.
async fn refuse(page: Page, app: &App, attempt: Attempt) -> Result<HttpResponse, AppError> {
    let Attempt { form, origin } = attempt;
    let email = form.text("email").to_owned();
    app.db
        .write(move |conn| {
            let member = query::find_by_email(conn, &email)?.map(|account| account.id);
            audit::note(conn, &origin.by, Action::SignInRefused, member).map_err(AppError::from)
        })
        .await?;
    let error = page.t.sign_in_refused().to_owned();
    respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &filled(page, &form, error))
}

fn blocked(page: Page, form: &Form, seconds: i64) -> Result<HttpResponse, AppError> {
    tracing::warn!("a sign-in was refused: too many failures");
    let error = page.t.sign_in_blocked((seconds + 59) / 60);
    let mut response =
        respond::html_with(StatusCode::TOO_MANY_REQUESTS, &filled(page, form, error))?;
    wait(&mut response, seconds);
    Ok(response)
}

/// Says how long to wait, also to machines.
pub(super) fn wait(response: &mut HttpResponse, seconds: i64) {
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
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

fn next_of(form: &Form) -> &str {
    respond::safe_path(form.last("next"), "/customers")
}
