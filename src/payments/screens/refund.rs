//! Giving a payment back to the card it came from: what will happen, and why it is wanted.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;

use super::reason::{Answer, Question};
use super::show::{Settled, parts};
use super::{Opened, open};
use crate::cards::refunds;
use crate::cards::screens::names;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{invoices, plans, subscriptions};
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
    /// Subscriptions that go on being charged, by name and address.
    going_on: Vec<(String, String)>,
    ask: Question,
}

impl RefundPage {
    fn new(page: Page, Seen { opened, settled, going_on }: &Seen, typed: (String, Errors)) -> Self {
        let card = opened.row.card_label.clone().unwrap_or_default();
        let left = opened.row.left();
        Self {
            title: page.t.payment_refund_title(&opened.name(&page)),
            lead: page.t.payment_refund_lead(&opened.money(&page, opened.row.amount), &card),
            settled: parts(&page, opened, settled),
            going_on: going_on
                .iter()
                .map(|(id, plan)| names::of_subscription(page.t, *id, plan))
                .collect(),
            left: (left > 0).then(|| page.t.payment_refund_credit(&opened.money(&page, left))),
            ask: Question::of(&page, opened, typed),
            page,
        }
    }
}

/// What the page shows.
struct Seen {
    opened: Opened,
    settled: Vec<Settlement>,
    /// Number and plan.
    going_on: Vec<(i64, String)>,
}

fn read(conn: &mut Db, signed: &Signed, id: i64) -> Result<Seen, AppError> {
    let opened = open(conn, signed, id)?;
    let mut settled = settled::by_payment(conn, id)?;
    settled.retain(|part| part.taken_back_at.is_none());
    let going_on = going_on(conn, &settled)?;
    Ok(Seen { opened, settled, going_on })
}

/// The subscriptions behind these documents that will be charged again: whoever gives money back may want to end them.
fn going_on(conn: &mut Db, settled: &[Settlement]) -> QueryResult<Vec<(i64, String)>> {
    let documents: Vec<i64> = settled.iter().map(|part| part.invoice).collect();
    subscriptions::table
        .inner_join(plans::table.on(plans::id.eq(subscriptions::plan_id)))
        .inner_join(invoices::table.on(invoices::subscription_id.eq(subscriptions::id.nullable())))
        .filter(invoices::id.eq_any(documents))
        .filter(subscriptions::next_charge_on.is_not_null())
        .filter(subscriptions::status.ne_all(["paused", "canceled", "finished"]))
        .select((subscriptions::id, plans::name))
        .distinct()
        .order(subscriptions::id)
        .load(conn)
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
    let seen = app
        .db
        .read(move |conn| {
            let seen = read(conn, &signed, id)?;
            refunds::refundable(conn, &seen.opened.row)?.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(seen)
        })
        .await?;
    respond::html(&RefundPage::new(page, &seen, Default::default()))
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
        let seen = app.db.read(move |conn| read(conn, &reader, id)).await?;
        let errors = Errors::of_field("reason", page.t.refusal_no_reason());
        let template = RefundPage::new(page, &seen, (reason, errors));
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
