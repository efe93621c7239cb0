//! `/portal/account`: what the customer signs in with, the password, which asks for the present one,
//! and the open sessions.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::own::{self, Own};
use super::{new_password, session};
use crate::db::Db;
use crate::error::AppError;
use crate::password::{self, Verdict};
use crate::portal::account;
use crate::sign_in::throttle::{self, Subject};
use crate::web::{App, Entered, Errors, Form, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "portal/account.html")]
struct AccountPage {
    page: Page,
    name: String,
    names: String,
    shortest: usize,
    sessions: i64,
    errors: Errors,
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
    let errors = problems(&form, &page, &own, &app).await?;
    if !errors.is_empty() {
        return draw(page, &app, &own, errors).await;
    }
    let hash = password::hash(form.text("password").to_owned()).await?;
    let (settings, post, by) = (entered.settings, app.mail.clone(), origin.by.clone());
    app.db
        .write(move |conn| {
            throttle::forgive(conn, &Subject::portal_confirmation(id))?;
            // This session goes too: it continues under a new key.
            new_password::store(conn, (&settings.organisation, &post, &by), &own, &hash)
        })
        .await?;
    app.bells.mail.ring();
    session::renew(&session, &origin, id)?;
    flash::ok(&session, page.t.account_password_changed());
    Ok(respond::see_other("/portal/account"))
}

async fn problems(form: &Form, page: &Page, own: &Own, app: &App) -> Result<Errors, AppError> {
    let (id, t) = (own.record.customer.id, page.t);
    let blocked = app.db.write(move |conn| count(conn, id)).await?;
    if blocked {
        return Ok(Errors::of_field("current_password", t.account_password_blocked()));
    }
    let current = form.text("current_password");
    let stored = own.account.password_hash.clone();
    if password::verify(current.to_owned(), stored).await? == Verdict::Wrong {
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

async fn draw(page: Page, app: &App, own: &Own, errors: Errors) -> Result<HttpResponse, AppError> {
    let id = own.record.customer.id;
    let sessions =
        app.db.read(move |conn| account::count_sessions(conn, id).map_err(AppError::from)).await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shortest = page.settings.organisation.portal.shortest_password();
    let (name, names) = (own.sign_in_name(), own.sign_in_names(page.t));
    respond::html_with(status, &AccountPage { page, name, names, shortest, sessions, errors })
}
