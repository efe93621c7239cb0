//! Changing customers of a job as each is now: read, compared with what was looked at, and written together
//! where no row is the customer's alone.

use super::Reason;
use super::work::{Operator, canonical, records, values_of, wanted};
use crate::customers::record::Record;
use crate::customers::save::{self, Assessment, Outcome, Writing};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::Changes;
use crate::jobs::{Fate, Item};

/// Changes these locked customers: the numbers of those that were changed together, and what became of the
/// others.
///
/// # Errors
/// When the database fails.
pub fn change(
    conn: &mut Db,
    operator: &Operator,
    writing: &Writing,
    items: Vec<Item>,
) -> Result<(Vec<i64>, Vec<Item>), AppError> {
    let mut records = records(conn, operator, &items)?;
    let (mut crowd, mut others) = (Vec::new(), Vec::new());
    for item in items {
        let Some(record) = records.remove(&item.customer_id) else {
            others.push(item.because(Fate::Skipped, Reason::Unseen.to_json()));
            continue;
        };
        if let Some(reason) = moved(operator, &item, &record) {
            others.push(item.because(Fate::Skipped, reason.to_json()));
            continue;
        }
        let changes = wanted(&values_of(item.after.as_deref()));
        let assessed = save::assess(conn, writing, &record, &changes)?;
        match Assessment::of(record, assessed) {
            Ok(assessment) => crowd.push(assessment),
            Err(record) => others.push(alone(conn, writing, item, *record, &changes)?),
        }
    }
    save::update_crowd(conn, writing, &crowd)?;
    Ok((crowd.iter().map(Assessment::id).collect(), others))
}

/// The field that has another value than the one that was looked at.
fn moved(operator: &Operator, item: &Item, record: &Record) -> Option<Reason> {
    let before = values_of(item.before.as_deref());
    let (key, _) = before.into_iter().find(|(key, value)| canonical(record, key) != *value)?;
    Some(if operator.restores { Reason::MovedSince(key) } else { Reason::Moved(key) })
}

/// Changes one customer by itself.
fn alone(
    conn: &mut Db,
    writing: &Writing,
    item: Item,
    record: Record,
    changes: &Changes,
) -> Result<Item, AppError> {
    Ok(match save::update_known(conn, writing, record, changes)? {
        Outcome::Saved(_) => item.becomes(Fate::Changed),
        Outcome::Unchanged(_) => item.becomes(Fate::Same),
        Outcome::Rejected(findings) => {
            item.because(Fate::Skipped, Reason::of(&findings, changes).to_json())
        }
        // A program says yes beforehand, and the row is locked.
        Outcome::Unconfirmed(_) | Outcome::Conflict(_) => {
            item.because(Fate::Skipped, Reason::Conflict.to_json())
        }
    })
}
