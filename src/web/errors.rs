//! Error pages: drawn here for every error of every route, with the number of the request.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    ACCEPT, ALLOW, CONTENT_LENGTH, HeaderValue, RETRY_AFTER, TRANSFER_ENCODING,
};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse};
use askama::Template;

use super::{Form, Page, access, choices, portal, respond};
use crate::error::AppError;

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    page: Page,
    title: &'static str,
    text: &'static str,
    status: u16,
}

/// The same for members, who keep their menu.
#[derive(Template)]
#[template(path = "errors/framed.html")]
struct FramedErrorPage {
    page: Page,
    title: &'static str,
    text: &'static str,
    status: u16,
}

/// The same for customers, in their portal.
#[derive(Template)]
#[template(path = "errors/portal.html")]
struct PortalErrorPage {
    page: Page,
    title: &'static str,
    text: &'static str,
    status: u16,
}

/// Turns errors into pages, as a middleware.
///
/// # Errors
/// None of its own.
pub async fn draw(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // The request must not be held while it is routed, so whoever refuses one does it by an answer.
    let response = next.call(request).await?;
    let status = response.status();
    let is_bare =
        response.response().error().is_some() || (is_drawn(status) && is_empty(&response));
    if !is_bare {
        return Ok(response.map_into_boxed_body());
    }
    let (http, bare) = response.into_parts();
    // Refused before anybody asked who it was, or at an address that has no route.
    if !portal::is_part(&http) {
        access::recognise(&http).await;
    }
    let mut answer = match bare.error() {
        Some(error) => answer(&http, error),
        None => page(&http, status),
    };
    if let Some(methods) = bare.headers().get(ALLOW) {
        answer.headers_mut().insert(ALLOW, methods.clone());
    }
    Ok(ServiceResponse::new(http, answer))
}

fn is_drawn(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn is_empty<B: MessageBody>(response: &ServiceResponse<B>) -> bool {
    use actix_web::body::BodySize;
    matches!(response.response().body().size(), BodySize::None | BodySize::Sized(0))
}

fn answer(request: &HttpRequest, error: &Error) -> HttpResponse {
    let known = error.as_error::<AppError>();
    match known {
        Some(AppError::SignIn) => return sign_in(request),
        Some(AppError::Bug(bug)) => tracing::error!(
            request = super::observe::request_id(request),
            error = format!("{bug:#}"),
            "bug"
        ),
        _ => {}
    }
    let status = error.as_response_error().status_code();
    if let Some(AppError::PortalClosed) = known {
        let page = Page::of(request);
        let words = (page.t.portal_closed(), page.t.portal_closed_text());
        return drawn(request, page, status, words);
    }
    page(request, status)
}

/// Tells the sign-in page that something was sent after the session had ended. What it was is kept
/// nowhere: whoever signs in next may be somebody else.
pub const UNSAVED: &str = "unsaved";

/// To the sign-in page, and back after it; a form's page rather than its action.
fn sign_in(request: &HttpRequest) -> HttpResponse {
    let (home, door) = if portal::is_part(request) {
        (portal::ROOT, "/portal/login")
    } else {
        ("/customers", "/login")
    };
    let is_asking = matches!(*request.method(), Method::GET | Method::HEAD);
    let wanted = match request.uri().path_and_query() {
        Some(address) if is_asking => address.as_str().to_owned(),
        _ => choices::came_from(request, home),
    };
    let query = Form::default().with("next", wanted);
    let is_lost = !is_asking && has_body(request);
    let query = if is_lost { query.with(UNSAVED, "1") } else { query };
    respond::see_other(&format!("{door}?{}", query.encode()))
}

/// Whether anything was sent; buttons alone send nothing.
fn has_body(request: &HttpRequest) -> bool {
    let headers = request.headers();
    let length = headers.get(CONTENT_LENGTH);
    headers.contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != "0")
}

fn page(request: &HttpRequest, status: StatusCode) -> HttpResponse {
    let wants_json = request
        .headers()
        .get(ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"application/json"));
    if wants_json {
        let reference = super::observe::request_id(request);
        return HttpResponse::build(status)
            .json(serde_json::json!({ "status": status.as_u16(), "reference": reference }));
    }
    let page = Page::of(request);
    let ours = portal::is_part(request).then(|| portal_words(&page, status)).flatten();
    let words = ours.unwrap_or_else(|| words(&page, status));
    let mut response = drawn(request, page, status, words);
    if matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

fn drawn(
    request: &HttpRequest,
    page: Page,
    status: StatusCode,
    (title, text): (&'static str, &'static str),
) -> HttpResponse {
    let number = status.as_u16();
    let drawn = if portal::is_part(request) {
        respond::html_with(status, &PortalErrorPage { title, text, status: number, page })
    } else if page.member.is_some() {
        respond::html_with(status, &FramedErrorPage { title, text, status: number, page })
    } else {
        respond::html_with(status, &ErrorPage { title, text, status: number, page })
    };
    drawn.unwrap_or_else(|_| HttpResponse::new(StatusCode::INTERNAL_SERVER_ERROR))
}

/// What customers are told in words of their own: they know no panel and have no role.
fn portal_words(page: &Page, status: StatusCode) -> Option<(&'static str, &'static str)> {
    let t = page.t;
    Some(match status.as_u16() {
        403 => (t.portal_error_refused(), t.portal_error_refused_text()),
        503 => (t.error_unavailable(), t.portal_error_unavailable_text()),
        500..=599 => (t.error_bug(), t.portal_error_bug_text()),
        _ => return None,
    })
}

fn words(page: &Page, status: StatusCode) -> (&'static str, &'static str) {
    let t = page.t;
    match status.as_u16() {
        401 | 403 => (t.error_forbidden(), t.error_forbidden_text()),
        404 => (t.error_not_found(), t.error_not_found_text()),
        405 => (t.error_method(), t.error_method_text()),
        409 => (t.error_conflict(), t.error_conflict_text()),
        413 => (t.error_too_large(), t.error_too_large_text()),
        429 => (t.error_too_many(), t.error_too_many_text()),
        503 => (t.error_unavailable(), t.error_unavailable_text()),
        500..=599 => (t.error_bug(), t.error_bug_text()),
        _ => (t.error_bad_request(), t.error_bad_request_text()),
    }
}
