//! «Generar facturas»: one document for each contract whose customer's billing day it is. First a look that writes
//! nothing, then, after a yes, a job; what a period was billed once is not billed again, whoever asks.
//!
//! The set is frozen by contract ([`freeze`]), looked at ([`look_some`]) and issued ([`issue_some`]) in steps that are
//! each one transaction: numbers, documents, figures and the place in the job together, or none of them.

mod item;
mod look;
mod reason;
mod work;

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use diesel::dsl::exists;
use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{customer_billing, legal_entities};
use crate::i18n::Text;
use crate::jobs::{self, Job, Kind, New, State};
use crate::settings::Display;

pub use item::{Item, Sum, page, sums};
pub use reason::Why;
pub use work::{Afterwards, freeze, issue_some, look_some};

/// Days of one run, at most: within them each billing day, which is one of 1 to 28, comes once.
pub const MOST_DAYS: i64 = 28;

/// How far back and ahead a run may reach, and how far from today its documents may be dated, in days.
pub const BACK: i64 = 366;
/// See [`BACK`].
pub const AHEAD: i64 = 31;
/// See [`BACK`].
pub const DATED: i64 = 10;

/// Runs among which the last one that ended is looked for.
const LOOKED_BACK: i64 = 20;

/// What a run is asked for: the payload of its job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The first day whose customers are billed.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// The day of issue.
    pub issue_on: NaiveDate,
    /// Only customers of this razón social.
    pub entity: Option<i64>,
    /// Whether the documents are mailed.
    pub mails: bool,
    /// Whether the set is still to be frozen.
    pub is_open: bool,
}

/// What is wrong with an ask, by the field that is to blame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The last day is before the first.
    Reversed,
    /// More than [`MOST_DAYS`].
    TooMany,
    /// A day too far from today.
    TooFar,
    /// A day of issue too far from today.
    Dated,
}

impl Ask {
    /// From what is stored; none of what this version does not understand.
    #[must_use]
    pub fn of(job: &Job) -> Option<Self> {
        serde_json::from_str(&job.payload).ok()
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What is wrong with it today.
    ///
    /// # Errors
    /// [`Wrong`] names it.
    pub fn check(&self, today: NaiveDate) -> Result<(), Wrong> {
        let days = (self.to - self.from).num_days();
        if days < 0 {
            return Err(Wrong::Reversed);
        }
        if days >= MOST_DAYS {
            return Err(Wrong::TooMany);
        }
        if (today - self.from).num_days() > BACK || (self.to - today).num_days() > AHEAD {
            return Err(Wrong::TooFar);
        }
        if (self.issue_on - today).num_days().abs() > DATED {
            return Err(Wrong::Dated);
        }
        Ok(())
    }

    /// Its days, in words.
    #[must_use]
    pub fn days_in_words(&self, display: &Display) -> String {
        if self.from == self.to {
            return display.date(self.from);
        }
        let t = Text(display.lang());
        t.run_days_between(&display.date(self.from), &display.date(self.to))
    }

    /// The days whose customers are billed, by the day of the month.
    fn days(&self) -> Vec<(i64, NaiveDate)> {
        let all = self.from.iter_days().take_while(|day| *day <= self.to);
        let days: BTreeSet<(i64, NaiveDate)> =
            all.map(|day| (i64::from(day.day()), day)).filter(|(day, _)| *day <= 28).collect();
        days.into_iter().collect()
    }
}

/// What a run starts from: today's date, and the days since the last run of the razón social that is furthest
/// behind; no more than a run may have, so that what is older comes first.
///
/// # Errors
/// When the database fails.
pub fn usual(conn: &mut Db, today: NaiveDate) -> QueryResult<Ask> {
    let newest = jobs::begun(conn, Kind::BillingRun, LOOKED_BACK)?;
    let done: Vec<Ask> =
        newest.iter().filter(|job| job.state() == State::Done).filter_map(Ask::of).collect();
    let from = first_day(&done, &issuing(conn)?, today);
    let to = from.checked_add_days(Days::new(MOST_DAYS.unsigned_abs() - 1)).unwrap_or(today);
    let to = to.min(today);
    Ok(Ask { from, to, issue_on: today, entity: None, mails: true, is_open: true })
}

/// The razones sociales by which a run finds somebody to invoice.
fn issuing(conn: &mut Db) -> QueryResult<Vec<i64>> {
    let somebody = customer_billing::table
        .filter(customer_billing::legal_entity_id.eq(legal_entities::id.nullable()))
        .filter(customer_billing::billing_enabled.eq(true))
        .filter(customer_billing::effective_billing_day.is_not_null());
    legal_entities::table.filter(exists(somebody)).select(legal_entities::id).load(conn)
}

/// The first day behind the last of the runs that were `done` of any of these razones sociales; today where there
/// were none. Whoever was never run yet may have been billed elsewhere until now, and holds nobody back.
fn first_day(done: &[Ask], entities: &[i64], today: NaiveDate) -> NaiveDate {
    let after = |entity: Option<i64>| {
        let theirs = done.iter().filter(|ask| ask.entity.is_none() || ask.entity == entity);
        theirs.map(|ask| ask.to).max().map(|last| last.succ_opt().unwrap_or(last))
    };
    // Where nobody is invoiced yet, what counts is what was run for all.
    let open = match entities {
        [] => after(None),
        some => some.iter().filter_map(|entity| after(Some(*entity))).min(),
    };
    let earliest = today.checked_sub_days(Days::new(BACK.unsigned_abs())).unwrap_or(today);
    open.map_or(today, |day| day.clamp(earliest, today))
}

/// The latest runs that issued, whoever asked for them.
///
/// # Errors
/// When the database fails.
pub fn latest(conn: &mut Db, most: i64) -> QueryResult<Vec<Job>> {
    jobs::begun(conn, Kind::BillingRun, most)
}

/// Customers who are invoiced and have no billing day: no run ever finds them.
///
/// # Errors
/// When the database fails.
pub fn without_day(conn: &mut Db) -> QueryResult<i64> {
    customer_billing::table
        .filter(customer_billing::billing_enabled.eq(true))
        .filter(customer_billing::effective_billing_day.is_null())
        .count()
        .get_result(conn)
}

/// Makes the job of a run, to be looked at: its number.
///
/// # Errors
/// When the database fails.
pub fn create(conn: &mut Db, actor: &Actor, ask: &Ask) -> QueryResult<i64> {
    let new = New {
        kind: Kind::BillingRun,
        state: State::Checking,
        payload: ask.to_json(),
        owner: actor,
        undoes: None,
        retries: None,
        tells: false,
        total: 0,
    };
    jobs::create(conn, &new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ask(from: &str, to: &str) -> Ask {
        let issue_on = day("2026-11-23");
        let (from, to) = (day(from), day(to));
        Ask { from, to, issue_on, entity: None, mails: true, is_open: true }
    }

    #[test]
    fn a_billing_day_comes_once_and_the_end_of_a_month_has_none() {
        let days = ask("2026-01-28", "2026-02-02").days();
        let days: Vec<(i64, String)> =
            days.into_iter().map(|(day, date)| (day, date.to_string())).collect();
        let wanted = [(1, "2026-02-01"), (2, "2026-02-02"), (28, "2026-01-28")];
        assert_eq!(days, wanted.map(|(day, date)| (day, date.to_owned())));
        let whole = ask("2026-02-01", "2026-02-28").days();
        assert_eq!(
            whole.iter().map(|(day, _)| *day).collect::<Vec<_>>(),
            (1..=28).collect::<Vec<_>>()
        );
    }

    #[test]
    fn the_next_run_begins_where_the_razon_social_that_is_furthest_behind_ended() {
        let today = day("2026-11-23");
        let of = |entity, from: &str, to: &str| Ask { entity, ..ask(from, to) };
        let first = |done: &[&Ask], entities: &[i64]| {
            let done: Vec<Ask> = done.iter().copied().cloned().collect();
            first_day(&done, entities, today).to_string()
        };
        assert_eq!(first(&[], &[1, 2]), "2026-11-23");
        let all = of(None, "2026-11-01", "2026-11-10");
        assert_eq!(first(&[&all], &[1, 2]), "2026-11-11");
        let one = of(Some(1), "2026-11-11", "2026-11-20");
        assert_eq!(first(&[&one, &all], &[1, 2]), "2026-11-11");
        assert_eq!(first(&[&one, &all], &[1]), "2026-11-21");
        let two = of(Some(2), "2026-11-11", "2026-11-15");
        assert_eq!(first(&[&two, &one, &all], &[1, 2]), "2026-11-16");
        assert_eq!(first(&[&two, &one], &[1, 2]), "2026-11-16");
        // The other one was never run yet.
        assert_eq!(first(&[&one], &[1, 2]), "2026-11-21");
        assert_eq!(first(&[&of(None, "2026-11-20", "2026-12-01")], &[]), "2026-11-23");
        assert_eq!(first(&[&of(None, "2025-01-01", "2025-01-05")], &[]), "2025-11-22");
    }

    #[test]
    fn a_run_has_days_that_can_be_meant() {
        let today = day("2026-11-23");
        let check = |from, to| ask(from, to).check(today);
        assert_eq!(check("2026-11-23", "2026-11-23"), Ok(()));
        assert_eq!(check("2026-10-27", "2026-11-23"), Ok(()));
        assert_eq!(check("2026-10-26", "2026-11-23"), Err(Wrong::TooMany));
        assert_eq!(check("2026-11-23", "2026-11-22"), Err(Wrong::Reversed));
        assert_eq!(check("2025-11-21", "2025-11-22"), Err(Wrong::TooFar));
        assert_eq!(check("2026-12-20", "2026-12-25"), Err(Wrong::TooFar));
        let dated = Ask { issue_on: day("2026-12-04"), ..ask("2026-11-23", "2026-11-23") };
        assert_eq!(dated.check(today), Err(Wrong::Dated));
    }
}
