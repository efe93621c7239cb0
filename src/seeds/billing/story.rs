//! What happened with an invented customer's service: pure, so that the same seed tells the same story.

use chrono::{Datelike, Days, NaiveDate};

use crate::seeds::random::Dice;
use crate::services::{Rhythm, Unit};

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Still to be paid.
    Open,
    /// Paid on a day.
    Paid(NaiveDate),
    /// Paid in part on a day.
    Partly(NaiveDate),
    /// Paid with more than it asked for.
    Over(NaiveDate),
    /// Voided on its day.
    Voided,
    /// Taken back by a note.
    Credited,
}

/// A period that was billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    pub(super) due: NaiveDate,
    pub(super) fate: Fate,
}

/// A service and its periods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Story {
    pub(super) state: &'static str,
    pub(super) start: NaiveDate,
    pub(super) end: Option<NaiveDate>,
    pub(super) discount_bp: i64,
    pub(super) months: Vec<Month>,
}

/// When a customer is billed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cycle {
    /// Day of the month.
    pub(super) day: i64,
    /// Days to pay.
    pub(super) due_days: i64,
}

impl Story {
    /// Of a customer who came on a day, with the latest periods, at most so many.
    pub(super) fn of(
        dice: &mut Dice,
        came: NaiveDate,
        today: NaiveDate,
        cycle: Cycle,
        most: usize,
    ) -> Self {
        let state = match dice.below(1_000) {
            0..800 => "enabled",
            800..860 => "alerted",
            860..920 => "disabled",
            920..970 => "ended",
            _ => "draft",
        };
        let mut start = after(came, dice.below(15)).min(today);
        if state == "draft" {
            start = after(today, 1 + dice.below(20));
        }
        let lasted = u64::try_from((today - start).num_days()).unwrap_or(0);
        let end = (state == "ended").then(|| after(start, lasted - lasted.min(dice.below(45))));
        let discount_bp = if dice.in_thousand(90) { dice.pick(&[500, 1_000, 1_500]) } else { 0 };
        let mut periods = periods(start, end.unwrap_or(today).min(today), cycle.day);
        let few = periods.len().saturating_sub(most);
        periods.drain(..few);
        let count = periods.len();
        let months = periods.into_iter().enumerate().map(|(at, (first, last))| {
            let due = after(first, cycle.due_days.unsigned_abs());
            let newest = count - 1 - at;
            Month { first, last, due, fate: fate(dice, state, newest, (first, due), today) }
        });
        let months = months.collect();
        Self { state, start, end, discount_bp, months }
    }

    /// The last day that a document which holds bills.
    pub(super) fn billed_until(&self) -> Option<NaiveDate> {
        let holds = |month: &&Month| month.fate != Fate::Voided;
        self.months.iter().filter(holds).map(|month| month.last).max()
    }
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The whole periods that begin on the day of the month, from the start of a service on.
fn periods(start: NaiveDate, until: NaiveDate, anchor_day: i64) -> Vec<(NaiveDate, NaiveDate)> {
    let rhythm = Rhythm { every: 1, unit: Unit::Month, anchor_day };
    let here = u32::try_from(anchor_day).ok().and_then(|day| start.with_day(day));
    let mut next = here.filter(|day| *day >= start).or_else(|| rhythm.next(start));
    let mut all = Vec::new();
    while let Some(first) = next.filter(|first| *first <= until) {
        let Some(last) = rhythm.end(first) else { break };
        all.push((first, last));
        next = rhythm.next(first);
    }
    all
}

/// Who was warned owes the last one, who was cut off the last two; most others pay.
fn fate(
    dice: &mut Dice,
    state: &str,
    newest: usize,
    (first, due): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Fate {
    let owed = match state {
        "alerted" => 1,
        "disabled" => 2,
        _ => 0,
    };
    let luck = dice.below(1_000);
    let days = 1 + dice.below(u64::try_from((due - first).num_days()).unwrap_or(0) + 5);
    let paid_on = after(first, days);
    if newest < owed {
        return Fate::Open;
    }
    match luck {
        0..12 => Fate::Voided,
        12..30 => Fate::Credited,
        30..48 => Fate::Open,
        _ if paid_on > today => Fate::Open,
        48..70 => Fate::Partly(paid_on),
        70..85 => Fate::Over(paid_on),
        _ => Fate::Paid(paid_on),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_keeps_to_the_calendar() {
        let today: NaiveDate = "2026-11-23".parse().unwrap();
        let mut states = std::collections::BTreeSet::new();
        for index in 0..4_000 {
            let mut dice = Dice::of(5, index);
            let came = today - chrono::Duration::days(i64::try_from(index % 1_000).unwrap());
            let cycle = Cycle { day: 10, due_days: 12 };
            let story = Story::of(&mut dice, came, today, cycle, 3);
            states.insert(story.state);
            assert!(story.months.len() <= 3 && story.start >= came);
            assert_eq!(story.state == "draft", story.start > today);
            assert!(story.end.is_none_or(|end| end >= story.start && end <= today));
            for month in &story.months {
                assert!(month.first >= story.start && month.first <= story.end.unwrap_or(today));
                assert_eq!((month.first.day(), month.last.day()), (10, 9));
                assert_eq!((month.due - month.first).num_days(), 12);
                if let Fate::Paid(on) | Fate::Partly(on) | Fate::Over(on) = month.fate {
                    assert!(on > month.first && on <= today);
                }
            }
            let joined = story.months.windows(2).all(|pair| match pair {
                [one, next] => one.last.succ_opt() == Some(next.first),
                _ => true,
            });
            assert!(joined);
            assert_eq!(story, Story::of(&mut Dice::of(5, index), came, today, cycle, 3));
        }
        assert_eq!(states.len(), 5);
    }
}
