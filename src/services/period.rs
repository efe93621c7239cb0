//! The days on which a subscription is charged. Pure: a preview asks it as the charging itself does.

use chrono::{Datelike, Days, Months, NaiveDate};

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

impl Unit {
    /// From the code that a plan keeps.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        match code {
            "day" => Self::Day,
            "week" => Self::Week,
            "year" => Self::Year,
            _ => Self::Month,
        }
    }
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// So many units.
    pub every: i64,
    /// The unit.
    pub unit: Unit,
    /// The day of the month on which periods of months begin; 31 is the last day of shorter ones.
    pub anchor_day: i64,
}

impl Rhythm {
    /// The day on which the period after the one that begins on this day begins. None at the end of the calendar.
    #[must_use]
    pub fn next(self, from: NaiveDate) -> Option<NaiveDate> {
        let every = u32::try_from(self.every.max(1)).ok()?;
        let months = match self.unit {
            Unit::Day => return from.checked_add_days(Days::new(u64::from(every))),
            Unit::Week => return from.checked_add_days(Days::new(u64::from(every) * 7)),
            Unit::Month => every,
            Unit::Year => every.checked_mul(12)?,
        };
        let first = from.with_day(1)?.checked_add_months(Months::new(months))?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?.day();
        first.with_day(u32::try_from(self.anchor_day).ok()?.clamp(1, last))
    }

    /// The last day of the period that begins on this day.
    #[must_use]
    pub fn end(self, from: NaiveDate) -> Option<NaiveDate> {
        self.next(from)?.pred_opt()
    }
}

/// What decides about the next charges of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The day of the next one; none when there are no more.
    pub next_on: Option<NaiveDate>,
    /// How long a period is.
    pub rhythm: Rhythm,
    /// How many are left; none for no end.
    pub left: Option<i64>,
    /// The last day, if it is to end.
    pub until: Option<NaiveDate>,
}

/// One charge to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextCharge {
    /// The day, which is the first of the period.
    pub on: NaiveDate,
    /// The last day of the period.
    pub end: NaiveDate,
}

/// The next charges, at most so many.
#[must_use]
pub fn next_charges(schedule: &Schedule, most: usize) -> Vec<NextCharge> {
    let mut charges = Vec::new();
    let mut next = schedule.next_on;
    let left = schedule.left.map_or(most, |left| usize::try_from(left).unwrap_or(0));
    while let Some(on) = next.filter(|on| schedule.until.is_none_or(|until| *on <= until)) {
        if charges.len() >= most.min(left) {
            break;
        }
        let Some(end) = schedule.rhythm.end(on) else { break };
        charges.push(NextCharge { on, end });
        next = schedule.rhythm.next(on);
    }
    charges
}

/// The first day of a period that is not past, counted on from a day: of what is past nothing is charged.
#[must_use]
pub fn first_from(begin: NaiveDate, today: NaiveDate, rhythm: Rhythm) -> Option<NaiveDate> {
    let mut day = begin;
    while day < today {
        day = rhythm.next(day)?;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rhythm(every: i64, unit: &str, anchor_day: i64) -> Rhythm {
        Rhythm { every, unit: Unit::from_code(unit), anchor_day }
    }

    fn days(next_on: &str, rhythm: Rhythm) -> Vec<String> {
        let schedule = Schedule { next_on: Some(day(next_on)), rhythm, left: None, until: None };
        next_charges(&schedule, 3).iter().map(|charge| charge.on.to_string()).collect()
    }

    #[test]
    fn the_end_of_a_month_stays_the_end_of_a_month() {
        assert_eq!(
            days("2027-01-31", rhythm(1, "month", 31)),
            ["2027-01-31", "2027-02-28", "2027-03-31"]
        );
        assert_eq!(
            days("2028-01-30", rhythm(1, "month", 30)),
            ["2028-01-30", "2028-02-29", "2028-03-30"]
        );
        assert_eq!(
            days("2026-11-15", rhythm(3, "month", 15)),
            ["2026-11-15", "2027-02-15", "2027-05-15"]
        );
        assert_eq!(
            days("2028-02-29", rhythm(1, "year", 29)),
            ["2028-02-29", "2029-02-28", "2030-02-28"]
        );
    }

    #[test]
    fn days_and_weeks_are_counted_on() {
        assert_eq!(
            days("2026-12-28", rhythm(1, "week", 28)),
            ["2026-12-28", "2027-01-04", "2027-01-11"]
        );
        assert_eq!(
            days("2026-12-28", rhythm(10, "day", 1)),
            ["2026-12-28", "2027-01-07", "2027-01-17"]
        );
    }

    #[test]
    fn there_are_no_more_charges_than_are_left() {
        let schedule = Schedule {
            next_on: Some(day("2026-11-23")),
            rhythm: rhythm(1, "month", 23),
            left: Some(2),
            until: None,
        };
        let charges = next_charges(&schedule, 3);
        assert_eq!(charges.len(), 2);
        assert_eq!(charges[0].end, day("2026-12-22"));
        let until = Schedule { left: None, until: Some(day("2026-12-22")), ..schedule };
        assert_eq!(next_charges(&until, 3).len(), 1);
        assert_eq!(next_charges(&Schedule { next_on: None, ..schedule }, 3), []);
    }

    #[test]
    fn of_what_is_past_nothing_is_charged() {
        let monthly = rhythm(1, "month", 31);
        let first = first_from(day("2026-01-31"), day("2026-11-23"), monthly);
        assert_eq!(first, Some(day("2026-11-30")));
        assert_eq!(
            first_from(day("2027-05-01"), day("2026-11-23"), monthly),
            Some(day("2027-05-01"))
        );
    }
}
