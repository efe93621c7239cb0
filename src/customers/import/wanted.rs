//! What one row wants: values by field, names to look up, and what finds no place. A value that is
//! refused does not fail its row: its text goes to the remarks, with a note.

use super::assemble::{Assembled, WarningKind};
use super::columns::{Column, Part, Target};
use super::facts::Facts;
use super::options::{Empty, Key, Mode};
use super::report::{Note, Reason};
use super::texts::fold;
use super::words;
use crate::access::Actor;
use crate::customers::fields::{self, Field};
use crate::fields::{Changes, IdRole, Kind, Lookup, PhoneEntry, Problem, Uses, Value};
use crate::i18n::{Lang, Text};
use crate::identity::geo;
use crate::settings::Settings;
use crate::text;

/// What holds for every row of an import.
pub(super) struct Job<'a> {
    pub actor: &'a Actor,
    pub columns: Vec<Column>,
    pub key: Option<Key>,
    pub mode: Mode,
    pub empty: Empty,
    /// Country of rows that name none: as told, else as presumed.
    pub country: Option<&'static str>,
    pub facts: Facts,
    pub lang: Lang,
}

impl Job<'_> {
    /// The texts of the organisation's language.
    pub fn texts(&self) -> Text {
        Text(self.lang)
    }

    /// Where a field's value comes from: the column's header, else the field's name.
    pub fn column(&self, key: &str) -> String {
        let holds = |column: &&Column| match &column.target {
            Target::Field(own) => *own == key,
            Target::Id => key == "custom_id",
            Target::Part(Part::DocKind) => matches!(key, "doc_type" | "tax_id_type"),
            _ => false,
        };
        match self.columns.iter().find(holds) {
            Some(column) => column.header.clone(),
            None => self.label(key),
        }
    }

    /// The field's name in the organisation's language.
    pub fn label(&self, key: &str) -> String {
        fields::find(key).map_or_else(|| key.to_owned(), |field| field.label(self.lang).to_owned())
    }

    fn has_column(&self, key: &str) -> bool {
        self.columns.iter().any(|column| match column.target {
            Target::Field(own) => own == key,
            Target::Part(Part::DocKind) => matches!(key, "doc_type" | "tax_id_type"),
            _ => false,
        })
    }
}

/// A name of a list that the row wants to point to.
pub(super) struct Named {
    pub key: &'static str,
    pub list: Lookup,
    pub name: String,
}

/// What one row wants.
#[derive(Default)]
pub(super) struct Wanted {
    pub line: u64,
    pub changes: Changes,
    pub names: Vec<Named>,
    /// The remarks that replace those of the customer, if the file has any for it.
    pub remarks: Option<String>,
    /// Lines that the remarks must have.
    pub lines: Vec<String>,
    /// The file itself says the person type.
    pub states_kind: bool,
    pub notes: Vec<Note>,
}

impl Wanted {
    /// Keeps a text in the remarks under the field's name, and tells why.
    pub fn keep(&mut self, job: &Job, key: &str, typed: &str, reason: Reason) {
        let line = format!("{}: {}", job.label(key), text::clean_line(typed));
        self.lines.push(line);
        self.note(job.column(key), typed, reason, true);
    }

    /// Tells something about a field without keeping its text.
    pub fn tell(&mut self, job: &Job, key: &str, typed: &str, reason: Reason) {
        self.note(job.column(key), typed, reason, false);
    }

    pub fn note(&mut self, column: String, typed: &str, reason: Reason, is_kept: bool) {
        let (line, typed) = (self.line, typed.to_owned());
        self.notes.push(Note { line, column, typed, reason, is_kept });
    }
}

/// Reads a row.
pub(super) fn read(job: &Job, settings: &Settings, row: &Assembled, cells: &[String]) -> Wanted {
    let mut wanted = Wanted { line: row.line, ..Wanted::default() };
    reading_notes(job, row, &mut wanted);
    country(job, row, &mut wanted);
    remarks(job, row, cells, &mut wanted);
    for (key, typed) in &row.values {
        let Some(field) = fields::find(key).filter(|field| field.is_used_in(Uses::IMPORT)) else {
            continue;
        };
        if matches!(*key, "country" | "remarks" | "phones") {
            continue;
        }
        if typed.is_empty() {
            clear(job, field, &mut wanted);
        } else if !is_own_email(field, typed, row) {
            value(job, settings, (key, field), typed, &mut wanted);
        }
    }
    phones(job, row, &mut wanted);
    let states_kind = is_filled(job, "person_kind", cells);
    wanted.states_kind = states_kind && wanted.changes.get("person_kind").is_some();
    wanted
}

/// Other programs name the e-mail where nobody chose a name to sign in with; here it signs in by itself.
fn is_own_email(field: &Field, typed: &str, row: &Assembled) -> bool {
    use crate::identity::email::fold;
    field.kind == Kind::Login && fold(typed) == fold(row.get("email"))
}

/// Whether the row itself has something in a column of the field.
fn is_filled(job: &Job, key: &'static str, cells: &[String]) -> bool {
    let own = |column: &&Column| column.target == Target::Field(key);
    let filled =
        |column: &Column| cells.get(column.index).is_some_and(|cell| !cell.trim().is_empty());
    job.columns.iter().filter(own).any(filled)
}

fn reading_notes(job: &Job, row: &Assembled, wanted: &mut Wanted) {
    for warning in &row.warnings {
        let is_second = warning.kind == WarningKind::SecondValue;
        if is_second {
            let text = text::clean_line(&warning.text);
            wanted.lines.push(format!("{}: {text}", warning.header));
        }
        let is_key = fields::find(&warning.header).is_some();
        let column = if is_key { job.column(&warning.header) } else { warning.header.clone() };
        wanted.note(column, &warning.text, Reason::Reading(warning.kind), is_second);
    }
}

/// A country that nobody knows must not leave the organisation's own in its place.
fn country(job: &Job, row: &Assembled, wanted: &mut Wanted) {
    let typed = row.get("country");
    if typed.is_empty() {
        return;
    }
    let found = geo::country_from(typed).map(|code| Value::Text(code.to_owned()));
    if found.is_none() {
        wanted.keep(job, "country", typed, Reason::Value(Problem::Choice));
    }
    wanted.changes.set("country", found.unwrap_or_default());
}

/// Remarks of the file replace the customer's; lines made from other columns are only added.
fn remarks(job: &Job, row: &Assembled, cells: &[String], wanted: &mut Wanted) {
    let text = text::clean(row.get("remarks"));
    if is_filled(job, "remarks", cells) {
        wanted.remarks = Some(text);
        return;
    }
    if job.empty == Empty::Clear && job.has_column("remarks") {
        wanted.remarks = Some(String::new());
    }
    wanted.lines.extend(text.lines().map(str::to_owned));
}

/// An empty cell empties the field of a known customer, if the import is told so.
fn clear(job: &Job, field: &Field, wanted: &mut Wanted) {
    if job.empty == Empty::Keep || !job.has_column(&field.key) {
        return;
    }
    let nothing = match (field.key.as_ref(), field.kind) {
        ("gender", _) => Value::Text("unknown".to_owned()),
        (_, Kind::Choice(_)) => return,
        (_, Kind::Flag) => Value::Flag(false),
        _ => Value::Empty,
    };
    wanted.changes.set(&field.key, nothing);
}

fn value(
    job: &Job,
    settings: &Settings,
    (key, field): (&'static str, &Field),
    typed: &str,
    wanted: &mut Wanted,
) {
    match field.kind {
        Kind::Ref(list) => {
            let name = text::clean_line(typed);
            wanted.names.push(Named { key, list, name });
        }
        Kind::IdType(role) => id_type(job, settings, (key, role), typed, wanted),
        Kind::Emails => emails(job, key, typed, wanted),
        _ => match parse(job, settings, field, typed) {
            Ok(value) => wanted.changes.set(key, value),
            Err(Problem::TooLong(most)) if key == "name" => {
                let whole = text::clean_line(typed);
                let fitting: String = whole.chars().take(most).collect();
                wanted.changes.set(key, Value::Text(text::clean_line(&fitting)));
                wanted.keep(job, key, &whole, Reason::Cut(most));
            }
            Err(problem) => wanted.keep(job, key, typed, Reason::Value(problem)),
        },
    }
}

fn parse(job: &Job, settings: &Settings, field: &Field, typed: &str) -> Result<Value, Problem> {
    if field.key == "gender" && job.facts.m_is_female && fold(typed) == "m" {
        return Ok(Value::Text("female".to_owned()));
    }
    let read = field.kind.parse(typed, settings.organisation.reading());
    match (read, field.kind) {
        (Err(problem), Kind::Choice(_)) => {
            words::choice(&field.key, typed).map(|code| Value::Text(code.to_owned())).ok_or(problem)
        }
        (read, _) => read,
    }
}

/// The country by whose rules the row's numbers are read.
pub(super) fn country_of(job: &Job, settings: &Settings, changes: &Changes) -> String {
    let own = changes.get("country").and_then(Value::text);
    own.or(job.country).unwrap_or(&settings.organisation.country).to_owned()
}

/// A kind that only the header names, and that is none of the country's, says nothing.
fn id_type(
    job: &Job,
    settings: &Settings,
    (key, role): (&'static str, IdRole),
    typed: &str,
    wanted: &mut Wanted,
) {
    let country = country_of(job, settings, &wanted.changes);
    match words::id_kind(&country, typed, role == IdRole::Tax) {
        Some(kind) => wanted.changes.set(key, Value::Text(kind.code().to_owned())),
        None if job.has_column(key) => {
            wanted.keep(job, key, typed, Reason::Value(Problem::IdentityType));
        }
        None => {}
    }
}

/// One wrong address does not cost the others.
fn emails(job: &Job, key: &str, typed: &str, wanted: &mut Wanted) {
    let mut list: Vec<String> = Vec::new();
    for one in crate::identity::email::split_list(&typed.replace(['|', '/'], " ")) {
        match crate::identity::email::check(one) {
            Ok(address) if list.len() < 100 => add_email(&mut list, address),
            Ok(_) => wanted.keep(job, key, one, Reason::Value(Problem::TooMany(100))),
            Err(refusal) => wanted.keep(job, key, one, Reason::Value(Problem::Email(refusal))),
        }
    }
    if !list.is_empty() {
        wanted.changes.set(key, Value::List(list));
    }
}

/// Adds an address that is not there yet.
pub(super) fn add_email(list: &mut Vec<String>, address: String) {
    use crate::identity::email::fold;
    if list.iter().all(|known| fold(known) != fold(&address)) {
        list.push(address);
    }
}

/// Further phones, in the order of their columns; the lines of a cell are one each.
fn phones(job: &Job, row: &Assembled, wanted: &mut Wanted) {
    let longest = Kind::Phones.longest();
    let mut list: Vec<PhoneEntry> = Vec::new();
    let cells = row.values.iter().filter(|(key, _)| *key == "phones");
    for typed in cells.flat_map(|(_, cell)| cell.lines()) {
        let (kind, number) = words::phone(&text::clean_line(typed));
        if number.chars().count() > longest {
            wanted.keep(job, "phones", typed, Reason::Value(Problem::TooLong(longest)));
        } else if !number.is_empty() && list.iter().all(|known| known.number != number) {
            list.push(PhoneEntry { kind, number, e164: None });
        }
    }
    let clears = job.empty == Empty::Clear && job.has_column("phones");
    if !list.is_empty() || clears {
        wanted.changes.set("phones", Value::Phones(list));
    }
}
