//! Payments that a gateway takes: written down before it is asked, and ended once by what it says. The customer is
//! locked, and the document is one of theirs.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::payments;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::Writing;
use crate::invoices::states::is_open;
use crate::invoices::store::find as find_invoice;
use crate::money::Amount;
use crate::token;

use super::register::settle;
use super::states::may_become;
use super::store::{self, Payment};

/// In the history, in the place of a field: a gateway is asked for the payment.
pub const EXPECTED: &str = "expected";

/// A payment that a gateway is asked for.
#[derive(Clone, Copy)]
pub struct Expected<'a> {
    /// Who pays.
    pub customer: i64,
    /// Currency.
    pub currency: &'a str,
    /// How much.
    pub amount: Amount,
    /// Who takes it.
    pub gateway: i64,
    /// From which card.
    pub card: i64,
    /// What that card is called.
    pub label: &'a str,
    /// The mark of the form by which a customer asked for it.
    pub once: Option<&'a str>,
}

/// Whether a form of this mark brought a payment before.
///
/// # Errors
/// When the database fails.
pub fn is_known(conn: &mut Db, once: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(payments::table.filter(payments::once.eq(once))))
        .get_result(conn)
}

/// Writes down that a payment is asked for; its number.
///
/// # Errors
/// When the database fails.
pub fn expect(conn: &mut Db, w: &Writing, expected: Expected<'_>) -> Result<i64, AppError> {
    let row = Payment {
        public_id: format!("pay_{}", token::random_text(14)),
        version: 1,
        customer_id: expected.customer,
        currency: expected.currency.to_owned(),
        amount: expected.amount.0,
        method: "card".to_owned(),
        status: "waiting".to_owned(),
        gateway_id: Some(expected.gateway),
        card_id: Some(expected.card),
        card_label: Some(expected.label.to_owned()),
        paid_at: w.at,
        received_by: w.actor.id,
        once: expected.once.map(str::to_owned),
        created_at: w.at,
        updated_at: w.at,
        ..Payment::default()
    };
    let id = store::insert(conn, &row)?;
    note(conn, w, (id, 1), (EXPECTED, None, Some(row.public_id)), None)?;
    Ok(id)
}

/// Asks for the same payment once more, of the card that is charged by now.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn expect_again(
    conn: &mut Db,
    w: &Writing,
    id: i64,
    expected: Expected<'_>,
) -> Result<(), AppError> {
    let mut row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let before = row.card_label.clone();
    row.amount = expected.amount.0;
    row.gateway_id = Some(expected.gateway);
    row.card_id = Some(expected.card);
    row.card_label = Some(expected.label.to_owned());
    write(conn, w, row.clone())?;
    let change = ("card_label", before, row.card_label);
    note(conn, w, (id, row.version + 1), change, None)
}

/// The gateway has taken it: it settles the document, as far as that is still open; what is left over is the
/// customer's credit.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn came_in(
    conn: &mut Db,
    w: &Writing,
    id: i64,
    invoice: i64,
    authorization: &str,
) -> Result<(), AppError> {
    let mut row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    if !may_become(&row.status, "successful") {
        return Ok(());
    }
    let document = find_invoice(conn, invoice)?.ok_or(AppError::NotFound)?;
    let left = if is_open(&document.status) { document.balance } else { 0 };
    let before = std::mem::replace(&mut row.status, "successful".to_owned());
    row.paid_at = w.at;
    row.applied = row.amount.min(left);
    row.reference = Some(authorization.to_owned()).filter(|code| !code.is_empty());
    let (part, version) = (row.applied, row.version + 1);
    write(conn, w, row)?;
    if part > 0 {
        settle(conn, w, id, vec![(document, part)])?;
    }
    note(conn, w, (id, version), ("status", Some(before), Some("successful".to_owned())), None)
}

/// The gateway has not taken it, or nobody knows: what it is from now on. A state that it cannot take on any more
/// changes nothing.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn ended(
    conn: &mut Db,
    w: &Writing,
    id: i64,
    status: &str,
    reason: Option<&str>,
) -> Result<(), AppError> {
    let mut row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    if !may_become(&row.status, status) {
        return Ok(());
    }
    let before = std::mem::replace(&mut row.status, status.to_owned());
    row.reason = reason.map(str::to_owned);
    let version = row.version + 1;
    write(conn, w, row)?;
    note(conn, w, (id, version), ("status", Some(before), Some(status.to_owned())), reason)
}

fn write(conn: &mut Db, w: &Writing, mut row: Payment) -> Result<(), AppError> {
    row.version += 1;
    row.updated_at = w.at;
    Ok(store::update(conn, &row)?)
}

fn note(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    (field, before, after): (&str, Option<String>, Option<String>),
    reason: Option<&str>,
) -> Result<(), AppError> {
    let changes: Vec<Change> = Change::between(field, before, after).into_iter().collect();
    let place = (Entity::Payment, id, version);
    Ok(history::record_as(conn, &w.circumstance(reason), place, &changes)?)
}
