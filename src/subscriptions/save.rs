//! The one road on which subscriptions are written: the customer is locked, what is wanted is checked, and row,
//! history and the customer's figures are written in the caller's transaction.

use super::fields::{self, Record, Subscription, SubscriptionPatch};
use super::turn::due_period;
use super::{Subscriptions, check};
use crate::access::Actor;
use crate::customers::owned::save::{self as owned, refuse_closed};
use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::subscriptions;
use crate::error::AppError;
use crate::fields::{Changes, Findings, Problem};
use crate::history::{self, Change, Circumstance, Entity};
use crate::services::machines::is_subscription_over;
use crate::services::{Writing, bill_at_once};
use crate::token::random_text;

/// In the history, in the place of a field: the subscription was created.
pub const CREATED: &str = "created";

/// What became of a write.
pub type Outcome = owned::Outcome<Record>;

/// A subscription, if the actor may see its customer.
///
/// # Errors
/// When the database fails.
pub fn find_visible(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<Record>> {
    owned::find_visible::<Subscriptions>(conn, actor, id)
}

/// What a new subscription begins with.
#[must_use]
pub fn blank(w: &Writing, customer: i64) -> Record {
    let subscription = Subscription {
        public_id: format!("sub_{}", random_text(14)),
        version: 1,
        customer_id: customer,
        status: "scheduled".to_owned(),
        start_at: w.today(),
        anchor_day: 1,
        quantity: 1,
        currency: w.settings.organisation.currency.clone(),
        created_by: w.actor.id,
        created_at: w.at,
        updated_at: w.at,
        ..Subscription::default()
    };
    Record { subscription, ..Record::default() }
}

/// What a subscription would be with these changes, and when it would be charged. Writes nothing.
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
    let is_new = before.subscription.id == 0;
    let findings = check::check(conn, w, Some(before).filter(|_| !is_new), &mut after, changes)?;
    if is_new && !findings.stop() {
        check::begin(&mut after, w.today());
    }
    Ok((after, findings))
}

/// A new subscription of a customer.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn create(
    conn: &mut Db,
    w: &Writing,
    customer: i64,
    changes: &Changes,
) -> Result<Outcome, AppError> {
    let owner = query::find_to_change(conn, w.actor, customer)?.ok_or(AppError::NotFound)?;
    let (after, mut findings) = preview(conn, w, &blank(w, customer), changes)?;
    refuse_closed(&owner, &mut findings);
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    let id: i64 = diesel::insert_into(subscriptions::table)
        .values(&after.subscription)
        .returning(subscriptions::id)
        .get_result(conn)?;
    owned::note(conn, &w.circumstance(), (Entity::Subscription, id, 1), CREATED)?;
    bill_if_due(conn, w, id, &after)?;
    w.refresh(conn, customer)?;
    Ok(Outcome::Saved(id))
}

/// Changes a subscription that is as the form was filled from; `version` says which state that was.
///
/// # Errors
/// `NotFound` when the actor sees no such subscription; else when the database fails.
pub fn update(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    changes: &Changes,
) -> Result<Outcome, AppError> {
    let (owner, before) = locked(conn, w, id)?;
    if before.subscription.version != version {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    let (after, mut findings) = preview(conn, w, &before, changes)?;
    refuse_closed(&owner, &mut findings);
    if is_subscription_over(&before.subscription.status) {
        findings.refuse("status", Problem::Step);
    }
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    bill_if_due(conn, w, id, &after)?;
    write(conn, w, &before, after, None)
}

/// What people write for today is billed at once; the rest as its day begins.
pub(super) fn bill_if_due(conn: &mut Db, w: &Writing, id: i64, after: &Record) -> QueryResult<()> {
    let is_due = due_period(after, w.today()).is_some();
    bill_at_once(conn, w.actor, is_due.then_some(id).into_iter().collect())
}

/// A subscription and its customer, whom nobody else writes until the transaction ends.
pub(super) fn locked(
    conn: &mut Db,
    w: &Writing,
    id: i64,
) -> Result<(crate::customers::Record, Record), AppError> {
    owned::locked::<Subscriptions>(conn, w.actor, id)
}

/// Writes what differs, with its history and the customer's figures.
pub(super) fn write(
    conn: &mut Db,
    w: &Writing,
    before: &Record,
    mut after: Record,
    reason: Option<&str>,
) -> Result<Outcome, AppError> {
    let id = before.subscription.id;
    let changes = differences(before, &after);
    if changes.is_empty() {
        return Ok(Outcome::Unchanged(id));
    }
    after.subscription.version += 1;
    after.subscription.updated_at = w.at;
    diesel::update(subscriptions::table.find(id))
        .set(SubscriptionPatch::between(&before.subscription, &after.subscription))
        .execute(conn)?;
    let place = (Entity::Subscription, id, after.subscription.version);
    let circumstance = Circumstance { reason, ..w.circumstance() };
    history::record_as(conn, &circumstance, place, &changes)?;
    w.refresh(conn, before.subscription.customer_id)?;
    Ok(Outcome::Saved(id))
}

/// What differs, but for what only says when.
fn differences(before: &Record, after: &Record) -> Vec<Change> {
    let derived = ["id", "amount", "customer", "customer_id", "created_at", "updated_at"];
    let told = fields::all().iter().filter(|field| !derived.contains(&&*field.key));
    owned::differences(told, (before, after))
}
