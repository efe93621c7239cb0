//! `/portal/password`: a customer chooses a password, by a link or after signing in with a temporary
//! one. Opening the link uses nothing up; mail scanners open links too.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::new_password;
use super::own::{self, Own};
use super::session::{self, Opening, Sort};
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::password;
use crate::portal::secret;
use crate::web::session::Visitor;
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
    let visitor = page.visitor.clone();
    let epoch = app
        .db
        .write(move |conn| {
            let now = match &visitor {
                _ if !token.is_empty() => by_open_link(conn, &token, id)?,
                Some(visitor) => by_temporary(conn, visitor, &own)?,
                None => None,
            };
            let Some(now) = now else { return Ok::<_, AppError>(None) };
            new_password::store(conn, (&settings.organisation, &post, &by), &now, &hash).map(Some)
        })
        .await?;
    let Some(epoch) = epoch else { return dead(page) };
    app.bells.mail.ring();
    let sort = Sort::Full { remember: false };
    session::begin(&session, &origin, Opening { customer: id, epoch, sort })?;
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
        let visitor = page.visitor.clone().ok_or(AppError::SignIn)?;
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

/// Uses the link up; whose it is, if they may still enter.
fn by_open_link(conn: &mut Db, token: &str, id: i64) -> Result<Option<Own>, AppError> {
    query::lock(conn, &[id])?;
    let is_used = secret::spend_link(conn, token)?;
    if is_used { own::find(conn, id) } else { Ok(None) }
}

/// The customer whose session a temporary password opened, unless another took its place meanwhile.
fn by_temporary(conn: &mut Db, visitor: &Visitor, own: &Own) -> Result<Option<Own>, AppError> {
    let now = own::held(conn, visitor)?;
    let is_same = now.account.temp_used_at.is_some()
        && now.account.temp_password_hash == own.account.temp_password_hash;
    Ok(is_same.then_some(now))
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
