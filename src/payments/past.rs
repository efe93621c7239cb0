//! Payments of documents that come with their past, as invented ones do: written together, by the same checks and in
//! the same words as those that people take in one by one.

use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity, Story};
use crate::invoices::Writing;
use crate::invoices::past::Written;
use crate::invoices::settling::{self, Applied, Source};

use super::register::{REGISTERED, Received, paid_changes, row, says_enough};
use super::store::{self, Payment};

/// A payment of one document.
#[derive(Clone, Debug)]
pub struct Taken<'a> {
    /// Who takes it in, and when.
    pub w: Writing<'a>,
    /// What was paid.
    pub received: Received,
    /// The document, of which what it was paid is written already.
    pub document: &'a Written<'a>,
}

impl Taken<'_> {
    /// How much of it settles the document.
    fn part(&self) -> i64 {
        self.document.row.paid - self.document.issued.paid
    }

    fn row(&self) -> Result<Payment, AppError> {
        let refused = |why| AppError::Bug(anyhow::anyhow!("no such payment is taken in: {why:?}"));
        says_enough(&self.w, &self.received).map_err(refused)?;
        Ok(row(&self.w, &self.received, self.part()))
    }
}

/// Takes payments in, in the order in which they come. The caller has the customers' figures refreshed.
///
/// # Errors
/// When the database fails, or one of them would be refused.
pub fn take_in(conn: &mut Db, taken: &[Taken]) -> Result<(), AppError> {
    let rows: Vec<Payment> = taken.iter().map(Taken::row).collect::<Result<_, _>>()?;
    let ids = store::insert_all(conn, &rows)?;
    let mut applied = Vec::with_capacity(taken.len());
    let mut stories: Vec<Story> = Vec::with_capacity(taken.len() * 2);
    for (one, row) in taken.iter().zip(rows) {
        let id = ids.get(&row.public_id).copied().ok_or(AppError::NotFound)?;
        let document = &one.document.row;
        let source = Source::Payment(id);
        applied.push(Applied { invoice: document.id, source, amount: one.part(), at: one.w.at });
        let registered = Change::between(REGISTERED, None, Some(row.public_id));
        let when = one.w.circumstance(None);
        stories.push((when, (Entity::Payment, id, 1), registered.into_iter().collect()));
        let moved = paid_changes(one.document.issued.paid, document.paid);
        stories.push((when, (Entity::Invoice, document.id, document.version), moved));
    }
    settling::allocate(conn, &applied)?;
    history::record_all(conn, &stories)?;
    Ok(())
}
