//! What came of an import: counts in which every data row stands once, and notes on rows.

use std::collections::BTreeMap;

use super::assemble::WarningKind;
use super::columns::{Column, Target, Why};
use super::source::{BadReason, Layout};
use crate::fields::{Lookup, Problem};

/// Most notes of one sort that a report holds; the counts go on.
pub const MOST_NOTES: usize = 1_000;

/// How many rows ended how. Every data row is in exactly one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New customers.
    pub created: u64,
    /// Customers that changed.
    pub updated: u64,
    /// Customers that are already as the row says.
    pub unchanged: u64,
    /// Rows that the mode leaves out, and repeated headers.
    pub skipped: u64,
    /// Rows that could not be taken.
    pub failed: u64,
}

impl Counts {
    /// All data rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.skipped + self.failed
    }
}

/// Why a note was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A value is wrong or doubtful.
    Value(Problem),
    /// The row cannot be read.
    Row(BadReason),
    /// The reader had doubts about a value.
    Reading(WarningKind),
    /// Neither a name nor any number of the customer.
    Nobody,
    /// Created without a name.
    Nameless,
    /// Only so many characters fit.
    Cut(usize),
    /// The address is another customer's: it went to those to notify.
    EmailTaken,
    /// The field is not one of this person type.
    OtherKind,
    /// Digits of a card number were hidden.
    CardHidden,
    /// Customers that may be the same.
    Resembles(Vec<i64>),
    /// The customer exists, and only new ones are wanted.
    Exists(i64),
    /// No customer has the key, and only known ones are wanted.
    NoMatch,
    /// The row has no value to match by.
    NoKey,
    /// Several customers have the key.
    Several,
    /// The customer's number is no number.
    BadId,
    /// The database refused the row.
    Database,
}

impl Reason {
    /// A stable name for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Value(problem) => code_of(problem),
            Self::Row(reason) => reason.code(),
            Self::Reading(kind) => kind.code(),
            Self::Nobody => "no_name_or_id",
            Self::Nameless => "nameless",
            Self::Cut(_) => "cut",
            Self::EmailTaken => "email_taken",
            Self::OtherKind => "not_of_this_person_type",
            Self::CardHidden => "card_number",
            Self::Resembles(_) => "likely_duplicate",
            Self::Exists(_) => "exists",
            Self::NoMatch => "no_match",
            Self::NoKey => "no_key",
            Self::Several => "several_matches",
            Self::BadId => "bad_id",
            Self::Database => "database",
        }
    }
}

fn code_of(problem: &Problem) -> &'static str {
    match problem {
        Problem::Identity(..) => "identity_number",
        Problem::IdentityDoubt(..) => "identity_doubt",
        Problem::Phone(_) => "phone",
        Problem::Email(_) | Problem::EmailInList(_) => "email",
        Problem::Taken(_) => "taken",
        Problem::TooLong(_) => "too_long",
        Problem::Choice => "unknown_value",
        Problem::Step | Problem::ActivateFirst => "status_step",
        Problem::Reference => "unknown_name",
        Problem::Date | Problem::Future => "date",
        Problem::PostalCode => "postal_code",
        Problem::Locked(_) => "locked",
        Problem::BothMarks => "both_marks",
        Problem::CardNumber => "card_number",
        _ => "value",
    }
}

/// One note on one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Line of the file, or row of the sheet, from 1.
    pub line: u64,
    /// Header of the column, or the field's name; empty when it is about the row.
    pub column: String,
    /// What stands in the file.
    pub typed: String,
    /// Why.
    pub reason: Reason,
    /// The text was kept in the remarks.
    pub is_kept: bool,
}

/// Notes of one sort: the first of them, and how many there are by reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The first [`MOST_NOTES`].
    pub first: Vec<Note>,
    /// All, by the code of their reason.
    pub by_reason: BTreeMap<&'static str, u64>,
}

impl Notes {
    /// Adds one.
    pub(super) fn add(&mut self, note: Note) {
        *self.by_reason.entry(note.reason.code()).or_default() += 1;
        if self.first.len() < MOST_NOTES {
            self.first.push(note);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.by_reason.values().sum()
    }
}

/// Why a column is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// For a reason that the header tells.
    Because(Why),
    /// Nobody knows the header.
    Unknown,
}

impl NotTaken {
    /// A stable name for programs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Because(Why::ReadOnly) => "read_only",
            Self::Because(Why::NotYet) => "not_yet",
            Self::Because(Why::Duplicate) => "duplicate",
            Self::Because(Why::ByChoice) => "by_choice",
            Self::Unknown => "unknown",
        }
    }

    /// Why nothing takes the column, if nothing does.
    pub(super) fn of(column: &Column) -> Option<Self> {
        match &column.target {
            Target::Ignored(why) => Some(Self::Because(*why)),
            Target::Meta(_) | Target::Custom(_) => Some(Self::Because(Why::NotYet)),
            Target::Unknown => Some(Self::Unknown),
            Target::Id | Target::Field(_) | Target::Part(_) => None,
        }
    }
}

/// What came of an import.
#[derive(Clone, Debug)]
pub struct Report {
    /// Nothing was kept.
    pub is_dry_run: bool,
    /// How the file is laid out.
    pub layout: Layout,
    /// How the rows ended.
    pub counts: Counts,
    /// Columns that nothing takes: header and why. A column without header by its number.
    pub not_taken: Vec<(String, NotTaken)>,
    /// Names that were added to zones, sellers, collectors and stores.
    pub lookups: Vec<(Lookup, String)>,
    /// The country that the numbers of the file told, when nobody named one.
    pub presumed_country: Option<&'static str>,
    /// Rows that could not be taken.
    pub failures: Notes,
    /// Rows that were left out.
    pub skips: Notes,
    /// What a person should look at.
    pub warnings: Notes,
}

impl Report {
    /// Before the first row.
    pub(super) fn new(layout: Layout, columns: &[Column], is_dry_run: bool) -> Self {
        let named = columns.iter().filter(|column| !column.header.is_empty());
        let not_taken = named
            .filter_map(|column| Some((column.header.clone(), NotTaken::of(column)?)))
            .collect();
        Self {
            is_dry_run,
            layout,
            counts: Counts::default(),
            not_taken,
            lookups: Vec::new(),
            presumed_country: None,
            failures: Notes::default(),
            skips: Notes::default(),
            warnings: Notes::default(),
        }
    }

    /// Names a column without header in which something stands.
    pub(super) fn note_unnamed(&mut self, columns: &[Column], cells: &[String]) {
        for column in columns.iter().filter(|column| column.header.is_empty()) {
            let is_filled = cells.get(column.index).is_some_and(|cell| !cell.trim().is_empty());
            let name = format!("#{}", column.index + 1);
            if is_filled && self.not_taken.iter().all(|(known, _)| *known != name) {
                self.not_taken.push((name, NotTaken::Unknown));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_cannot_be_is_no_unknown_value() {
        let code = |problem| Reason::Value(problem).code();
        assert_eq!(code(Problem::Choice), "unknown_value");
        assert_eq!([Problem::Step, Problem::ActivateFirst].map(code), ["status_step"; 2]);
    }
}
