//! Values of fields, whatever their kind.

use chrono::{NaiveDate, NaiveDateTime};

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
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Other)
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
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}
