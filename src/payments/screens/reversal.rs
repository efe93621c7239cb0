//! Taking a payment back, with a reason.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::reason::{Answer, Question};
use super::{Opened, open};
use crate::error::AppError;
use crate::invoices::screens::action::{tell, write};
use crate::invoices::{Outcome, Refusal};
use crate::payments;
use crate::web::{App, Asked, Errors, Page, Signed, respond};

#[derive(Template)]
#[template(path = "payments/reversal.html")]
struct ReversalPage {
    page: Page,
    title: String,
    lead: String,
    ask: Question,
}

impl ReversalPage {
    fn new(page: Page, opened: &Opened, typed: (String, Errors)) -> Self {
        Self {
            title: page.t.payment_reverse_title(&opened.name(&page)),
            lead: page.t.payment_reverse_lead(&opened.money(&page, opened.row.amount)),
            ask: Question::of(&page, opened, typed),
            page,
        }
    }
}

/// GET /payments/{id}/reversal
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let opened = app.db.read(move |conn| open(conn, &signed, id)).await?;
    respond::html(&ReversalPage::new(page, &opened, Default::default()))
}

/// POST /payments/{id}/reversal
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let (id, Answer { version, reason }) = (id.into_inner(), Answer::of(&form)?);
    let (reader, why) = (signed.clone(), reason.clone());
    let outcome =
        write(&app, signed, move |conn, w| payments::reverse(conn, w, id, version, &why)).await?;
    if outcome == Outcome::Refused(Refusal::NoReason) {
        let opened = app.db.read(move |conn| open(conn, &reader, id)).await?;
        let errors = Errors::of_field("reason", page.t.refusal_no_reason());
        let template = ReversalPage::new(page, &opened, (reason, errors));
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template);
    }
    tell(
        &page,
        &session,
        outcome,
        (page.t.payment_was_reversed(), page.t.payment_changed_meanwhile()),
    );
    Ok(respond::see_other(&format!("/payments/{id}")))
}
