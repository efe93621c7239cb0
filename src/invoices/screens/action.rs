//! What every page that acts on a document answers.

use actix_session::Session;
use actix_web::HttpResponse;

use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::{Outcome, Refusal, Writing};
use crate::web::{App, Page, Signed, flash, respond};

/// Writes something of a document.
pub(super) async fn write(
    app: &App,
    signed: Signed,
    act: impl FnOnce(&mut Db, &Writing) -> Result<Outcome, AppError> + Send + 'static,
) -> Result<Outcome, AppError> {
    app.db
        .write(move |conn| {
            let w = Writing::new(&signed.actor, &signed.settings, clock::now());
            act(conn, &w)
        })
        .await
}

/// Back to a page after a press of a button that asks for nothing else.
pub(super) fn back(
    page: &Page,
    session: &Session,
    outcome: Outcome,
    (done, address): (&str, &str),
) -> HttpResponse {
    match outcome {
        Outcome::Saved(_) => flash::ok(session, done),
        Outcome::Refused(refusal) => flash::warn(session, refusal.text(page.t)),
        Outcome::Conflict => flash::warn(session, page.t.invoice_conflict()),
    }
    respond::see_other(address)
}

/// Whether a refusal is about what was typed, and not about the document itself.
pub(super) fn is_typed(refusal: Refusal) -> bool {
    !matches!(refusal, Refusal::WrongState | Refusal::Gone | Refusal::BillingOff)
}
