//! A press of a button: all that a handler that writes something needs of its request.

use std::future::Future;
use std::pin::Pin;

use actix_session::Session;
use actix_web::dev::Payload;
use actix_web::{Error, FromRequest, HttpRequest, web};

use super::{App, Form, Page, Signed};

/// A request that writes something.
pub struct Asked {
    /// What its answer is drawn with.
    pub page: Page,
    /// Who asks.
    pub signed: Signed,
    /// What the panel has.
    pub app: web::Data<App>,
    /// Where what was done is said on the next page.
    pub session: Session,
    /// What was typed.
    pub form: Form,
}

impl FromRequest for Asked {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let page = Page::from_request(request, payload);
        let session = Session::from_request(request, payload);
        let form = Form::from_request(request, payload);
        let request = request.clone();
        Box::pin(async move {
            Ok(Self {
                page: page.await?,
                signed: Signed::extract(&request).await?,
                app: web::Data::<App>::extract(&request).await?,
                session: session.await?,
                form: form.await?,
            })
        })
    }
}
