//! What of a customer's is charged to cards: which subscriptions lose theirs when one goes, and get one again.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{customer_billing, plans, subscriptions};
use crate::history::{self, Change, Circumstance, Entity};
use crate::invoices::store::Invoice;

/// States of a subscription in which it will be charged again.
const LIVE: [&str; 5] = ["scheduled", "trialing", "active", "retrying", "paused"];

/// Why a subscription needs to be looked at: there is no card to charge.
const NO_CARD: &str = "no_card";

/// A subscription that is charged to a card.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// Its number.
    pub id: i64,
    version: i64,
    /// The name of its plan.
    pub plan: String,
    /// The card that it wants charged; the default without one.
    pub card: Option<i64>,
    attention: Option<String>,
}

impl Subscription {
    /// Whether it is this card that it is charged to.
    #[must_use]
    pub fn is_on(&self, card: i64, is_default: bool) -> bool {
        self.card.map_or(is_default, |own| own == card)
    }
}

/// How a customer pays what nobody says otherwise of.
#[derive(Queryable, Selectable)]
#[diesel(table_name = customer_billing)]
struct Billing {
    #[diesel(column_name = billing_enabled)]
    is_on: bool,
    collection_mode: String,
    payment_method: Option<String>,
}

fn billing(conn: &mut Db, customer: i64) -> QueryResult<Option<Billing>> {
    customer_billing::table.find(customer).select(columns::<Billing>()).first(conn).optional()
}

/// The live subscriptions of a customer that are charged to cards, in the order in which they were made.
///
/// # Errors
/// When the database fails.
pub fn subscriptions_of(conn: &mut Db, customer: i64) -> QueryResult<Vec<Subscription>> {
    let usual = billing(conn, customer)?.and_then(|billing| billing.payment_method);
    let rows: Vec<(i64, i64, String, Option<i64>, Option<String>, Option<String>)> =
        subscriptions::table
            .inner_join(plans::table.on(plans::id.eq(subscriptions::plan_id)))
            .filter(subscriptions::customer_id.eq(customer))
            .filter(subscriptions::status.eq_any(LIVE))
            .order(subscriptions::id)
            .select((
                subscriptions::id,
                subscriptions::version,
                plans::name,
                subscriptions::card_id,
                subscriptions::payment_method,
                subscriptions::attention_reason,
            ))
            .load(conn)?;
    let by_card = rows
        .into_iter()
        .filter(|row| row.4.as_deref().or(usual.as_deref()) == Some("card"))
        .map(|(id, version, plan, card, _, attention)| Subscription {
            id,
            version,
            plan,
            card,
            attention,
        });
    Ok(by_card.collect())
}

/// Whether something of a customer's is charged to a card by itself: a subscription, or the invoices.
///
/// # Errors
/// When the database fails.
pub fn needs_card(conn: &mut Db, customer: i64) -> QueryResult<bool> {
    let by_invoice = billing(conn, customer)?.is_some_and(|billing| {
        billing.is_on
            && billing.collection_mode == "charge_payment"
            && billing.payment_method.as_deref() == Some("card")
    });
    Ok(by_invoice || !subscriptions_of(conn, customer)?.is_empty())
}

/// Whether a document is charged to a card by itself: its subscription's way of paying decides, or the document's
/// own and else the customer's, where the customer is charged rather than sent the invoice.
///
/// # Errors
/// When the database fails.
pub fn is_charged_by_itself(conn: &mut Db, document: &Invoice) -> QueryResult<bool> {
    let Some(billing) = billing(conn, document.customer_id)? else { return Ok(false) };
    let own: Option<String> = match document.subscription_id {
        Some(id) => {
            subscriptions::table.find(id).select(subscriptions::payment_method).first(conn)?
        }
        None if billing.collection_mode != "charge_payment" => return Ok(false),
        None => document.payment_method.clone(),
    };
    Ok(own.or(billing.payment_method).as_deref() == Some("card"))
}

/// There is no card to charge: subscriptions that want one are to be looked at.
///
/// # Errors
/// When the database fails.
pub fn card_missing(conn: &mut Db, why: &Circumstance<'_>, customer: i64) -> QueryResult<()> {
    for row in subscriptions_of(conn, customer)? {
        write(conn, why, &row, row.card, Some(NO_CARD.to_owned()))?;
    }
    Ok(())
}

/// A card is gone. Subscriptions that wanted it take the next one, or the default; without any they are to be
/// looked at.
///
/// # Errors
/// When the database fails.
pub fn card_gone(
    conn: &mut Db,
    why: &Circumstance<'_>,
    customer: i64,
    (card, next): (i64, Option<i64>),
    is_last: bool,
) -> QueryResult<()> {
    for row in subscriptions_of(conn, customer)? {
        let wants = if row.card == Some(card) { next } else { row.card };
        let attention = if is_last { Some(NO_CARD.to_owned()) } else { row.attention.clone() };
        write(conn, why, &row, wants, attention)?;
    }
    Ok(())
}

/// There is a card again: subscriptions that lacked one need no attention for that any more.
///
/// # Errors
/// When the database fails.
pub fn card_there(conn: &mut Db, why: &Circumstance<'_>, customer: i64) -> QueryResult<()> {
    for row in subscriptions_of(conn, customer)? {
        let attention = row.attention.clone().filter(|reason| reason != NO_CARD);
        write(conn, why, &row, row.card, attention)?;
    }
    Ok(())
}

/// What becomes of a subscription by the charge of its document. One that is paid, by whatever, goes on by
/// `invoices::settling`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was refused, and is tried again.
    Retrying,
    /// It was refused for the last time.
    Unpaid,
}

impl Turn {
    /// The state that follows one, where one does.
    fn after(self, status: &str) -> Option<&'static str> {
        match (self, status) {
            (Self::Retrying, "active") => Some("retrying"),
            (Self::Unpaid, "active" | "retrying") => Some("unpaid"),
            _ => None,
        }
    }
}

/// The charge of a document ended: the subscription that it bills follows.
///
/// # Errors
/// When the database fails.
pub fn turned(
    conn: &mut Db,
    why: &Circumstance<'_>,
    subscription: Option<i64>,
    turn: Turn,
) -> QueryResult<()> {
    let Some(id) = subscription else { return Ok(()) };
    let (before, version): (String, i64) = subscriptions::table
        .find(id)
        .select((subscriptions::status, subscriptions::version))
        .first(conn)?;
    let Some(after) = turn.after(&before) else { return Ok(()) };
    diesel::update(subscriptions::table.find(id))
        .set((
            subscriptions::status.eq(after),
            subscriptions::version.eq(version + 1),
            subscriptions::updated_at.eq(why.at),
        ))
        .execute(conn)?;
    let changes: Vec<Change> =
        Change::between("status", Some(before), Some(after.to_owned())).into_iter().collect();
    history::record_as(conn, why, (Entity::Subscription, id, version + 1), &changes)
}

fn write(
    conn: &mut Db,
    why: &Circumstance<'_>,
    row: &Subscription,
    card: Option<i64>,
    attention: Option<String>,
) -> QueryResult<()> {
    let number = |id: Option<i64>| id.map(|id| id.to_string());
    let changes: Vec<Change> = [
        Change::between("card_id", number(row.card), number(card)),
        Change::between("attention_reason", row.attention.clone(), attention.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if changes.is_empty() {
        return Ok(());
    }
    diesel::update(subscriptions::table.find(row.id))
        .set((
            subscriptions::card_id.eq(card),
            subscriptions::attention_reason.eq(attention),
            subscriptions::version.eq(row.version + 1),
            subscriptions::updated_at.eq(why.at),
        ))
        .execute(conn)?;
    history::record_as(conn, why, (Entity::Subscription, row.id, row.version + 1), &changes)
}
