//! For machines that watch: is the process alive, can it work, how much does it do.

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::db::migrate;
use crate::error::AppError;
use crate::web::metrics::CONTENT_TYPE;
use crate::web::{App, peer};

/// `GET /healthz`: the process answers.
pub async fn alive() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers and every migration is done.
///
/// # Errors
/// `Unavailable`.
pub async fn ready(app: web::Data<App>) -> Result<&'static str, AppError> {
    let db = app.db.clone();
    let is_current = web::block(move || migrate::is_current(&db)).await;
    match is_current {
        Ok(Ok(true)) => Ok("ready"),
        _ => Err(AppError::Unavailable),
    }
}

/// `GET /metrics`, for this machine or the bearer of the token.
///
/// # Errors
/// `NotFound` for anybody else.
pub async fn metrics(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse, AppError> {
    let bearer = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let has_token = match (&app.config.metrics_token, bearer) {
        (Some(token), Some(bearer)) => is_equal(token, bearer),
        _ => false,
    };
    if !has_token && !peer::is_local(&request) {
        return Err(AppError::NotFound);
    }
    Ok(HttpResponse::Ok()
        .content_type(CONTENT_TYPE)
        .body(app.metrics.render().map_err(anyhow::Error::from)?))
}

/// Compares in a time that does not tell how much is right.
fn is_equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |diff, (x, y)| diff | (x ^ y)) == 0
}
