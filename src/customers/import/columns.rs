//! The columns of a file and where each can go.

use crate::customers::fields::{self, Field};
use crate::fields::Uses;

/// The fields of the catalogue that a column can be read into; the number has a target of its own.
pub(super) fn importable() -> impl Iterator<Item = &'static Field> {
    fields::all().iter().filter(|field| field.key != "id" && field.is_used_in(Uses::IMPORT))
}

/// The key of an importable field, as the catalogue holds it.
pub(super) fn known_key(key: &str) -> Option<&'static str> {
    importable().find(|field| field.key == key).map(|field| field.key.as_ref())
}

/// Fields that gather the values of several columns.
pub(super) const GATHERING: &[&str] =
    &["phones", "notify_emails", "remarks", "tax_id", "doc_number"];

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The customer's number: the match key, or another system's number.
    Id,
    /// A field.
    Field(&'static str),
    /// A part of a field that several columns make together.
    Part(Part),
    /// Metadata under this key.
    Meta(String),
    /// The custom field with this code.
    Custom(String),
    /// Not taken, for a known reason.
    Ignored(Why),
    /// Nobody knows this header.
    Unknown,
}

/// Why a known column is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The program keeps it itself (columns 17 to 21 of the export).
    ReadOnly,
    /// Nothing takes it yet.
    NotYet,
    /// An earlier column has the same meaning.
    Duplicate,
    /// The caller said so.
    ByChoice,
}

/// One column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place among the cells, from 0.
    pub index: usize,
    /// The header as it stands in the file.
    pub header: String,
    /// Where it goes.
    pub target: Target,
    /// The kind of number that the header names, such as `CUIT` or `DNI`.
    pub hint: Option<&'static str>,
}

impl Column {
    /// Whether the values of this column are read into something.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        !matches!(self.target, Target::Ignored(_) | Target::Unknown)
    }
}

/// A mapping of the caller that fits nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadMapping {
    /// The file has no such header.
    UnknownHeader(String),
    /// There is no such field.
    UnknownField(String),
}

impl std::fmt::Display for BadMapping {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownHeader(header) => write!(to, "the file has no column {header:?}"),
            Self::UnknownField(field) => write!(to, "there is no field {field:?}"),
        }
    }
}

impl std::error::Error for BadMapping {}

/// A column that makes a value only together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Given names in one cell ("Nombres").
    GivenNames,
    /// Surnames in one cell ("Apellidos").
    Surnames,
    /// A company's name; the name when it is filled.
    Company,
    /// The person to speak to at a company.
    ContactName,
    /// That person's position.
    ContactTitle,
    /// Kind of document; a tax kind makes the number a tax id.
    DocKind,
    /// Check digit of a tax id.
    CheckDigit,
    /// Country code of a phone.
    PhoneCountry,
    /// Area code of a phone.
    PhoneArea,
    /// Kind of a phone.
    PhoneKind,
    /// House number.
    HouseNumber,
    /// Flat, suite, second line.
    AddressExtra,
    /// House number of the shipping address.
    ShipHouseNumber,
    /// Second line of the shipping address.
    ShipAddressExtra,
}
