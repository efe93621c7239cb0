//! What a card and an enrolment may be, and what they may become.

use chrono::{Duration, Months, NaiveDate};

use crate::accounts::EXPIRES_SOON;

/// A card, as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardState {
    /// It can be charged.
    Active,
    /// It can, for a few days more.
    Expiring,
    /// Its last month is over.
    Expired,
    /// It was refused too often.
    Failed,
}

/// The last day on which a card is valid.
#[must_use]
pub fn last_day(month: Option<i64>, year: Option<i64>) -> Option<NaiveDate> {
    let (month, year) = (u32::try_from(month?).ok()?, i32::try_from(year?).ok()?);
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.pred_opt()
}

/// What a card is on a day, by its stored status and its last day.
#[must_use]
pub fn of_card(status: &str, last_day: Option<NaiveDate>, today: NaiveDate) -> CardState {
    let is_over = last_day.is_some_and(|last| last < today);
    let is_soon = last_day.is_some_and(|last| last <= today + Duration::days(EXPIRES_SOON));
    match status {
        "failed" => CardState::Failed,
        "expired" => CardState::Expired,
        _ if is_over => CardState::Expired,
        _ if is_soon => CardState::Expiring,
        _ => CardState::Active,
    }
}

/// Whether an enrolment may go from one state to another. One that has expired is still confirmed, once,
/// when its customer comes back late; one in doubt is while its gateway is asked again.
#[must_use]
pub fn may_become(from: &str, to: &str) -> bool {
    match from {
        "started" => matches!(to, "confirming" | "canceled" | "expired"),
        "expired" => matches!(to, "confirming" | "canceled"),
        "confirming" => matches!(to, "done" | "refused" | "review"),
        "review" => matches!(to, "done" | "refused" | "canceled"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_card_lasts_until_the_end_of_its_month() {
        assert_eq!(last_day(Some(2), Some(2028)), Some(day(2028, 2, 29)));
        assert_eq!(last_day(Some(12), Some(2026)), Some(day(2026, 12, 31)));
        for bad in [(None, Some(2026)), (Some(13), Some(2026)), (Some(0), Some(2026))] {
            assert_eq!(last_day(bad.0, bad.1), None);
        }
    }

    #[test]
    fn what_a_card_is_depends_on_the_day() {
        let last = Some(day(2026, 4, 30));
        for (status, today, state) in [
            ("active", day(2026, 3, 30), CardState::Active),
            ("active", day(2026, 3, 31), CardState::Expiring),
            ("active", day(2026, 4, 30), CardState::Expiring),
            ("active", day(2026, 5, 1), CardState::Expired),
            ("failed", day(2026, 3, 1), CardState::Failed),
            ("expired", day(2026, 3, 1), CardState::Expired),
        ] {
            assert_eq!(of_card(status, last, today), state, "{status} {today}");
        }
        assert_eq!(of_card("active", None, day(2099, 1, 1)), CardState::Active);
    }

    #[test]
    fn an_enrolment_ends_once() {
        let all = ["started", "confirming", "done", "refused", "canceled", "expired", "review"];
        let allowed = [
            ("started", "confirming"),
            ("started", "canceled"),
            ("started", "expired"),
            ("expired", "confirming"),
            ("expired", "canceled"),
            ("confirming", "done"),
            ("confirming", "refused"),
            ("confirming", "review"),
            ("review", "done"),
            ("review", "refused"),
            ("review", "canceled"),
        ];
        for from in all {
            for to in all {
                assert_eq!(may_become(from, to), allowed.contains(&(from, to)), "{from} → {to}");
            }
        }
    }
}
