//! What may become of an issued document: another day to pay, another way to pay, or that it is voided.

use chrono::NaiveDate;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoice_papers;
use crate::error::AppError;
use crate::history::{self, Change, Entity};

use super::issue::locked;
use super::recurring;
use super::states::{METHODS, is_open, may_become};
use super::store::{self, Invoice};
use super::{Outcome, Refusal, Saved, Writing};

/// What is to become of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is paid until another day.
    Due(NaiveDate),
    /// It is paid in another way.
    Method(String),
    /// It is void, for a reason. It keeps its number.
    Void(String),
}

/// Does it, if nobody wrote the document since.
///
/// # Errors
/// `NotFound` when the actor sees no such document; else when the database fails.
pub fn act(
    conn: &mut Db,
    w: &Writing,
    id: i64,
    version: i64,
    act: &Act,
) -> Result<Outcome, AppError> {
    let before = locked(conn, w, id)?;
    if before.version != version {
        return Ok(Outcome::Conflict);
    }
    let mut after = before.clone();
    if let Err(refusal) = change(&mut after, act) {
        return Ok(Outcome::Refused(refusal));
    }
    let changes = differences(&before, &after);
    let saved = Saved { id, version: before.version + 1, customer: before.customer_id };
    if changes.is_empty() {
        return Ok(Outcome::Saved(Saved { version, ..saved }));
    }
    after.version = saved.version;
    after.updated_at = w.at;
    store::update(conn, &after)?;
    let reason = match act {
        Act::Void(reason) => Some(reason.trim()),
        Act::Due(_) | Act::Method(_) => None,
    };
    if let Some(reason) = reason {
        note_void(conn, w, id, reason)?;
        recurring::unbill(conn, &before)?;
    }
    let place = (Entity::Invoice, id, after.version);
    history::record_as(conn, &w.circumstance(reason), place, &changes)?;
    w.refresh(conn, &[before.customer_id])?;
    Ok(Outcome::Saved(saved))
}

/// Takes down when a document was voided, and why.
pub(super) fn note_void(conn: &mut Db, w: &Writing, id: i64, reason: &str) -> QueryResult<()> {
    diesel::update(invoice_papers::table.find(id))
        .set((invoice_papers::voided_at.eq(w.at), invoice_papers::reason.eq(reason)))
        .execute(conn)
        .map(|_| ())
}

pub(super) fn change(row: &mut Invoice, act: &Act) -> Result<(), Refusal> {
    match act {
        Act::Due(_) | Act::Method(_) if !is_open(&row.status) => Err(Refusal::WrongState),
        Act::Due(day) if row.issue_date.is_some_and(|issued| *day < issued) => {
            Err(Refusal::DaysReversed)
        }
        Act::Due(day) => {
            row.due_date = Some(*day);
            Ok(())
        }
        Act::Method(code) => {
            let method = METHODS.iter().find(|known| known.code == code);
            row.payment_method = Some(method.ok_or(Refusal::NoSuchMethod)?.code.to_owned());
            Ok(())
        }
        Act::Void(reason) => {
            let is_untouched = row.paid == 0 && row.credited == 0;
            if !may_become(&row.status, "voided") || !is_untouched {
                return Err(Refusal::WrongState);
            }
            if reason.trim().is_empty() {
                return Err(Refusal::NoReason);
            }
            "voided".clone_into(&mut row.status);
            row.balance = 0;
            Ok(())
        }
    }
}

pub(super) fn differences(before: &Invoice, after: &Invoice) -> Vec<Change> {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let changes = [
        Change::between("due_date", day(before.due_date), day(after.due_date)),
        Change::between(
            "payment_method",
            before.payment_method.clone(),
            after.payment_method.clone(),
        ),
        Change::between("status", Some(before.status.clone()), Some(after.status.clone())),
    ];
    changes.into_iter().flatten().collect()
}
