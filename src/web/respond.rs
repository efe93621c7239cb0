//! The few kinds of answers.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderValue, LOCATION, REFRESH, RETRY_AFTER};
use askama::Template;

use crate::error::AppError;

/// To another page, after a good POST.
#[must_use]
pub fn see_other(location: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, location)).finish()
}

/// A page.
///
/// # Errors
/// `Bug` when the template fails.
pub fn html(template: &impl Template) -> Result<HttpResponse, AppError> {
    html_with(StatusCode::OK, template)
}

/// A page of work: asked for again by itself after so many seconds, if something moves.
///
/// # Errors
/// `Bug` when the template fails.
pub fn html_of_work(
    template: &impl Template,
    seconds: Option<u16>,
) -> Result<HttpResponse, AppError> {
    let mut response = html(template)?;
    if let Some(seconds) = seconds {
        response.headers_mut().insert(REFRESH, HeaderValue::from(seconds));
    }
    Ok(response)
}

/// A page with another status: 422 for refused input, 409 for a conflict.
///
/// # Errors
/// `Bug` when the template fails.
pub fn html_with(status: StatusCode, template: &impl Template) -> Result<HttpResponse, AppError> {
    let body = template.render()?;
    Ok(HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .body(body))
}

/// A page that says to wait so many seconds, also to machines: 429.
///
/// # Errors
/// `Bug` when the template fails.
pub fn too_many(seconds: i64, template: &impl Template) -> Result<HttpResponse, AppError> {
    let mut response = html_with(StatusCode::TOO_MANY_REQUESTS, template)?;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// A path of our own to go to next; anything else becomes the fallback.
#[must_use]
pub fn safe_path<'a>(wanted: Option<&'a str>, fallback: &'a str) -> &'a str {
    wanted
        .filter(|path| {
            path.starts_with('/')
                && !path.starts_with("//")
                && !path.contains('\\')
                && path.bytes().all(|byte| byte.is_ascii_graphic())
                && !climbs(path)
        })
        .unwrap_or(fallback)
}

/// Whether browsers would leave the folder that the path names: they take `%2e` for a dot.
fn climbs(path: &str) -> bool {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let folders = path.get(..end).unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    folders.split('/').any(|folder| folder == "." || folder == "..")
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn only_paths_of_our_own_are_followed() {
        for (wanted, expected) in [
            ("/customers?q=a", "/customers?q=a"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("/\t/evil.example", "/"),
            ("/ñandú", "/"),
            ("/portal/../customers", "/"),
            ("/portal/%2E./customers", "/"),
            ("/portal/.", "/"),
            ("/customers?q=../a", "/customers?q=../a"),
            ("", "/"),
        ] {
            assert_eq!(safe_path(Some(wanted), "/"), expected, "{wanted:?}");
        }
        assert_eq!(safe_path(None, "/customers"), "/customers");
    }
}
