//! POST …/{id}/deactivation and …/{id}/activation: whether a row is still offered.

use actix_session::Session;
use actix_web::{HttpResponse, web};

use super::catalogue_of;
use crate::catalogues::{Catalogue, Entry, save};
use crate::error::AppError;
use crate::settings::screens::nav::catalogue_address;
use crate::web::flash::{self, Undo};
use crate::web::{App, Form, Page, respond};

/// Offers it no longer.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn deactivate(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let entry = set(&page, &app, catalogue, id, false).await?;
    let undo = Undo {
        action: format!("{}/{id}/activation", catalogue_address(catalogue.list)),
        label: page.t.undo().to_owned(),
    };
    flash::undoable(&session, page.t.settings_was_deactivated(entry.name()), undo);
    Ok(respond::see_other(&back(catalogue, &form)))
}

/// Offers it again.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn activate(
    page: Page,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let entry = set(&page, &app, catalogue, id, true).await?;
    flash::ok(&session, page.t.settings_was_activated(entry.name()));
    Ok(respond::see_other(&back(catalogue, &form)))
}

async fn set(
    page: &Page,
    app: &App,
    catalogue: &'static Catalogue,
    id: i64,
    is_active: bool,
) -> Result<Entry, AppError> {
    let actor = page.actor.clone();
    app.db.write(move |conn| save::set_active(conn, &actor, catalogue, id, is_active)).await
}

/// The list as it was searched.
fn back(catalogue: &Catalogue, form: &Form) -> String {
    let list = catalogue_address(catalogue.list);
    match form.text("q") {
        "" => list,
        query => format!("{list}?{}", Form::default().with("q", query).encode()),
    }
}
