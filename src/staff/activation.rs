//! `/staff/{id}/activation` and `/deactivation`: shuts a member out at once, and lets them in again.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use super::edit::{find, shown};
use super::form::Errors;
use super::save;
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::{App, Origin, Page, flash, respond};

/// `POST /staff/{id}/activation`.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn create(
    page: Page,
    path: web::Path<i64>,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    let id = account.id;
    app.db
        .write(move |conn| {
            save::enable(conn, id)?;
            audit::note(conn, &origin.by, Action::MemberEnabled, Some(id)).map_err(AppError::from)
        })
        .await?;
    flash::ok(&session, page.t.staff_was_enabled(&account.name));
    Ok(respond::see_other("/staff"))
}

/// `POST /staff/{id}/deactivation`.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn destroy(
    page: Page,
    path: web::Path<i64>,
    origin: Origin,
    session: Session,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    let id = account.id;
    let refusal = if origin.by.id == Some(id) {
        Some(page.t.staff_not_oneself())
    } else {
        let done = app
            .db
            .write(move |conn| {
                let done = save::disable(conn, id)?;
                if done.is_ok() {
                    audit::note(conn, &origin.by, Action::MemberDisabled, Some(id))?;
                }
                Ok::<_, AppError>(done)
            })
            .await?;
        done.err().map(|_| page.t.staff_last_admin())
    };
    if let Some(text) = refusal {
        let errors = Errors::of_field("deactivation", text);
        let page = shown(page, &account, None, errors);
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    flash::ok(&session, page.t.staff_was_disabled(&account.name));
    Ok(respond::see_other("/staff"))
}
