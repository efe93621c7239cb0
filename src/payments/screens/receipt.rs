//! The receipt of a payment: a page to print.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::open;
use super::show::{Settled, came_in, facts, parts};
use crate::error::AppError;
use crate::invoices::settled;
use crate::web::{App, Page, Signed, respond};

#[derive(Template)]
#[template(path = "payments/receipt.html")]
struct ReceiptPage {
    page: Page,
    title: String,
    back: String,
    /// Says that it has no effect any more.
    mark: Option<&'static str>,
    amount: String,
    facts: Vec<(&'static str, String)>,
    settled: Vec<Settled>,
}

/// GET /payments/{id}/receipt
///
/// # Errors
/// `NotFound`, or when the database fails.
pub async fn show(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (opened, settled) = app
        .db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            Ok::<_, AppError>((opened, settled::by_payment(conn, id)?))
        })
        .await?;
    let standing: Vec<_> = settled.into_iter().filter(|one| one.taken_back_at.is_none()).collect();
    respond::html(&ReceiptPage {
        title: page.t.payment_receipt_title(&id.to_string()),
        back: opened.address(),
        mark: match opened.row.status.as_str() {
            "reversed" => Some(page.t.payment_reversed_mark()),
            "refunded" => Some(page.t.payment_refunded_mark()),
            status if !came_in(status) => Some(page.t.payment_not_in_mark()),
            _ => None,
        },
        amount: opened.money(&page, opened.row.amount),
        facts: facts(&page, &opened),
        settled: parts(&page, &opened, &standing),
        page,
    })
}
