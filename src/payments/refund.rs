//! What becomes of a payment whose money goes back to the card it came from. Whoever asks the gateway decides when
//! each of these is called; the customer is locked.

use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::{Saved, Writing};

use super::reverse::undo;
use super::states::may_become;
use super::store::{self, Payment};

/// In the history, in the place of a field: the gateway is asked to give the money back.
pub const REFUND_ASKED: &str = "refund_asked";

/// In the history, in the place of a field: the gateway did not give it back.
pub const REFUND_REFUSED: &str = "refund_refused";

/// In the history, in the place of a field: somebody found out what became of it.
pub const REFUND_DECIDED: &str = "refund_decided";

/// Whether all of a payment can go back by its gateway.
#[must_use]
pub fn can_go_back(row: &Payment) -> bool {
    row.gateway_id.is_some() && row.refunded == 0 && may_become(&row.status, "refunded")
}

/// The gateway is asked: whoever saw the payment before has to look again.
///
/// # Errors
/// When the database fails.
pub fn asked(conn: &mut Db, w: &Writing, row: Payment, reason: &str) -> Result<Saved, AppError> {
    let of = (row.id, row.customer_id);
    let version = noted(conn, w, row, (REFUND_ASKED, None), Some(reason))?;
    Ok(Saved { id: of.0, version, customer: of.1 })
}

/// Somebody found out whether the money went back, and how they know it.
///
/// # Errors
/// When the database fails.
pub fn decided(
    conn: &mut Db,
    w: &Writing,
    row: Payment,
    (went_back, reason): (bool, &str),
) -> Result<Saved, AppError> {
    let of = (row.id, row.customer_id);
    let said = Some(i64::from(went_back).to_string());
    let version = noted(conn, w, row, (REFUND_DECIDED, said), Some(reason))?;
    Ok(Saved { id: of.0, version, customer: of.1 })
}

/// The gateway gave it back: what it settled is owed again, and what was left of it is nobody's credit. Answers
/// the documents that are owed again.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn went_back(conn: &mut Db, w: &Writing, id: i64, reason: &str) -> Result<Vec<i64>, AppError> {
    let mut row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    if !can_go_back(&row) {
        return Ok(Vec::new());
    }
    row.refunded = row.amount;
    Ok(undo(conn, w, row, "refunded", reason)?.1)
}

/// The gateway did not, and said why: nothing changes.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn stayed(conn: &mut Db, w: &Writing, id: i64, why: String) -> Result<(), AppError> {
    let row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    noted(conn, w, row, (REFUND_REFUSED, Some(why)), None).map(|_| ())
}

fn noted(
    conn: &mut Db,
    w: &Writing,
    mut row: Payment,
    (field, said): (&str, Option<String>),
    reason: Option<&str>,
) -> Result<i64, AppError> {
    row.version += 1;
    row.updated_at = w.at;
    store::update(conn, &row)?;
    let said = said.or_else(|| Some(row.amount.to_string()));
    let changes: Vec<Change> = Change::between(field, None, said).into_iter().collect();
    let place = (Entity::Payment, row.id, row.version);
    history::record_as(conn, &w.circumstance(reason), place, &changes)?;
    Ok(row.version)
}
