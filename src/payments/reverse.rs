//! Taking back what was taken in by mistake.

use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::settling;
use crate::invoices::{Outcome, Refusal, Saved, Writing};

use super::register::paid_moved;
use super::states::may_become;
use super::store::{self, Payment};

/// Takes a payment back, if nobody wrote it since: what it settled is open again.
///
/// # Errors
/// `NotFound` when the actor sees no such payment; else when the database fails.
pub fn reverse(
    conn: &mut Db,
    w: &Writing,
    id: i64,
    version: i64,
    reason: &str,
) -> Result<Outcome, AppError> {
    let row = store::locked(conn, w, id)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    // What a gateway took, the gateway gives back.
    if !may_become(&row.status, "reversed") || row.gateway_id.is_some() {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    let reason = reason.trim();
    if reason.is_empty() {
        return Ok(Outcome::Refused(Refusal::NoReason));
    }
    let (saved, _) = undo(conn, w, row, "reversed", reason)?;
    Ok(Outcome::Saved(saved))
}

/// Takes back what a payment settled, which is of this state from now on; with the documents that are owed again.
pub(super) fn undo(
    conn: &mut Db,
    w: &Writing,
    mut row: Payment,
    to: &str,
    reason: &str,
) -> Result<(Saved, Vec<i64>), AppError> {
    let mut documents = Vec::new();
    for (opened, part) in settling::take_back(conn, row.id, w.at)? {
        paid_moved(conn, w, &opened, opened.paid + part, Some(reason))?;
        documents.push(opened.id);
    }
    let before = std::mem::replace(&mut row.status, to.to_owned());
    let changes: Vec<Change> =
        Change::between("status", Some(before), Some(to.to_owned())).into_iter().collect();
    row.version += 1;
    row.applied = 0;
    row.reversed_at = Some(w.at);
    row.reason = Some(reason.to_owned());
    row.updated_at = w.at;
    store::update(conn, &row)?;
    let place = (Entity::Payment, row.id, row.version);
    history::record_as(conn, &w.circumstance(Some(reason)), place, &changes)?;
    w.refresh(conn, &[row.customer_id])?;
    Ok((Saved { id: row.id, version: row.version, customer: row.customer_id }, documents))
}
