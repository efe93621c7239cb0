//! «Saldo a favor»: what was paid and settles nothing yet, used for a document.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{payments, refunds};
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::store::find as find_invoice;
use crate::invoices::{Outcome, Refusal, Saved, Writing};

use super::register::settle;
use super::store::{self, Payment};
use crate::customers::query;

/// Settles a document, as far as it goes, by what is left of the customer's payments, the oldest first.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn apply_credit(
    conn: &mut Db,
    w: &Writing,
    customer: i64,
    invoice: i64,
) -> Result<Outcome, AppError> {
    query::find_to_change(conn, w.actor, customer)?.ok_or(AppError::NotFound)?;
    let row = find_invoice(conn, invoice)?.filter(|row| row.customer_id == customer);
    let Some(row) = row else { return Ok(Outcome::Refused(Refusal::NoSuchInvoice)) };
    if row.balance == 0 {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    let mut wanted = row.balance;
    for payment in with_something_left(conn, customer, &row.currency)? {
        let part = wanted.min(payment.left());
        if part > 0 {
            use_part(conn, w, payment, invoice, part)?;
            wanted -= part;
        }
    }
    if wanted == row.balance {
        return Ok(Outcome::Refused(Refusal::Nothing));
    }
    w.refresh(conn, &[customer])?;
    let settled = find_invoice(conn, invoice)?.ok_or(AppError::NotFound)?;
    Ok(Outcome::Saved(Saved { id: invoice, version: settled.version, customer }))
}

fn with_something_left(conn: &mut Db, customer: i64, currency: &str) -> QueryResult<Vec<Payment>> {
    let theirs = payments::table.filter(payments::customer_id.eq(customer)).select(payments::id);
    // What is on its way back to a card is nobody's any more.
    let going_back: Vec<i64> = refunds::table
        .filter(refunds::payment_id.eq_any(theirs))
        .filter(refunds::status.eq_any(["prepared", "sent", "review"]))
        .select(refunds::payment_id)
        .load(conn)?;
    payments::table
        .filter(payments::customer_id.eq(customer))
        .filter(payments::currency.eq(currency))
        .filter(payments::amount.gt(payments::applied + payments::refunded))
        .filter(payments::id.ne_all(going_back))
        .order((payments::paid_at, payments::id))
        .select(columns::<Payment>())
        .load(conn)
}

fn use_part(
    conn: &mut Db,
    w: &Writing,
    mut payment: Payment,
    invoice: i64,
    part: i64,
) -> Result<(), AppError> {
    let before = payment.applied;
    payment.applied += part;
    payment.version += 1;
    payment.updated_at = w.at;
    store::update(conn, &payment)?;
    let said = |applied: i64| Some(applied.to_string());
    let changes: Vec<Change> =
        Change::between("applied", said(before), said(payment.applied)).into_iter().collect();
    let place = (Entity::Payment, payment.id, payment.version);
    history::record_as(conn, &w.circumstance(None), place, &changes)?;
    let row = find_invoice(conn, invoice)?.ok_or(AppError::NotFound)?;
    settle(conn, w, payment.id, vec![(row, part)])
}
