//! POST /settings/{list}/{id}/deactivation and /activation: whether a name is still offered. What
//! is no longer offered stays shown where it was chosen.

use actix_session::Session;
use actix_web::{HttpResponse, web};

use super::{address, list_of};
use crate::error::AppError;
use crate::settings::lookups::{self, LookupRow};
use crate::web::flash::{self, Undo};
use crate::web::{App, Form, Page, respond};

/// Offers it no longer.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn deactivate(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let row = set(&page, &app, &code, id, false).await?;
    let undo = Undo {
        action: format!("/settings/{code}/{id}/activation"),
        label: page.t.undo().to_owned(),
    };
    flash::undoable(&session, page.t.settings_was_deactivated(&row.name), undo);
    Ok(respond::see_other(&back(&code, &form)?))
}

/// Offers it again.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn activate(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let row = set(&page, &app, &code, id, true).await?;
    flash::ok(&session, page.t.settings_was_activated(&row.name));
    Ok(respond::see_other(&back(&code, &form)?))
}

async fn set(
    page: &Page,
    app: &App,
    code: &str,
    id: i64,
    is_active: bool,
) -> Result<LookupRow, AppError> {
    let (list, actor) = (list_of(code)?, page.actor.clone());
    app.db
        .write(move |conn| {
            let row = lookups::find(conn, list, id)?.ok_or(AppError::NotFound)?;
            lookups::set_active(conn, &actor, &row, is_active)?;
            Ok::<_, AppError>(row)
        })
        .await
}

/// The list as it was searched.
fn back(code: &str, form: &Form) -> Result<String, AppError> {
    let list = address(list_of(code)?);
    Ok(match form.text("q") {
        "" => list,
        query => format!("{list}?{}", Form::default().with("q", query).encode()),
    })
}
