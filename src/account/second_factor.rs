//! `/account/second-factor`: turns the codes of an authenticator app on and off. Both ask for the
//! password. Recovery codes are shown by the answer that makes them, and by nothing afterwards.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::confirm;
use crate::audit::{self, Action};
use crate::clock;
use crate::error::AppError;
use crate::sign_in;
use crate::staff::form::Errors;
use crate::staff::letters::{self, Change};
use crate::staff::second_factor::{self, Squares};
use crate::staff::{query, save};
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "account/second_factor_off.html")]
struct OffPage {
    page: Page,
    is_required: bool,
    secret: String,
    squares: Squares,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "account/second_factor_on.html")]
struct OnPage {
    page: Page,
    codes_left: i64,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "account/recovery_codes.html")]
struct CodesPage {
    page: Page,
    codes: Vec<String>,
}

/// `GET /account/second-factor`.
///
/// # Errors
/// When the database is away.
pub async fn edit(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    if signed.member.has_second_factor {
        return on(page, &signed, &app, Errors::default()).await;
    }
    let secret = second_factor::new_secret();
    off(page, &signed, secret, Errors::default())
}

fn off(
    page: Page,
    signed: &Signed,
    secret: String,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let address = second_factor::enrolment(&secret, &signed.member.email)?;
    let template = OffPage {
        is_required: signed.settings.organisation.second_factor_required,
        squares: second_factor::squares(&address)?,
        page,
        secret,
        errors,
    };
    respond::html_with(status(&template.errors), &template)
}

async fn on(
    page: Page,
    signed: &Signed,
    app: &App,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let id = signed.member.id;
    let codes_left = app
        .db
        .read(move |conn| query::recovery_codes_left(conn, id).map_err(AppError::from))
        .await?;
    let template = OnPage { page, codes_left, errors };
    respond::html_with(status(&template.errors), &template)
}

fn status(errors: &Errors) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// `POST /account/second-factor`: turns it on. The answer is the page with the recovery codes, not a
/// redirect: nothing keeps them to be shown later.
///
/// # Errors
/// When the database is away.
pub async fn create(
    page: Page,
    signed: Signed,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    if signed.member.has_second_factor {
        return Ok(respond::see_other("/account/second-factor"));
    }
    let secret = form.text("secret").to_owned();
    if !second_factor::is_secret(&secret) {
        return Err(AppError::BadRequest);
    }
    let mut errors = confirm::refusals(&page, &signed, &form, &app).await?;
    let step = second_factor::step_of(&secret, form.text("code"), clock::now());
    if step.is_none() {
        errors.add("code", page.t.second_factor_wrong());
    }
    let Some(step) = step.filter(|_| errors.is_empty()) else {
        return off(page, &signed, secret, errors);
    };
    let codes = second_factor::new_codes();
    let hashes: Vec<String> = codes.iter().map(|c| second_factor::code_hash(c)).collect();
    let (id, keep) = (signed.member.id, signed.member.session_id);
    let (by, post) = (origin.by.clone(), app.mail.clone());
    app.db
        .write(move |conn| {
            save::set_second_factor(conn, id, &secret, step, &hashes)?;
            save::end_sessions(conn, id, Some(&keep))?;
            audit::note(conn, &by, Action::SecondFactorOn, Some(id))?;
            letters::notify(conn, &post, id, Change::SecondFactorOn)
        })
        .await?;
    app.bells.mail.ring();
    sign_in::session::renew(&session, &origin, id)?;
    respond::html(&CodesPage { page, codes })
}

/// `POST /account/second-factor/removal`: turns it off.
///
/// # Errors
/// When the database is away.
pub async fn destroy(
    page: Page,
    signed: Signed,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let errors = confirm::refusals(&page, &signed, &form, &app).await?;
    if !errors.is_empty() {
        return on(page, &signed, &app, errors).await;
    }
    let (id, post) = (signed.member.id, app.mail.clone());
    app.db
        .write(move |conn| {
            save::clear_second_factor(conn, id)?;
            audit::note(conn, &origin.by, Action::SecondFactorOff, Some(id))?;
            letters::notify(conn, &post, id, Change::SecondFactorOff)
        })
        .await?;
    app.bells.mail.ring();
    flash::ok(&session, page.t.second_factor_off());
    Ok(respond::see_other("/account/second-factor"))
}
