//! Which periods of services stand on documents that hold.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::db::prelude::*;
use crate::db::schema::invoices;
use crate::db::{Db, among};

use super::draft::{Draft, Kind, Of};

/// Periods that are billed, by what they are of and their first day.
#[derive(Debug, Default)]
pub(super) struct Billed {
    contracts: HashSet<(i64, NaiveDate)>,
    subscriptions: HashSet<(i64, NaiveDate)>,
}

/// What is billed of one sort of service.
macro_rules! billed {
    ($conn:ident, $column:ident, $ids:expr, $days:expr) => {{
        let rows: Vec<(Option<i64>, Option<NaiveDate>)> = invoices::table
            .filter(among(invoices::$column.assume_not_null(), $ids))
            .filter(invoices::period_start.eq_any($days))
            .filter(invoices::kind.eq(Kind::Recurring.code()))
            .filter(invoices::status.ne("voided"))
            .select((invoices::$column, invoices::period_start))
            .load($conn)?;
        rows.into_iter().filter_map(|(id, day)| Some((id?, day?))).collect()
    }};
}

impl Billed {
    /// Of what these drafts would bill.
    pub(super) fn of(conn: &mut Db, drafts: &[Draft]) -> QueryResult<Self> {
        let (mut contracts, mut subscriptions) = (Vec::new(), Vec::new());
        let mut days: Vec<NaiveDate> = Vec::new();
        for draft in drafts {
            let Some((day, of)) = period(draft) else { continue };
            days.push(day);
            match of {
                Of::Contract(id) => contracts.push(id),
                Of::Subscription(id) => subscriptions.push(id),
                Of::Nothing | Of::Corrects(_) => {}
            }
        }
        days.sort_unstable();
        days.dedup();
        let mut billed = Self::default();
        if !contracts.is_empty() {
            billed.contracts = billed!(conn, contract_id, &contracts, &days);
        }
        if !subscriptions.is_empty() {
            billed.subscriptions = billed!(conn, subscription_id, &subscriptions, &days);
        }
        Ok(billed)
    }

    /// Whether what a draft would bill is billed already, here or by a draft before it.
    pub(super) fn has(&mut self, draft: &Draft) -> bool {
        match period(draft) {
            Some((day, Of::Contract(id))) => !self.contracts.insert((id, day)),
            Some((day, Of::Subscription(id))) => !self.subscriptions.insert((id, day)),
            _ => false,
        }
    }
}

/// The first day of the period that a draft bills, and of what.
fn period(draft: &Draft) -> Option<(NaiveDate, Of)> {
    let is_recurring = draft.kind == Kind::Recurring;
    draft.period.filter(|_| is_recurring).map(|(first, _)| (first, draft.of))
}
