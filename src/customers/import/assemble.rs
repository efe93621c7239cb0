//! From a row of cells to raw texts by field key.
//!
//! Values are not validated here. What cannot be trusted (digits that a sheet rounded away) is left
//! out with a warning; what has no field of its own goes where a person finds it again.

use super::compose;
use super::headers::{Column, Part, Target};
use super::source::Row;
use super::texts::{fold, is_placeholder, is_rounded};
use crate::sheets::guard::unguard;

/// What the caller knows about the import.
#[derive(Clone, Debug, Default)]
pub struct AssembleOptions {
    /// The customer's number is the match key; otherwise it is another system's number and becomes
    /// `custom_id`.
    pub id_matches: bool,
    /// Put before the name of a company's contact person in the remarks, such as `Contacto`.
    pub contact_label: String,
    /// Country (two letters) of rows that name none.
    pub country: Option<String>,
}

/// One row by field key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assembled {
    /// The line of the file, counted from 1.
    pub line: u64,
    /// The customer's number, when it is the match key.
    pub id: Option<String>,
    /// Raw texts by key; an empty text is an empty cell. `phones` may come several times, every
    /// other key once.
    pub values: Vec<(&'static str, String)>,
    /// Metadata by key.
    pub meta: Vec<(String, String)>,
    /// Custom fields by code.
    pub custom: Vec<(String, String)>,
    /// What a person should look at.
    pub warnings: Vec<RowWarning>,
}

impl Assembled {
    /// The text of a field, empty if it has none.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        let found = self.values.iter().find(|(own, _)| *own == key);
        found.map_or("", |(_, text)| text)
    }
}

/// Something about one value that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowWarning {
    /// What.
    pub kind: WarningKind,
    /// The column, empty if it is about the row.
    pub header: String,
    /// The text in question.
    pub text: String,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WarningKind {
    /// A sheet rounded the number: it was left out.
    Rounded,
    /// The row was read as windows-1252 in a file of another encoding.
    Recoded,
    /// A second value for a field that has one was left out.
    SecondValue,
    /// A postal code got back the zeros that a sheet took.
    ZerosRestored,
}

impl WarningKind {
    /// A stable name for message tables and reports.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rounded => "rounded",
            Self::Recoded => "recoded",
            Self::SecondValue => "second_value",
            Self::ZerosRestored => "zeros_restored",
        }
    }
}

/// Assembles the rows of one file.
pub struct Assembler {
    columns: Vec<Column>,
    options: AssembleOptions,
    brazilian: bool,
}

impl Assembler {
    /// For a file with these columns.
    #[must_use]
    pub fn new(columns: Vec<Column>, options: AssembleOptions) -> Self {
        let brazilian = columns.iter().any(|column| {
            let header = fold(&column.header);
            column.target == Target::Field("tax_id")
                && header.contains("cpf")
                && header.contains("cnpj")
        });
        Self { columns, options, brazilian }
    }

    /// The columns of the file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// One row by field key.
    #[must_use]
    pub fn assemble(&self, row: &Row) -> Assembled {
        let mut draft = Draft { brazilian: self.brazilian, ..Draft::default() };
        draft.row.line = row.line;
        if row.recoded {
            draft.warn(WarningKind::Recoded, "", "");
        }
        for column in &self.columns {
            let cell = row.cells.get(column.index).map_or("", String::as_str);
            draft.take(column, unguard(cell.trim()), &self.options);
        }
        compose::phones(&mut draft, &self.columns);
        compose::documents(&mut draft);
        compose::addresses(&mut draft);
        compose::names(&mut draft, &self.options.contact_label);
        compose::postal_codes(&mut draft, self.options.country.as_deref());
        draft.row
    }
}

/// A row while it is put together.
#[derive(Default)]
pub(super) struct Draft {
    pub row: Assembled,
    pub parts: Vec<(Part, String)>,
    /// Kinds of number that the headers of filled cells name, by field.
    pub hints: Vec<(&'static str, &'static str)>,
    /// One column holds CPF and CNPJ alike.
    pub brazilian: bool,
}

/// Numbers whose digits count: a rounded one is worthless, and a placeholder is no number.
const NUMBERS: &[&str] = &[
    "phone_landline",
    "phone_mobile",
    "phones",
    "doc_number",
    "tax_id",
    "postal_code",
    "custom_id",
    "external_ref",
    "registration_number",
    "certificate_number",
    "bank_account",
    "correspondent_account",
    "iban",
    "ship_postal_code",
];

impl Draft {
    fn take(&mut self, column: &Column, text: &str, options: &AssembleOptions) {
        match &column.target {
            Target::Id if options.id_matches => {
                self.row.id = Some(text.to_owned()).filter(|id| !id.is_empty());
            }
            Target::Id => self.take_field("custom_id", column, text),
            Target::Field(key) => self.take_field(key, column, text),
            Target::Part(part) => self.take_part(*part, column, text),
            Target::Meta(key) => self.row.meta.push((key.clone(), text.to_owned())),
            Target::Custom(code) => self.row.custom.push((code.clone(), text.to_owned())),
            Target::Ignored(_) | Target::Unknown => {}
        }
    }

    fn take_field(&mut self, key: &'static str, column: &Column, text: &str) {
        let is_number = NUMBERS.contains(&key);
        if is_number && is_rounded(text) {
            return self.warn(WarningKind::Rounded, &column.header, text);
        }
        let text = if (is_number || key == "email") && is_placeholder(text) { "" } else { text };
        if let (Some(hint), false) = (column.hint, text.is_empty()) {
            self.hints.push((key, hint));
        }
        match key {
            "email" => self.take_email(text),
            "notify_emails" => self.join(key, text, ", "),
            "remarks" => self.join(key, text, "\n"),
            "phones" if text.is_empty() => {}
            "phones" => self.row.values.push((key, text.to_owned())),
            _ => self.take_single(key, column, text),
        }
    }

    /// The first filled column wins; `custom_id` of its own column wins over another system's id.
    fn take_single(&mut self, key: &'static str, column: &Column, text: &str) {
        let before = self.row.get(key).to_owned();
        let own_number = key == "custom_id" && column.target == Target::Field("custom_id");
        if before.is_empty() || own_number && !text.is_empty() {
            self.set(key, text);
        } else if !text.is_empty() && text != before && column.target != Target::Id {
            self.warn(WarningKind::SecondValue, &column.header, text);
        }
    }

    /// The first address is the main one, further ones of the same cell are to be notified.
    fn take_email(&mut self, text: &str) {
        if text.matches('@').count() < 2 {
            return self.set("email", text);
        }
        let separators = [',', ';', '|', '/', ' ', '\n', '\t'];
        let mut addresses = text.split(separators).filter(|part| !part.is_empty());
        self.set("email", addresses.next().unwrap_or_default());
        let rest: Vec<_> = addresses.collect();
        self.join("notify_emails", &rest.join(", "), ", ");
    }

    fn take_part(&mut self, part: Part, column: &Column, text: &str) {
        let counts = matches!(part, Part::CheckDigit | Part::PhoneArea | Part::PhoneCountry);
        let in_address = matches!(part, Part::HouseNumber | Part::ShipHouseNumber);
        if counts && is_rounded(text) {
            return self.warn(WarningKind::Rounded, &column.header, text);
        }
        // "s/n" of a house says that it has no number, which is worth as much as an empty cell.
        let nothing = text.is_empty() || (counts || in_address) && is_placeholder(text);
        if !nothing {
            self.parts.push((part, text.to_owned()));
        }
    }

    pub fn part(&self, part: Part) -> &str {
        let found = self.parts.iter().find(|(own, _)| *own == part);
        found.map_or("", |(_, text)| text)
    }

    /// Sets a field that comes once.
    pub fn set(&mut self, key: &'static str, text: &str) {
        let found = self.row.values.iter_mut().find(|(own, _)| *own == key);
        match found {
            Some((_, own)) => text.clone_into(own),
            None => self.row.values.push((key, text.to_owned())),
        }
    }

    /// Takes a field out.
    pub fn remove(&mut self, key: &str) -> Option<String> {
        let at = self.row.values.iter().position(|(own, _)| *own == key)?;
        Some(self.row.values.remove(at).1)
    }

    /// Adds to a field that gathers.
    pub fn join(&mut self, key: &'static str, text: &str, between: &str) {
        let before = self.row.get(key).to_owned();
        if before.is_empty() {
            self.set(key, text);
        } else if !text.is_empty() {
            self.set(key, &format!("{before}{between}{text}"));
        }
    }

    pub fn warn(&mut self, kind: WarningKind, header: &str, text: &str) {
        self.row.warnings.push(RowWarning {
            kind,
            header: header.to_owned(),
            text: text.to_owned(),
        });
    }
}
