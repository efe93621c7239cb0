//! The export: customers of a query, or picked ones, as a CSV or XLSX file that the import reads
//! back. One snapshot of the database, page by page: memory does not grow with the customers.

mod cells;
mod columns;
mod wording;

use std::io::{self, Write};
use std::ops::ControlFlow;

use super::Query;
use super::query::{Every, Needs};
use crate::access::Actor;
use crate::db::{Database, Db, DbError};
use crate::error::AppError;
use crate::settings::Settings;
use crate::sheets::{Cell, Sheet};

pub use crate::sheets::Format;
pub use columns::{Column, UnknownColumns, available, chosen, known, reimportable, usual};

use cells::Cells;

/// Customers of one page: their rows are read together, and then the caller is told.
pub const PAGE: usize = 2_000;

/// Which customers, in which order.
pub struct Rows(Kind);

enum Kind {
    Matching(Query),
    Picked(Query, Vec<i64>),
}

impl Rows {
    /// All that the query lets through, in its order, or by number where no index has the order.
    /// The archived are among them, unless the query names `category` or `status` and so decides
    /// itself; the anonymised only if it does.
    #[must_use]
    pub fn matching(query: Query) -> Self {
        Self(Kind::Matching(query.with_archived()))
    }

    /// Of these customers those that the actor may see, whatever their status, by number.
    #[must_use]
    pub fn picked(actor: &Actor, mut ids: Vec<i64>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self(Kind::Picked(Query::visible_to(actor).with_everybody(), ids))
    }

    fn open(&self, conn: &mut Db) -> Result<Pages<'_>, AppError> {
        Ok(match &self.0 {
            Kind::Matching(query) => Pages::Matching(Box::new(query.every(conn)?)),
            Kind::Picked(query, ids) => Pages::Picked(query, ids),
        })
    }
}

/// The ids still to be read.
enum Pages<'a> {
    Matching(Box<Every>),
    Picked(&'a Query, &'a [i64]),
}

impl Pages<'_> {
    /// How many there are to be read: of picked ones at most.
    fn total(&self, conn: &mut Db) -> Result<u64, AppError> {
        Ok(match self {
            Self::Matching(every) => u64::try_from(every.total(conn)?).unwrap_or(0),
            Self::Picked(_, ids) => ids.len() as u64,
        })
    }

    /// How many are read next, and those of them that are visible; none when all have been read.
    fn next(&mut self, conn: &mut Db) -> Result<Option<(u64, Vec<i64>)>, AppError> {
        let (read, ids) = match self {
            Self::Matching(every) => {
                let ids = every.page(conn, PAGE)?;
                (ids.len(), ids)
            }
            Self::Picked(query, rest) => {
                let (page, behind) = rest.split_at(PAGE.min(rest.len()));
                *rest = behind;
                (page.len(), query.among(conn, page)?)
            }
        };
        Ok((read > 0).then_some((read as u64, ids)))
    }
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// More customers than a sheet has rows; nothing was written.
    #[error("{0} customers are more than a sheet has rows")]
    TooMany(u64),
    /// The caller said so.
    #[error("cancelled")]
    Cancelled,
    /// The file could not be written.
    #[error("the file could not be written: {0}")]
    File(#[from] io::Error),
    /// The database failed.
    #[error("{0}")]
    Database(AppError),
}

impl From<AppError> for ExportError {
    fn from(error: AppError) -> Self {
        Self::Database(error)
    }
}

impl From<DbError> for ExportError {
    fn from(error: DbError) -> Self {
        Self::Database(error.into())
    }
}

impl From<diesel::result::Error> for ExportError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Database(error.into())
    }
}

/// What to write.
pub struct Export {
    /// Which customers.
    pub rows: Rows,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// As which file.
    pub format: Format,
}

impl Export {
    /// Writes the file; says how many customers are in it. `progress` is told after each page how
    /// many of how many are done, and may break off. A file of an error is half a file: throw it away.
    ///
    /// # Errors
    /// See [`ExportError`].
    pub fn write<W: Write + Send>(
        &self,
        db: &Database,
        out: W,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<u64, ExportError> {
        db.snapshot(|conn| self.write_from(conn, out, progress))
    }

    fn write_from<W: Write + Send>(
        &self,
        conn: &mut Db,
        out: W,
        progress: &mut dyn FnMut(u64, u64) -> ControlFlow<()>,
    ) -> Result<u64, ExportError> {
        let settings = Settings::load(conn)?;
        let cells = Cells::new(&settings);
        let mut pages = self.rows.open(conn)?;
        let total = pages.total(conn)?;
        if total > self.format.most_rows() {
            return Err(ExportError::TooMany(total));
        }
        let needs = self.needs();
        let mut sheet = Sheet::begin(self.format, out, settings.organisation.decimal_comma())?;
        let headers = self.columns.iter().map(|column| Cell::Text(column.header.to_owned()));
        sheet.row(headers)?;
        let (mut done, mut written) = (0, 0);
        while let Some((read, ids)) = pages.next(conn)? {
            for record in super::query::load(conn, &ids, needs)? {
                sheet.row(self.columns.iter().map(|column| cells.cell(column, &record)))?;
                written += 1;
            }
            done += read;
            if progress(done, total).is_break() {
                return Err(ExportError::Cancelled);
            }
        }
        sheet.finish()?;
        Ok(written)
    }

    fn needs(&self) -> Needs {
        let fields: Vec<_> = self.columns.iter().filter_map(Column::field).collect();
        let gateways = self.columns.iter().any(|column| column.key == columns::GATEWAYS);
        Needs { gateways, ..Needs::of(&fields) }
    }
}
