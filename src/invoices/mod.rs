//! Invoices, credit notes and debit notes: what they come to, how they get their numbers, what is taken down of
//! both sides on the day of issue, and what may become of them afterwards.
//!
//! Every write locks the customer first, then the series ([decision 21](../../docs/decisions/0021-numbers.md)).
//! What is derived of a customer's documents is refreshed last ([`Writing::refresh`]): by each act itself, and by
//! whoever issues many at once, once for all.

mod act;
mod billed;
pub mod checks;
mod credit_note;
mod desk;
mod draft;
pub mod fields;
mod issue;
pub mod lines;
mod list;
pub mod numbers;
mod paper;
pub mod past;
pub mod recurring;
pub mod run;
pub mod screens;
mod series;
pub mod settled;
pub mod settling;
mod snapshot;
pub mod states;
pub mod store;
mod suggested;
pub mod totals;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::accounts::{self, Rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::history::Circumstance;
use crate::settings::Settings;

pub use act::{Act, act};
pub use credit_note::credit_note;
pub use desk::{Prepared, prepare};
pub use draft::{Draft, Kind, Of, brought_before, discard, draft, kept, new_mark, redraft};
pub use issue::{ISSUED, Issued, issue, issue_draft, issue_now};
pub use list::Invoices;
pub use paper::{called, file_name, paper, reason_of};
pub use snapshot::{Snapshots, type_name};
pub use suggested::{Suggested, suggested};

/// Who writes documents and payments, when, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The organisation's rules.
    pub settings: &'a Settings,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// The job of which it is part.
    pub job: Option<i64>,
}

impl<'a> Writing<'a> {
    /// By hand, or by a program without a job.
    #[must_use]
    pub fn new(actor: &'a Actor, settings: &'a Settings, at: NaiveDateTime) -> Self {
        Self { actor, settings, at, job: None }
    }

    /// As part of a job.
    #[must_use]
    pub fn in_job(self, job: i64) -> Self {
        Self { job: Some(job), ..self }
    }

    /// The day that it is where the organisation is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.settings.organisation.zone().from_utc_datetime(&self.at).date_naive()
    }

    /// Has the figures of these customers follow what was written: the last act of the transaction. Whoever issues
    /// many documents at once calls it once for all; every other act does so itself.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refresh(&self, conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
        accounts::refresh(conn, customers, &Rules::of(self.settings, self.at)).map(|_| ())
    }

    /// For the history.
    #[must_use]
    pub fn circumstance<'b>(&'b self, reason: Option<&'b str>) -> Circumstance<'b> {
        Circumstance { actor: self.actor, at: self.at, reason, job: self.job }
    }
}

/// Why a document or a payment is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The customer's Facturación is off.
    BillingOff,
    /// The customer is archived or anonymised.
    Gone,
    /// The customer is inactive: nothing new is invoiced.
    Inactive,
    /// It is not said who issues.
    NoIssuer,
    /// It is not said what the customer is before the tax agency.
    NoCondition,
    /// It is not said which type of document the customer gets.
    NoType,
    /// The issuer may not send this type to such a customer.
    TypeNotAllowed,
    /// The document cannot be corrected by a note: its type has none.
    NoNoteType,
    /// Without lines, or with a line that says nothing.
    NoLines,
    /// The lines come to nothing.
    Nothing,
    /// More than a document or a payment may be.
    TooLarge,
    /// A day before the one on which it begins.
    DaysReversed,
    /// A day that has not come yet.
    NotYet,
    /// Neither card nor transfer, cash, gateway or debit.
    NoSuchMethod,
    /// A reason is needed.
    NoReason,
    /// It is not in a state from which this can be done.
    WrongState,
    /// More than there is left of it.
    MoreThanLeft,
    /// Another currency.
    OtherCurrency,
    /// A document of another customer, or none.
    NoSuchInvoice,
    /// The period was billed already.
    BilledAlready,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Saved(Saved),
    /// Nothing was written, and why.
    Refused(Refusal),
    /// Somebody else wrote since.
    Conflict,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Number of the document or payment.
    pub id: i64,
    /// Its version now.
    pub version: i64,
    /// The customer whose figures moved.
    pub customer: i64,
}
