//! What settled what, read for pages.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use crate::db::prelude::*;
use crate::db::schema::{allocations, invoices, payments};
use crate::db::{Db, among};

use super::settling::Source;

/// A part of a document that something settled, or did until it was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The document.
    pub invoice: i64,
    /// By what.
    pub source: Source,
    /// What to call the other side: the number of a document, the code of a payment's way.
    pub called: String,
    /// How much.
    pub amount: i64,
    /// Since when.
    pub at: NaiveDateTime,
    /// Until when, if it was taken back.
    pub taken_back_at: Option<NaiveDateTime>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = allocations)]
struct Row {
    invoice_id: i64,
    payment_id: Option<i64>,
    credit_note_id: Option<i64>,
    amount: i64,
    at: NaiveDateTime,
    taken_back_at: Option<NaiveDateTime>,
}

impl Row {
    fn source(&self) -> Source {
        match (self.payment_id, self.credit_note_id) {
            (Some(payment), _) => Source::Payment(payment),
            (None, note) => Source::Note(note.unwrap_or_default()),
        }
    }
}

/// What settled a document, the latest first; each called by its payment's way or its note's number.
///
/// # Errors
/// When the database fails.
pub fn of_document(conn: &mut Db, id: i64) -> QueryResult<Vec<Settlement>> {
    let rows: Vec<Row> = allocations::table
        .filter(allocations::invoice_id.eq(id))
        .order(allocations::id.desc())
        .select(columns::<Row>())
        .load(conn)?;
    let ways = ways(conn, &rows)?;
    let notes = numbers(conn, rows.iter().filter_map(|row| row.credit_note_id).collect())?;
    let settlement = |row: Row| {
        let called = match row.source() {
            Source::Payment(id) => ways.get(&id),
            Source::Note(id) => notes.get(&id),
        };
        settlement(&row, called)
    };
    Ok(rows.into_iter().map(settlement).collect())
}

/// What a payment settled, the latest first; each called by its document's number.
///
/// # Errors
/// When the database fails.
pub fn by_payment(conn: &mut Db, payment: i64) -> QueryResult<Vec<Settlement>> {
    let rows: Vec<Row> = allocations::table
        .filter(allocations::payment_id.eq(payment))
        .order(allocations::id.desc())
        .select(columns::<Row>())
        .load(conn)?;
    let numbers = numbers(conn, rows.iter().map(|row| row.invoice_id).collect())?;
    Ok(rows.into_iter().map(|row| settlement(&row, numbers.get(&row.invoice_id))).collect())
}

fn settlement(row: &Row, called: Option<&String>) -> Settlement {
    Settlement {
        invoice: row.invoice_id,
        source: row.source(),
        called: called.cloned().unwrap_or_default(),
        amount: row.amount,
        at: row.at,
        taken_back_at: row.taken_back_at,
    }
}

fn ways(conn: &mut Db, rows: &[Row]) -> QueryResult<HashMap<i64, String>> {
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.payment_id).collect();
    let ways: Vec<(i64, String)> = payments::table
        .filter(among(payments::id, &ids))
        .select((payments::id, payments::method))
        .load(conn)?;
    Ok(ways.into_iter().collect())
}

fn numbers(conn: &mut Db, ids: Vec<i64>) -> QueryResult<HashMap<i64, String>> {
    let found: Vec<(i64, Option<String>)> = invoices::table
        .filter(among(invoices::id, &ids))
        .select((invoices::id, invoices::full_number))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, number)| (id, number.unwrap_or_default())).collect())
}

/// Notes over a document: their rows and numbers.
///
/// # Errors
/// When the database fails.
pub fn notes_of(conn: &mut Db, id: i64) -> QueryResult<Vec<(i64, String)>> {
    let found: Vec<(i64, Option<String>)> = invoices::table
        .filter(invoices::corrects_id.eq(id))
        .filter(invoices::number.is_not_null())
        .order(invoices::id)
        .select((invoices::id, invoices::full_number))
        .load(conn)?;
    Ok(found.into_iter().map(|(id, number)| (id, number.unwrap_or_default())).collect())
}
