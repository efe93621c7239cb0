//! POST …/look: keeps columns, rows per page and density as a member chose them in a list.

use actix_web::{HttpRequest, HttpResponse, web};

use super::Shown;
use super::read::path;
use crate::customers::preferences;
use crate::error::AppError;
use crate::lists::{Kept, Links};
use crate::web::{App, Form, Page, respond};

/// Keeps what was chosen and goes back to the list it was chosen in.
///
/// # Errors
/// `SignIn` without a member.
pub async fn update<E: Shown>(
    request: HttpRequest,
    page: Page,
    form: Form,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let member = page.actor.id.ok_or(AppError::SignIn)?;
    let customer = Form::of_query(&request)?.text("customer").parse().ok();
    let back = Form::parse(form.text("back").as_bytes())?;
    let (kept, density) = (Kept::of_form(E::vocabulary(), &form), preferences::density(&form));
    app.db
        .write(move |conn| {
            if let Some(density) = density {
                preferences::store_density(conn, member, &density)?;
            }
            Ok::<_, AppError>(kept.store(conn, E::LIST, member)?)
        })
        .await?;
    // What the address says would win over what was just chosen.
    let list = Links::of(path::<E>(customer), &back).without(&["columns", "per_page"]);
    Ok(respond::see_other(&list.href()))
}
