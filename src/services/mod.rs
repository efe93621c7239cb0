//! What customers have a service by: the states of contracts and subscriptions, what a service costs, and what
//! becomes of it when its customer leaves. It knows no screen.

mod at_once;
mod leave;
pub mod machines;
mod period;
mod price;

use chrono::{NaiveDate, NaiveDateTime};

use crate::access::Actor;
use crate::accounts::{self, Rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::history::Circumstance;
use crate::settings::Settings;

pub use at_once::{AtOnce, bill_at_once};
pub use leave::{Leaving, come_back, forget, go_on, leave, pause};
pub use period::{NextCharge, Rhythm, Schedule, Unit, first_from, next_charges};
pub use price::{Terms, price_of};

/// Who writes services, when, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The organisation's rules.
    pub settings: &'a Settings,
    /// When, in UTC.
    pub at: NaiveDateTime,
}

impl Writing<'_> {
    /// The day that it is where the organisation is.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        Rules::of(self.settings, self.at).today
    }

    /// For the history.
    #[must_use]
    pub fn circumstance(&self) -> Circumstance<'_> {
        Circumstance { actor: self.actor, at: self.at, reason: None, job: None }
    }

    /// Has category and figures of a customer follow what was written: the last act of the transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub fn refresh(&self, conn: &mut Db, customer: i64) -> QueryResult<()> {
        accounts::refresh(conn, &[customer], &Rules::of(self.settings, self.at)).map(|_| ())
    }
}
