//! `POST /portal/language`: the language of the portal's pages, in a cookie.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::error::AppError;
use crate::i18n::Lang;
use crate::web::choices::remember;
use crate::web::page::LANGUAGE_COOKIE;
use crate::web::portal::ROOT;
use crate::web::{App, Form};

/// Keeps the choice, and leads back.
///
/// # Errors
/// `BadRequest` for a language that the portal does not speak.
pub async fn update(
    form: Form,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let code = Lang::from_code(form.text("language")).ok_or(AppError::BadRequest)?.code();
    remember(&request, &app, LANGUAGE_COOKIE, code, ROOT)
}
