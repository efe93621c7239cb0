//! The one road on which contracts are written: the customer is locked, what is wanted is checked, and row, history
//! and the customer's figures are written in the caller's transaction.

use super::fields::{self, Contract, ContractPatch, Record};
use super::{Contracts, check};
use crate::access::Actor;
use crate::customers::owned::save::{self as owned, locked, refuse_closed};
use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::contracts;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Problem, Uses};
use crate::history::{self, Change, Entity};
use crate::services::Writing;
use crate::services::machines::contract_may_become;
use crate::token::random_text;

/// In the history, in the place of a field: the contract was created.
pub const CREATED: &str = "created";
/// The draft was thrown away.
pub const DELETED: &str = "deleted";

/// What became of a write.
pub type Outcome = owned::Outcome<Record>;

/// A contract, if the actor may see its customer.
///
/// # Errors
/// When the database fails.
pub fn find_visible(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<Record>> {
    owned::find_visible::<Contracts>(conn, actor, id)
}

/// What a new contract begins with.
#[must_use]
pub fn blank(w: &Writing, customer: i64) -> Record {
    let contract = Contract {
        public_id: format!("con_{}", random_text(14)),
        version: 1,
        customer_id: customer,
        state: "draft".to_owned(),
        start_date: w.today(),
        currency: w.settings.organisation.currency.clone(),
        created_by: w.actor.id,
        created_at: w.at,
        updated_at: w.at,
        ..Contract::default()
    };
    Record { contract, ..Record::default() }
}

/// A new contract of a customer, as a draft or enabled at once.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn create(
    conn: &mut Db,
    w: &Writing,
    customer: i64,
    changes: &Changes,
    is_draft: bool,
) -> Result<Outcome, AppError> {
    let owner = query::find_to_change(conn, w.actor, customer)?.ok_or(AppError::NotFound)?;
    let mut after = blank(w, customer);
    let mut findings = check::check(conn, w, None, &mut after, changes)?;
    refuse_closed(&owner, &mut findings);
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    if !is_draft {
        "enabled".clone_into(&mut after.contract.state);
    }
    let id: i64 = diesel::insert_into(contracts::table)
        .values(&after.contract)
        .returning(contracts::id)
        .get_result(conn)?;
    note(conn, w, (id, 1), CREATED)?;
    w.refresh(conn, customer)?;
    Ok(Outcome::Saved(id))
}

/// Changes a contract that is as the form was filled from; `version` says which state that was.
///
/// # Errors
/// `NotFound` when the actor sees no such contract; else when the database fails.
pub fn update(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    changes: &Changes,
) -> Result<Outcome, AppError> {
    let (owner, before) = locked::<Contracts>(conn, w.actor, id)?;
    if before.contract.version != version {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    let mut after = before.clone();
    let mut findings = check::check(conn, w, Some(&before), &mut after, changes)?;
    refuse_closed(&owner, &mut findings);
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    write(conn, w, &before, after)
}

/// What a contract would be with these changes. Writes nothing.
///
/// # Errors
/// When the database fails.
pub fn preview(
    conn: &mut Db,
    w: &Writing,
    before: &Record,
    changes: &Changes,
) -> Result<(Record, Findings), AppError> {
    let mut after = before.clone();
    let findings = check::check(conn, w, Some(before), &mut after, changes)?;
    Ok((after, findings))
}

/// Takes a contract from one state to another.
///
/// # Errors
/// `NotFound` when the actor sees no such contract; else when the database fails.
pub fn set_state(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    state: &str,
) -> Result<Outcome, AppError> {
    let (owner, before) = locked::<Contracts>(conn, w.actor, id)?;
    if before.contract.version != version {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    let mut findings = Findings::default();
    if !contract_may_become(&before.contract.state, state) {
        findings.refuse("state", Problem::Step);
    }
    refuse_closed(&owner, &mut findings);
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    let mut after = before.clone();
    state.clone_into(&mut after.contract.state);
    let today = w.today();
    if state == "ended" && after.contract.start_date <= today {
        // What was to end later ends now.
        let end = after.contract.end_date.filter(|end| *end < today);
        after.contract.end_date = Some(end.unwrap_or(today));
    }
    write(conn, w, &before, after)
}

/// Throws a draft away.
///
/// # Errors
/// `NotFound` when the actor sees no such contract; else when the database fails.
pub fn delete(conn: &mut Db, w: &Writing, (id, version): (i64, i64)) -> Result<Outcome, AppError> {
    let (_, before) = locked::<Contracts>(conn, w.actor, id)?;
    if before.contract.version != version {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    if before.contract.state != "draft" {
        let mut findings = Findings::default();
        findings.refuse("state", Problem::Step);
        return Ok(Outcome::Rejected(findings));
    }
    diesel::delete(contracts::table.find(id)).execute(conn)?;
    note(conn, w, (id, version + 1), DELETED)?;
    w.refresh(conn, before.contract.customer_id)?;
    Ok(Outcome::Saved(id))
}

fn write(
    conn: &mut Db,
    w: &Writing,
    before: &Record,
    mut after: Record,
) -> Result<Outcome, AppError> {
    let id = before.contract.id;
    let changes = differences(before, &after);
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(id));
    }
    after.contract.version += 1;
    after.contract.updated_at = w.at;
    diesel::update(contracts::table.find(id))
        .set(ContractPatch::between(&before.contract, &after.contract))
        .execute(conn)?;
    let place = (Entity::Contract, id, after.contract.version);
    history::record_as(conn, &w.circumstance(), place, &changes)?;
    w.refresh(conn, before.contract.customer_id)?;
    Ok(Outcome::Saved(id))
}

/// What differs, by the fields that people decide about.
fn differences(before: &Record, after: &Record) -> Vec<Change> {
    let decided = fields::all().iter().filter(|field| {
        field.is_used_in(Uses::FORM) || matches!(&*field.key, "state" | "currency")
    });
    owned::differences(decided, (before, after))
}

/// What happened to the contract as a whole.
fn note(conn: &mut Db, w: &Writing, (id, revision): (i64, i64), what: &str) -> QueryResult<()> {
    owned::note(conn, &w.circumstance(), (Entity::Contract, id, revision), what)
}
