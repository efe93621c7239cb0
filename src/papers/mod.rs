//! What a fiscal document looks like: what stands on it, in which words, and drawn as a PDF. It knows neither
//! the database nor the web: whoever wants a paper brings what was taken down when the document was issued.

mod canvas;
mod font;
mod pdf;
mod worded;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::money::{Amount, Rate};

pub use pdf::draw;
pub use worded::{Row, Worded};

/// Who issues or receives, as it was on the day of the issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// Name.
    pub name: String,
    /// What the number below is called: CUIT, RUT, CNPJ.
    pub tax_label: Option<String>,
    /// Number before the tax agency, as it is written.
    pub tax_id: Option<String>,
    /// What it is before the agency.
    pub condition: Option<String>,
    /// Street, city and region, a line each.
    pub address: Vec<String>,
    /// What else the country asks for: label and value.
    pub others: Vec<(String, String)>,
    /// E-mail and telephone.
    pub contact: Vec<String>,
}

/// What the type of a document says about it, as it was on the day of the issue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// Name of the type.
    pub name: String,
    /// Its letter.
    pub letter: Option<String>,
    /// As the agency numbers it.
    pub code: Option<String>,
    /// Country whose rules it follows.
    pub country: String,
    /// Whether net and taxes stand apart.
    pub shows_tax: bool,
    /// Without legal validity.
    pub is_fantasy: bool,
}

/// How far a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// No document yet.
    Draft,
    /// It holds.
    #[default]
    Issued,
    /// It was taken back before anybody paid.
    Voided,
}

/// One tax of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tax {
    /// What it is called.
    pub name: String,
    /// Its rate.
    pub rate: Rate,
    /// Whether the lines hold it.
    pub is_inside: bool,
    /// What it is taken of.
    pub base: Amount,
    /// What it comes to.
    pub amount: Amount,
}

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub description: String,
    /// How much of it, in thousandths.
    pub quantity: i64,
    /// Price of a whole one.
    pub unit_price: Amount,
    /// Less so much, in basis points.
    pub discount_bp: i64,
    /// What it comes to: net, or gross where the tax is inside.
    pub amount: Amount,
    /// Its tax, by its place among those of the document.
    pub tax: Option<usize>,
}

/// What the agency answered: its code, and until when it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Authorization {
    /// Code.
    pub code: String,
    /// Last day.
    pub until: Option<NaiveDate>,
}

/// A document as it was issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// What its type says.
    pub heading: Heading,
    /// How far it is.
    pub stage: Stage,
    /// Its number, as it is written; none in drafts.
    pub number: Option<String>,
    /// Who issues.
    pub issuer: Party,
    /// Who receives.
    pub receiver: Party,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// Last day to pay.
    pub due_on: Option<NaiveDate>,
    /// What it is for, first and last day.
    pub period: Option<(NaiveDate, NaiveDate)>,
    /// The document that it corrects, by type and number.
    pub corrects: Option<String>,
    /// How it is paid, in words.
    pub method: Option<String>,
    /// Currency.
    pub currency: String,
    /// Decimals of the currency.
    pub decimals: u32,
    /// Whether the comma separates decimals.
    pub decimal_comma: bool,
    /// What it is for.
    pub lines: Vec<Line>,
    /// Without taxes.
    pub subtotal: Amount,
    /// Each tax.
    pub taxes: Vec<Tax>,
    /// All together.
    pub total: Amount,
    /// What else is said.
    pub notes: Option<String>,
    /// What the agency answered.
    pub authorization: Option<Authorization>,
}
