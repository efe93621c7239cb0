//! `/password`: a member sets a password by a one-time link. Opening the link uses nothing up; mail
//! scanners open links too.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use diesel::OptionalExtension as _;

use super::throttle::{self, Subject};
use crate::audit::{self, Action, By};
use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Context};
use crate::staff::form::{self, Errors};
use crate::staff::letters::{self, Change};
use crate::staff::links::{self, Purpose};
use crate::staff::{Account, query, save};
use crate::web::{App, Form, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "sign_in/password_link.html")]
struct PasswordPage {
    page: Page,
    token: String,
    email: String,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "sign_in/password_dead.html")]
struct DeadPage {
    page: Page,
}

/// A link that was used, has expired or was never made: which of them is nobody's business.
fn dead(page: Page) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::NOT_FOUND, &DeadPage { page })
}

/// `GET /password?token=…`.
///
/// # Errors
/// When the database fails.
pub async fn new(
    page: Page,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = Form::of_query(&request)?.text("token").to_owned();
    let asked = token.clone();
    let account = match app.db.read(move |conn| owner(conn, &asked)).await {
        Err(AppError::NotFound) => return dead(page),
        found => found?,
    };
    respond::html(&PasswordPage { page, token, email: account.email, errors: Errors::default() })
}

/// The member whose link it is.
fn owner(conn: &mut Db, token: &str) -> Result<Account, AppError> {
    for purpose in Purpose::OF_PASSWORD {
        if let Some(id) = links::find(conn, purpose, token).optional()?.flatten() {
            let account = query::find(conn, id)?;
            return if account.is_active() { Ok(account) } else { Err(AppError::NotFound) };
        }
    }
    Err(AppError::NotFound)
}

/// Uses the link up, and ends the others to the same door.
fn consume(conn: &mut Db, token: &str, member: i64) -> Result<(), AppError> {
    let mut is_used = false;
    for purpose in Purpose::OF_PASSWORD {
        is_used |= links::consume(conn, purpose, token)?;
    }
    if !is_used {
        return Err(AppError::NotFound);
    }
    for purpose in Purpose::OF_PASSWORD {
        links::revoke(conn, purpose, Some(member))?;
    }
    Ok(())
}

/// `POST /password`: sets it and ends every session of the member.
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: actix_session::Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = form.text("token").to_owned();
    let asked = token.clone();
    let account = match app.db.read(move |conn| owner(conn, &asked)).await {
        Err(AppError::NotFound) => return dead(page),
        found => found?,
    };
    let context = Context {
        organisation: page.organisation(),
        email: &account.email,
        name: &account.name,
        ..Context::default()
    };
    let mut errors = Errors::default();
    form::new_password(&form, "password", &context, page.t, &mut errors);
    if !errors.is_empty() {
        let email = account.email;
        let page = PasswordPage { page, token, email, errors };
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let password_hash = password::hash(form.text("password").to_owned()).await?;
    let post = app.mail.clone();
    let set = app.db.write(move |conn| {
        set(conn, &account, &token, &password_hash, origin.by)?;
        letters::notify(conn, &post, account.id, Change::Password)
    });
    match set.await {
        Err(AppError::NotFound) => return dead(page),
        done => done?,
    }
    app.bells.mail.ring();
    flash::ok(&session, page.t.password_set());
    Ok(respond::see_other("/login"))
}

fn set(
    conn: &mut Db,
    account: &Account,
    token: &str,
    password_hash: &str,
    by: By,
) -> Result<(), AppError> {
    consume(conn, token, account.id)?;
    save::set_password(conn, account.id, password_hash, None)?;
    throttle::forgive(conn, &Subject::account(&account.email))?;
    let by = by.as_member(account.id, &account.name);
    Ok(audit::note(conn, &by, Action::PasswordSet, Some(account.id))?)
}
