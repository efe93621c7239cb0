//! `/portal/account`: what the customer signs in with, the password, which asks for the present one,
//! and the open sessions.

use std::sync::Arc;

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::Duration;

use super::own::{self, Own};
use super::{new_password, session};
use crate::audit::{self, Action, By};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Entity};
use crate::mail::Post;
use crate::password::{self, Verdict};
use crate::portal::PASSWORD_SET;
use crate::portal::sessions::{self, OpenSession};
use crate::settings::Settings;
use crate::sign_in::throttle::{self, Subject};
use crate::web::device::device;
use crate::web::session::Visitor;
use crate::web::{App, Entered, Errors, Form, Origin, Page, flash, respond};

/// Changes of a password within an hour.
const MOST_CHANGES: i64 = 5;

#[derive(Template)]
#[template(path = "portal/account.html")]
struct AccountPage {
    page: Page,
    name: String,
    names: String,
    shortest: usize,
    sessions: Vec<Row>,
    errors: Errors,
}

/// An open session.
struct Row {
    id: String,
    device: String,
    used: String,
    is_this: bool,
}

/// `GET /portal/account`.
///
/// # Errors
/// When the database is away.
pub async fn show(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = entered.visitor.id;
    let own = app.db.read(move |conn| own::of(conn, id)).await?;
    draw(page, &app, &own, Errors::default()).await
}

/// `POST /portal/account`: changes the password and ends the other sessions.
///
/// # Errors
/// When the database is away.
pub async fn update(
    page: Page,
    entered: Entered,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let id = entered.visitor.id;
    let own = app.db.read(move |conn| own::of(conn, id)).await?;
    let errors = problems(&form, &page, &own, (&app, &origin.by)).await?;
    if !errors.is_empty() {
        return draw(page, &app, &own, errors).await;
    }
    let hash = password::hash(form.text("password").to_owned()).await?;
    let replaced = own.account.password_hash.clone();
    let change = Change { visitor: entered.visitor, settings: entered.settings, replaced, hash };
    let (post, by) = (app.mail.clone(), origin.by.clone());
    match app.db.write(move |conn| change.write(conn, &post, &by)).await? {
        Changed::Done(epoch) => {
            app.bells.mail.ring();
            // This session went too: it continues under a new key.
            session::renew(&session, &origin, (id, epoch))?;
            flash::ok(&session, page.t.account_password_changed());
            Ok(respond::see_other("/portal/account"))
        }
        Changed::TooOften(seconds) => too_often(page, &app, &own, seconds).await,
    }
}

/// A new password in the place of the one that was compared.
struct Change {
    visitor: Visitor,
    settings: Arc<Settings>,
    replaced: Option<String>,
    hash: String,
}

enum Changed {
    /// The number of the session that goes on.
    Done(i64),
    /// Nothing was changed: seconds until it may be.
    TooOften(i64),
}

impl Change {
    /// Comparing and hashing took a while, in which the access may have been cut off.
    fn write(&self, conn: &mut Db, post: &Post, by: &By) -> Result<Changed, AppError> {
        let now = own::held(conn, &self.visitor)?;
        if now.account.password_hash != self.replaced {
            return Err(AppError::SignIn);
        }
        if let Some(seconds) = wait(conn, self.visitor.id)? {
            return Ok(Changed::TooOften(seconds));
        }
        let house = &self.settings.organisation;
        new_password::store(conn, (house, post, by), &now, &self.hash).map(Changed::Done)
    }
}

/// Seconds until the password may be changed again; each change is a mail to those who have an address.
fn wait(conn: &mut Db, id: i64) -> Result<Option<i64>, AppError> {
    let field = Some(PASSWORD_SET);
    let last = history::of_field(conn, Entity::Customer, id, field, None, MOST_CHANGES)?;
    let is_full = i64::try_from(last.len()).is_ok_and(|count| count == MOST_CHANGES);
    let free_at = last.last().filter(|_| is_full).map(|change| change.at + Duration::hours(1));
    let left = free_at.map(|at| (at - clock::now()).num_seconds());
    Ok(left.filter(|seconds| *seconds > 0))
}

/// What is wrong with what was typed. A right present password is no guess, whatever the new one is.
async fn problems(
    form: &Form,
    page: &Page,
    own: &Own,
    (app, by): (&App, &By),
) -> Result<Errors, AppError> {
    let (id, t) = (own.record.customer.id, page.t);
    let blocked = app.db.write(move |conn| count(conn, id)).await?;
    if blocked {
        return Ok(Errors::of_field("current_password", t.account_password_blocked()));
    }
    let current = form.text("current_password");
    let stored = own.account.password_hash.clone();
    let compared = password::verify(current.to_owned(), stored).await;
    let (is_wrong, by) = (matches!(compared, Ok(Verdict::Wrong)), by.clone());
    app.db.write(move |conn| note(conn, id, is_wrong, &by)).await?;
    compared?;
    if is_wrong {
        return Ok(Errors::of_field("current_password", t.account_password_wrong()));
    }
    if form.text("password") == current {
        return Ok(Errors::of_field("password", t.account_password_same()));
    }
    new_password::check(form, page, own).await
}

fn count(conn: &mut Db, id: i64) -> Result<bool, AppError> {
    Ok(throttle::count(conn, &Subject::portal_confirmation(id))?.is_some())
}

/// A wrong one stays counted and is noted; no other try was one.
fn note(conn: &mut Db, id: i64, is_wrong: bool, by: &By) -> Result<(), AppError> {
    if is_wrong {
        audit::note(conn, by, Action::PortalConfirmationRefused, Some(id))?;
    } else {
        throttle::give_back(conn, &Subject::portal_confirmation(id))?;
    }
    Ok(())
}

async fn too_often(
    page: Page,
    app: &App,
    own: &Own,
    seconds: i64,
) -> Result<HttpResponse, AppError> {
    let text = page.t.portal_password_too_often(throttle::minutes(seconds));
    respond::too_many(seconds, &shown(page, app, own, Errors::of_field("password", text)).await?)
}

async fn draw(page: Page, app: &App, own: &Own, errors: Errors) -> Result<HttpResponse, AppError> {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    respond::html_with(status, &shown(page, app, own, errors).await?)
}

async fn shown(page: Page, app: &App, own: &Own, errors: Errors) -> Result<AccountPage, AppError> {
    let id = own.record.customer.id;
    let sessions = app.db.read(move |conn| sessions::of(conn, id).map_err(AppError::from)).await?;
    let sessions = sessions.into_iter().map(|session| row(&page, session)).collect();
    let shortest = page.settings.organisation.portal.shortest_password();
    let (name, names) = (own.sign_in_name(), own.sign_in_names(page.t));
    Ok(AccountPage { page, name, names, shortest, sessions, errors })
}

fn row(page: &Page, session: OpenSession) -> Row {
    let this = page.visitor.as_ref().map(|visitor| &visitor.session_id);
    Row {
        is_this: this == Some(&session.public_id),
        device: device(page.t, &session.user_agent),
        used: page.display().moment(session.last_seen_at),
        id: session.public_id,
    }
}
