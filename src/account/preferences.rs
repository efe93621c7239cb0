//! Scheme and language, from the small forms of the frame: kept with the member, or in a cookie for
//! those who are not signed in.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::{HOST, REFERER};
use actix_web::{HttpRequest, HttpResponse, web};

use crate::error::AppError;
use crate::i18n::Lang;
use crate::staff::save;
use crate::web::page::{LANGUAGE_COOKIE, SCHEME_COOKIE};
use crate::web::{App, Form, Signed, respond};

/// `POST /preferences/scheme`.
///
/// # Errors
/// `BadRequest` for an unknown scheme.
pub async fn scheme(
    form: Form,
    signed: Option<Signed>,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let scheme = ["system", "light", "dark"]
        .into_iter()
        .find(|scheme| *scheme == form.text("scheme"))
        .ok_or(AppError::BadRequest)?;
    let Some(signed) = signed else {
        return back_with(&request, &app, SCHEME_COOKIE, scheme);
    };
    app.db
        .write(move |conn| {
            save::choose_scheme(conn, signed.member.id, scheme).map_err(AppError::from)
        })
        .await?;
    Ok(respond::see_other(&came_from(&request)))
}

/// `POST /preferences/language`.
///
/// # Errors
/// `BadRequest` for a language that the panel does not speak.
pub async fn language(
    form: Form,
    signed: Option<Signed>,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let code = Lang::from_code(form.text("language")).ok_or(AppError::BadRequest)?.code();
    let Some(signed) = signed else {
        return back_with(&request, &app, LANGUAGE_COOKIE, code);
    };
    app.db
        .write(move |conn| {
            save::choose_language(conn, signed.member.id, code).map_err(AppError::from)
        })
        .await?;
    Ok(respond::see_other(&came_from(&request)))
}

fn back_with(
    request: &HttpRequest,
    app: &App,
    name: &'static str,
    value: &'static str,
) -> Result<HttpResponse, AppError> {
    let cookie = Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .secure(app.config.is_https())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365))
        .finish();
    let mut response = respond::see_other(&came_from(request));
    response.add_cookie(&cookie).map_err(|error| AppError::Bug(error.into()))?;
    Ok(response)
}

/// The page of ours whose form this was.
fn came_from(request: &HttpRequest) -> String {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let path = text(REFERER)
        .and_then(|address| address.split_once("://"))
        .and_then(|(_, rest)| rest.split_once('/'))
        .filter(|(host, _)| text(HOST) == Some(*host))
        .map(|(_, path)| format!("/{path}"));
    respond::safe_path(path.as_deref(), "/").to_owned()
}
