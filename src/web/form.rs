//! A form as a request brings it: in the body, or in the address.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};

use crate::error::AppError;
use crate::form::Form;

impl Form {
    /// The parameters of the request's address.
    ///
    /// # Errors
    /// As `parse`.
    pub fn of_query(request: &HttpRequest) -> Result<Self, AppError> {
        Self::parse(request.query_string().as_bytes())
    }
}

impl FromRequest for Form {
    type Error = actix_web::Error;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_form = kind.is_none_or(|kind| {
            kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
        });
        let body = Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_form {
                return Err(AppError::BadRequest.into());
            }
            let body = body.await.map_err(|error| {
                match error.as_response_error().status_code().as_u16() {
                    413 => AppError::TooLarge,
                    _ => AppError::BadRequest,
                }
            })?;
            Ok(Self::parse(&body)?)
        })
    }
}
