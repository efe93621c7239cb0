//! One row into the database, by the same road as a form. What the save path refuses is taken out
//! of the row and kept in the remarks; only a row whose customer cannot be told fails.

use super::assemble::Assembled;
use super::matching::{self, Found};
use super::options::Mode;
use super::remarks;
use super::report::{Note, Reason};
use super::wanted::{self, Job, Named, Wanted};
use crate::clock;
use crate::customers::query;
use crate::customers::record::Record;
use crate::customers::save::{self, Likeness, Outcome, Question, Writing};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Finding, Findings, Group, Lookup, Problem, Value};
use crate::settings::{Settings, lookups};
use crate::text;

/// How a row ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Created,
    Updated,
    Unchanged,
    Skipped(Note),
    Failed(Note),
}

/// A row that was dealt with.
pub(super) struct Done {
    pub fate: Fate,
    pub notes: Vec<Note>,
    /// Names that it added to lists.
    pub added: Vec<(Lookup, String)>,
}

/// A row on its way.
pub(super) struct Row<'a> {
    pub job: &'a Job<'a>,
    read: &'a Assembled,
    pub wanted: Wanted,
    /// The customer that it is about, if there is one.
    known: Option<i64>,
    pub before: Option<Record>,
    added: Vec<(Lookup, String)>,
}

/// Refusals are taken out one round at a time; a row has no more fields than this to lose.
const ROUNDS: usize = 60;

/// Writes a row.
pub(super) fn write(
    conn: &mut Db,
    job: &Job,
    settings: &mut Settings,
    read: &Assembled,
    cells: &[String],
) -> Result<Done, AppError> {
    let wanted = wanted::read(job, settings, read, cells);
    let found = matching::find(conn, job, settings, read, &wanted)?;
    let known = if let Found::One(id) = found { Some(id) } else { None };
    let mut row = Row { job, read, wanted, known, before: None, added: Vec::new() };
    if let Some(fate) = row.left_out(found) {
        return Ok(row.end(fate));
    }
    row.prepare(conn, settings)?;
    if let Some(note) = row.already_taken(conn)? {
        return Ok(row.end(Fate::Failed(note)));
    }
    row.point(conn, settings)?;
    let fate = row.save(conn, settings)?;
    Ok(row.end(fate))
}

impl Row<'_> {
    fn end(self, fate: Fate) -> Done {
        let is_written = matches!(fate, Fate::Created | Fate::Updated | Fate::Unchanged);
        let mut notes = self.wanted.notes;
        if !is_written {
            // Nothing was kept anywhere, and the reason of the end says enough.
            notes.clear();
        }
        Done { fate, notes, added: self.added }
    }

    pub fn whole(&self, typed: &str, column: &str, reason: Reason) -> Note {
        let (line, column, typed) = (self.wanted.line, column.to_owned(), typed.to_owned());
        Note { line, column, typed, reason, is_kept: false }
    }

    /// What the mode leaves out, and what cannot be decided.
    fn left_out(&self, found: Found) -> Option<Fate> {
        let about = |reason| self.whole("", "", reason);
        let mode = self.job.mode;
        let is_nobody = !names_somebody(&self.wanted.changes, self.read);
        match found {
            Found::BadId => {
                let typed = self.read.id.as_deref().unwrap_or_default();
                Some(Fate::Failed(self.whole(typed, "", Reason::BadId)))
            }
            Found::Several => Some(Fate::Failed(about(Reason::Several))),
            Found::One(id) if mode == Mode::Create => {
                Some(Fate::Skipped(about(Reason::Exists(id))))
            }
            Found::One(_) => None,
            Found::NoKey if mode == Mode::Update => Some(Fate::Skipped(about(Reason::NoKey))),
            Found::Nobody if mode == Mode::Update => Some(Fate::Skipped(about(Reason::NoMatch))),
            _ if is_nobody => Some(Fate::Failed(about(Reason::Nobody))),
            Found::NoKey | Found::Nobody => None,
        }
    }

    /// Fills in what follows from the row as a whole.
    fn prepare(&mut self, conn: &mut Db, settings: &Settings) -> Result<(), AppError> {
        match self.known {
            Some(id) => self.before = query::find_visible(conn, self.job.actor, id)?,
            None => self.begin(),
        }
        self.drop_legal_data_of_others(settings);
        Ok(())
    }

    /// What a new customer starts with. The number of a customer that no longer exists, or of
    /// another system, is not lost.
    fn begin(&mut self) {
        let changes = &mut self.wanted.changes;
        if let (None, Some(country)) = (changes.get("country"), self.job.country) {
            changes.set("country", Value::Text(country.to_owned()));
        }
        if let (None, Some(id)) = (changes.get("custom_id"), &self.read.id) {
            changes.set("custom_id", Value::Text(id.clone()));
        }
        if !self.wanted.states_kind
            && let Some(kind) = presumed_kind(changes)
        {
            changes.set("person_kind", Value::Text(kind.to_owned()));
        }
    }

    /// Legal data belongs to companies and the self-employed; of anybody else it would be dropped.
    fn drop_legal_data_of_others(&mut self, settings: &Settings) {
        let changes = &mut self.wanted.changes;
        if self.before.is_some() && !self.wanted.states_kind {
            changes.remove("person_kind");
        }
        let before = self.before.as_ref().map(|record| record.customer.person_kind.clone());
        let stated = changes.get("person_kind").and_then(Value::text).map(str::to_owned);
        let kind = stated.or(before).unwrap_or_else(|| settings.organisation.person_kind.clone());
        for field in crate::customers::fields::all().iter().filter(|f| f.group == Group::Legal) {
            let applies = match field.key.as_ref() {
                "certificate_number" | "certificate_on" => kind == "self_employed",
                _ => matches!(kind.as_str(), "legal" | "self_employed"),
            };
            if applies || self.wanted.changes.remove(&field.key).is_none_or(|v| v.is_empty()) {
                continue;
            }
            let typed = self.read.get(&field.key).to_owned();
            self.wanted.keep(self.job, &field.key, &typed, Reason::OtherKind);
        }
    }

    /// A row that will fail must not add names to lists before it does.
    fn already_taken(&self, conn: &mut Db) -> Result<Option<Note>, AppError> {
        let Some(Value::Text(own)) = self.wanted.changes.get("custom_id") else {
            return Ok(None);
        };
        if self.known.is_some() || self.wanted.names.is_empty() {
            return Ok(None);
        }
        let other = query::find_by_custom_id(conn, own)?;
        Ok(other.map(|taken| {
            let column = self.job.column("custom_id");
            self.whole(own, &column, Reason::Value(Problem::Taken(Some(taken))))
        }))
    }

    /// Turns names of lists into what they name; a new name is added to its list.
    fn point(&mut self, conn: &mut Db, settings: &mut Settings) -> Result<(), AppError> {
        for Named { key, list, name } in std::mem::take(&mut self.wanted.names) {
            let folded = text::fold(&name);
            let mut named =
                settings.list(list).into_iter().filter(|o| text::fold(&o.name) == folded);
            let country = wanted::country_of(self.job, settings, &self.wanted.changes);
            let by_code = || settings.issuing.by_code(list, &country, name.trim());
            let id = match named.next().map(|offer| offer.id).or_else(by_code) {
                Some(id) => id,
                None if list == Lookup::Staff || Lookup::CATALOGUES.contains(&list) => {
                    let reason = Reason::Value(Problem::Reference);
                    self.wanted.keep(self.job, key, &name, reason);
                    continue;
                }
                None if name.chars().count() > lookups::LONGEST => {
                    let reason = Reason::Value(Problem::TooLong(lookups::LONGEST));
                    self.wanted.keep(self.job, key, &name, reason);
                    continue;
                }
                None => self.add_name(conn, settings, list, &name)?,
            };
            self.wanted.changes.set(key, Value::Ref(id));
        }
        Ok(())
    }

    fn add_name(
        &mut self,
        conn: &mut Db,
        settings: &mut Settings,
        list: Lookup,
        name: &str,
    ) -> Result<i64, AppError> {
        let id = lookups::create(conn, self.job.actor, list, name, None)?;
        *settings = Settings::load(conn)?;
        self.added.push((list, name.to_owned()));
        Ok(id)
    }

    fn save(&mut self, conn: &mut Db, settings: &Settings) -> Result<Fate, AppError> {
        let mut accepts_duplicates = false;
        for _round in 0..ROUNDS {
            if self.known.is_none() && !names_somebody(&self.wanted.changes, &Assembled::default())
            {
                return Ok(Fate::Failed(self.whole("", "", Reason::Nobody)));
            }
            let changes = self.with_remarks();
            let by_program = Writing::by_program(self.job.actor, settings, clock::now());
            let writing = Writing { accepts_duplicates, ..by_program };
            let outcome = match self.known {
                Some(id) => save::update(conn, &writing, id, None, &changes)?,
                None => save::create(conn, &writing, &changes)?,
            };
            match outcome {
                Outcome::Saved(saved) => return Ok(self.saved(&changes, &saved.warnings)),
                Outcome::Unchanged(_) => return Ok(Fate::Unchanged),
                Outcome::Unconfirmed(question) => {
                    accepts_duplicates = true;
                    self.tell_duplicates(&question);
                }
                Outcome::Rejected(findings) => {
                    if let Some(note) = self.give_way(&findings) {
                        return Ok(Fate::Failed(note));
                    }
                }
                Outcome::Conflict(_) => break,
            }
        }
        Ok(Fate::Failed(self.whole("", "", Reason::Database)))
    }

    fn with_remarks(&mut self) -> Changes {
        let mut changes = self.wanted.changes.clone();
        let before = self.before.as_ref().and_then(|record| record.details.remarks.as_deref());
        let made = remarks::compose(before, self.wanted.remarks.as_deref(), &self.wanted.lines);
        if let Some(made) = made {
            changes.set("remarks", made.text);
            for reason in made.reasons {
                let column = self.job.column("remarks");
                let note = self.whole("", &column, reason);
                if !self.wanted.notes.contains(&note) {
                    self.wanted.notes.push(note);
                }
            }
        }
        changes
    }

    fn saved(&mut self, changes: &Changes, warnings: &Findings) -> Fate {
        for Finding { key, problem, .. } in warnings.warnings() {
            let typed = self.typed(key);
            self.wanted.tell(self.job, key, &typed, Reason::Value(problem.clone()));
        }
        if self.known.is_some() {
            return Fate::Updated;
        }
        if changes.get("name").is_none_or(Value::is_empty) {
            let nameless = self.whole("", &self.job.column("name"), Reason::Nameless);
            self.wanted.notes.push(nameless);
        }
        Fate::Created
    }

    pub fn typed(&self, key: &str) -> String {
        let own = self.read.values.iter().filter(|(own, _)| *own == key);
        own.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// Two customers may have the same name; the same number or address is worth a look.
    fn tell_duplicates(&mut self, question: &Question) {
        let alike = |likenesses: &[Likeness]| likenesses.iter().any(|l| *l != Likeness::Name);
        let ids: Vec<i64> =
            question.duplicates.iter().filter(|d| alike(&d.likenesses)).map(|d| d.id).collect();
        if !ids.is_empty() {
            self.wanted.note(String::new(), "", Reason::Resembles(ids), false);
        }
    }
}

/// Whether a new customer could be told from others: by a name or by a number of its own.
fn names_somebody(changes: &Changes, read: &Assembled) -> bool {
    const KEYS: &[&str] = &[
        "name",
        "first_name",
        "first_surname",
        "legal_name",
        "custom_id",
        "external_ref",
        "doc_number",
        "tax_id",
    ];
    let has = |key: &&str| changes.get(key).is_some_and(|value| !value.is_empty());
    KEYS.iter().any(has) || read.id.is_some()
}

/// The person type that the data of a new customer tells; none when it tells nothing.
fn presumed_kind(changes: &Changes) -> Option<&'static str> {
    let has = |key: &str| changes.get(key).is_some_and(|value| !value.is_empty());
    let is_legal = crate::customers::fields::all()
        .iter()
        .any(|field| field.group == Group::Legal && has(&field.key));
    let is_person = has("first_name") && has("first_surname") && !has("legal_name");
    match (is_legal, is_person) {
        (true, true) => Some("self_employed"),
        (true, false) => Some("legal"),
        (false, true) => Some("natural"),
        (false, false) => None,
    }
}
