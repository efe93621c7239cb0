//! From what was typed to a value: the same for form, filter, import and API.

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::filter::Op;
use super::{Choice, Kind, Problem, Value};
use crate::identity::bank::{self, BankKind};
use crate::identity::{email, geo, login, phone};
use crate::money::{Amount, Written};
use crate::text;

/// How the organisation writes numbers and days.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Whether `1.234` is one thousand.
    pub decimal_comma: bool,
    /// The organisation's time zone.
    pub zone: Tz,
    /// Decimals of the currency that amounts are in.
    pub exponent: u8,
}

impl Reading {
    /// How amounts are typed.
    #[must_use]
    pub const fn money(self) -> Written {
        Written { exponent: self.exponent, decimal_comma: self.decimal_comma }
    }
}

/// Most days since a day: a century.
const MOST_DAYS: i64 = 36_525;

/// Most phones, e-mails or values in one field.
pub const MOST_IN_LIST: usize = 100;

impl Kind {
    /// Reads a value as typed; blanks alone are `Empty`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(&self, raw: &str, reading: Reading) -> Result<Value, Problem> {
        if text::has_nul(raw) {
            return Err(Problem::Characters);
        }
        let typed = if self.is_multiline() { text::clean(raw) } else { text::clean_line(raw) };
        if typed.is_empty() {
            return Ok(if *self == Self::Flag { Value::Flag(false) } else { Value::Empty });
        }
        if typed.chars().count() > self.longest() {
            return Err(Problem::TooLong(self.longest()));
        }
        self.read(typed, reading)
    }

    fn read(&self, typed: String, reading: Reading) -> Result<Value, Problem> {
        match self {
            Self::Text(_)
            | Self::Lines(_)
            | Self::Phone
            | Self::Phones
            | Self::State
            | Self::IdNumber(_)
            | Self::BankAccount => Ok(Value::Text(typed)),
            Self::Email => email::check(&typed).map(Value::Text).map_err(Problem::Email),
            Self::Emails => emails(&typed),
            Self::Login => login::check(&typed).map(Value::Text).ok_or(Problem::Login),
            Self::Url => url(typed),
            Self::Number(min, max) => number(&typed, *min, *max),
            // Days since when, says who knows what day it is.
            Self::DaysSince => number(&typed, 0, MOST_DAYS),
            Self::Percent => percent(&typed, reading),
            Self::Degrees(most) => degrees(&typed, *most),
            Self::Amount => Amount::parse(&typed, reading.exponent, reading.decimal_comma)
                .map(|amount| Value::Number(amount.0))
                .map_err(|refused| Problem::Amount(refused, reading.money())),
            Self::Date => day(&typed).map(Value::Date).ok_or(Problem::Date),
            Self::Moment => moment(&typed, reading.zone).ok_or(Problem::Date),
            Self::Flag => flag(&typed).map(Value::Flag).ok_or(Problem::Choice),
            Self::Choice(choices) => choice(choices, &typed).ok_or(Problem::Choice),
            Self::Ref(_) => typed.parse().map(Value::Ref).map_err(|_| Problem::Reference),
            Self::Country => geo::country_from(&typed)
                .map(|code| Value::Text(code.to_owned()))
                .ok_or(Problem::Choice),
            Self::Currency => currency(&typed).ok_or(Problem::Choice),
            Self::IdType(_) => crate::identity::tax_id::IdKind::from_code(&typed)
                .map(|kind| Value::Text(kind.code().to_owned()))
                .ok_or(Problem::Choice),
            Self::Iban => {
                bank::check(BankKind::Iban, &typed).map(Value::Text).map_err(|_| Problem::Iban)
            }
            Self::Bic => {
                bank::check(BankKind::Bic, &typed).map(Value::Text).map_err(|_| Problem::Bic)
            }
        }
    }

    /// Reads the value of a filter: text as it is, an instant as the two bounds of its day.
    /// None when no customer could ever have it.
    #[must_use]
    pub fn parse_filter(&self, op: Op, raw: &str, reading: Reading) -> Option<Vec<Value>> {
        if text::has_nul(raw) || raw.chars().count() > 255 {
            return None;
        }
        let typed = text::clean_line(raw);
        if typed.is_empty() {
            return None;
        }
        match self {
            Self::Moment => {
                let from = day(&typed)?;
                let to = from.succ_opt()?;
                let bounds = [from, to].map(|day| Value::Moment(midnight(day, reading.zone)));
                Some(bounds.to_vec())
            }
            Self::Flag => flag(&typed).map(|yes| vec![Value::Flag(yes)]),
            Self::Choice(choices) => choice(choices, &typed).map(|v| vec![v]),
            // Nobody types an amount below zero, but a credit note counts as one.
            Self::Amount => {
                let (sign, size) =
                    typed.strip_prefix(['-', '\u{2212}']).map_or((1, &*typed), |size| (-1, size));
                match self.parse(size, reading).ok()? {
                    Value::Number(minor) => Some(vec![Value::Number(sign * minor)]),
                    _ => None,
                }
            }
            Self::Number(..)
            | Self::DaysSince
            | Self::Percent
            | Self::Degrees(_)
            | Self::Date
            | Self::Ref(_)
            | Self::Country
            | Self::Currency => self.parse(&typed, reading).ok().map(|v| vec![v]),
            Self::Phone | Self::Phones => {
                let digits = text::digits(&typed);
                (!digits.is_empty()).then(|| vec![Value::Text(typed)])
            }
            Self::State if op == Op::Eq || op == Op::Not => Some(vec![Value::Text(typed)]),
            _ => Some(vec![Value::Text(typed)]),
        }
    }
}

fn emails(typed: &str) -> Result<Value, Problem> {
    let mut list: Vec<String> = Vec::new();
    for one in email::split_list(typed) {
        let address = email::check(one).map_err(|_| Problem::EmailInList(one.to_owned()))?;
        if !list.iter().any(|known| email::fold(known) == email::fold(&address)) {
            list.push(address);
        }
    }
    if list.len() > MOST_IN_LIST {
        return Err(Problem::TooMany(MOST_IN_LIST));
    }
    Ok(if list.is_empty() { Value::Empty } else { Value::List(list) })
}

/// Only http and https: a link of another scheme could run something.
fn url(typed: String) -> Result<Value, Problem> {
    let lower = typed.to_lowercase();
    let full = if lower.starts_with("http://") || lower.starts_with("https://") {
        typed
    } else if lower.contains("://")
        || lower.starts_with("javascript:")
        || lower.starts_with("data:")
    {
        return Err(Problem::Url);
    } else {
        format!("https://{typed}")
    };
    let host = full.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_host = host.is_some_and(|host| {
        host.contains('.')
            && !host.starts_with('.')
            && host.chars().all(|c| c.is_alphanumeric() || ".-:_".contains(c))
    });
    if is_host && !full.contains(char::is_whitespace) {
        Ok(Value::Text(full))
    } else {
        Err(Problem::Url)
    }
}

fn number(typed: &str, min: i64, max: i64) -> Result<Value, Problem> {
    let plain = text::ascii_digits(typed).replace([' ', '\u{a0}'], "");
    let number: i64 = plain.parse().map_err(|_| Problem::Number)?;
    if (min..=max).contains(&number) {
        Ok(Value::Number(number))
    } else {
        Err(Problem::Range(min, max))
    }
}

/// `12,5`, `12.5 %`: two decimals at most, kept in basis points.
fn percent(typed: &str, reading: Reading) -> Result<Value, Problem> {
    let plain = typed.trim_end_matches('%').trim();
    let (whole, cents) = match plain.rsplit_once([',', '.']) {
        Some((whole, cents)) => (whole, cents),
        None => (plain, ""),
    };
    let is_decimal = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !is_decimal(whole) || !is_decimal(cents) || cents.len() > 2 {
        return Err(Problem::Percent);
    }
    let _ = reading;
    let whole: i64 = whole.parse().map_err(|_| Problem::Percent)?;
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| Problem::Percent)?;
    let points = whole.checked_mul(100).and_then(|p| p.checked_add(cents));
    points.filter(|p| (0..=10_000).contains(p)).map(Value::Number).ok_or(Problem::Percent)
}

/// `-34.603722`, `-34,603722°`: in millionths, what is finer left out.
fn degrees(typed: &str, most: i64) -> Result<Value, Problem> {
    let refused = || Problem::Degrees(most);
    let plain = typed.trim_end_matches('°').trim().replace('\u{2212}', "-");
    let (is_south, plain) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.as_str()),
    };
    let (whole, fraction) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
    let is_decimal = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !is_decimal(whole) || !is_decimal(fraction) {
        return Err(refused());
    }
    let fine: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let whole: i64 = whole.parse().map_err(|_| refused())?;
    let fine: i64 = fine.parse().map_err(|_| refused())?;
    let millionths = whole * 1_000_000 + fine;
    if millionths > most * 1_000_000 {
        return Err(refused());
    }
    Ok(Value::Number(if is_south { -millionths } else { millionths }))
}

/// `22/11/2026`, `22-11-2026`, `22.11.2026`, `2026-11-22`, with a time behind it or not.
#[must_use]
pub fn day(typed: &str) -> Option<NaiveDate> {
    let date = typed.split([' ', 'T']).next()?;
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [first, month, last] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    let found =
        NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (found.year_ce().0 && found.format("%Y").to_string().len() == 4).then_some(found)
}

fn moment(typed: &str, zone: Tz) -> Option<Value> {
    let date = day(typed)?;
    let time = typed
        .split_once([' ', 'T'])
        .and_then(|(_, time)| {
            NaiveTime::parse_from_str(time.trim_end_matches('Z'), "%H:%M:%S%.f")
                .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
                .ok()
        })
        .unwrap_or(NaiveTime::MIN);
    if typed.ends_with('Z') {
        return Some(Value::Moment(date.and_time(time)));
    }
    Some(Value::Moment(to_utc(date.and_time(time), zone)))
}

/// The first instant of a day in a zone, in UTC.
#[must_use]
pub fn midnight(day: NaiveDate, zone: Tz) -> NaiveDateTime {
    to_utc(day.and_time(NaiveTime::MIN), zone)
}

/// A local time in UTC; one that a change of the clock skipped is read an hour later.
fn to_utc(local: NaiveDateTime, zone: Tz) -> NaiveDateTime {
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + Duration::hours(1))).earliest())
        .map_or(local, |at| at.with_timezone(&Utc).naive_utc())
}

fn flag(typed: &str) -> Option<bool> {
    match text::fold(typed).as_str() {
        "1" | "si" | "s" | "sim" | "yes" | "y" | "true" | "verdadero" | "verdadeiro" | "x"
        | "on" => Some(true),
        "0" | "no" | "n" | "nao" | "false" | "falso" | "off" => Some(false),
        _ => None,
    }
}

/// By code, or by its name in any of the languages.
fn choice(choices: &[Choice], typed: &str) -> Option<Value> {
    let wanted = text::fold(typed);
    choices
        .iter()
        .find(|c| c.code == wanted || c.labels.iter().any(|label| text::fold(label) == wanted))
        .map(|c| Value::Text(c.code.to_owned()))
}

fn currency(typed: &str) -> Option<Value> {
    geo::currency(&typed.to_uppercase()).map(|found| Value::Text(found.code.to_owned()))
}

/// A phone as it is kept, as typed, and in E.164 when the country's plan knows it; and what is in doubt
/// about it.
#[must_use]
pub fn phone_entry(
    kind: super::PhoneKind,
    raw: &str,
    country: &str,
) -> (super::PhoneEntry, Option<phone::PhoneDoubt>) {
    let checked = phone::check(country, raw);
    let doubt = checked.doubt();
    (super::PhoneEntry { kind, number: checked.raw, e164: checked.e164 }, doubt)
}
