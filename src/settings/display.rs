//! How values are shown: the same in list, detail, history, export and mail.

use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use super::Settings;
use crate::clock;
use crate::fields::{Choice, Kind, PhoneKind, Value};
use crate::i18n::{Lang, Text, format};
use crate::identity::{geo, phone, tax_id};

/// Shows values in a language, with the organisation's formats and names.
#[derive(Clone, Copy)]
pub struct Display<'a> {
    lang: Lang,
    settings: &'a Settings,
    zone: Tz,
}

impl<'a> Display<'a> {
    /// In a language.
    #[must_use]
    pub fn new(lang: Lang, settings: &'a Settings) -> Self {
        Self { lang, settings, zone: settings.organisation.zone() }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The organisation's time zone.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// A value as a person reads it; nothing for what is empty.
    #[must_use]
    pub fn value(&self, kind: &Kind, value: &Value) -> String {
        match value {
            Value::Empty => String::new(),
            Value::Text(text) => self.text(kind, text),
            Value::Number(n) if *kind == Kind::Percent => format!("{} %", self.percent(*n)),
            Value::Number(n) if matches!(kind, Kind::Degrees(_)) => degrees(*n),
            Value::Number(n) if *kind == Kind::Amount => {
                self.money(*n, &self.settings.organisation.currency)
            }
            Value::Number(n) => n.to_string(),
            Value::Flag(yes) => self.yes_no(*yes).to_owned(),
            Value::Date(day) if *kind == Kind::DaysSince => self.number(self.days_since(*day)),
            Value::Date(day) => self.date(*day),
            Value::Moment(at) => self.moment(*at),
            Value::Ref(id) => self.name(kind, *id),
            Value::List(items) => items.join(", "),
            Value::Phones(items) => items
                .iter()
                .map(|p| {
                    format!(
                        "{} {}",
                        self.phone_kind(p.kind),
                        phone_text(&p.number, p.e164.as_deref())
                    )
                })
                .collect::<Vec<_>>()
                .join(", "),
        }
    }

    /// A value as the history kept it, shown as its kind is.
    #[must_use]
    pub fn canonical(&self, kind: &Kind, text: &str) -> String {
        match kind {
            Kind::Ref(_) => text.parse().map_or_else(|_| text.to_owned(), |id| self.name(kind, id)),
            Kind::Flag => self.yes_no(text == "1").to_owned(),
            Kind::Percent => {
                text.parse().map_or_else(|_| text.to_owned(), |n| format!("{} %", self.percent(n)))
            }
            Kind::Degrees(_) => text.parse().map_or_else(|_| text.to_owned(), degrees),
            Kind::Amount => text.parse().map_or_else(
                |_| text.to_owned(),
                |n| self.money(n, &self.settings.organisation.currency),
            ),
            Kind::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map_or_else(|_| text.to_owned(), |day| self.date(day)),
            Kind::Phones => text
                .lines()
                .map(|line| match line.split_once(' ') {
                    Some((kind, number)) => {
                        format!("{} {number}", self.phone_kind(PhoneKind::from_code(kind)))
                    }
                    None => line.to_owned(),
                })
                .collect::<Vec<_>>()
                .join(", "),
            Kind::Emails => text.replace('\n', ", "),
            _ => self.text(kind, text),
        }
    }

    fn text(&self, kind: &Kind, text: &str) -> String {
        match kind {
            Kind::Choice(choices) => self.choice(choices, text),
            Kind::Country => geo::country_name(text, self.lang.code()).unwrap_or(text).to_owned(),
            Kind::State => geo::state_name(text).unwrap_or(text).to_owned(),
            Kind::IdType(_) => tax_id::IdKind::from_code(text)
                .map_or_else(|| text.to_owned(), |kind| kind.label(self.lang.code()).to_owned()),
            Kind::Iban => group_by_four(text),
            _ => text.to_owned(),
        }
    }

    /// The name of a code.
    #[must_use]
    pub fn choice(&self, choices: &[Choice], code: &str) -> String {
        choices
            .iter()
            .find(|choice| choice.code == code)
            .map_or_else(|| code.to_owned(), |choice| self.option(choice).to_owned())
    }

    /// The name of an option, as the organisation's country has it.
    #[must_use]
    pub fn option(&self, choice: &Choice) -> &'static str {
        choice.label(self.lang, &self.settings.organisation.country)
    }

    /// The name behind an id; with the mark of what is no longer offered.
    #[must_use]
    pub fn name(&self, kind: &Kind, id: i64) -> String {
        let Kind::Ref(list) = kind else {
            return id.to_string();
        };
        match self.settings.name_of(*list, id) {
            Some(offer) if offer.is_active => offer.name,
            Some(offer) => format!("{} ({})", offer.name, Text(self.lang).inactive_mark()),
            None => format!("#{id}"),
        }
    }

    /// Sí or No.
    #[must_use]
    pub fn yes_no(&self, yes: bool) -> &'static str {
        if yes { Text(self.lang).yes() } else { Text(self.lang).no() }
    }

    /// A kind of phone.
    #[must_use]
    pub fn phone_kind(&self, kind: PhoneKind) -> &'static str {
        let t = Text(self.lang);
        match kind {
            PhoneKind::Landline => t.phone_landline(),
            PhoneKind::Mobile => t.phone_mobile(),
            PhoneKind::Other => t.phone_other(),
        }
    }

    /// How many days have passed since a day, where the organisation is.
    #[must_use]
    pub fn days_since(&self, day: NaiveDate) -> i64 {
        (self.zone.from_utc_datetime(&clock::now()).date_naive() - day).num_days()
    }

    /// A day: 22 nov 2026.
    #[must_use]
    pub fn date(&self, day: NaiveDate) -> String {
        format::date(self.lang, day)
    }

    /// An instant in the organisation's zone: 22 nov 2026, 09:14; hoy and ayer within 48 hours.
    #[must_use]
    pub fn moment(&self, at: NaiveDateTime) -> String {
        format::moment(self.lang, at, self.zone)
    }

    /// Basis points as a percentage: 12,50.
    #[must_use]
    pub fn percent(&self, points: i64) -> String {
        format::decimal(points, 2, self.settings.organisation.decimal_comma())
    }

    /// Minor units of a currency, without its name: 1.234,50.
    #[must_use]
    pub fn amount(&self, minor: i64, currency: &str) -> String {
        let decimals = u32::from(geo::exponent(currency));
        format::decimal(minor, decimals, self.settings.organisation.decimal_comma())
    }

    /// The same behind its currency, so that no dollar is another one: ARS 1.234,50.
    #[must_use]
    pub fn money(&self, minor: i64, currency: &str) -> String {
        format!("{currency}\u{a0}{}", self.amount(minor, currency))
    }

    /// Minor units of no currency in particular, with the decimals of the organisation's.
    #[must_use]
    pub fn bare_amount(&self, minor: i64) -> String {
        self.amount(minor, &self.settings.organisation.currency)
    }

    /// A whole number with its thousands apart.
    #[must_use]
    pub fn number(&self, n: i64) -> String {
        format::whole(n, self.settings.organisation.decimal_comma())
    }
}

/// A valid number in its international form, any other as typed.
#[must_use]
pub fn phone_text(number: &str, e164: Option<&str>) -> String {
    e164.map_or_else(|| number.to_owned(), phone::format)
}

/// Millionths of a degree as maps take them: -34.603722, whatever the organisation's numbers look like.
fn degrees(millionths: i64) -> String {
    format::decimal(millionths, 6, false)
}

fn group_by_four(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
