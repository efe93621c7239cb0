//! What letters about invoices, payments and cards tell of. Amounts are in words already: how a currency is
//! written is the sender's to know.

use chrono::NaiveDate;

use super::attachment::Paper;
use super::letter::Link;

/// A document that was issued.
#[derive(Clone)]
pub struct Issued {
    /// Its type and number.
    pub name: String,
    /// Its total.
    pub total: String,
    /// When it is to be paid.
    pub due: Option<NaiveDate>,
    /// Type and number of the document that it corrects.
    pub corrects: Option<String>,
    /// Where it is seen, if the customer may.
    pub place: Option<String>,
    /// The document itself, drawn when the letter is sent.
    pub paper: Paper,
}

/// A payment that came in.
#[derive(Clone)]
pub struct Paid {
    /// How much.
    pub amount: String,
    /// When.
    pub on: NaiveDate,
    /// By which means.
    pub method: String,
    /// Which documents it pays, and how much of each.
    pub parts: Vec<(String, String)>,
    /// What is left over.
    pub credit: Option<String>,
    /// Where it is seen, if the customer may.
    pub place: Option<String>,
}

/// What is to be paid.
#[derive(Clone)]
pub struct Owed {
    /// Whether its day is over.
    pub is_overdue: bool,
    /// All of it.
    pub total: String,
    /// The documents with what is left of each, and its day.
    pub parts: Vec<(String, String, NaiveDate)>,
    /// Where it is paid, if the customer may.
    pub place: Option<String>,
}

/// A card that is missing, no longer works, or is to be another.
#[derive(Clone)]
pub struct Renewal {
    /// Brand and last four digits, if there was one.
    pub card: Option<String>,
    /// Whether that one can still be charged.
    pub still_works: bool,
    /// Where another is chosen.
    pub link: Link,
}
