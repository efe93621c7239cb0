//! Many new customers at once, settled beforehand on another thread: for invented ones. The same
//! shape, checks and history as a customer made alone; only what another customer has already is left
//! to the constraints of the database, so whoever calls must be ready to write one by one instead.

use super::{CREATED, Writing, apply, blank, settle, store};
use crate::customers::record::Record;
use crate::db::Db;
use crate::fields::{Changes, Findings};
use crate::history::{self, Entity};

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 500;

/// A new customer as the changes make it, and what is wrong with it, without a look at the others.
#[must_use]
pub fn settled(writing: &Writing, changes: &Changes) -> (Record, Findings) {
    let mut record = blank(writing);
    apply(&mut record, changes);
    let mut findings = Findings::default();
    settle::settle(writing, None, &mut record, changes, &mut findings);
    (record, findings)
}

/// Writes settled customers, each as its writer, and gives them their numbers.
///
/// # Errors
/// When the database fails, or another customer has what only one may have; then none is written.
pub fn create_all(
    conn: &mut Db,
    writings: &[Writing],
    records: &mut [Record],
) -> diesel::QueryResult<()> {
    for some in records.chunks_mut(TOGETHER) {
        store::insert_all(conn, some)?;
    }
    let notes: Vec<_> = writings
        .iter()
        .zip(records.iter())
        .map(|(writing, record)| (writing.actor, record.customer.id, writing.at))
        .collect();
    for some in notes.chunks(TOGETHER) {
        history::note_all(conn, Entity::Customer, CREATED, some)?;
    }
    Ok(())
}
