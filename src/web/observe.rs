//! Each request gets a number; the log has one line for it, and the metrics count it. Neither has
//! what people search or type.

use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};

use super::App;

/// The number of a request, as its error page shows it.
#[derive(Clone)]
struct RequestId(String);

/// The number of a request.
#[must_use]
pub fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default()
}

/// Numbers, logs and counts, as a middleware.
///
/// # Errors
/// Those of the request.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let began = Instant::now();
    let id = new_id();
    request.extensions_mut().insert(RequestId(id.clone()));
    let method = request.method().clone();
    let result = next.call(request).await;
    let took = began.elapsed();
    let mut response = result?;
    let route = response.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let status = response.status();
    tracing::info!(
        request = id,
        method = method.as_str(),
        route,
        path = response.request().path(),
        status = status.as_u16(),
        ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    if let Some(app) = response.request().app_data::<web::Data<App>>() {
        app.metrics.answered(&method, &route, status, took);
    }
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    Ok(response)
}

/// Eight hexadecimal digits in two groups: short enough to read out on the phone.
fn new_id() -> String {
    let number: u32 = rand::random();
    format!("{:04x}-{:04x}", number >> 16, number & 0xffff)
}
