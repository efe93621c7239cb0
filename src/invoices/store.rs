//! Rows of documents.

use std::collections::HashMap;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoices;
use crate::on_backend;

use super::fields::InvoicePatch;

pub use super::fields::Invoice;

/// A document.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Invoice>> {
    invoices::table.find(id).select(columns::<Invoice>()).first(conn).optional()
}

/// What is still to be paid by a customer, the oldest day to pay first.
///
/// # Errors
/// When the database fails.
pub fn open_of(conn: &mut Db, customer: i64) -> QueryResult<Vec<Invoice>> {
    invoices::table
        .filter(invoices::customer_id.eq(customer))
        .filter(invoices::balance.gt(0))
        .order((invoices::due_date, invoices::id))
        .select(columns::<Invoice>())
        .load(conn)
}

/// The documents with a number that were issued last to a customer, the newest first.
///
/// # Errors
/// When the database fails.
pub fn latest(conn: &mut Db, customer: i64, most: i64) -> QueryResult<Vec<Invoice>> {
    invoices::table
        .filter(invoices::customer_id.eq(customer))
        .filter(invoices::number.is_not_null())
        .order((invoices::issue_date.desc(), invoices::id.desc()))
        .select(columns::<Invoice>())
        .limit(most)
        .load(conn)
}

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 900;

/// Adds documents; their numbers by what others call them.
pub(super) fn insert(conn: &mut Db, rows: &[Invoice]) -> QueryResult<HashMap<String, i64>> {
    let mut ids = HashMap::with_capacity(rows.len());
    for some in rows.chunks(TOGETHER) {
        let written: Vec<(String, i64)> = on_backend!(conn, c => {
            diesel::insert_into(invoices::table)
                .values(some)
                .returning((invoices::public_id, invoices::id))
                .get_results(c)
        })?;
        ids.extend(written);
    }
    Ok(ids)
}

/// Writes a document as it is now: the columns that differ, so that an index whose column stays is left alone.
pub(super) fn update(conn: &mut Db, row: &Invoice) -> QueryResult<()> {
    let before = find(conn, row.id)?.ok_or(diesel::NotFound)?;
    let patch = InvoicePatch::between(&before, row);
    diesel::update(invoices::table.find(row.id)).set(patch).execute(conn).map(|_| ())
}
