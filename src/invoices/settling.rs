//! What settles what: payments and credit notes, applied to documents and taken back. The customer is locked.

use chrono::NaiveDateTime;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{allocations, invoices, payments, subscriptions};
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::on_backend;

use super::Writing;
use super::states::{by_balance, may_become};
use super::store::{self, Invoice};

/// What settles a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A payment.
    Payment(i64),
    /// A credit note.
    Note(i64),
}

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = allocations)]
struct Allocation {
    id: i64,
    invoice_id: i64,
    payment_id: Option<i64>,
    amount: i64,
}

/// Settles a part of a document, no more than is left of it: the caller has checked that.
///
/// # Errors
/// When the database fails, or refuses more than is left.
pub fn apply(
    conn: &mut Db,
    row: &mut Invoice,
    source: Source,
    amount: i64,
    at: NaiveDateTime,
) -> QueryResult<()> {
    match source {
        Source::Payment(_) => row.paid += amount,
        Source::Note(_) => row.credited += amount,
    }
    moved(conn, row, at)?;
    allocate(conn, &[Applied { invoice: row.id, source, amount, at }])
}

/// A part of a document that something settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The document.
    pub invoice: i64,
    /// What settles it.
    pub source: Source,
    /// How much of it.
    pub amount: i64,
    /// When.
    pub at: NaiveDateTime,
}

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 5_000;

/// Writes what settles what, of documents that say so already.
///
/// # Errors
/// When the database fails.
pub fn allocate(conn: &mut Db, applied: &[Applied]) -> QueryResult<()> {
    let row = |one: &Applied| {
        let (payment, note) = match one.source {
            Source::Payment(id) => (Some(id), None),
            Source::Note(id) => (None, Some(id)),
        };
        (
            allocations::invoice_id.eq(one.invoice),
            allocations::payment_id.eq(payment),
            allocations::credit_note_id.eq(note),
            allocations::amount.eq(one.amount),
            allocations::at.eq(one.at),
        )
    };
    for some in applied.chunks(TOGETHER) {
        let rows: Vec<_> = some.iter().map(row).collect();
        let new = diesel::insert_into(allocations::table).values(rows);
        on_backend!(conn, c => new.execute(c))?;
    }
    Ok(())
}

/// A document whose `paid` or `credited` moved: what is left of it, and how far it is.
pub(super) fn reckon(row: &mut Invoice, at: NaiveDateTime) {
    row.balance = row.total - row.paid - row.credited;
    by_balance(row.total, row.balance).clone_into(&mut row.status);
    row.version += 1;
    row.updated_at = at;
}

fn moved(conn: &mut Db, row: &mut Invoice, at: NaiveDateTime) -> QueryResult<()> {
    reckon(row, at);
    store::update(conn, row)
}

/// A document is settled, by whatever: the subscription that it bills, and that could not be charged, goes on once
/// nothing of it is owed any more.
///
/// # Errors
/// When the database fails.
pub fn goes_on(conn: &mut Db, w: &Writing, row: &Invoice) -> QueryResult<()> {
    let Some(id) = row.subscription_id.filter(|_| row.balance == 0) else { return Ok(()) };
    let owed: i64 = invoices::table
        .filter(invoices::subscription_id.eq(id))
        .filter(invoices::balance.gt(0))
        .count()
        .get_result(conn)?;
    let held: Option<(String, i64)> = subscriptions::table
        .find(id)
        .filter(subscriptions::status.eq_any(["retrying", "unpaid"]))
        .select((subscriptions::status, subscriptions::version))
        .first(conn)
        .optional()?;
    let Some((before, version)) = held.filter(|_| owed == 0) else { return Ok(()) };
    let after = "active".to_owned();
    diesel::update(subscriptions::table.find(id))
        .set((
            subscriptions::status.eq(&after),
            subscriptions::version.eq(version + 1),
            subscriptions::updated_at.eq(w.at),
        ))
        .execute(conn)?;
    let changes: Vec<Change> =
        Change::between("status", Some(before), Some(after)).into_iter().collect();
    let place = (Entity::Subscription, id, version + 1);
    history::record_as(conn, &w.circumstance(None), place, &changes)
}

/// A charge of what is left of a document was refused.
///
/// # Errors
/// When the database fails.
pub fn reject(conn: &mut Db, w: &Writing, row: &mut Invoice) -> QueryResult<()> {
    if !may_become(&row.status, "rejected") {
        return Ok(());
    }
    let before = std::mem::replace(&mut row.status, "rejected".to_owned());
    row.version += 1;
    row.updated_at = w.at;
    store::update(conn, row)?;
    let changes: Vec<Change> =
        Change::between("status", Some(before), Some(row.status.clone())).into_iter().collect();
    let place = (Entity::Invoice, row.id, row.version);
    history::record_as(conn, &w.circumstance(None), place, &changes)
}

/// Takes everything back that a payment settled: the documents as they are now, and how much of each it was.
///
/// # Errors
/// When the database fails.
pub fn take_back(
    conn: &mut Db,
    payment: i64,
    at: NaiveDateTime,
) -> Result<Vec<(Invoice, i64)>, AppError> {
    let standing: Vec<Allocation> = allocations::table
        .filter(allocations::payment_id.eq(payment))
        .filter(allocations::taken_back_at.is_null())
        .order(allocations::invoice_id)
        .select(columns::<Allocation>())
        .load(conn)?;
    let mut opened = Vec::with_capacity(standing.len());
    // A payment may have settled a document in several steps.
    for steps in standing.chunk_by(|one, next| one.invoice_id == next.invoice_id) {
        for step in steps {
            end(conn, step.id, at)?;
        }
        let Some(first) = steps.first() else { continue };
        let mut row = store::find(conn, first.invoice_id)?.ok_or(AppError::NotFound)?;
        let part = steps.iter().map(|step| step.amount).sum();
        row.paid -= part;
        moved(conn, &mut row, at)?;
        opened.push((row, part));
    }
    Ok(opened)
}

fn end(conn: &mut Db, allocation: i64, at: NaiveDateTime) -> QueryResult<()> {
    diesel::update(allocations::table.find(allocation))
        .set(allocations::taken_back_at.eq(at))
        .execute(conn)
        .map(|_| ())
}

/// Takes so much of what payments settled of a document back, the latest first: it is theirs again, to be used
/// for another document.
pub(super) fn free(
    conn: &mut Db,
    row: &mut Invoice,
    amount: i64,
    at: NaiveDateTime,
) -> QueryResult<()> {
    let standing: Vec<Allocation> = allocations::table
        .filter(allocations::invoice_id.eq(row.id))
        .filter(allocations::payment_id.is_not_null())
        .filter(allocations::taken_back_at.is_null())
        .order(allocations::id.desc())
        .select(columns::<Allocation>())
        .load(conn)?;
    let mut left = amount;
    for allocation in standing {
        let Some(payment) = allocation.payment_id.filter(|_| left > 0) else { break };
        let part = left.min(allocation.amount);
        end(conn, allocation.id, at)?;
        if part < allocation.amount {
            let (source, amount) = (Source::Payment(payment), allocation.amount - part);
            allocate(conn, &[Applied { invoice: row.id, source, amount, at }])?;
        }
        diesel::update(payments::table.find(payment))
            .set((
                payments::applied.eq(payments::applied - part),
                payments::version.eq(payments::version + 1),
                payments::updated_at.eq(at),
            ))
            .execute(conn)?;
        row.paid -= part;
        left -= part;
    }
    Ok(())
}
