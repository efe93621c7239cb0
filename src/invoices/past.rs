//! Documents that come with their past, as invented ones do: what became of each is known when it is issued, so that
//! it is written once, and what belongs to many is written together. What a document says, its number, what is left
//! of it and what may become of it is reckoned by the same functions as of those that people write one by one.

use crate::customers::record::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity, Story};

use super::act::{Act, change, differences, note_void};
use super::credit_note::{CREDITED, note, note_reason};
use super::desk::{Prepared, prepare};
use super::settling::{self, Applied, Source, reckon};
use super::store::Invoice;
use super::{Writing, issue, lines};

/// What became of a document, and who did it when.
#[derive(Clone, Copy, Debug)]
pub enum Past<'a> {
    /// Nothing yet.
    Open,
    /// So much of it was paid.
    Paid(Writing<'a>, i64),
    /// It was voided.
    Voided(Writing<'a>),
    /// A note took all of it back.
    Credited(Writing<'a>),
}

/// A document that was issued.
#[derive(Clone, Debug)]
pub struct Written<'a> {
    /// As it was issued.
    pub issued: Invoice,
    /// As it is since.
    pub row: Invoice,
    /// What became of it.
    pub past: Past<'a>,
}

/// Issues documents of new customers, in the order in which they come, as what became of them. What tells of that,
/// the caller adds: payments, and [`void`] and [`credit`] here.
///
/// # Errors
/// When the database fails, or nothing of the kind may become of a document.
pub fn issue_with<'a>(
    conn: &mut Db,
    w: &Writing,
    documents: &[Prepared],
    pasts: impl Iterator<Item = Past<'a>>,
    reason: &str,
) -> Result<Vec<Written<'a>>, AppError> {
    let rows = issue::number(conn, w, documents)?;
    let pasts: Vec<Past> = pasts.collect();
    let became: Result<Vec<Invoice>, AppError> =
        rows.iter().zip(&pasts).map(|(row, past)| past.of(row, reason)).collect();
    let became = issue::write(conn, w, documents, became?)?;
    let written = rows.into_iter().zip(became).zip(pasts).map(|((issued, row), past)| Written {
        issued: Invoice { id: row.id, ..issued },
        row,
        past,
    });
    Ok(written.collect())
}

impl Past<'_> {
    /// What becomes of a row.
    fn of(&self, issued: &Invoice, reason: &str) -> Result<Invoice, AppError> {
        let mut row = issued.clone();
        match self {
            Self::Open => {}
            Self::Paid(w, amount) => {
                row.paid += amount;
                reckon(&mut row, w.at);
            }
            Self::Credited(w) => {
                row.credited += row.total;
                reckon(&mut row, w.at);
            }
            Self::Voided(w) => {
                change(&mut row, &Act::Void(reason.to_owned())).map_err(never)?;
                row.version += 1;
                row.updated_at = w.at;
            }
        }
        if row.balance < 0 {
            return Err(never("more than is left"));
        }
        Ok(row)
    }
}

fn never(why: impl std::fmt::Debug) -> AppError {
    AppError::Bug(anyhow::anyhow!("no document has such a past: {why:?}"))
}

/// Tells of documents that they were voided.
///
/// # Errors
/// When the database fails.
pub fn void<'a>(
    conn: &mut Db,
    documents: impl Iterator<Item = &'a Written<'a>>,
    reason: &'a str,
) -> Result<(), AppError> {
    let mut stories = Vec::new();
    for one in documents {
        let Past::Voided(w) = &one.past else { continue };
        note_void(conn, w, one.row.id, reason)?;
        let place = (Entity::Invoice, one.row.id, one.row.version);
        stories.push((w.circumstance(Some(reason)), place, differences(&one.issued, &one.row)));
    }
    history::record_all(conn, &stories)?;
    Ok(())
}

/// Issues the notes that took documents of these customers back, the earliest first.
///
/// # Errors
/// When the database fails, or no note can be issued over one of the documents.
pub fn credit<'a>(
    conn: &mut Db,
    customers: &[Record],
    documents: impl Iterator<Item = &'a Written<'a>>,
    reason: &'a str,
) -> Result<(), AppError> {
    let mut credited: Vec<(&Writing, &Written)> = documents.filter_map(credited).collect();
    credited.sort_by_key(|(w, _)| w.at);
    let Some((any, _)) = credited.first() else { return Ok(()) };
    let mut drafts = Vec::with_capacity(credited.len());
    for (w, one) in &credited {
        drafts.push(note(w, &one.row, lines::as_issued(conn, one.row.id)?));
    }
    let (mut prepared, refused) = prepare(conn, any, customers, drafts)?;
    if let Some((_, why)) = refused.first() {
        return Err(never(why));
    }
    let mut stories: Vec<Story> = Vec::with_capacity(credited.len());
    let mut applied = Vec::with_capacity(credited.len());
    for together in credited.chunk_by(|(one, _), (next, _)| one.at == next.at) {
        let Some((w, _)) = together.first() else { continue };
        let issued = issue::issue(conn, w, prepared.drain(..together.len()).collect())?;
        for (note, (w, one)) in issued.into_iter().zip(together) {
            note_reason(conn, note.id, reason)?;
            let (invoice, amount) = (one.row.id, one.row.credited);
            applied.push(Applied { invoice, source: Source::Note(note.id), amount, at: w.at });
            let change = Change::between(CREDITED, None, Some(note.full_number));
            let place = (Entity::Invoice, invoice, one.row.version);
            stories.push((w.circumstance(Some(reason)), place, change.into_iter().collect()));
        }
    }
    settling::allocate(conn, &applied)?;
    history::record_all(conn, &stories)?;
    Ok(())
}

fn credited<'a>(one: &'a Written<'a>) -> Option<(&'a Writing<'a>, &'a Written<'a>)> {
    match &one.past {
        Past::Credited(w) => Some((w, one)),
        Past::Open | Past::Paid(..) | Past::Voided(_) => None,
    }
}
