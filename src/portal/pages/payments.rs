//! `/portal/payments`: what the customer has paid, and what became of it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{own, parts};
use crate::error::AppError;
use crate::invoices::settled::{self, Settlement};
use crate::invoices::states::METHODS;
use crate::payments::states::{CHOICES, glyph};
use crate::payments::when;
use crate::payments::{self, Payment};
use crate::web::{App, Entered, Form, Page, respond};

/// Payments on a page.
const ON_A_PAGE: i64 = 30;

#[derive(Template)]
#[template(path = "portal/payments.html")]
struct PaymentsPage {
    page: Page,
    rows: Vec<Row>,
    older: Option<String>,
}

/// A payment.
struct Row {
    when: String,
    amount: String,
    way: String,
    glyph: &'static str,
    state: String,
    /// The documents that it settles.
    documents: String,
    /// What is left of it for later ones.
    left: Option<String>,
}

/// `GET /portal/payments`, the newest first; `before` goes on from a payment.
///
/// # Errors
/// `NotFound` when the organisation shows none; when the database is away.
pub async fn index(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.payments)?;
    let before: Option<i64> = Form::of_query(&request)?.text("before").parse().ok();
    let customer = entered.visitor.id;
    let mut found = app
        .db
        .read(move |conn| {
            own::of(conn, customer)?;
            let mut found = Vec::new();
            for row in payments::of_customer(conn, customer, before, ON_A_PAGE + 1)? {
                let parts = settled::by_payment(conn, row.id)?;
                found.push((row, parts));
            }
            Ok::<_, AppError>(found)
        })
        .await?;
    let has_older = usize::try_from(ON_A_PAGE).is_ok_and(|most| found.len() > most);
    found.truncate(usize::try_from(ON_A_PAGE).unwrap_or_default());
    let last = found.last().map(|(row, _)| row.id).filter(|_| has_older);
    respond::html(&PaymentsPage {
        rows: found.iter().map(|(payment, parts)| row(&page, payment, parts)).collect(),
        older: last.map(|id| format!("/portal/payments?before={id}")),
        page,
    })
}

fn row(page: &Page, payment: &Payment, settled: &[Settlement]) -> Row {
    let display = page.display();
    let way = display.choice(METHODS, &payment.method);
    let standing = settled.iter().filter(|one| one.taken_back_at.is_none());
    let documents: Vec<&str> = standing.map(|one| one.called.as_str()).collect();
    let left = payment.left();
    Row {
        when: when::said(&display, payment.paid_at),
        amount: display.money(payment.amount, &payment.currency),
        way: match &payment.card_label {
            Some(card) => format!("{way} {card}"),
            None => way,
        },
        glyph: glyph(&payment.status),
        state: display.choice(CHOICES, &payment.status),
        documents: documents.join(", "),
        left: (left > 0).then(|| display.money(left, &payment.currency)),
    }
}
