//! What people choose on pages of ours without being known: kept in a cookie for a year.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::{HOST, REFERER};
use actix_web::{HttpRequest, HttpResponse};

use super::{App, respond};
use crate::error::AppError;

/// Keeps a choice of somebody who is not signed in, and leads back to the page, or home.
///
/// # Errors
/// `Bug` when the cookie cannot be written.
pub fn remember(
    request: &HttpRequest,
    app: &App,
    name: &'static str,
    value: &'static str,
    home: &'static str,
) -> Result<HttpResponse, AppError> {
    let cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .finish();
    let mut response = respond::see_other(&came_from(request, home));
    response.add_cookie(&cookie).map_err(|error| AppError::Bug(error.into()))?;
    Ok(response)
}

/// The page of ours whose form this was, or home where the browser does not say.
#[must_use]
pub fn came_from(request: &HttpRequest, home: &str) -> String {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let path = text(REFERER)
        .and_then(|address| address.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .filter(|(host, _)| text(HOST) == Some(*host))
        .map(|(_, path)| format!("/{path}"));
    respond::safe_path(path.as_deref(), home).to_owned()
}
