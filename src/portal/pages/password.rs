//! `/portal/password`: a customer chooses a password, by a link or after signing in with a temporary
//! one. Opening the link uses nothing up; mail scanners open links too.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::new_password;
use super::own::{self, Own};
use super::session::{self, Sort};
use crate::db::Db;
use crate::error::AppError;
use crate::password;
use crate::portal::secret;
use crate::web::{App, Errors, Form, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "portal/password.html")]
struct PasswordPage {
    page: Page,
    token: String,
    name: String,
    shortest: usize,
    errors: Errors,
}

#[derive(Template)]
#[template(path = "portal/password_dead.html")]
struct DeadPage {
    page: Page,
}

/// `GET /portal/password`, with a `token` from a link.
///
/// # Errors
/// `SignIn` without a link and without a session; when the database is away.
pub async fn new(
    page: Page,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = Form::of_query(&request)?.text("token").to_owned();
    match owner(&page, &app, &token).await? {
        Door::Open(own) => draw(StatusCode::OK, page, token, &own, Errors::default()),
        Door::Dead => dead(page),
        Door::Elsewhere => Ok(respond::see_other("/portal/account")),
    }
}

/// `POST /portal/password`: sets it, ends every other session, and lets the customer in.
///
/// # Errors
/// As for GET.
pub async fn create(
    page: Page,
    form: Form,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let token = form.text("token").to_owned();
    let own = match owner(&page, &app, &token).await? {
        Door::Open(own) => own,
        Door::Dead => return dead(page),
        Door::Elsewhere => return Ok(respond::see_other("/portal/account")),
    };
    let errors = new_password::check(&form, &page, &own).await?;
    if !errors.is_empty() {
        return draw(StatusCode::UNPROCESSABLE_ENTITY, page, token, &own, errors);
    }
    let hash = password::hash(form.text("password").to_owned()).await?;
    let id = own.record.customer.id;
    let (settings, post, by) = (page.settings.clone(), app.mail.clone(), origin.by.clone());
    let is_set = app
        .db
        .write(move |conn| {
            if !still_opens(conn, &token, &own)? {
                return Ok::<_, AppError>(false);
            }
            new_password::store(conn, (&settings.organisation, &post, &by), &own, &hash)?;
            Ok(true)
        })
        .await?;
    if !is_set {
        return dead(page);
    }
    app.bells.mail.ring();
    session::begin(&session, &origin, id, Sort::Full { remember: false })?;
    flash::ok(&session, page.t.portal_password_was_set());
    Ok(respond::see_other("/portal"))
}

/// What stands behind a link or a session.
enum Door {
    Open(Box<Own>),
    /// The link was used, or is too old, or a newer one took its place.
    Dead,
    /// Whoever has a password changes it by giving the present one.
    Elsewhere,
}

async fn owner(page: &Page, app: &App, token: &str) -> Result<Door, AppError> {
    if token.is_empty() {
        let visitor = page.visitor.ok_or(AppError::SignIn)?;
        if !visitor.is_restricted {
            return Ok(Door::Elsewhere);
        }
        let own = app.db.read(move |conn| own::of(conn, visitor.id)).await?;
        return Ok(Door::Open(Box::new(own)));
    }
    let token = token.to_owned();
    let own = app.db.read(move |conn| by_link(conn, &token)).await?;
    Ok(own.map_or(Door::Dead, |own| Door::Open(Box::new(own))))
}

fn by_link(conn: &mut Db, token: &str) -> Result<Option<Own>, AppError> {
    match secret::find_link(conn, token)? {
        Some(id) => own::find(conn, id),
        None => Ok(None),
    }
}

/// Uses the link up; after a temporary password, makes sure that none took its place meanwhile.
fn still_opens(conn: &mut Db, token: &str, own: &Own) -> Result<bool, AppError> {
    if !token.is_empty() {
        return Ok(secret::spend_link(conn, token)?);
    }
    let now = own::find(conn, own.record.customer.id)?;
    let used = now.filter(|now| now.account.temp_used_at.is_some());
    Ok(used.is_some_and(|now| now.account.temp_password_hash == own.account.temp_password_hash))
}

fn draw(
    status: StatusCode,
    page: Page,
    token: String,
    own: &Own,
    errors: Errors,
) -> Result<HttpResponse, AppError> {
    let shortest = page.settings.organisation.portal.shortest_password();
    let name = own.sign_in_name();
    respond::html_with(status, &PasswordPage { page, token, name, shortest, errors })
}

fn dead(page: Page) -> Result<HttpResponse, AppError> {
    respond::html_with(StatusCode::NOT_FOUND, &DeadPage { page })
}
