//! Giving a payment back to the card it came from: what will happen, and why it is wanted.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::reason::{Answer, Question};
use super::show::{Settled, parts};
use super::{Opened, open};
use crate::cards::refunds;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::screens::action::{tell, write};
use crate::invoices::settled::{self, Settlement};
use crate::invoices::{Outcome, Refusal};
use crate::web::{App, Asked, Errors, Page, Signed, respond};

#[derive(Template)]
#[template(path = "payments/refund.html")]
struct RefundPage {
    page: Page,
    title: String,
    lead: String,
    /// What is owed again.
    settled: Vec<Settled>,
    left: Option<String>,
    ask: Question,
}

impl RefundPage {
    fn new(
        page: Page,
        (opened, settled): (&Opened, &[Settlement]),
        typed: (String, Errors),
    ) -> Self {
        let card = opened.row.card_label.clone().unwrap_or_default();
        let left = opened.row.left();
        Self {
            title: page.t.payment_refund_title(&opened.name(&page)),
            lead: page.t.payment_refund_lead(&opened.money(&page, opened.row.amount), &card),
            settled: parts(&page, opened, settled),
            left: (left > 0).then(|| page.t.payment_refund_credit(&opened.money(&page, left))),
            ask: Question::of(&page, opened, typed),
            page,
        }
    }
}

/// What the page shows: nothing where nothing can go back.
fn read(conn: &mut Db, signed: &Signed, id: i64) -> Result<(Opened, Vec<Settlement>), AppError> {
    let opened = open(conn, signed, id)?;
    let mut settled = settled::by_payment(conn, id)?;
    settled.retain(|part| part.taken_back_at.is_none());
    Ok((opened, settled))
}

/// GET /payments/{id}/refund
///
/// # Errors
/// `NotFound` where nothing can go back, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (opened, settled) = app
        .db
        .read(move |conn| {
            let (opened, settled) = read(conn, &signed, id)?;
            refunds::refundable(conn, &opened.row)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>((opened, settled))
        })
        .await?;
    respond::html(&RefundPage::new(page, (&opened, &settled), Default::default()))
}

/// POST /payments/{id}/refund
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let (id, Answer { version, reason }) = (id.into_inner(), Answer::of(&form)?);
    let (reader, why) = (signed.clone(), reason.clone());
    let outcome =
        write(&app, signed, move |conn, w| refunds::ask(conn, w, id, version, &why)).await?;
    if outcome == Outcome::Refused(Refusal::NoReason) {
        let (opened, settled) = app.db.read(move |conn| read(conn, &reader, id)).await?;
        let errors = Errors::of_field("reason", page.t.refusal_no_reason());
        let template = RefundPage::new(page, (&opened, &settled), (reason, errors));
        return respond::html_with(StatusCode::UNPROCESSABLE_ENTITY, &template);
    }
    app.bells.gateways.ring();
    tell(
        &page,
        &session,
        outcome,
        (page.t.payment_refund_asked(), page.t.payment_changed_meanwhile()),
    );
    Ok(respond::see_other(&format!("/payments/{id}")))
}
