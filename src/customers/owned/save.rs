//! The road on which what customers have is written, as far as it is one for all of it: the customer is locked
//! first, and who is archived keeps what there is.

use crate::access::Actor;
use crate::customers::{Record, query};
use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::fields::{Findings, Lock, Problem};
use crate::history::{self, Change, Circumstance};
use crate::lists::Entity;
use crate::lists::entity::Field;

/// What became of a write.
#[derive(Debug)]
pub enum Outcome<R> {
    /// Written: its number.
    Saved(i64),
    /// Nothing was different; nothing was written.
    Unchanged(i64),
    /// Refused: nothing was written.
    Rejected(Findings),
    /// Somebody else wrote since: the record as it is now.
    Conflict(Box<R>),
}

/// A record, if the actor may see its customer.
///
/// # Errors
/// When the database fails.
pub fn find_visible<E: Entity>(
    conn: &mut Db,
    actor: &Actor,
    id: i64,
) -> QueryResult<Option<E::Record>> {
    let Some(record) = E::load(conn, &[id])?.pop() else { return Ok(None) };
    let owner = query::visible_names(conn, actor, &[E::customer(&record).0])?;
    Ok(Some(record).filter(|_| !owner.is_empty()))
}

/// A record and its customer, whom nobody else writes until the transaction ends.
///
/// # Errors
/// `NotFound` when the actor sees no such record; else when the database fails.
pub fn locked<E: Entity>(
    conn: &mut Db,
    actor: &Actor,
    id: i64,
) -> Result<(Record, E::Record), AppError> {
    let seen = E::load(conn, &[id])?.pop().ok_or(AppError::NotFound)?;
    let owner = query::find_to_change(conn, actor, E::customer(&seen).0)?;
    let owner = owner.ok_or(AppError::NotFound)?;
    // Only from here on it stays as it is.
    let record = E::load(conn, &[id])?.pop().ok_or(AppError::NotFound)?;
    Ok((owner, record))
}

/// Who is archived or anonymised is to be read only.
pub fn refuse_closed(owner: &Record, findings: &mut Findings) {
    if !owner.customer.is_editable() {
        findings.refuse("customer", Problem::Locked(Lock::Archived));
    }
}

/// What differs between two states of a record, by the fields that are told.
pub fn differences<'a, R: 'static>(
    told: impl Iterator<Item = &'a Field<R>>,
    (before, after): (&R, &R),
) -> Vec<Change> {
    told.filter_map(|field| {
        let value = |record| (field.get)(record).canonical();
        Change::between(&field.key, value(before), value(after))
    })
    .collect()
}

/// Keeps in the history what happened to a record as a whole.
///
/// # Errors
/// When the database fails.
pub fn note(
    conn: &mut Db,
    circumstance: &Circumstance,
    place: (history::Entity, i64, i64),
    what: &str,
) -> QueryResult<()> {
    let change = Change { field: what.to_owned(), before: None, after: None };
    history::record_as(conn, circumstance, place, &[change])
}
