//! Numbers and days as people of the region write them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::{Lang, Text};
use crate::clock;

const MONTHS: [[&str; 12]; 3] = [
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

/// 22 nov 2026
#[must_use]
pub fn date(lang: Lang, day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(lang, day), day.year())
}

/// nov
#[must_use]
pub fn month(lang: Lang, day: NaiveDate) -> &'static str {
    let month = usize::try_from(day.month0()).unwrap_or_default();
    lang.pick(MONTHS).get(month).copied().unwrap_or_default()
}

/// 22 nov 2026, 09:14 in a zone; «hoy» and «ayer» instead of the day for the last two.
#[must_use]
pub fn moment(lang: Lang, at: NaiveDateTime, zone: Tz) -> String {
    let local = zone.from_utc_datetime(&at).naive_local();
    let today = zone.from_utc_datetime(&clock::now()).date_naive();
    let t = Text(lang);
    let day = match (today - local.date()).num_days() {
        0 => t.today().to_owned(),
        1 => t.yesterday().to_owned(),
        _ => date(lang, local.date()),
    };
    format!("{day}, {}", local.format("%H:%M"))
}

/// 22 nov 2026, 09:14 (UTC-03:00): for what is read later and elsewhere, as mail is.
#[must_use]
pub fn instant(lang: Lang, at: NaiveDateTime, zone: Tz) -> String {
    let local = zone.from_utc_datetime(&at);
    let day = date(lang, local.date_naive());
    let offset = local.format("%:z").to_string().replace("+00:00", "");
    format!("{day}, {} (UTC{offset})", local.format("%H:%M"))
}

/// As machines read it, for `<time datetime>`.
#[must_use]
pub fn machine(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// 1.234.567
#[must_use]
pub fn whole(n: i64, decimal_comma: bool) -> String {
    let separator = if decimal_comma { '.' } else { ',' };
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// A number of minor units with so many decimals: 1.234,50
#[must_use]
pub fn decimal(minor: i64, decimals: u32, decimal_comma: bool) -> String {
    let unit = 10_u64.pow(decimals);
    let magnitude = minor.unsigned_abs();
    let whole_part = i64::try_from(magnitude / unit).unwrap_or(i64::MAX);
    let sign = if minor < 0 { "-" } else { "" };
    let whole_part = whole(whole_part, decimal_comma);
    if decimals == 0 {
        return format!("{sign}{whole_part}");
    }
    let point = if decimal_comma { ',' } else { '.' };
    let width = usize::try_from(decimals).unwrap_or_default();
    format!("{sign}{whole_part}{point}{:0width$}", magnitude % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_region() {
        assert_eq!(whole(1_234_567, true), "1.234.567");
        assert_eq!(whole(-12_345, false), "-12,345");
        assert_eq!(whole(999, true), "999");
        assert_eq!(decimal(123_450, 2, true), "1.234,50");
        assert_eq!(decimal(-5, 2, false), "-0.05");
        assert_eq!(decimal(24_990, 0, true), "24.990");
        assert_eq!(decimal(i64::MIN, 2, false), "-92,233,720,368,547,758.08");
    }

    #[test]
    fn an_instant_is_understood_on_any_day_and_anywhere() {
        let at = clock::now();
        for lang in Lang::ALL {
            let local = Tz::America__Buenos_Aires.from_utc_datetime(&at).date_naive();
            let said = instant(lang, at, Tz::America__Buenos_Aires);
            assert!(said.starts_with(&date(lang, local)), "{said}");
            assert!(said.ends_with("(UTC-03:00)"), "{said}");
            assert!(instant(lang, at, Tz::UTC).ends_with("(UTC)"));
        }
        let at = NaiveDate::from_ymd_opt(2026, 9, 2).unwrap().and_hms_opt(1, 14, 0).unwrap();
        let said = Lang::ALL.map(|lang| instant(lang, at, Tz::America__Sao_Paulo));
        assert_eq!(
            said,
            [
                "1 sep 2026, 22:14 (UTC-03:00)",
                "1 set 2026, 22:14 (UTC-03:00)",
                "1 Sep 2026, 22:14 (UTC-03:00)",
            ]
        );
    }

    #[test]
    fn days_are_written_out() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(date(Lang::Es, day), "22 nov 2026");
        assert_eq!(date(Lang::Pt, day), "22 nov 2026");
        assert_eq!(date(Lang::En, day), "22 Nov 2026");
    }
}
