//! `/staff`: everybody who may, or might, sign in.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Account, query};
use crate::error::AppError;
use crate::web::{App, Page, respond};

#[derive(Template)]
#[template(path = "staff/index.html")]
struct IndexPage {
    page: Page,
    rows: Vec<Row>,
}

struct Row {
    id: i64,
    name: String,
    email: String,
    role: &'static str,
    own_only: bool,
    has_second_factor: bool,
    is_active: bool,
    is_you: bool,
    last_sign_in: String,
}

/// `GET /staff`.
///
/// # Errors
/// When the database is away.
pub async fn index(page: Page, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let members = app.db.read(|conn| query::all(conn).map_err(AppError::from)).await?;
    let rows = members.into_iter().map(|member| row(&page, member)).collect();
    respond::html(&IndexPage { page, rows })
}

fn row(page: &Page, member: Account) -> Row {
    let role = member.role();
    Row {
        id: member.id,
        role: page.t.role(role),
        own_only: member.own_customers_only && role.can_be_limited(),
        has_second_factor: member.totp_secret.is_some(),
        is_active: member.is_active(),
        is_you: page.actor.id == Some(member.id),
        last_sign_in: member
            .last_sign_in_at
            .map_or_else(String::new, |at| page.display().moment(at)),
        name: member.name,
        email: member.email,
    }
}
