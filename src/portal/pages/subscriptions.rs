//! `/portal/subscriptions`: the customer's plans, what they cost, and when they are charged next.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{own, parts};
use crate::cards::store::{self, Card};
use crate::contracts::screens::show::period;
use crate::error::AppError;
use crate::invoices::states::METHODS;
use crate::lists::Entity;
use crate::lists::screens::Shown;
use crate::services::machines::{SUBSCRIPTION_STATES, is_subscription_over};
use crate::subscriptions::{self, Record, Subscriptions};
use crate::web::{App, Entered, Page, respond};

#[derive(Template)]
#[template(path = "portal/subscriptions.html")]
struct SubscriptionsPage {
    page: Page,
    rows: Vec<Row>,
}

/// A subscription.
struct Row {
    plan: String,
    amount: String,
    period: String,
    glyph: &'static str,
    state: String,
    /// When it is charged next or ends, in words, where it is or does.
    next: Option<String>,
    /// By which way.
    way: String,
    /// Whether there is no card to charge it to.
    lacks_card: bool,
}

/// `GET /portal/subscriptions`, the newest first.
///
/// # Errors
/// `NotFound` when the organisation shows none; when the database is away.
pub async fn index(
    page: Page,
    entered: Entered,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    parts::open(&entered, |opens| opens.subscriptions)?;
    let customer = entered.visitor.id;
    let (own, records, cards) = app
        .db
        .read(move |conn| {
            let own = own::of(conn, customer)?;
            let ids = subscriptions::of_customer(conn, customer)?;
            let records = Subscriptions::load(conn, &ids)?;
            Ok::<_, AppError>((own, records, store::of_customer(conn, customer)?))
        })
        .await?;
    let usual = own.record.billing.payment_method.as_deref();
    let rows = records.iter().map(|record| row(&page, record, usual, &cards)).collect();
    respond::html(&SubscriptionsPage { page, rows })
}

fn row(page: &Page, record: &Record, usual: Option<&str>, cards: &[Card]) -> Row {
    let display = page.display();
    let of = &record.subscription;
    let method = of.payment_method.as_deref().or(usual).unwrap_or_default();
    // Whatever was wanted once: it is the default that is charged.
    let wanted = cards.iter().find(|card| card.is_default);
    let is_by_card = method == "card";
    let way = if method.is_empty() { String::new() } else { display.choice(METHODS, method) };
    let is_over = is_subscription_over(&of.status);
    Row {
        plan: record.plan.name.clone(),
        amount: display.money(record.amount().0, &of.currency),
        period: period(page.t, record.plan.every, &record.plan.unit),
        glyph: Subscriptions::glyph(&of.status),
        state: display.choice(SUBSCRIPTION_STATES, &of.status),
        next: match (of.cancel_at, of.next_charge_on) {
            _ if is_over || of.status == "paused" => None,
            (Some(day), _) => Some(page.t.portal_ends_on(&display.date(day))),
            (None, Some(day)) => Some(page.t.portal_next_charge(&display.date(day))),
            (None, None) => None,
        },
        way: match wanted.filter(|_| is_by_card) {
            Some(card) => format!("{way} {}", card.label()),
            None => way,
        },
        lacks_card: is_by_card && wanted.is_none() && !is_over,
    }
}
