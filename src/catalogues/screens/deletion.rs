//! GET and POST …/{id}/deletion: takes away a row that nothing points to.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::{catalogue_of, form, trail};
use crate::audit::{self, Action};
use crate::catalogues::{Catalogue, Entry, Usage, save};
use crate::db::Db;
use crate::error::AppError;
use crate::settings::screens::nav::catalogue_address;
use crate::web::{App, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "catalogues/deletion.html")]
struct DeletionPage {
    page: Page,
    trail: Vec<(String, &'static str)>,
    list: String,
    action: String,
    name: String,
    is_active: bool,
    uses: Vec<String>,
}

impl DeletionPage {
    fn new(page: Page, catalogue: &'static Catalogue, entry: &Entry, usage: &Usage) -> Self {
        let list = catalogue_address(catalogue.list);
        Self {
            trail: trail(&page, catalogue),
            action: format!("{list}/{}", entry.id),
            list,
            name: entry.name().to_owned(),
            is_active: entry.is_active,
            uses: form::uses(&page, usage),
            page,
        }
    }
}

fn find(conn: &mut Db, catalogue: &Catalogue, id: i64) -> Result<(Entry, Usage), AppError> {
    let entry = catalogue.find(conn, id)?.ok_or(AppError::NotFound)?;
    Ok((entry, catalogue.usage_of(conn, id)?))
}

/// Asks first; says what to do instead when it is in use.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn ask(
    page: Page,
    app: web::Data<App>,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let (entry, usage) = app.db.read(move |conn| find(conn, catalogue, id)).await?;
    respond::html(&DeletionPage::new(page, catalogue, &entry, &usage))
}

/// Deletes it, unless something has begun to point to it.
///
/// # Errors
/// 404 for an unknown catalogue or row; when the database fails.
pub async fn delete(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let catalogue = catalogue_of(&code)?;
    let actor = page.actor.clone();
    let (entry, usage) = app
        .db
        .write(move |conn| {
            let (entry, is_done) = save::delete(conn, &actor, catalogue, id)?;
            if is_done {
                let what = (Action::NameDeleted, Some(entry.name()));
                audit::note_with(conn, &origin.by, what, None)?;
                return Ok((entry, None));
            }
            let usage = catalogue.usage_of(conn, id)?;
            Ok::<_, AppError>((entry, Some(usage)))
        })
        .await?;
    let Some(usage) = usage else {
        flash::ok(&session, page.t.settings_was_deleted(entry.name()));
        return Ok(respond::see_other(&catalogue_address(catalogue.list)));
    };
    let shown = DeletionPage::new(page, catalogue, &entry, &usage);
    respond::html_with(StatusCode::CONFLICT, &shown)
}
