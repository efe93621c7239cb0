//! GET and POST /settings/{list}/{id}/deletion: takes away a name that nobody uses.

use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::entry::{self, Found, UsageText};
use super::{address, list_of};
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::fields::Lookup;
use crate::settings::lookups::{self, LookupRow};
use crate::web::{App, Origin, Page, flash, respond};

#[derive(Template)]
#[template(path = "settings/deletion.html")]
struct DeletionPage {
    page: Page,
    trail: Vec<(String, &'static str)>,
    list: String,
    action: String,
    row: LookupRow,
    usage: UsageText,
}

impl DeletionPage {
    fn new(page: Page, list: Lookup, found: Found) -> Self {
        let row = found.row;
        Self {
            trail: entry::trail(&page, list),
            list: address(list),
            action: format!("{}/{}", address(list), row.id),
            usage: UsageText::new(&page, list, row.id, found.usage),
            row,
            page,
        }
    }
}

/// Asks first; says what to do instead when it is in use.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn ask(
    page: Page,
    app: web::Data<App>,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let list = list_of(&code)?;
    let found = app.db.read(move |conn| entry::find(conn, list, id)).await?;
    respond::html(&DeletionPage::new(page, list, found))
}

/// Deletes it, unless somebody has begun to use it.
///
/// # Errors
/// 404 for an unknown list or name; when the database fails.
pub async fn delete(
    page: Page,
    origin: Origin,
    app: web::Data<App>,
    session: Session,
    path: web::Path<(String, i64)>,
) -> Result<HttpResponse, AppError> {
    let (code, id) = path.into_inner();
    let list = list_of(&code)?;
    let actor = page.actor.clone();
    let (found, is_done) = app
        .db
        .write(move |conn| {
            let found = entry::find(conn, list, id)?;
            let is_done = lookups::delete(conn, &actor, list, &found.row)?;
            if is_done {
                let what = (Action::NameDeleted, Some(&*found.row.name));
                audit::note_with(conn, &origin.by, what, None)?;
            }
            Ok::<_, AppError>((found, is_done))
        })
        .await?;
    if is_done {
        flash::ok(&session, page.t.settings_was_deleted(&found.row.name));
        return Ok(respond::see_other(&address(list)));
    }
    let shown = DeletionPage::new(page, list, found);
    respond::html_with(StatusCode::CONFLICT, &shown)
}
