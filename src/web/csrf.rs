//! Requests that change something must come from our own pages: the browser says so by
//! `Sec-Fetch-Site`, or, on a plain-HTTP office address, by an `Origin` that equals the Host or the
//! public address. No tokens in forms.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HOST, HeaderMap, ORIGIN};
use actix_web::middleware::Next;

use super::access::app;
use crate::error::AppError;

/// Where gateways send the browser back to, from their own pages: it changes nothing but what its token names.
const FROM_GATEWAYS: &str = "/cards/return";

/// The check, as a middleware. Answers 403 when the request comes from elsewhere or says nothing.
///
/// # Errors
/// Those of the request.
pub async fn check(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !is_safe && request.path() != FROM_GATEWAYS {
        let public = app(request.request())?.config.public_authority().to_owned();
        if !is_our_own(request.headers(), &public) {
            let refused = request.error_response(AppError::Forbidden);
            return Ok(refused.map_into_right_body());
        }
    }
    Ok(next.call(request).await?.map_into_left_body())
}

fn is_our_own(headers: &HeaderMap, public_authority: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    let Some((_, origin)) = text(ORIGIN).and_then(|origin| origin.split_once("://")) else {
        return false;
    };
    origin.eq_ignore_ascii_case(public_authority)
        || text(HOST).is_some_and(|host| origin.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_change_something() {
        for (pairs, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://a:1"), ("host", "a:1")], false),
            (&[("origin", "http://10.0.0.5:8080"), ("host", "10.0.0.5:8080")], true),
            (&[("origin", "https://panel.example"), ("host", "inner:80")], true),
            (&[("origin", "http://evil.example"), ("host", "a:1")], false),
            (&[("origin", "null"), ("host", "a:1")], false),
            (&[("host", "a:1")], false),
        ] {
            assert_eq!(is_our_own(&headers(pairs), "panel.example"), expected, "{pairs:?}");
        }
    }
}
