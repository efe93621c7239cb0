//! The one road on which customers are written: settle → check → history, in the caller's
//! transaction. A screen, a bulk update, an import and the API cannot differ. What many customers share
//! after that road has looked at each is written together ([`update_alike`], [`update_crowd`]).

mod alike;
mod batch;
mod billing;
mod crowd;
mod derive;
mod duplicates;
mod edit;
mod locks;
mod phones;
mod plausible;
mod services;
mod settle;
mod store;
mod uniqueness;

use chrono::NaiveDateTime;

use super::bulk::selection;
use super::fields;
use super::query;
use super::record::Record;
use crate::access::Actor;
use crate::accounts;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Value};
use crate::gateways::owed;
use crate::history::{self, Change, Circumstance, Entity};
use crate::jobs;
use crate::portal;
use crate::settings::Settings;

pub use alike::{Common, update_alike};
pub use batch::{create_all, settled};
pub use crowd::{Assessment, update_crowd};
pub use duplicates::{Duplicate, Likeness};
pub use edit::{Assessed, assess, update, update_known};
pub use locks::{is_for_role, lock_in_bulk, locks};
pub use settle::{missing_names, statuses_after};

/// In the history, in the place of a field: the customer was created.
pub const CREATED: &str = "created";
/// The customer was removed for good.
pub const DELETED: &str = "deleted";
/// The customer's data was wiped.
pub const ANONYMIZED: &str = "anonymized";

/// What a write asks of the fields that the organisation requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// All must have a value: forms of the whole customer.
    Everything,
    /// None may lose its value: what else the customer lacks is not this write's to ask for.
    NothingLost,
    /// Nothing: files, commands, and what takes a write back.
    Nothing,
}

/// Who writes, by which rules, and what they have already said yes to.
pub struct Writing<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The organisation's rules.
    pub settings: &'a Settings,
    /// When.
    pub at: NaiveDateTime,
    /// What is asked of the fields that the organisation requires.
    pub asks: Asks,
    /// Whether a name may be missing: an import row that carries an id, and the API.
    pub may_be_nameless: bool,
    /// Likely duplicates have been seen and are wanted all the same.
    pub accepts_duplicates: bool,
    /// It is the same customer under another name.
    pub accepts_renaming: bool,
    /// What is doubtful and can be kept as it was typed is kept, and told afterwards.
    pub accepts_doubts: bool,
    /// Why a locked field is corrected.
    pub reason: Option<String>,
    /// The job of which it is part.
    pub job: Option<i64>,
    /// It takes a write back: what was there before may come again, though nobody could choose it.
    pub restores: bool,
    /// What becomes of the services of whoever is deactivated.
    pub leaving: crate::services::Leaving,
}

impl<'a> Writing<'a> {
    /// By a form: complete, and asking before anything doubtful.
    #[must_use]
    pub fn by_form(actor: &'a Actor, settings: &'a Settings, at: NaiveDateTime) -> Self {
        Self {
            actor,
            settings,
            at,
            asks: Asks::Everything,
            may_be_nameless: false,
            accepts_duplicates: false,
            accepts_renaming: false,
            accepts_doubts: true,
            reason: None,
            job: None,
            restores: false,
            leaving: crate::services::Leaving::default(),
        }
    }

    /// By a program: what a form would ask is answered with yes, and told as a warning.
    #[must_use]
    pub fn by_program(actor: &'a Actor, settings: &'a Settings, at: NaiveDateTime) -> Self {
        Self {
            asks: Asks::Nothing,
            may_be_nameless: true,
            accepts_duplicates: true,
            accepts_renaming: true,
            ..Self::by_form(actor, settings, at)
        }
    }

    fn circumstance(&self) -> Circumstance<'_> {
        Circumstance {
            actor: self.actor,
            at: self.at,
            reason: self.reason.as_deref(),
            job: self.job,
        }
    }

    /// The country whose rules hold for numbers without one of their own.
    #[must_use]
    pub fn country_of<'r>(&'r self, record: &'r Record) -> &'r str {
        record.customer.country.as_deref().unwrap_or(&self.settings.organisation.country)
    }
}

/// What became of a write.
#[derive(Debug)]
pub enum Outcome {
    /// Written.
    Saved(Saved),
    /// Nothing was different; nothing was written.
    Unchanged(i64),
    /// Refused: nothing was written.
    Rejected(Findings),
    /// Nothing was written yet: somebody has to say yes first.
    Unconfirmed(Question),
    /// Somebody else wrote since: the customer as it is now.
    Conflict(Box<Record>),
}

/// A written customer.
#[derive(Debug)]
pub struct Saved {
    /// Its number.
    pub id: i64,
    /// Its version now.
    pub version: i64,
    /// Its name for screens; none when it has none, or none any more.
    pub name: Option<String>,
    /// When it was written.
    pub at: NaiveDateTime,
    /// Keys of the fields that changed; empty for a new customer.
    pub changed: Vec<String>,
    /// What is worth telling.
    pub warnings: Findings,
    /// Its category before, if it existed.
    pub category_before: Option<String>,
    /// Its category now, if it still exists.
    pub category: Option<String>,
    /// Contracts and subscriptions that ended, paused or came back with it.
    pub services: usize,
}

impl Saved {
    fn new(writing: &Writing, before: Option<Record>, after: Option<Record>) -> Self {
        let known = after.as_ref().or(before.as_ref()).map(|record| &record.customer);
        Self {
            id: known.map_or(0, |customer| customer.id),
            version: known.map_or(0, |customer| customer.version),
            name: after.as_ref().and_then(Record::display_name).map(str::to_owned),
            at: writing.at,
            changed: Vec::new(),
            warnings: Findings::default(),
            category_before: before.map(|record| record.customer.category),
            category: after.map(|record| record.customer.category),
            services: 0,
        }
    }
}

/// What has to be answered before a write.
#[derive(Debug, Default)]
pub struct Question {
    /// Customers that may be the same.
    pub duplicates: Vec<Duplicate>,
    /// Whether a known customer gets another name.
    pub is_renaming: bool,
    /// What else is worth looking at.
    pub warnings: Findings,
}

/// Creates a customer.
///
/// # Errors
/// When the database fails.
pub fn create(conn: &mut Db, writing: &Writing, changes: &Changes) -> Result<Outcome, AppError> {
    let (mut record, mut findings) = preview(conn, writing, None, changes)?;
    locks::check_new(writing, &record, &mut findings);
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    if !writing.accepts_duplicates {
        let duplicates = duplicates::find(conn, writing.actor, None, &record)?;
        if !duplicates.is_empty() {
            let question = Question { duplicates, warnings: findings, ..Question::default() };
            return Ok(Outcome::Unconfirmed(question));
        }
    }
    store::insert(conn, &mut record)?;
    note(conn, writing, (record.customer.id, 1), CREATED)?;
    Ok(Outcome::Saved(Saved { warnings: findings, ..Saved::new(writing, None, Some(record)) }))
}

/// Removes a customer and all that hangs on it; only its history stays.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn delete(conn: &mut Db, writing: &Writing, id: i64) -> Result<Saved, AppError> {
    let before = query::find_to_change(conn, writing.actor, id)?.ok_or(AppError::NotFound)?;
    owed::leave(conn, &[id], writing.at)?;
    crate::services::forget(conn, id)?;
    store::delete(conn, id)?;
    let revision = before.customer.version + 1;
    forget(conn, id)?;
    note(conn, writing, (id, revision), DELETED)?;
    Ok(Saved { version: revision, ..Saved::new(writing, Some(before), None) })
}

/// Wipes what tells who the customer is, here and in its history; number, dates and who changed
/// which field remain.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn anonymize(conn: &mut Db, writing: &Writing, id: i64) -> Result<Saved, AppError> {
    let before = query::find_to_change(conn, writing.actor, id)?.ok_or(AppError::NotFound)?;
    let after = derive::anonymous(&before, writing.at);
    store::update(conn, &before, &after)?;
    services::follow(conn, writing, &[id], &after.customer.status)?;
    crate::services::forget(conn, id)?;
    owed::forget(conn, id)?;
    forget(conn, id)?;
    note(conn, writing, (id, after.customer.version), ANONYMIZED)?;
    Ok(Saved::new(writing, Some(before), Some(after)))
}

/// Wipes the customer's values wherever else they are kept.
fn forget(conn: &mut Db, id: i64) -> Result<(), AppError> {
    history::forget(conn, Entity::Customer, id)?;
    jobs::forget_customer(conn, id)?;
    portal::account::forget(conn, id)?;
    Ok(selection::drop_customer(conn, id)?)
}

/// Sets what the changes say, and nothing that follows from it.
pub fn apply(record: &mut Record, changes: &Changes) {
    for (key, value) in changes.iter() {
        if let Some(field) = fields::find(key) {
            (field.set)(record, value.clone());
        }
    }
}

/// What happened to the customer as a whole, in the history.
fn note(
    conn: &mut Db,
    writing: &Writing,
    (id, revision): (i64, i64),
    what: &str,
) -> Result<(), AppError> {
    let change = Change { field: what.to_owned(), before: None, after: None };
    let place = (Entity::Customer, id, revision);
    history::record_as(conn, &writing.circumstance(), place, &[change])?;
    Ok(())
}

/// A new customer before anything is typed.
#[must_use]
pub fn blank(writing: &Writing) -> Record {
    let mut record = Record::default();
    derive::defaults(&mut record, writing);
    record
}

/// The customer as the changes would make it, and what is wrong with it. Writes nothing.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn preview(
    conn: &mut Db,
    writing: &Writing,
    before: Option<&Record>,
    changes: &Changes,
) -> Result<(Record, Findings), AppError> {
    let mut after = before.cloned().unwrap_or_else(|| blank(writing));
    apply(&mut after, changes);
    let mut findings = Findings::default();
    settle::settle(writing, before, &mut after, changes, &mut findings);
    if let Some(before) = before.filter(|known| known.customer.status != after.customer.status) {
        let standing = accounts::standing_of(conn, before.customer.id)?;
        derive::category(writing, &mut after.customer, standing);
    }
    uniqueness::check(conn, writing, before, &after, &mut findings)?;
    Ok((after, findings))
}

/// What is wrong with the changes of a customer, or of a new one. Writes nothing.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn findings(
    conn: &mut Db,
    writing: &Writing,
    id: Option<i64>,
    changes: &Changes,
) -> Result<Findings, AppError> {
    let before = match id {
        Some(id) => Some(query::find_visible(conn, writing.actor, id)?.ok_or(AppError::NotFound)?),
        None => None,
    };
    preview(conn, writing, before.as_ref(), changes).map(|(_, findings)| findings)
}

/// A change of the status alone.
#[must_use]
pub fn status_change(status: &str) -> Changes {
    let mut changes = Changes::default();
    changes.set("status", Value::Text(status.to_owned()));
    changes
}
