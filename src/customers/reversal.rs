//! Back to a former value: which entries of the history offer it, and the edit that it is. Refuses
//! what has a road of its own (the status, which is the ladder's), what is locked, and what was wiped.

use chrono::NaiveDateTime;

use super::fields::{self, Field};
use super::query;
use super::record::Record;
use super::save::{self, Asks, Outcome, Writing};
use crate::access::{Actor, Permission};
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Kind, Lock, Problem, Uses, Value};
use crate::history::{self, Entity, Entry};
use crate::settings::Settings;
use crate::web::{Page, Signed};

/// What can be reversed on one customer, by one actor.
pub struct Reversal<'a> {
    record: &'a Record,
    locks: Vec<(&'static str, Lock)>,
    may_correct: bool,
    is_open: bool,
}

/// How a former value comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a click.
    Free,
    /// Saying why, as in the form: the field is locked, and the actor may correct it.
    WithReason,
    /// Not now, for this reason.
    Locked(Lock),
}

/// Not alone: a type goes with its number.
const WITH_ANOTHER: &[(&str, &str)] = &[("doc_number", "doc_type"), ("tax_id", "tax_id_type")];

impl<'a> Reversal<'a> {
    /// By the actor's rights, the customer's status and the organisation's locks.
    #[must_use]
    pub fn new(actor: &'a Actor, settings: &'a Settings, record: &'a Record) -> Self {
        let writing = Writing::by_program(actor, settings, record.customer.updated_at);
        Self {
            record,
            locks: save::locks(&writing, record),
            may_correct: actor.may(Permission::EditLocked),
            is_open: actor.may(Permission::EditCustomers) && record.customer.is_editable(),
        }
    }

    /// How the value before an entry can be set again; none where it is the same as now, or has a
    /// road of its own.
    #[must_use]
    pub fn way(&self, entry: &Entry) -> Option<Way> {
        let field = self.field(entry)?;
        if (field.get)(self.record).canonical() == entry.before {
            return None;
        }
        let lock = self.locks.iter().find(|(key, _)| *key == field.key).map(|(_, lock)| *lock);
        Some(match lock {
            None => Way::Free,
            Some(Lock::FromStart) if self.may_correct => Way::WithReason,
            Some(lock) => Way::Locked(lock),
        })
    }

    /// The field of an entry, if it may be reversed at all.
    fn field(&self, entry: &Entry) -> Option<&'static Field> {
        let is_wiped = entry.before.is_none() && entry.after.is_none();
        if !self.is_open || is_wiped {
            return None;
        }
        // What no form offers is set by the system or by the ladder.
        fields::find(&entry.field)
            .filter(|field| field.is_used_in(Uses::FORM))
            .filter(|field| !matches!(field.kind, Kind::IdType(_)))
    }
}

/// What became of a reversal.
pub enum Reversed {
    /// The entry offers none.
    NotOffered,
    /// It was tried: the field's key, and what the save said.
    Written(String, Outcome),
}

/// Which value comes back, and what the one who asks says about it.
pub struct Asked {
    /// The customer.
    pub id: i64,
    /// The entry before which the value stood.
    pub entry: i64,
    /// The version of the customer that they looked at.
    pub version: Option<i64>,
    /// Why, where the field is locked.
    pub reason: Option<String>,
}

/// Sets a field back to what it was before an entry. What is locked is refused by the save, unless a
/// reason is given by who may correct it.
///
/// # Errors
/// `NotFound` when the actor sees no such customer or it has no such entry; else when the database
/// fails.
pub fn run(
    conn: &mut Db,
    signed: &Signed,
    asked: Asked,
    at: NaiveDateTime,
) -> Result<Reversed, AppError> {
    let Asked { id, entry, version, reason } = asked;
    let record = query::find_visible(conn, &signed.actor, id)?.ok_or(AppError::NotFound)?;
    let entry = history::find(conn, Entity::Customer, id, entry)?.ok_or(AppError::NotFound)?;
    let reversal = Reversal::new(&signed.actor, &signed.settings, &record);
    let Some(field) = reversal.field(&entry) else {
        return Ok(Reversed::NotOffered);
    };
    let Some(changes) = changes(conn, field, &entry)? else {
        return Ok(Reversed::NotOffered);
    };
    let key = field.key.to_string();
    if loses_its_name(&signed.settings, &record, &changes) {
        let mut findings = Findings::default();
        findings.refuse(&key, Problem::Required);
        return Ok(Reversed::Written(key, Outcome::Rejected(findings)));
    }
    // What else the customer lacks is not this edit's to ask for.
    let by_program = Writing::by_program(&signed.actor, &signed.settings, at);
    let writing = Writing { asks: Asks::NothingLost, reason, ..by_program };
    let outcome = save::update(conn, &writing, id, version, &changes)?;
    Ok(Reversed::Written(key, outcome))
}

/// The former value, and that of the type that changed with it.
fn changes(conn: &mut Db, field: &Field, entry: &Entry) -> Result<Option<Changes>, AppError> {
    let Some(value) = former(field, entry) else {
        return Ok(None);
    };
    let mut changes = Changes::default();
    changes.set(&field.key, value);
    let partner = WITH_ANOTHER.iter().find(|(key, _)| *key == field.key);
    if let Some(partner) = partner.and_then(|(_, partner)| fields::find(partner)) {
        let below = Some(entry.id.saturating_add(SAVE));
        let same_save = history::of_field(
            conn,
            Entity::Customer,
            entry.entity_id,
            Some(&partner.key),
            below,
            SAVE,
        )?;
        let with_it = same_save.iter().find(|other| other.revision == entry.revision);
        if let Some(value) = with_it.and_then(|other| former(partner, other)) {
            changes.set(&partner.key, value);
        }
    }
    Ok(Some(changes))
}

/// More entries than one save can make.
const SAVE: i64 = 200;

fn former(field: &Field, entry: &Entry) -> Option<Value> {
    match &entry.before {
        None => Some(Value::Empty),
        Some(text) => Value::from_canonical(&field.kind, text),
    }
}

/// Whether the edit would empty what must have a value.
fn loses_its_name(settings: &Settings, record: &Record, changes: &Changes) -> bool {
    let mut after = record.clone();
    save::apply(&mut after, changes);
    let lacks_name = |record| save::missing_names(settings, record).next().is_some();
    lacks_name(&after) && !lacks_name(record)
}

/// What to tell: the result, or why there is none.
///
/// # Errors
/// The text that says why nothing was written.
pub fn in_words(page: &Page, result: &Reversed) -> Result<String, String> {
    let t = page.t;
    let Reversed::Written(key, outcome) = result else {
        return Err(t.changes_not_reversible().to_owned());
    };
    let label = fields::find(key).map_or(key.as_str(), |field| field.label(page.language()));
    match outcome {
        Outcome::Saved(_) => Ok(t.changes_reversed(label)),
        Outcome::Unchanged(_) => Err(t.changes_same(label)),
        Outcome::Conflict(_) => Err(t.changes_conflict().to_owned()),
        Outcome::Unconfirmed(_) => Err(t.changes_not_reversible().to_owned()),
        Outcome::Rejected(findings) => {
            let refusal = findings.refusals().next();
            let why = refusal.map(|finding| t.problem(&finding.problem));
            Err(t.changes_refused(label, &why.unwrap_or_default()))
        }
    }
}
