//! The one road on which rows of catalogues are written: checked, kept in the history, and told to every
//! cache. Whoever writes settings at the same moment waits at the first step.

use super::catalogue::Catalogue;
use super::entry::Entry;
use super::rules;
use crate::access::Actor;
use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Lookup};
use crate::history::{self, Change};
use crate::settings::issuing::move_days;
use crate::settings::organisation::{self, move_version};

/// What a save came to.
pub enum Outcome {
    /// Stored, or there was nothing to store; with what is to be looked at.
    Saved(Entry, Findings),
    /// Not stored.
    Refused(Findings),
    /// Somebody stored this row since the form was filled: as it is now.
    Conflict(Entry),
}

/// Adds a row: a blank one with the wanted values.
///
/// # Errors
/// When the database fails.
pub fn create(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    blank: Entry,
    changes: &Changes,
) -> QueryResult<Outcome> {
    move_version(conn)?;
    let mut entry = blank.with(changes);
    let findings = rules::check(conn, catalogue, None, &mut entry)?;
    if findings.stop() {
        return Ok(Outcome::Refused(findings));
    }
    let entry = put(conn, actor, catalogue, entry)?;
    Ok(Outcome::Saved(entry, findings))
}

/// Stores a new row that is known to be right.
pub(super) fn put(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    mut entry: Entry,
) -> QueryResult<Entry> {
    entry.id = catalogue.insert(conn, &entry)?;
    keep(conn, actor, catalogue, None, Some(&entry))?;
    Ok(entry)
}

/// Changes a row that is as the form was filled from; `version` says which state that was.
///
/// # Errors
/// `NotFound` when there is no such row; when the database fails.
pub fn update(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    (id, version): (i64, Option<i64>),
    changes: &Changes,
) -> Result<Outcome, AppError> {
    move_version(conn)?;
    let before = catalogue.find(conn, id)?.ok_or(AppError::NotFound)?;
    if version != Some(before.version) {
        return Ok(Outcome::Conflict(before));
    }
    let mut entry = before.clone().with(changes);
    let findings = rules::check(conn, catalogue, Some(&before), &mut entry)?;
    if findings.stop() {
        return Ok(Outcome::Refused(findings));
    }
    let entry = replace(conn, actor, catalogue, &before, entry)?;
    Ok(Outcome::Saved(entry, findings))
}

/// Offers a row for new choices, or no longer; answers it.
///
/// # Errors
/// `NotFound` when there is no such row; when the database fails.
pub fn set_active(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    id: i64,
    is_active: bool,
) -> Result<Entry, AppError> {
    move_version(conn)?;
    let before = catalogue.find(conn, id)?.ok_or(AppError::NotFound)?;
    let mut entry = before.clone();
    entry.is_active = is_active;
    Ok(replace(conn, actor, catalogue, &before, entry)?)
}

/// Deletes a row that nothing points to; answers it, and whether it is gone.
///
/// # Errors
/// `NotFound` when there is no such row; when the database fails.
pub fn delete(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    id: i64,
) -> Result<(Entry, bool), AppError> {
    move_version(conn)?;
    let entry = catalogue.find(conn, id)?.ok_or(AppError::NotFound)?;
    if catalogue.usage_of(conn, id)?.total() > 0 {
        return Ok((entry, false));
    }
    catalogue.delete(conn, id)?;
    keep(conn, actor, catalogue, Some(&entry), None)?;
    Ok((entry, true))
}

/// Stores a row in the place of what it was; one that is the same is left alone.
pub(super) fn replace(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    before: &Entry,
    mut entry: Entry,
) -> QueryResult<Entry> {
    if *before != entry {
        entry.version += 1;
        catalogue.update(conn, &entry)?;
        if catalogue.list == Lookup::BillingCycles && before.get("day") != entry.get("day") {
            let usual = organisation::load(conn)?.billing_cycle_id;
            move_days(conn, usual)?;
        }
        keep(conn, actor, catalogue, Some(before), Some(&entry))?;
    }
    Ok(entry)
}

/// Writes the difference into the history.
fn keep(
    conn: &mut Db,
    actor: &Actor,
    catalogue: &Catalogue,
    before: Option<&Entry>,
    after: Option<&Entry>,
) -> QueryResult<()> {
    let last = before.map_or(0, |entry| entry.version);
    let (id, revision) = after.map_or_else(
        || (before.map_or(0, |entry| entry.id), last + 1),
        |entry| (entry.id, entry.version),
    );
    let changes = differences(catalogue, before, after);
    history::record(conn, actor, catalogue.entity, id, revision, &changes, None)
}

/// What differs between two rows, by the key of the column.
#[must_use]
pub fn differences(
    catalogue: &Catalogue,
    before: Option<&Entry>,
    after: Option<&Entry>,
) -> Vec<Change> {
    let is_active = |entry: Option<&Entry>| {
        entry.map(|entry| String::from(if entry.is_active { "1" } else { "0" }))
    };
    let columns = catalogue.columns.iter().filter_map(|column| {
        let value = |entry: Option<&Entry>| entry.and_then(|entry| column.of(entry).canonical());
        Change::between(column.key(), value(before), value(after))
    });
    columns.chain(Change::between("is_active", is_active(before), is_active(after))).collect()
}
