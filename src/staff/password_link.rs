//! `/staff/{id}/password-link`: a one-time link by which a member chooses a password. Nobody else
//! learns or chooses it; the present one works until then.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::edit::find;
use super::links::{self, Purpose};
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::web::{App, Origin, Page, respond};

#[derive(Template)]
#[template(path = "staff/link.html")]
pub(super) struct LinkPage {
    pub(super) page: Page,
    pub(super) name: String,
    pub(super) link: String,
}

/// `POST /staff/{id}/password-link`. The answer shows the link, once.
///
/// # Errors
/// `NotFound` when there is no such member.
pub async fn create(
    page: Page,
    path: web::Path<i64>,
    origin: Origin,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let account = find(&app, *path).await?;
    let id = account.id;
    let token = app
        .db
        .write(move |conn| {
            audit::note(conn, &origin.by, Action::PasswordLinkMade, Some(id))?;
            links::issue(conn, Purpose::Password, Some(id)).map_err(AppError::from)
        })
        .await?;
    respond::html(&LinkPage {
        link: links::address(&app.config.public_url, Purpose::Password, &token),
        name: account.name,
        page,
    })
}
