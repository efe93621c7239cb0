//! What an import is told, and why it cannot begin.

use std::path::PathBuf;

use super::columns::{BadMapping, Column, Target};
use super::source::{self, Unreadable};
use crate::customers::fields::{self, Field};
use crate::error::AppError;
use crate::fields::{Kind, Uses};
use crate::identity::geo;

/// What becomes of rows whose customer exists, and of those whose customer does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// New customers only; those that exist are skipped.
    #[default]
    Create,
    /// Known customers only; rows without one are skipped.
    Update,
    /// Both.
    Both,
}

/// What an empty cell means for a known customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Empty {
    /// Nothing: the field stays as it is.
    #[default]
    Keep,
    /// The field is emptied.
    Clear,
}

/// What the caller wants.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What the caller knows about the file's layout.
    pub source: source::Options,
    /// The field by which rows find their customers.
    pub match_field: Option<String>,
    /// Whether to create, to update, or both.
    pub mode: Mode,
    /// Country of rows that name none.
    pub country: Option<String>,
    /// What empty cells mean.
    pub empty: Empty,
    /// Headers and the fields they are to be read into.
    pub map: Vec<(String, String)>,
    /// Do everything and keep nothing.
    pub dry_run: bool,
    /// Where failed rows go, in the layout of the file.
    pub errors: Option<PathBuf>,
}

/// Why an import did not begin, or did not end.
#[derive(Debug)]
pub enum ImportError {
    /// No row can come from the file.
    Unreadable(Unreadable),
    /// A mapping fits nothing.
    Mapping(BadMapping),
    /// There is no such field to match by.
    UnknownMatch(String),
    /// Metadata and custom fields cannot be matched by yet.
    MatchNotYet(String),
    /// Updating needs a field to match by.
    NeedsMatch,
    /// No column of the file holds the field to match by.
    NoMatchColumn(String),
    /// Not a country.
    Country(String),
    /// The file for failed rows cannot be written.
    Errors(std::io::Error),
    /// The file for failed rows would replace the imported one.
    ErrorsOverSource,
    /// The database failed: what the report counts is written, the rest is not.
    Stopped(Box<super::report::Report>, AppError),
}

impl From<Unreadable> for ImportError {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl From<BadMapping> for ImportError {
    fn from(why: BadMapping) -> Self {
        Self::Mapping(why)
    }
}

impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        Self::Errors(error)
    }
}

/// By what rows find their customers.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// The customer's number.
    Id,
    /// A field.
    Field(&'static Field),
}

impl Key {
    /// The field of that key, if rows can be matched by it.
    pub fn parse(text: &str) -> Result<Self, ImportError> {
        let plain = text.trim();
        if ["meta:", "field:", "campo:"].iter().any(|prefix| plain.starts_with(prefix)) {
            return Err(ImportError::MatchNotYet(plain.to_owned()));
        }
        if plain.eq_ignore_ascii_case("id") {
            return Ok(Self::Id);
        }
        fields::find(plain)
            .filter(|field| field.is_used_in(Uses::IMPORT))
            .filter(|field| !matches!(field.kind, Kind::Lines(_) | Kind::Phones | Kind::Emails))
            .map(Self::Field)
            .ok_or_else(|| ImportError::UnknownMatch(plain.to_owned()))
    }
}

impl Options {
    /// The field to match by; says whether the columns have it.
    pub(super) fn key(&self) -> Result<Option<Key>, ImportError> {
        match &self.match_field {
            Some(text) => Key::parse(text).map(Some),
            None if self.mode == Mode::Create => Ok(None),
            None => Err(ImportError::NeedsMatch),
        }
    }

    /// The country, by its code or name.
    pub(super) fn country_code(&self) -> Result<Option<&'static str>, ImportError> {
        let Some(text) = &self.country else {
            return Ok(None);
        };
        geo::country_from(text).map(Some).ok_or_else(|| ImportError::Country(text.clone()))
    }
}

/// Whether any column can hold the key. A file without headers has nothing to refuse.
pub(super) fn check_column(key: Key, columns: &[Column]) -> Result<(), ImportError> {
    use super::columns::Part;
    let holds = |column: &Column| match (key, &column.target) {
        (Key::Id, target) => *target == Target::Id,
        (Key::Field(field), Target::Field(own)) => {
            field.key == *own || (field.key == "tax_id" && *own == "doc_number")
        }
        (Key::Field(field), Target::Id) => field.key == "custom_id",
        (
            Key::Field(field),
            Target::Part(Part::GivenNames | Part::Surnames | Part::Company | Part::ContactName),
        ) => field.key == "name" || field.key == "legal_name",
        _ => false,
    };
    if columns.is_empty() || columns.iter().any(holds) {
        return Ok(());
    }
    let key = match key {
        Key::Id => "id".to_owned(),
        Key::Field(field) => field.key.to_string(),
    };
    Err(ImportError::NoMatchColumn(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_fields_and_what_comes_later_says_so() {
        assert!(matches!(Key::parse("id"), Ok(Key::Id)));
        assert!(matches!(Key::parse("tax_id"), Ok(Key::Field(_))));
        assert!(matches!(Key::parse("meta:color"), Err(ImportError::MatchNotYet(_))));
        assert!(matches!(Key::parse("remarks"), Err(ImportError::UnknownMatch(_))));
        assert!(matches!(Key::parse("created_at"), Err(ImportError::UnknownMatch(_))));
    }

    #[test]
    fn updating_needs_something_to_match_by() {
        let options = |mode| Options { mode, ..Options::default() };
        assert!(matches!(options(Mode::Both).key(), Err(ImportError::NeedsMatch)));
        assert!(matches!(options(Mode::Create).key(), Ok(None)));
    }
}
