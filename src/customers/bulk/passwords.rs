//! POST /customers/portal-passwords: a new way into the portal for many customers. Makes the job that
//! looks at who can be sent one; sends nothing.

use actix_web::{HttpRequest, HttpResponse, web};

use super::form::{meant, queue, selection_of, stopped};
use crate::access::Permission;
use crate::error::AppError;
use crate::jobs::Kind;
use crate::web::{App, Form, Page, Signed};

/// Whether the viewer may do it, here and now.
#[must_use]
pub fn can_regenerate(page: &Page) -> bool {
    page.may(Permission::RegeneratePortalPasswords) && page.settings.organisation.portal.is_enabled
}

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
    let selection = match selection_of(&request, &form)? {
        Ok(selection) => selection,
        Err(stop) => return stopped(page, &stop),
    };
    match meant(&app, &signed, &selection, page.t).await? {
        Ok(meant) => {
            let what = (Kind::PortalPasswords, Vec::new());
            queue(&app, signed, page.t, what, &selection, meant).await
        }
        Err(stop) => stopped(page, &stop),
    }
}
