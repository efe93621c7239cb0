//! «Mantener la sesión» decides one thing: whether the cookie outlives the browser. The session
//! middleware gives every cookie the same age, so its age is taken off again for those who did not
//! ask for it. Two steps, since the state is readable only inside that middleware and the cookie
//! only outside.

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::cookie::Cookie;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderValue, SET_COOKIE};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage};

use super::session::BROWSER_ONLY;

/// Says to `shorten` that the cookie of this answer ends with the browser.
struct BrowserOnly;

/// Inside the session: reads what was chosen at sign-in.
///
/// # Errors
/// Those of the request.
pub async fn mark(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let session = request.get_session();
    let response = next.call(request).await?;
    if session.contains_key(BROWSER_ONLY) {
        response.request().extensions_mut().insert(BrowserOnly);
    }
    Ok(response)
}

/// Outside the session: takes the age off its cookie, which has this name.
///
/// # Errors
/// Those of the request.
pub async fn shorten(
    name: &'static str,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let is_marked = response.request().extensions().get::<BrowserOnly>().is_some();
    if is_marked {
        take_age_off(response.headers_mut(), name);
    }
    Ok(response)
}

fn take_age_off(headers: &mut HeaderMap, name: &str) {
    let cookies: Vec<HeaderValue> = headers.remove(SET_COOKIE).collect();
    for value in cookies {
        headers.append(SET_COOKIE, without_age(&value, name).unwrap_or(value));
    }
}

/// The cookie without its age; none when it is another one, or one that deletes.
fn without_age(value: &HeaderValue, name: &str) -> Option<HeaderValue> {
    let mut cookie = Cookie::parse(value.to_str().ok()?.to_owned()).ok()?;
    if cookie.name() != name || cookie.value().is_empty() {
        return None;
    }
    cookie.set_max_age(None);
    cookie.unset_expires();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_cookie_of_the_session_loses_its_age() {
        let value = HeaderValue::from_static;
        let long = value("s=k%2B; HttpOnly; SameSite=Lax; Path=/; Max-Age=604800");
        let short = without_age(&long, "s").unwrap();
        assert_eq!(short, value("s=k%2B; HttpOnly; SameSite=Lax; Path=/"));
        assert_eq!(without_age(&value("scheme=dark; Max-Age=9"), "s"), None);
        assert_eq!(without_age(&value("s=; Max-Age=0"), "s"), None);
    }
}
