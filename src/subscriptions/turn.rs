//! What the passing of days makes of subscriptions: they begin, their trial ends, they are billed, they end.

use chrono::NaiveDate;

use super::Record;
use super::save::{self, Outcome, locked};
use crate::customers;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::subscriptions;
use crate::error::AppError;
use crate::services::Writing;

/// States in which the next period is billed when its day comes. One that could not be charged any more waits until
/// somebody pays.
const BILLED: [&str; 2] = ["active", "retrying"];

/// States in which time alone may change something.
const TURNING: [&str; 6] = ["scheduled", "trialing", "active", "retrying", "unpaid", "paused"];

/// Where a walk of what is due stands: the day and number of the last one.
pub type Due = (NaiveDate, i64);

/// What this day makes of a subscription besides billing it; nothing where it stays as it is.
#[must_use]
pub fn turned(before: &Record, today: NaiveDate) -> Option<Record> {
    let mut record = before.clone();
    let own = &mut record.subscription;
    let status = match own.status.as_str() {
        _ if own.cancel_at.is_some_and(|last| last < today) => "canceled",
        "active" if own.cycles.is_some_and(|cycles| own.cycles_done >= cycles) => "finished",
        "scheduled" | "trialing" if own.start_at > today => return None,
        "scheduled" if own.trial_end.is_some_and(|end| end >= today) => "trialing",
        "trialing" if own.trial_end.is_some_and(|end| end >= today) => return None,
        "scheduled" | "trialing" => "active",
        _ => return None,
    };
    if matches!(status, "canceled" | "finished") {
        own.next_charge_on = None;
    }
    status.clone_into(&mut own.status);
    Some(record)
}

/// What a subscription is once this period of it is billed.
#[must_use]
pub fn billed(before: &Record, (first, last): (NaiveDate, NaiveDate)) -> Record {
    let mut record = before.clone();
    let rhythm = before.rhythm();
    let own = &mut record.subscription;
    own.current_period_start = Some(first);
    own.current_period_end = Some(last);
    own.cycles_done += 1;
    let is_last = own.cycles.is_some_and(|cycles| own.cycles_done >= cycles);
    let next = rhythm.next(first).filter(|_| !is_last);
    own.next_charge_on = next.filter(|day| own.cancel_at.is_none_or(|until| *day <= until));
    // What was missing is there by now; only who lacks a card is told of otherwise.
    own.attention_reason.take_if(|reason| reason != "no_card");
    record
}

/// What a subscription is once a period has passed of which nothing is charged.
#[must_use]
pub fn passed(before: &Record, first: NaiveDate) -> Record {
    let mut record = before.clone();
    let next = before.rhythm().next(first);
    let until = before.subscription.cancel_at;
    record.subscription.next_charge_on = next.filter(|day| until.is_none_or(|until| *day <= until));
    record
}

/// The period that is due to be billed on this day.
#[must_use]
pub fn due_period(record: &Record, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let own = &record.subscription;
    let first = own.next_charge_on.filter(|day| *day <= today)?;
    let is_wanted = BILLED.contains(&own.status.as_str())
        && own.cancel_at.is_none_or(|until| first <= until)
        && own.cycles.is_none_or(|cycles| own.cycles_done < cycles);
    Some((first, record.rhythm().end(first)?)).filter(|_| is_wanted)
}

/// Subscriptions that a day may change, behind a number.
///
/// # Errors
/// When the database fails.
pub fn due_to_turn(
    conn: &mut Db,
    today: NaiveDate,
    after: i64,
    most: i64,
) -> QueryResult<Vec<i64>> {
    let begins = subscriptions::status
        .eq_any(["scheduled", "trialing"])
        .and(subscriptions::start_at.le(today));
    let ends = subscriptions::cancel_at.lt(today).assume_not_null();
    let is_through = subscriptions::cycles_done
        .nullable()
        .ge(subscriptions::cycles)
        .assume_not_null()
        .and(subscriptions::status.eq("active"));
    subscriptions::table
        .filter(subscriptions::id.gt(after))
        .filter(subscriptions::status.eq_any(TURNING))
        .filter(begins.or(ends).or(is_through))
        .order(subscriptions::id)
        .limit(most)
        .select(subscriptions::id)
        .load(conn)
}

/// Does to a subscription what the day makes of it. False when that was nothing.
///
/// # Errors
/// When the database fails.
pub fn turn(conn: &mut Db, w: &Writing, id: i64) -> Result<bool, AppError> {
    let (_, before) = match locked(conn, w, id) {
        Err(AppError::NotFound) => return Ok(false),
        found => found?,
    };
    let Some(after) = turned(&before, w.today()) else { return Ok(false) };
    let written = save::write(conn, w, &before, after, None)?;
    Ok(matches!(written, Outcome::Saved(_)))
}

/// Subscriptions whose next period has begun by this day, the earliest first, behind the last one that was seen.
///
/// # Errors
/// When the database fails.
pub fn due_to_bill(
    conn: &mut Db,
    today: NaiveDate,
    after: Due,
    most: i64,
) -> QueryResult<Vec<Due>> {
    let day = subscriptions::next_charge_on.assume_not_null();
    let behind = day.gt(after.0).or(day.eq(after.0).and(subscriptions::id.gt(after.1)));
    subscriptions::table
        .filter(day.le(today))
        .filter(day.ge(after.0))
        .filter(behind)
        .filter(subscriptions::status.eq_any(BILLED))
        .order((day, subscriptions::id))
        .limit(most)
        .select((day, subscriptions::id))
        .load(conn)
}

/// A subscription that is to be billed, and its customer, whom nobody else writes until the transaction ends.
///
/// # Errors
/// `NotFound` when it is gone; else when the database fails.
pub fn to_bill(
    conn: &mut Db,
    w: &Writing,
    id: i64,
) -> Result<(customers::Record, Record), AppError> {
    locked(conn, w, id)
}

/// Writes that a period was billed, or that somebody has to look at it.
///
/// # Errors
/// When the database fails.
pub fn note(conn: &mut Db, w: &Writing, before: &Record, after: Record) -> Result<(), AppError> {
    save::write(conn, w, before, after, None).map(|_| ())
}

/// The same subscription, which cannot be billed for a reason.
#[must_use]
pub fn needing(before: &Record, attention: &str) -> Record {
    let mut record = before.clone();
    record.subscription.attention_reason = Some(attention.to_owned());
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subscriptions::fields::PlanTerms;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Monthly, from the 31st of a month.
    fn record(status: &str) -> Record {
        let mut record = Record {
            plan: PlanTerms { every: 1, unit: "month".to_owned(), ..PlanTerms::default() },
            ..Record::default()
        };
        let own = &mut record.subscription;
        status.clone_into(&mut own.status);
        own.start_at = day("2026-01-31");
        own.anchor_day = 31;
        own.next_charge_on = Some(day("2026-01-31"));
        record
    }

    fn status_on(record: &Record, today: &str) -> String {
        turned(record, day(today)).map_or("-".to_owned(), |after| after.subscription.status)
    }

    #[test]
    fn a_subscription_begins_on_its_day_and_its_trial_ends() {
        let scheduled = record("scheduled");
        assert_eq!(status_on(&scheduled, "2026-01-30"), "-");
        assert_eq!(status_on(&scheduled, "2026-01-31"), "active");
        let mut tried = scheduled;
        tried.subscription.trial_end = Some(day("2026-02-10"));
        assert_eq!(status_on(&tried, "2026-02-10"), "trialing");
        "trialing".clone_into(&mut tried.subscription.status);
        assert_eq!(status_on(&tried, "2026-02-10"), "-");
        assert_eq!(status_on(&tried, "2026-02-11"), "active");
    }

    #[test]
    fn it_ends_after_its_last_day_or_its_last_charge_in_every_live_state() {
        for status in TURNING {
            let mut ending = record(status);
            ending.subscription.cancel_at = Some(day("2026-03-30"));
            ending.subscription.start_at = day("2026-06-01");
            assert_eq!(status_on(&ending, "2026-03-30"), "-", "{status}");
            let after = turned(&ending, day("2026-03-31")).unwrap().subscription;
            assert_eq!((after.status.as_str(), after.next_charge_on), ("canceled", None));
        }
        let mut through = record("active");
        (through.subscription.cycles, through.subscription.cycles_done) = (Some(3), 3);
        assert_eq!(status_on(&through, "2026-02-01"), "finished");
        assert_eq!(status_on(&record("paused"), "2030-01-01"), "-");
    }

    #[test]
    fn periods_follow_each_other_and_none_is_billed_past_the_end() {
        let mut record = record("active");
        let today = day("2026-04-15");
        let mut periods = Vec::new();
        while let Some(period) = due_period(&record, today) {
            periods.push((period.0.to_string(), period.1.to_string()));
            record = billed(&record, period);
        }
        let wanted = [
            ("2026-01-31", "2026-02-27"),
            ("2026-02-28", "2026-03-30"),
            ("2026-03-31", "2026-04-29"),
        ];
        assert_eq!(periods, wanted.map(|(first, last)| (first.to_owned(), last.to_owned())));
        assert_eq!(record.subscription.next_charge_on, Some(day("2026-04-30")));
        assert_eq!(record.subscription.cycles_done, 3);
        let mut ending = record.clone();
        ending.subscription.cancel_at = Some(day("2026-04-29"));
        assert_eq!(due_period(&ending, day("2026-05-01")), None);
        let mut last = record;
        last.subscription.cycles = Some(4);
        let period = due_period(&last, day("2026-05-01")).unwrap();
        assert_eq!(billed(&last, period).subscription.next_charge_on, None);
    }

    #[test]
    fn who_stands_still_or_does_not_pay_is_not_billed() {
        let today = day("2026-02-01");
        for status in ["scheduled", "trialing", "paused", "unpaid", "canceled", "finished"] {
            assert_eq!(due_period(&record(status), today), None, "{status}");
        }
        assert!(due_period(&record("retrying"), today).is_some());
    }

    #[test]
    fn what_was_missing_is_forgotten_once_billed_but_for_a_card() {
        let period = (day("2026-01-31"), day("2026-02-27"));
        for (reason, left) in [("biller", None), ("plan", None), ("no_card", Some("no_card"))] {
            let record = needing(&record("active"), reason);
            let after = billed(&record, period).subscription.attention_reason;
            assert_eq!(after.as_deref(), left);
        }
    }
}
