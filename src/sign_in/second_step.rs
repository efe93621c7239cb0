//! `/login/second-step`: after a right password, the code of the authenticator app or a recovery
//! code. Until then the session knows who is trying, and opens nothing.

use actix_session::{Session, SessionInsertError};
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::session;
use super::throttle::{self, Subject};
use super::tries::SignIn;
use crate::audit::{self, Action, By};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::staff::{query, save, second_factor};
use crate::web::session::BROWSER_ONLY;
use crate::web::{App, Form, Origin, Page, respond};

/// Key of what is pending, in the session.
const PENDING: &str = "second_step";
/// Minutes within which the second step must follow the first.
const PATIENCE: i64 = 10;

#[derive(Serialize, Deserialize)]
struct Pending {
    member: i64,
    wanted: SignIn,
    since: NaiveDateTime,
}

#[derive(Template)]
#[template(path = "sign_in/second_step.html")]
struct SecondStepPage {
    page: Page,
    error: String,
}

/// Keeps who has given the right password.
///
/// # Errors
/// `Bug` when the state cannot be written.
pub(super) fn ask(session: &Session, member: i64, wanted: SignIn) -> Result<(), AppError> {
    session.clear();
    session.renew();
    let pending = Pending { member, wanted, since: clock::now() };
    keep(session, &pending).map_err(|error| AppError::Bug(error.into()))
}

fn keep(session: &Session, pending: &Pending) -> Result<(), SessionInsertError> {
    session.insert(BROWSER_ONLY, true)?;
    session.insert(PENDING, pending)
}

fn pending(session: &Session) -> Option<Pending> {
    let pending: Pending = session.get(PENDING).ok().flatten()?;
    let is_fresh = clock::now() - pending.since < chrono::Duration::minutes(PATIENCE);
    is_fresh.then_some(pending)
}

/// `GET /login/second-step`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn new(page: Page, session: Session) -> Result<HttpResponse, AppError> {
    if pending(&session).is_none() {
        return Ok(respond::see_other("/login"));
    }
    let error = String::new();
    respond::html(&SecondStepPage { page, error })
}

/// `POST /login/second-step`.
///
/// # Errors
/// When the database is away.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let Some(pending) = pending(&session) else {
        return Ok(respond::see_other("/login"));
    };
    let (member, code, by) = (pending.member, form.text("code").to_owned(), origin.by.clone());
    let answer = app.db.write(move |conn| try_code(conn, member, &code, by)).await?;
    match answer {
        Answer::Right => {
            let wanted = pending.wanted;
            session::begin(&session, &origin, member, wanted.remember)?;
            wanted.tell_unsaved(&session, page.t);
            Ok(respond::see_other(&wanted.next))
        }
        Answer::Wrong => {
            let error = page.t.second_step_refused().to_owned();
            let page = SecondStepPage { page, error };
            respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Answer::Blocked(seconds) => {
            session.purge();
            let error = page.t.sign_in_blocked(throttle::minutes(seconds));
            respond::too_many(seconds, &SecondStepPage { page, error })
        }
    }
}

enum Answer {
    Right,
    Wrong,
    Blocked(i64),
}

fn try_code(conn: &mut Db, member: i64, code: &str, by: By) -> Result<Answer, AppError> {
    let subject = Subject::second_step(member);
    if let Some(seconds) = throttle::count(conn, &subject)? {
        return Ok(Answer::Blocked(seconds));
    }
    let account = query::find(conn, member)?;
    let Some(secret) = account.totp_secret.as_deref().filter(|_| account.is_active()) else {
        return Err(AppError::SignIn);
    };
    let by_app = match second_factor::step_of(secret, code, clock::now()) {
        Some(step) => save::use_step(conn, member, step)?,
        None => false,
    };
    let by_recovery =
        !by_app && save::use_recovery_code(conn, member, &second_factor::code_hash(code))?;
    if !by_app && !by_recovery {
        audit::note(conn, &by, Action::SignInRefused, Some(member))?;
        return Ok(Answer::Wrong);
    }
    throttle::forgive(conn, &subject)?;
    save::signed_in(conn, member, None)?;
    let by = by.as_member(member, &account.name);
    if by_recovery {
        audit::note(conn, &by, Action::RecoveryCodeUsed, Some(member))?;
    }
    audit::note(conn, &by, Action::SignedIn, Some(member))?;
    Ok(Answer::Right)
}
