//! What every page that acts on a document answers.

use actix_session::Session;
use actix_web::HttpResponse;

use crate::cards::charges;
use crate::cards::work::Desk;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::{Outcome, Refusal, Writing};
use crate::notices;
use crate::notices::screens::mailing;
use crate::web::{App, Page, Signed, flash, respond};

/// Writes something of a document or a payment.
///
/// # Errors
/// Those of `act`, or when the database fails.
pub async fn write<T: Send + 'static>(
    app: &App,
    signed: Signed,
    act: impl FnOnce(&mut Db, &Writing) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    app.db
        .write(move |conn| {
            let w = Writing::new(&signed.actor, &signed.settings, clock::now());
            act(conn, &w)
        })
        .await
}

/// Has a document that was just issued charged, where its customer is charged by card, and told of.
pub(super) fn after_issue(
    conn: &mut Db,
    w: &Writing,
    app: &App,
    outcome: Outcome,
) -> Result<Outcome, AppError> {
    if let Outcome::Saved(saved) = outcome {
        let App { gateways, mail, config, .. } = app;
        let desk = Desk { gateways, post: mail, public_url: &config.public_url };
        charges::by_itself(conn, w, &desk, saved.id)?;
        notices::tell_invoice(conn, w, mailing(app), saved.id)?;
    }
    Ok(outcome)
}

/// Back to a document after a press of a button that asks for nothing else.
pub(super) fn back(
    page: &Page,
    session: &Session,
    outcome: Outcome,
    (done, address): (&str, &str),
) -> HttpResponse {
    tell(page, session, outcome, (done, page.t.invoice_conflict()));
    respond::see_other(address)
}

/// Says on the next page what became of it: that it is done, or that somebody else was faster.
pub fn tell(page: &Page, session: &Session, outcome: Outcome, (done, conflict): (&str, &str)) {
    match outcome {
        Outcome::Saved(_) => flash::ok(session, done),
        Outcome::Refused(refusal) => flash::warn(session, refusal.text(page.t)),
        Outcome::Conflict => flash::warn(session, conflict),
    }
}

/// Whether a refusal is about what was typed, and not about the document itself.
pub(super) fn is_typed(refusal: Refusal) -> bool {
    !matches!(refusal, Refusal::WrongState | Refusal::Gone | Refusal::BillingOff)
}
