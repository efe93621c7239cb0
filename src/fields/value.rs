//! Values of fields, whatever their kind.

use chrono::{NaiveDate, NaiveDateTime};

use super::Kind;

/// What kind of line a phone is, as the customer's card says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PhoneKind {
    /// A fixed line.
    Landline,
    /// A mobile.
    #[default]
    Mobile,
    /// Anything else.
    Other,
}

impl PhoneKind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Mobile, Self::Landline, Self::Other];

    /// As stored and as sent by the form.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Landline => "landline",
            Self::Mobile => "mobile",
            Self::Other => "other",
        }
    }

    /// From the stored code; anything unknown is `Other`.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(Self::Other)
    }
}

/// One phone: as typed, and in E.164 when it is a valid number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneEntry {
    /// Kind of line.
    pub kind: PhoneKind,
    /// As typed.
    pub number: String,
    /// `+` and digits, when the number is valid in its country.
    pub e164: Option<String>,
}

/// A value of a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text of any kind: also codes of choices, countries and currencies.
    Text(String),
    /// A whole number: also basis points.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Date(NaiveDate),
    /// An instant, in UTC.
    Moment(NaiveDateTime),
    /// The id of what it points to.
    Ref(i64),
    /// Several texts, in order.
    List(Vec<String>),
    /// Several phones, in order.
    Phones(Vec<PhoneEntry>),
}

impl Value {
    /// Whether nothing is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Phones(items) => items.is_empty(),
            Self::Number(_) | Self::Flag(_) | Self::Date(_) | Self::Moment(_) | Self::Ref(_) => {
                false
            }
        }
    }

    /// The text, if it is one and not empty.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Exact and language-free: what the history keeps and a revert reads back.
    #[must_use]
    pub fn canonical(&self) -> Option<String> {
        match self {
            _ if self.is_empty() => None,
            Self::Empty => None,
            Self::Text(text) => Some(text.clone()),
            Self::Number(n) | Self::Ref(n) => Some(n.to_string()),
            Self::Flag(yes) => Some(if *yes { "1" } else { "0" }.to_owned()),
            Self::Date(day) => Some(day.format("%Y-%m-%d").to_string()),
            Self::Moment(at) => Some(at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()),
            Self::List(items) => Some(items.join("\n")),
            Self::Phones(items) => Some(
                items
                    .iter()
                    .map(|p| format!("{} {}", p.kind.code(), p.number))
                    .collect::<Vec<_>>()
                    .join("\n"),
            ),
        }
    }

    /// The way back from [`Value::canonical`]; none when the kind never wrote such a text.
    /// What a phone was understood as is not kept: it is understood anew.
    #[must_use]
    pub fn from_canonical(kind: &Kind, text: &str) -> Option<Self> {
        match kind {
            Kind::Number(..) | Kind::Percent | Kind::Degrees(_) | Kind::Amount => {
                text.parse().ok().map(Self::Number)
            }
            Kind::Ref(_) => text.parse().ok().map(Self::Ref),
            Kind::Flag => match text {
                "1" => Some(Self::Flag(true)),
                "0" => Some(Self::Flag(false)),
                _ => None,
            },
            Kind::Date => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self::Date),
            Kind::Moment => {
                NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.fZ").ok().map(Self::Moment)
            }
            Kind::Emails => Some(Self::List(text.lines().map(str::to_owned).collect())),
            Kind::Phones => {
                let entries: Option<Vec<_>> = text.lines().map(phone_from_canonical).collect();
                entries.map(Self::Phones)
            }
            _ => Some(Self::Text(text.to_owned())),
        }
    }
}

fn phone_from_canonical(line: &str) -> Option<PhoneEntry> {
    let (code, number) = line.split_once(' ')?;
    let kind = PhoneKind::ALL.into_iter().find(|kind| kind.code() == code)?;
    (!number.is_empty()).then(|| PhoneEntry { kind, number: number.to_owned(), e164: None })
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Choice, IdRole, Lookup};

    const CHOICES: &[Choice] = &[Choice { code: "other", labels: ["Otro", "Outro", "Other"] }];

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    /// One value of every kind.
    fn samples() -> Vec<(Kind, Value)> {
        let day = NaiveDate::from_ymd_opt(1987, 2, 28).unwrap();
        let at = day.and_hms_micro_opt(23, 59, 1, 20).unwrap();
        let phone = |kind, number: &str| PhoneEntry { kind, number: number.to_owned(), e164: None };
        let phones = vec![
            phone(PhoneKind::Mobile, "+54 9 387 556-2210"),
            phone(PhoneKind::Other, "15 4444 int. 3"),
        ];
        vec![
            (Kind::Text(9), text("Núñez")),
            (Kind::Lines(99), text("una\n\notra")),
            (Kind::Email, text("a@b.ar")),
            (Kind::Emails, Value::List(vec!["a@b.ar".into(), "c@d.ar".into()])),
            (Kind::Phone, text("011 4444-5555")),
            (Kind::Phones, Value::Phones(phones)),
            (Kind::Login, text("ana.ruiz")),
            (Kind::Url, text("https://a.ar/")),
            (Kind::Number(-9, 9), Value::Number(-7)),
            (Kind::Percent, Value::Number(1250)),
            (Kind::Amount, Value::Number(1_999_000)),
            (Kind::Date, Value::Date(day)),
            (Kind::Moment, Value::Moment(at)),
            (Kind::Flag, Value::Flag(false)),
            (Kind::Flag, Value::Flag(true)),
            (Kind::Choice(CHOICES), text("other")),
            (Kind::Ref(Lookup::Zones), Value::Ref(3)),
            (Kind::Country, text("AR")),
            (Kind::State, text("AR-A")),
            (Kind::Currency, text("ARS")),
            (Kind::IdType(IdRole::Tax), text("AR_CUIT")),
            (Kind::IdNumber(IdRole::Tax), text("27341186524")),
            (Kind::Iban, text("ES9121000418450200051332")),
            (Kind::Bic, text("BSCHESMM")),
            (Kind::BankAccount, text("0170099220000067797370")),
        ]
    }

    #[test]
    fn every_kind_comes_back_from_its_canonical_text() {
        for (kind, value) in samples() {
            let kept = value.canonical().unwrap();
            assert_eq!(Value::from_canonical(&kind, &kept), Some(value), "{kind:?}");
        }
    }

    #[test]
    fn a_text_that_the_kind_never_wrote_is_no_value() {
        for (kind, kept) in [
            (Kind::Percent, "12,5"),
            (Kind::Flag, "yes"),
            (Kind::Date, "28/02/1987"),
            (Kind::Moment, "1987-02-28"),
            (Kind::Ref(Lookup::Zones), "Norte"),
            (Kind::Phones, "fax 123"),
            (Kind::Phones, "mobile "),
        ] {
            assert_eq!(Value::from_canonical(&kind, kept), None, "{kind:?} {kept}");
        }
    }
}
