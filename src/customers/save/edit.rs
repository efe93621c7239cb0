//! Changing a customer: settle → check → history, and what a change would do without writing it.

use super::{Outcome, Question, Saved, Writing, duplicates, locks, preview, services, store};
use crate::customers::fields;
use crate::customers::query;
use crate::customers::record::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Findings};
use crate::history::{self, Change, Entity};
use crate::portal;

/// Changes a customer. With a version, only if nobody has written since.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn update(
    conn: &mut Db,
    writing: &Writing,
    id: i64,
    version: Option<i64>,
    changes: &Changes,
) -> Result<Outcome, AppError> {
    let before = query::find_to_change(conn, writing.actor, id)?.ok_or(AppError::NotFound)?;
    if version.is_some_and(|version| version != before.customer.version) {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    update_known(conn, writing, before, changes)
}

/// What a change would make of a customer.
#[derive(Debug)]
pub struct Assessed {
    /// The customer afterwards.
    pub after: Record,
    /// Keys of the fields that would change.
    pub changed: Vec<String>,
    /// What is wrong with it, locks included.
    pub findings: Findings,
}

/// Looks at a change of a customer that was read already. Writes nothing.
///
/// # Errors
/// When the database fails.
pub fn assess(
    conn: &mut Db,
    writing: &Writing,
    before: &Record,
    changes: &Changes,
) -> Result<Assessed, AppError> {
    let (after, mut findings) = preview(conn, writing, Some(before), changes)?;
    let changed = differences(before, &after);
    locks::check(writing, before, (changes, &changed), &mut findings);
    Ok(Assessed { after, changed, findings })
}

/// Changes a customer that was read, to be changed, in this transaction.
///
/// # Errors
/// When the database fails.
pub fn update_known(
    conn: &mut Db,
    writing: &Writing,
    before: Record,
    changes: &Changes,
) -> Result<Outcome, AppError> {
    let Assessed { mut after, changed, findings } = assess(conn, writing, &before, changes)?;
    if changed.is_empty() && !findings.stop() {
        return Ok(Outcome::Unchanged(before.customer.id));
    }
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    if is_renaming(&before, &after) && !writing.accepts_renaming {
        let question = Question { is_renaming: true, warnings: findings, ..Question::default() };
        return Ok(Outcome::Unconfirmed(question));
    }
    if !writing.accepts_duplicates {
        let duplicates = duplicates::find(conn, writing.actor, Some(&before), &after)?;
        if !duplicates.is_empty() {
            let question = Question { duplicates, warnings: findings, ..Question::default() };
            return Ok(Outcome::Unconfirmed(question));
        }
    }
    if !writing.accepts_doubts && findings.doubts().next().is_some() {
        return Ok(Outcome::Unconfirmed(Question { warnings: findings, ..Question::default() }));
    }
    after.customer.version += 1;
    after.customer.updated_at = writing.at;
    store::update(conn, &before, &after)?;
    write_history(conn, writing, &before, &after, &changed)?;
    let mut moved = 0;
    if changed.iter().any(|key| key == "status") {
        moved = services::follow(conn, writing, &[after.customer.id], &after.customer.status)?;
    }
    if is_leaving_portal(&changed, &after) {
        portal::account::leave(conn, &[after.customer.id])?;
    }
    if before.customer.email_folded != after.customer.email_folded {
        let former = before.customer.email.as_deref();
        portal::email::changed(conn, &writing.settings.organisation, &after.holder(), former)?;
    }
    let saved = Saved::new(writing, Some(before), Some(after));
    Ok(Outcome::Saved(Saved { changed, warnings: findings, services: moved, ..saved }))
}

/// Fields that the system derives or sets: they are no change of their own.
const DERIVED: &[&str] =
    &["id", "category", "created_via", "created_at", "updated_at", "effective_billing_day"];

/// Keys of the fields whose values differ.
fn differences(before: &Record, after: &Record) -> Vec<String> {
    fields::all()
        .iter()
        .filter(|field| !DERIVED.contains(&field.key.as_ref()))
        .filter(|field| (field.get)(before) != (field.get)(after))
        .map(|field| field.key.to_string())
        .collect()
}

fn write_history(
    conn: &mut Db,
    writing: &Writing,
    before: &Record,
    after: &Record,
    changed: &[String],
) -> Result<(), AppError> {
    let place = (Entity::Customer, after.customer.id, after.customer.version);
    let rows = changes(before, after, changed);
    history::record_as(conn, &writing.circumstance(), place, &rows)?;
    Ok(())
}

/// What changed in these fields, for the history.
pub(super) fn changes(before: &Record, after: &Record, changed: &[String]) -> Vec<Change> {
    changed
        .iter()
        .filter_map(|key| fields::find(key))
        .filter_map(|field| {
            let value = |record| (field.get)(record).canonical();
            Change::between(&field.key, value(before), value(after))
        })
        .collect()
}

/// Whether a change makes of a customer one who may not enter the portal.
pub(super) fn is_leaving_portal(changed: &[String], after: &Record) -> bool {
    changed.iter().any(|key| key == "status")
        && !portal::account::is_open_to(&after.customer.status)
}

/// Whether a known name becomes another one; filling in a missing one is no renaming.
fn is_renaming(before: &Record, after: &Record) -> bool {
    let name = |record: &Record| record.display_name().map(crate::text::fold);
    let (old, new) = (name(before), name(after));
    old.is_some() && old != new
}
