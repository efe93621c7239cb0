//! When a payment was made: an instant where it is known, a day where no more was said.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::settings::Display;

/// A day without a time, as it is kept: its middle, to the microsecond, where the organisation is.
const NOON: NaiveTime = match NaiveTime::from_hms_opt(12, 0, 0) {
    Some(noon) => noon,
    None => NaiveTime::MIN,
};

/// How a day of which no time is known is kept.
pub(super) fn of_day(day: NaiveDate, zone: Tz) -> NaiveDateTime {
    let noon = day.and_time(NOON);
    zone.from_local_datetime(&noon).earliest().map_or(noon, |at| at.with_timezone(&Utc).naive_utc())
}

/// When it was, as people read it: without a time where none is known.
#[must_use]
pub fn said(display: &Display, at: NaiveDateTime) -> String {
    let local = display.zone().from_utc_datetime(&at).naive_local();
    if local.time() == NOON { display.date(local.date()) } else { display.moment(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::settings::Settings;

    #[test]
    fn a_day_that_was_typed_has_no_time() {
        let settings = Settings::default();
        let display = Display::new(Lang::Es, &settings);
        let day = NaiveDate::from_ymd_opt(2026, 2, 3).unwrap();
        let at = of_day(day, display.zone());
        assert_eq!(said(&display, at), "3 feb 2026");
        let later = at + chrono::Duration::microseconds(1);
        assert_eq!(said(&display, later), "3 feb 2026, 12:00");
    }
}
