//! POST /customers/portal-passwords: a new way into the portal for many customers. Makes the job that
//! looks at who can be sent one; sends nothing.

use actix_web::{HttpRequest, HttpResponse, web};

use crate::customers::bulk::ask::{Work, meant, queue, selection_of, stopped};
use crate::customers::bulk::ticks;
use crate::error::AppError;
use crate::jobs::Kind;
use crate::portal::bulk::looked_at;
use crate::web::{App, Form, Page, Signed};

/// POST /customers/portal-passwords
///
/// # Errors
/// When the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    request: HttpRequest,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let asked = match ticks::kept(&app, &signed, &form).await? {
        Some(ticked) => Ok(ticked),
        None => selection_of(&request, &form)?,
    };
    match meant(&app, &signed, asked, page.t).await? {
        Ok(meant) => {
            let work = Work { kind: Kind::PortalPasswords, edits: Vec::new(), look: looked_at };
            queue(&app, signed, page.t, work, meant).await
        }
        Err(stop) => stopped(page, &stop, Kind::PortalPasswords),
    }
}
