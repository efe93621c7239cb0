//! Rows of payments.

use std::collections::HashMap;

use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::{allocations, payments, refunds};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::invoices::Writing;
use crate::on_backend;

use super::fields::PaymentPatch;

pub use super::fields::Payment;

impl Payment {
    /// What is left of it for other documents.
    #[must_use]
    pub fn left(&self) -> i64 {
        if super::states::holds(&self.status) {
            self.amount - self.applied - self.refunded
        } else {
            0
        }
    }
}

/// A payment.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Payment>> {
    payments::table.find(id).select(columns::<Payment>()).first(conn).optional()
}

/// The payments of a customer that came last, the newest first.
///
/// # Errors
/// When the database fails.
pub fn latest(conn: &mut Db, customer: i64, most: i64) -> QueryResult<Vec<Payment>> {
    payments::table
        .filter(payments::customer_id.eq(customer))
        .order((payments::paid_at.desc(), payments::id.desc()))
        .select(columns::<Payment>())
        .limit(most)
        .load(conn)
}

/// The payments of a customer, the newest first, from below one on.
///
/// # Errors
/// When the database fails.
pub fn of_customer(
    conn: &mut Db,
    customer: i64,
    before: Option<i64>,
    most: i64,
) -> QueryResult<Vec<Payment>> {
    payments::table
        .filter(payments::customer_id.eq(customer))
        .filter(payments::id.lt(before.unwrap_or(i64::MAX)))
        .order(payments::id.desc())
        .limit(most)
        .select(columns::<Payment>())
        .load(conn)
}

/// Payments that a search takes into account one by one.
const MOST: i64 = 1_000;

/// The newest payments that the payer or the bank calls so, in capitals or not: by the index of references.
pub(super) fn referred_to(conn: &mut Db, typed: &str) -> QueryResult<Vec<i64>> {
    use diesel::sql_types::{Bool, Text};
    let called = diesel::dsl::sql::<Bool>("reference IS NOT NULL AND lower(reference) = lower(");
    payments::table
        .filter(called.bind::<Text, _>(typed).sql(")"))
        .order(payments::id.desc())
        .limit(MOST)
        .select(payments::id)
        .load(conn)
}

/// The payments that settle some of these documents, or settled them once.
pub(super) fn settling(conn: &mut Db, documents: &[i64]) -> QueryResult<Vec<i64>> {
    let paid: Vec<Option<i64>> = allocations::table
        .filter(among(allocations::invoice_id, documents))
        .filter(allocations::payment_id.is_not_null())
        .select(allocations::payment_id)
        .load(conn)?;
    Ok(paid.into_iter().flatten().collect())
}

/// What became of the last time that each of these was to go back to its card, where it was.
pub(super) fn refunds(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, String>> {
    let asked: Vec<(i64, String)> = refunds::table
        .filter(among(refunds::payment_id, ids))
        .order(refunds::id)
        .select((refunds::payment_id, refunds::status))
        .load(conn)?;
    // The last of several is the one that stays.
    Ok(asked.into_iter().collect())
}

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 1_000;

/// Adds payments; their numbers by what others call them.
pub(super) fn insert_all(conn: &mut Db, rows: &[Payment]) -> QueryResult<HashMap<String, i64>> {
    let mut ids = HashMap::with_capacity(rows.len());
    for some in rows.chunks(TOGETHER) {
        let written: Vec<(String, i64)> = on_backend!(conn, c => {
            diesel::insert_into(payments::table)
                .values(some)
                .returning((payments::public_id, payments::id))
                .get_results(c)
        })?;
        ids.extend(written);
    }
    Ok(ids)
}

pub(super) fn insert(conn: &mut Db, row: &Payment) -> QueryResult<i64> {
    diesel::insert_into(payments::table).values(row).returning(payments::id).get_result(conn)
}

/// Writes a payment as it is now: the columns that differ.
pub(super) fn update(conn: &mut Db, row: &Payment) -> QueryResult<()> {
    let before = find(conn, row.id)?.ok_or(diesel::NotFound)?;
    let patch = PaymentPatch::between(&before, row);
    diesel::update(payments::table.find(row.id)).set(patch).execute(conn).map(|_| ())
}

/// A payment as it is once its customer is locked.
///
/// # Errors
/// `NotFound` when the actor sees no such payment; else when the database fails.
pub fn locked(conn: &mut Db, w: &Writing, id: i64) -> Result<Payment, AppError> {
    let seen = find(conn, id)?.ok_or(AppError::NotFound)?;
    query::lock(conn, &[seen.customer_id])?;
    if query::visible_names(conn, w.actor, &[seen.customer_id])?.is_empty() {
        return Err(AppError::NotFound);
    }
    find(conn, id)?.ok_or(AppError::NotFound)
}
