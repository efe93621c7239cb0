//! The pages of documents: one's own page, its paper, what may become of it, and the form of a new one.

pub mod act;
pub mod action;
pub mod credit_note;
pub mod form;
mod lines;
mod list;
pub mod paper;
pub mod run;
pub mod sending;
pub mod show;
mod sums;
mod trail;
mod typed;
mod words;

use crate::customers::query;
use crate::customers::record::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::web::{Page, Signed};

pub use words::standing;

use super::Snapshots;
use super::store::{self, Invoice};

/// A document as its pages need it.
#[derive(Clone, Debug)]
struct Opened {
    row: Invoice,
    record: Record,
    /// Its type's name, as it was at the issue or as it would be now.
    kind: String,
}

impl Opened {
    /// What it is called: its type and number, or that it is a draft.
    fn name(&self, page: &Page) -> String {
        match &self.row.full_number {
            Some(number) => format!("{} {number}", self.kind),
            None => page.t.invoice_draft_of(&self.kind.to_lowercase()),
        }
    }

    fn customer(&self, page: &Page) -> String {
        crate::customers::header::name(page, &self.record)
    }

    fn customer_address(&self) -> String {
        format!("/customers/{}", self.record.customer.id)
    }

    fn address(&self) -> String {
        format!("/invoices/{}", self.row.id)
    }

    /// Ways back: the customers, this one, and the document.
    fn crumbs(&self, page: &Page) -> Vec<(String, String)> {
        vec![
            ("/customers".to_owned(), page.t.customers().to_owned()),
            (self.customer_address(), self.customer(page)),
        ]
    }
}

/// Finds a document of a customer whom the actor sees.
fn open(conn: &mut Db, signed: &Signed, id: i64) -> Result<Opened, AppError> {
    let row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let record =
        query::find_visible(conn, &signed.actor, row.customer_id)?.ok_or(AppError::NotFound)?;
    let kind = match row.number {
        Some(_) => Snapshots::of(conn, id)?.heading.name,
        None => super::type_name(conn, row.invoice_type_id)?,
    };
    Ok(Opened { row, record, kind })
}
