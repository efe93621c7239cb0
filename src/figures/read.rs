//! What the summary reads: seven statements at most, each along an index of the customer's.

use chrono::NaiveDate;

use super::charges::{self, Charge};
use super::chart;
use crate::accounts::{self, Summary};
use crate::customers::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::invoices::store::{self as documents, Invoice};
use crate::payments::{self, Payment};
use crate::settings::Settings;

/// Documents and payments that are shown.
const LATEST: i64 = 4;

/// All that the summary tells about money.
pub(super) struct Found {
    pub summary: Summary,
    pub charges: Vec<Charge>,
    pub invoices: Vec<Invoice>,
    pub payments: Vec<Payment>,
}

impl Found {
    pub fn of(
        conn: &mut Db,
        customer: &Record,
        settings: &Settings,
        today: NaiveDate,
    ) -> QueryResult<Self> {
        let id = customer.customer.id;
        let since = chart::months(today).first().copied().unwrap_or(today);
        let summary = accounts::summary(conn, id, since)?;
        let charges = if summary.has_services {
            charges::coming(conn, customer, settings, today)?
        } else {
            Vec::new()
        };
        Ok(Self {
            charges,
            invoices: documents::latest(conn, id, LATEST)?,
            payments: payments::latest(conn, id, LATEST)?,
            summary,
        })
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.summary.balances.is_empty()
            && self.charges.is_empty()
            && self.invoices.is_empty()
            && self.payments.is_empty()
    }
}
