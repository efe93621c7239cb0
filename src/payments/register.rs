//! Taking a payment in.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::payments;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::identity::geo;
use crate::invoices::settling::{self, Source};
use crate::invoices::states::METHODS;
use crate::invoices::store::{Invoice, find as find_invoice};
use crate::invoices::{Refusal, Saved, Writing};
use crate::money::{Amount, MOST};
use crate::token;

use super::spread::{OpenInvoice, open_of};
use super::store::{self, Payment};
use super::when;

/// In the history, in the place of a field: the payment was taken in.
pub const REGISTERED: &str = "registered";

/// A payment that somebody took in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Who paid.
    pub customer: i64,
    /// Currency.
    pub currency: String,
    /// How much.
    pub amount: Amount,
    /// By which way.
    pub method: String,
    /// On which day.
    pub paid_on: NaiveDate,
    /// What the payer or the bank calls it.
    pub reference: Option<String>,
    /// Which documents it settles, and how much of each. What is left is the customer's credit.
    pub to: Vec<(i64, Amount)>,
    /// What was left of documents when the form was filled.
    pub seen: Vec<(i64, Amount)>,
    /// The form's own mark: the same form twice is one payment.
    pub once: String,
}

/// What became of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Written.
    Saved(Saved),
    /// The same form brought it before: that payment.
    Again(i64),
    /// Nothing was written, and why.
    Refused(Refusal),
    /// Somebody was faster: what is open now.
    Conflict(Vec<OpenInvoice>),
}

/// Takes a payment in and settles what it is for.
///
/// # Errors
/// `NotFound` when the actor sees no such customer; else when the database fails.
pub fn register(conn: &mut Db, w: &Writing, received: &Received) -> Result<Outcome, AppError> {
    query::find_to_change(conn, w.actor, received.customer)?.ok_or(AppError::NotFound)?;
    if let Some(id) = brought_before(conn, received)? {
        return Ok(Outcome::Again(id));
    }
    if let Err(refusal) = says_enough(w, received) {
        return Ok(Outcome::Refused(refusal));
    }
    if !is_as_seen(conn, received)? {
        return Ok(Outcome::Conflict(open_of(conn, received.customer)?));
    }
    let parts = match parts(conn, received)? {
        Ok(parts) => parts,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let saved = write(conn, w, received, parts)?;
    w.refresh(conn, &[received.customer])?;
    Ok(Outcome::Saved(saved))
}

fn brought_before(conn: &mut Db, received: &Received) -> Result<Option<i64>, AppError> {
    let found: Option<(i64, i64)> = payments::table
        .filter(payments::once.eq(&received.once))
        .select((payments::id, payments::customer_id))
        .first(conn)
        .optional()?;
    match found {
        None => Ok(None),
        Some((id, customer)) if customer == received.customer => Ok(Some(id)),
        // A mark of somebody else's form was not made by ours.
        Some(_) => Err(AppError::BadRequest),
    }
}

/// What can be seen without looking anything up.
pub(super) fn says_enough(w: &Writing, received: &Received) -> Result<(), Refusal> {
    if received.amount.0 <= 0 || received.to.iter().any(|(_, part)| part.0 <= 0) {
        return Err(Refusal::Nothing);
    }
    if received.amount.0 > MOST {
        return Err(Refusal::TooLarge);
    }
    if geo::currency(&received.currency).is_none() {
        return Err(Refusal::OtherCurrency);
    }
    if !METHODS.iter().any(|known| known.code == received.method) {
        return Err(Refusal::NoSuchMethod);
    }
    if received.paid_on > w.today() {
        return Err(Refusal::NotYet);
    }
    Ok(())
}

/// Whether what the form saw of documents still holds.
fn is_as_seen(conn: &mut Db, received: &Received) -> QueryResult<bool> {
    for (id, balance) in &received.seen {
        let row = find_invoice(conn, *id)?;
        if row.is_none_or(|row| row.balance != balance.0) {
            return Ok(false);
        }
    }
    Ok(true)
}

type Parts = Vec<(Invoice, i64)>;

/// The documents with what each gets, one entry for each.
fn parts(conn: &mut Db, received: &Received) -> QueryResult<Result<Parts, Refusal>> {
    let mut wanted: BTreeMap<i64, i64> = BTreeMap::new();
    for (id, part) in &received.to {
        let sum = wanted.entry(*id).or_default();
        *sum = sum.saturating_add(part.0);
    }
    let mut left = received.amount.0;
    let mut parts = Vec::with_capacity(wanted.len());
    for (id, part) in wanted {
        let row = find_invoice(conn, id)?.filter(|row| row.customer_id == received.customer);
        let Some(row) = row else { return Ok(Err(Refusal::NoSuchInvoice)) };
        if row.currency != received.currency {
            return Ok(Err(Refusal::OtherCurrency));
        }
        if part > row.balance || part > left {
            return Ok(Err(Refusal::MoreThanLeft));
        }
        left -= part;
        parts.push((row, part));
    }
    Ok(Ok(parts))
}

fn write(conn: &mut Db, w: &Writing, received: &Received, parts: Parts) -> Result<Saved, AppError> {
    let applied = parts.iter().map(|(_, part)| part).sum();
    let row = row(w, received, applied);
    let id = store::insert(conn, &row)?;
    settle(conn, w, id, parts)?;
    let changes: Vec<Change> =
        Change::between(REGISTERED, None, Some(row.public_id)).into_iter().collect();
    history::record_as(conn, &w.circumstance(None), (Entity::Payment, id, 1), &changes)?;
    Ok(Saved { id, version: 1, customer: received.customer })
}

/// A new payment, of which so much settles documents.
pub(super) fn row(w: &Writing, received: &Received, applied: i64) -> Payment {
    Payment {
        public_id: format!("pay_{}", token::random_text(14)),
        version: 1,
        customer_id: received.customer,
        currency: received.currency.clone(),
        amount: received.amount.0,
        applied,
        method: received.method.clone(),
        status: "successful".to_owned(),
        reference: received.reference.clone(),
        paid_at: moment(w, received.paid_on),
        received_by: w.actor.id,
        once: Some(received.once.clone()),
        created_at: w.at,
        updated_at: w.at,
        ..Payment::default()
    }
}

/// Settles parts of documents by a payment whose `applied` says so already.
pub(super) fn settle(
    conn: &mut Db,
    w: &Writing,
    payment: i64,
    parts: Parts,
) -> Result<(), AppError> {
    for (mut row, part) in parts {
        let before = row.paid;
        settling::apply(conn, &mut row, Source::Payment(payment), part, w.at)?;
        settling::goes_on(conn, w, &row)?;
        paid_moved(conn, w, &row, before, None)?;
    }
    Ok(())
}

/// Tells the history of a document that what is paid of it moved.
pub(super) fn paid_moved(
    conn: &mut Db,
    w: &Writing,
    row: &Invoice,
    before: i64,
    reason: Option<&str>,
) -> QueryResult<()> {
    let place = (Entity::Invoice, row.id, row.version);
    history::record_as(conn, &w.circumstance(reason), place, &paid_changes(before, row.paid))
}

/// What is paid of a document moved, in the words of its history.
pub(super) fn paid_changes(before: i64, after: i64) -> Vec<Change> {
    let said = |paid: i64| Some(paid.to_string());
    Change::between("paid", said(before), said(after)).into_iter().collect()
}

/// When it was paid: now, if it was today; else in the middle of that day where the organisation is.
fn moment(w: &Writing, day: NaiveDate) -> NaiveDateTime {
    if day == w.today() {
        return w.at;
    }
    when::of_day(day, w.settings.organisation.zone())
}
