//! `/settings/gateways/{id}/secret`: the key of a gateway, typed with one's own password and never shown.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::account::confirm::{self, Confirmation};
use crate::audit::{self, Action};
use crate::catalogues::{self, Entry};
use crate::error::AppError;
use crate::fields::Lookup;
use crate::gateways::{ONECLICK, Token};
use crate::web::{App, Errors, Form, Origin, Page, Signed, flash, respond};

/// Letters of a key, at most.
const LONGEST: usize = 200;

#[derive(Template)]
#[template(path = "cards/secret.html")]
struct SecretPage {
    page: Page,
    id: i64,
    name: String,
    is_there: bool,
    errors: Errors,
}

impl SecretPage {
    /// The gateway's own page.
    fn edit(&self) -> String {
        format!("/settings/gateways/{}/edit", self.id)
    }
}

/// The form.
///
/// # Errors
/// `NotFound` for a gateway without a key; when the database fails.
pub async fn edit(
    page: Page,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    show(page, &app, *id, Errors::default()).await
}

async fn show(page: Page, app: &App, id: i64, errors: Errors) -> Result<HttpResponse, AppError> {
    let gateways = app.gateways.clone();
    let (entry, is_there) = app
        .db
        .read(move |conn| Ok::<_, AppError>((found(conn, id)?, gateways.has_secret(conn, id)?)))
        .await?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let name = entry.name().to_owned();
    respond::html_with(status, &SecretPage { page, id, name, is_there, errors })
}

fn found(conn: &mut crate::db::Db, id: i64) -> Result<Entry, AppError> {
    let catalogue = catalogues::find(Lookup::Gateways).ok_or(AppError::NotFound)?;
    let entry = catalogue.find(conn, id)?.filter(|entry| entry.text("end_kind") == ONECLICK);
    entry.ok_or(AppError::NotFound)
}

/// Keeps a key.
///
/// # Errors
/// As [`edit`].
pub async fn update(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let entry = app.db.read(move |conn| found(conn, id)).await?;
    let (t, by) = (page.t, Origin::of(&request).by);
    let key = form.text("key").trim().to_owned();
    let mut errors = Errors::default();
    if key.is_empty() {
        errors.add("key", t.problem_required());
    } else if key.len() > LONGEST {
        errors.add("key", t.gateway_key_long());
    } else if !key.chars().all(|c| c.is_ascii_graphic()) {
        errors.add("key", t.gateway_key_unreadable());
    }
    if errors.is_empty() {
        let typed = form.text("current_password");
        match confirm::password(&app, signed.member.id, typed).await? {
            Confirmation::Right => {}
            Confirmation::Wrong => errors.add("current_password", t.account_password_wrong()),
            Confirmation::Blocked => errors.add("current_password", t.account_password_blocked()),
        }
        if !errors.is_empty() {
            let noted = Action::GatewayKeyRefused;
            app.db
                .write(move |conn| Ok::<_, AppError>(audit::note(conn, &by, noted, None)?))
                .await?;
            return show(page, &app, id, errors).await;
        }
    }
    if !errors.is_empty() {
        return show(page, &app, id, errors).await;
    }
    let (gateways, name) = (app.gateways.clone(), entry.name().to_owned());
    let noted = name.clone();
    app.db
        .write(move |conn| {
            gateways.set_secret(conn, id, &Token::new(key))?;
            Ok::<_, AppError>(audit::note_with(
                conn,
                &by,
                (Action::GatewayKeySet, Some(&noted)),
                None,
            )?)
        })
        .await?;
    flash::ok(&session, t.gateway_key_saved(&name));
    Ok(respond::see_other("/settings/gateways"))
}
