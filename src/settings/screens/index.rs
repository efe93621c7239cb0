//! GET /settings: what can be configured.

use actix_web::HttpResponse;
use askama::Template;

use super::nav::{self, Group};
use crate::error::AppError;
use crate::web::{Page, respond};

#[derive(Template)]
#[template(path = "settings/index.html")]
struct IndexPage {
    page: Page,
    groups: Vec<Group>,
}

/// The page.
///
/// # Errors
/// When the template fails.
pub async fn show(page: Page) -> Result<HttpResponse, AppError> {
    let groups = nav::groups(&page);
    respond::html(&IndexPage { page, groups })
}
