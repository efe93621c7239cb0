//! The pages of payments: taking one in, its own page and receipt, taking it back, and giving it back to its card.

mod list;
pub mod new;
mod reason;
pub mod receipt;
pub mod refund;
pub mod refund_outcome;
pub mod reversal;
pub mod sending;
pub mod show;
mod typed;

use crate::customers::header;
use crate::customers::query;
use crate::customers::record::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::web::{Page, Signed};

use super::store::{self, Payment};

/// A payment as its pages need it.
#[derive(Clone, Debug)]
struct Opened {
    row: Payment,
    record: Record,
}

impl Opened {
    fn name(&self, page: &Page) -> String {
        page.t.payment_name(&self.row.id.to_string())
    }

    fn address(&self) -> String {
        format!("/payments/{}", self.row.id)
    }

    fn customer(&self, page: &Page) -> String {
        header::name(page, &self.record)
    }

    fn money(&self, page: &Page, minor: i64) -> String {
        page.display().money(minor, &self.row.currency)
    }

    /// Ways back: the customers, this one, and its payments.
    fn crumbs(&self, page: &Page) -> Vec<(String, String)> {
        let customer = format!("/customers/{}", self.record.customer.id);
        vec![
            ("/customers".to_owned(), page.t.customers().to_owned()),
            (customer.clone(), self.customer(page)),
            (format!("{customer}/payments"), page.t.payments_title().to_owned()),
        ]
    }
}

/// Finds a payment of a customer whom the actor sees.
fn open(conn: &mut Db, signed: &Signed, id: i64) -> Result<Opened, AppError> {
    let row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let record =
        query::find_visible(conn, &signed.actor, row.customer_id)?.ok_or(AppError::NotFound)?;
    Ok(Opened { row, record })
}
