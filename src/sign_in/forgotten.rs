//! `/password/forgot`: mails a link to choose another password. The answer and its time are the same
//! whether the e-mail is anybody's or not: what differs is done after it.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::throttle::Subject;
use super::tries;
use crate::audit::{self, Action, By};
use crate::error::AppError;
use crate::staff::form::{self, Errors};
use crate::staff::links::Purpose;
use crate::staff::{Account, letters, query};
use crate::web::{App, Form, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "sign_in/forgotten.html")]
struct ForgottenPage {
    page: Page,
    email: String,
    /// Whether mail reaches anybody.
    sends_mail: bool,
    errors: Errors,
}

/// `GET /password/forgot`.
///
/// # Errors
/// `Bug` when the template fails.
pub async fn new(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    respond::html(&shown(page, &app, &Form::default(), Errors::default()))
}

/// `POST /password/forgot`.
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
    let mut errors = Errors::default();
    let email = form::email(&form, page.t, &mut errors);
    if !errors.is_empty() {
        let page = shown(page, &app, &form, errors);
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let subjects = [Subject::forgotten_from(&origin.by.address), Subject::forgotten(&email)];
    if let Some(seconds) = tries::count_link(&app, subjects).await? {
        let errors = tries::too_many_links(page.t, seconds);
        return respond::too_many(seconds, &shown(page, &app, &form, errors));
    }
    flash::ok(
        &session,
        if app.mail.way().server().is_some() {
            page.t.forgotten_sent(&email)
        } else {
            page.t.forgotten_filed(&email)
        },
    );
    tries::after_the_answer(send(app, email, origin.by));
    Ok(respond::see_other("/login"))
}

/// Mails the link, if there is anybody to mail it to.
async fn send(app: web::Data<App>, email: String, by: By) -> Result<(), AppError> {
    let state = app.clone();
    app.db
        .write(move |conn| {
            let account = query::find_by_email(conn, &email)?;
            let Some(account) = account.filter(Account::is_active) else {
                return Ok(());
            };
            audit::note(conn, &by, Action::PasswordLinkAsked, Some(account.id))?;
            let base = &state.config.public_url;
            letters::send_link(conn, &state.mail, base, &account, Purpose::Forgotten).map(|_| ())
        })
        .await?;
    app.bells.mail.ring();
    Ok(())
}

fn shown(page: Page, app: &App, form: &Form, errors: Errors) -> ForgottenPage {
    ForgottenPage {
        page,
        email: form.text("email").to_owned(),
        sends_mail: app.mail.way().server().is_some(),
        errors,
    }
}
