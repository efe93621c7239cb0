//! `POST /portal/language`: the language of the portal's pages, in a cookie; of whoever is signed in also
//! in the account, for other browsers and for letters.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::error::AppError;
use crate::i18n::Lang;
use crate::portal::account;
use crate::web::choices::remember;
use crate::web::page::LANGUAGE_COOKIE;
use crate::web::portal::ROOT;
use crate::web::{App, Entered, Form};

/// Keeps the choice, and leads back.
///
/// # Errors
/// `BadRequest` for a language that the portal does not speak; when the database is away.
pub async fn update(
    entered: Option<Entered>,
    form: Form,
    request: HttpRequest,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let code = Lang::from_code(form.text("language")).ok_or(AppError::BadRequest)?.code();
    if let Some(entered) = entered {
        let id = entered.visitor.id;
        app.db
            .write(move |conn| account::choose_language(conn, id, code).map_err(AppError::from))
            .await?;
    }
    remember(&request, &app, LANGUAGE_COOKIE, code, ROOT)
}
