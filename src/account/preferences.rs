//! Scheme and language, from the small forms of the frame: kept with the member, or in a cookie for
//! those who are not signed in.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::error::AppError;
use crate::i18n::Lang;
use crate::staff::save;
use crate::web::choices::{came_from, remember};
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
        return remember(&request, &app, SCHEME_COOKIE, scheme, "/");
    };
    app.db
        .write(move |conn| {
            save::choose_scheme(conn, signed.member.id, scheme).map_err(AppError::from)
        })
        .await?;
    Ok(respond::see_other(&came_from(&request, "/")))
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
        return remember(&request, &app, LANGUAGE_COOKIE, code, "/");
    };
    app.db
        .write(move |conn| {
            save::choose_language(conn, signed.member.id, code).map_err(AppError::from)
        })
        .await?;
    Ok(respond::see_other(&came_from(&request, "/")))
}
