//! `/account/password`: asks for the current password, and ends the member's other sessions.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::confirm;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::password::{self, Context};
use crate::sign_in;
use crate::staff::form::{self, Errors};
use crate::staff::letters::{self, Change};
use crate::staff::save;
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    page: Page,
    email: String,
    errors: Errors,
}

/// `GET /account/password`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn edit(page: Page, signed: Signed) -> Result<HttpResponse, AppError> {
    respond::html(&PasswordPage { page, email: signed.member.email, errors: Errors::default() })
}

/// `POST /account/password`.
///
/// # Errors
/// When the database is away.
pub async fn update(
    page: Page,
    signed: Signed,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let errors = problems(&page, &signed, &form, &app).await?;
    if !errors.is_empty() {
        let email = signed.member.email;
        let page = PasswordPage { page, email, errors };
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let password_hash = password::hash(form.text("new_password").to_owned()).await?;
    let (id, by, post) = (signed.member.id, origin.by.clone(), app.mail.clone());
    app.db
        .write(move |conn| {
            // This one goes too: it continues under a new key.
            save::set_password(conn, id, &password_hash, None)?;
            audit::note(conn, &by, Action::PasswordChanged, Some(id))?;
            letters::notify(conn, &post, id, Change::Password)
        })
        .await?;
    app.bells.mail.ring();
    sign_in::session::renew(&session, &origin, id)?;
    flash::ok(&session, page.t.account_password_changed());
    Ok(respond::see_other("/account/password"))
}

async fn problems(
    page: &Page,
    signed: &Signed,
    form: &Form,
    app: &App,
) -> Result<Errors, AppError> {
    let mut errors = confirm::refusals(page, signed, form, app).await?;
    if !errors.is_empty() {
        return Ok(errors);
    }
    let context = Context {
        organisation: page.organisation(),
        email: &signed.member.email,
        name: &signed.member.name,
        ..Context::default()
    };
    if form.text("current_password") == form.text("new_password") {
        errors.add("new_password", page.t.account_password_same());
    } else {
        form::new_password(form, "new_password", &context, page.t, &mut errors);
    }
    Ok(errors)
}
