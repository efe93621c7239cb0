//! Taking back what was issued, in whole or in part, by a document of its own.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoice_papers;
use crate::error::AppError;
use crate::history::{self, Change, Entity};

use super::desk::{self, Prepared};
use super::draft::{Draft, Kind, Of};
use super::issue::{issue, locked};
use super::settling::{self, Source};
use super::states::is_open;
use super::store::Invoice;
use super::totals::Line;
use super::{Outcome, Refusal, Saved, Writing, lines};

/// In the history of the document, in the place of a field: a note took it back.
pub(super) const CREDITED: &str = "credited";

/// Issues a note over a document, with lines of its own or all of the document's. What was paid already is the
/// customer's again.
///
/// # Errors
/// `NotFound` when the actor sees no such document; else when the database fails.
pub fn credit_note(
    conn: &mut Db,
    w: &Writing,
    of: i64,
    version: i64,
    lines: Option<Vec<Line>>,
    reason: &str,
) -> Result<Outcome, AppError> {
    let row = locked(conn, w, of)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    let stands = is_open(&row.status) || row.status == "paid";
    if !stands || row.kind == Kind::CreditNote.code() {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    if reason.trim().is_empty() {
        return Ok(Outcome::Refused(Refusal::NoReason));
    }
    let lines = match lines {
        Some(lines) => lines,
        None => lines::as_issued(conn, of)?,
    };
    let prepared = match desk::prepare_one(conn, w, note(w, &row, lines))? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    if prepared.totals.total.0 > row.total - row.credited {
        return Ok(Outcome::Refused(Refusal::MoreThanLeft));
    }
    write(conn, w, row, prepared, reason.trim())
}

/// What a note over a document says.
pub(super) fn note(w: &Writing, row: &Invoice, lines: Vec<Line>) -> Draft {
    let today = w.today();
    // No note is older than what it corrects.
    let issue_on = row.issue_date.map_or(today, |issued| issued.max(today));
    Draft {
        customer: row.customer_id,
        kind: Kind::CreditNote,
        of: Of::Corrects(row.id),
        period: row.period_start.zip(row.period_end),
        lines,
        currency: row.currency.clone(),
        issue_on,
        due_on: issue_on,
        method: row.payment_method.clone(),
        notes: None,
        once: None,
    }
}

/// Takes down why a note was issued.
pub(super) fn note_reason(conn: &mut Db, id: i64, reason: &str) -> QueryResult<()> {
    diesel::update(invoice_papers::table.find(id))
        .set(invoice_papers::reason.eq(reason))
        .execute(conn)
        .map(|_| ())
}

fn write(
    conn: &mut Db,
    w: &Writing,
    mut row: Invoice,
    prepared: Prepared,
    reason: &str,
) -> Result<Outcome, AppError> {
    let amount = prepared.totals.total.0;
    let issued = issue(conn, w, vec![prepared])?.into_iter().next().ok_or(AppError::NotFound)?;
    note_reason(conn, issued.id, reason)?;
    let beyond = (amount - row.balance).max(0);
    settling::free(conn, &mut row, beyond, w.at)?;
    settling::apply(conn, &mut row, Source::Note(issued.id), amount, w.at)?;
    settling::goes_on(conn, w, &row)?;
    let changes: Vec<Change> =
        Change::between(CREDITED, None, Some(issued.full_number)).into_iter().collect();
    let place = (Entity::Invoice, row.id, row.version);
    history::record_as(conn, &w.circumstance(Some(reason)), place, &changes)?;
    w.refresh(conn, &[row.customer_id])?;
    Ok(Outcome::Saved(Saved { id: issued.id, version: issued.version, customer: row.customer_id }))
}
