//! Issuing: numbers, rows, what was taken down, and history, in the caller's transaction.

use std::collections::BTreeMap;

use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoice_papers;
use crate::error::AppError;
use crate::history::{self, Change, Entity};

use super::desk::{self, Prepared};
use super::draft::{Draft, Kind, kept};
use super::series::{self, Key, Taken};
use super::snapshot::Snapshots;
use super::store::{self, Invoice};
use super::{Outcome, Refusal, Saved, Writing, lines};

/// In the history, in the place of a field: the document was issued.
pub const ISSUED: &str = "issued";

/// A document that was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Its row.
    pub id: i64,
    /// Its version.
    pub version: i64,
    /// Whose it is.
    pub customer: i64,
    /// Its number as written.
    pub full_number: String,
    /// Its number in the series.
    pub number: i64,
}

/// Issues documents of customers that are locked, in the order in which they come. Each series gives all the
/// numbers that are needed of it at once. The caller has the customers' figures refreshed.
///
/// # Errors
/// When the database fails.
pub fn issue(
    conn: &mut Db,
    w: &Writing,
    documents: Vec<Prepared>,
) -> Result<Vec<Issued>, AppError> {
    let rows = number(conn, w, &documents)?;
    let rows = write(conn, w, &documents, rows)?;
    let issued = rows.into_iter().map(|row| Issued {
        id: row.id,
        version: row.version,
        customer: row.customer_id,
        full_number: row.full_number.unwrap_or_default(),
        number: row.number.unwrap_or_default(),
    });
    Ok(issued.collect())
}

/// Rows with the numbers that their series give.
pub(super) fn number(
    conn: &mut Db,
    w: &Writing,
    documents: &[Prepared],
) -> Result<Vec<Invoice>, AppError> {
    let mut wanted: BTreeMap<Key, i64> = BTreeMap::new();
    for prepared in documents {
        *wanted.entry(prepared.series).or_default() += 1;
    }
    let mut next = BTreeMap::new();
    for (key, count) in wanted {
        next.insert(key, series::take(conn, key, count)?);
    }
    let mut rows = Vec::with_capacity(documents.len());
    for prepared in documents {
        let taken = next.get_mut(&prepared.series).ok_or(AppError::NotFound)?;
        rows.push(numbered(prepared.row(w, "pending"), prepared, *taken));
        taken.first += 1;
    }
    Ok(rows)
}

/// A row with its number, which is owed unless it is a note that takes back.
fn numbered(row: Invoice, prepared: &Prepared, taken: Taken) -> Invoice {
    let is_note = prepared.draft.kind == Kind::CreditNote;
    let mut row = Invoice {
        series_id: Some(taken.series),
        number: Some(taken.first),
        full_number: Some(series::written(prepared.series.point_of_sale, taken.first)),
        balance: if is_note { 0 } else { row.total },
        ..row
    };
    if is_note {
        "paid".clone_into(&mut row.status);
    }
    if let Some(kept) = &prepared.kept {
        row.id = kept.id;
        row.version = prepared.version();
        row.public_id.clone_from(&kept.public_id);
        row.created_by = kept.created_by;
        row.created_at = kept.created_at;
    }
    row
}

/// Writes documents with all that belongs to them, together.
pub(super) fn write(
    conn: &mut Db,
    w: &Writing,
    documents: &[Prepared],
    mut rows: Vec<Invoice>,
) -> Result<Vec<Invoice>, AppError> {
    let new: Vec<Invoice> = rows.iter().filter(|row| row.id == 0).cloned().collect();
    let ids = store::insert(conn, &new)?;
    for row in &mut rows {
        match ids.get(&row.public_id) {
            Some(id) => row.id = *id,
            // It was kept as a draft, and is written over it.
            None => replace(conn, row)?,
        }
    }
    let parts: Vec<_> = rows
        .iter()
        .zip(documents)
        .map(|(row, one)| (row.id, one.draft.lines.as_slice(), &one.totals))
        .collect();
    lines::insert(conn, &parts)?;
    Snapshots::insert(conn, rows.iter().map(|row| row.id).zip(documents))?;
    let stories: Vec<(i64, i64, Vec<Change>)> = rows
        .iter()
        .zip(documents)
        .map(|(row, one)| {
            let change = Change::between(ISSUED, None, row.full_number.clone());
            (row.id, one.version(), change.into_iter().collect())
        })
        .collect();
    history::record_each(conn, &w.circumstance(None), Entity::Invoice, &stories)?;
    Ok(rows)
}

impl Prepared {
    /// The version of the document when it is issued.
    fn version(&self) -> i64 {
        self.kept.as_ref().map_or(1, |kept| kept.version + 1)
    }
}

fn replace(conn: &mut Db, row: &Invoice) -> QueryResult<()> {
    lines::clear(conn, row.id)?;
    diesel::delete(invoice_papers::table.find(row.id)).execute(conn)?;
    store::update(conn, row)
}

/// Issues one document at once, without a draft before.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn issue_now(conn: &mut Db, w: &Writing, draft: Draft) -> Result<Outcome, AppError> {
    let prepared = match desk::prepare_one(conn, w, draft)? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    issue_one(conn, w, prepared)
}

fn issue_one(conn: &mut Db, w: &Writing, prepared: Prepared) -> Result<Outcome, AppError> {
    let issued = issue(conn, w, vec![prepared])?.into_iter().next().ok_or(AppError::NotFound)?;
    w.refresh(conn, &[issued.customer])?;
    let Issued { id, version, customer, .. } = issued;
    Ok(Outcome::Saved(Saved { id, version, customer }))
}

/// Issues a kept draft, today if the day that it names has passed.
///
/// # Errors
/// `NotFound` when the actor sees no such draft; else when the database fails.
pub fn issue_draft(conn: &mut Db, w: &Writing, id: i64, version: i64) -> Result<Outcome, AppError> {
    let row = locked(conn, w, id)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    if row.status != "draft" {
        return Ok(Outcome::Refused(Refusal::WrongState));
    }
    let today = w.today();
    let mut draft = kept(conn, &row, today)?;
    draft.issue_on = draft.issue_on.max(today);
    draft.due_on = draft.due_on.max(draft.issue_on);
    let prepared = match desk::prepare_one(conn, w, draft)? {
        Ok(prepared) => prepared,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    issue_one(conn, w, Prepared { kept: Some(row), ..prepared })
}

/// A document as it is once its customer is locked.
pub(super) fn locked(conn: &mut Db, w: &Writing, id: i64) -> Result<Invoice, AppError> {
    let seen = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    query::lock(conn, &[seen.customer_id])?;
    let names = query::visible_names(conn, w.actor, &[seen.customer_id])?;
    if names.is_empty() {
        return Err(AppError::NotFound);
    }
    store::find(conn, id)?.ok_or(AppError::NotFound)
}
