//! `/customers/{id}/portal-deactivation` and `/portal-activation`: shuts a customer out of the portal at
//! once, and lets them in again.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::audit::{self, Action, By};
use crate::clock;
use crate::customers::header::{self, Header};
use crate::customers::{Trail, query};
use crate::db::Db;
use crate::error::AppError;
use crate::history::Circumstance;
use crate::portal::{ACCESS_REMOVED, ACCESS_RETURNED, account, issue};
use crate::web::{App, Origin, Page, Signed, flash, respond};

#[derive(Template)]
#[template(path = "customers/portal_removal.html")]
struct RemovalPage {
    page: Page,
    head: Header,
}

/// `GET /customers/{id}/portal-deactivation`: what it does, before it is done.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let (opened, trail) = header::asked(&app, signed, *id, &request).await?;
    respond::html(&RemovalPage { head: Header::new(&page, &opened, trail, None), page })
}

/// `POST /customers/{id}/portal-deactivation`.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn remove(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let said = page.t.portal_removed();
    Step::Removal.run(&app, signed, *id, &request, (&session, said)).await
}

/// `POST /customers/{id}/portal-activation`.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn give_back(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    let said = page.t.portal_returned();
    Step::Return.run(&app, signed, *id, &request, (&session, said)).await
}

#[derive(Clone, Copy)]
enum Step {
    Removal,
    Return,
}

impl Step {
    /// Takes the step, and says so on the customer's page.
    async fn run(
        self,
        app: &App,
        signed: Signed,
        id: i64,
        request: &HttpRequest,
        (session, said): (&Session, &str),
    ) -> Result<HttpResponse, AppError> {
        let (trail, by) = (Trail::of_request(request)?, Origin::of(request).by);
        app.db.write(move |conn| self.take(conn, &signed, &by, id)).await?;
        flash::ok(session, said);
        Ok(respond::see_other(&trail.address(id, "")))
    }

    fn take(self, conn: &mut Db, signed: &Signed, by: &By, id: i64) -> Result<(), AppError> {
        let record = query::find_to_change(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
        let is_shut = account::find(conn, id)?.is_some_and(|account| account.disabled_at.is_some());
        let (what, action) = match self {
            Self::Removal if is_shut => return Ok(()),
            Self::Removal => {
                account::disable(conn, id)?;
                (ACCESS_REMOVED, Action::PortalAccessRemoved)
            }
            Self::Return if !is_shut => return Ok(()),
            Self::Return => {
                account::enable(conn, id)?;
                (ACCESS_RETURNED, Action::PortalAccessReturned)
            }
        };
        let circumstance =
            Circumstance { actor: &signed.actor, at: clock::now(), reason: None, job: None };
        issue::note(conn, &circumstance, &record.holder(), what)?;
        Ok(audit::note(conn, by, action, Some(id))?)
    }
}
