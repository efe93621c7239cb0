//! Which types of invoice an issuer of one condition may send to a receiver of another. Rows, not code: the
//! agencies change them.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::Actor;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{allowed_types, invoice_types};
use crate::error::AppError;
use crate::fields::Lookup;
use crate::history::{self, Change, Entity};
use crate::settings::issuing::in_class;
use crate::settings::organisation::move_version;
use crate::token;

use super::entry::Entry;
use super::rules;
use super::tables::{InvoiceType, LegalEntity};

/// A receiver's condition and a type that it may be sent.
pub type Pair = (i64, i64);

/// What a save came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Stored, or there was nothing to store.
    Saved,
    /// A pair does not go with the issuer.
    Refused,
    /// Somebody stored others since the form was filled.
    Conflict,
}

/// What an issuer of a condition may send.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Db, issuer: i64) -> QueryResult<BTreeSet<Pair>> {
    let rows: Vec<Pair> = allowed_types::table
        .filter(allowed_types::issuer_condition_id.eq(issuer))
        .select((allowed_types::receiver_condition_id, allowed_types::invoice_type_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// A short text that differs when the pairs do.
#[must_use]
pub fn fingerprint(pairs: &BTreeSet<Pair>) -> String {
    let text: Vec<String> = pairs.iter().map(|(to, kind)| format!("{to}-{kind}")).collect();
    token::hash(&text.join(" ")).chars().take(16).collect()
}

/// The rows of a catalogue that go with an issuer's condition, in the order of their names: those offered,
/// and those that the pairs name already.
///
/// # Errors
/// When the database fails.
pub fn suited(
    conn: &mut Db,
    issuer: &Entry,
    list: Lookup,
    named: &BTreeSet<i64>,
) -> QueryResult<Vec<Entry>> {
    let Some(catalogue) = super::find(list) else { return Ok(Vec::new()) };
    let mut rows = catalogue.all(conn)?;
    rows.retain(|row| {
        let is_choice = list != Lookup::InvoiceTypes || row.text("purpose") == "invoice";
        is_choice
            && (row.is_active || named.contains(&row.id))
            && rules::misfit(issuer, row).is_none()
    });
    Ok(rows)
}

/// Stores what an issuer of a condition may send, if it is as the form was filled from.
///
/// # Errors
/// `NotFound` when there is no such condition; when the database fails.
pub fn save(
    conn: &mut Db,
    actor: &Actor,
    issuer: i64,
    was: &str,
    wanted: &BTreeSet<Pair>,
) -> Result<Outcome, AppError> {
    move_version(conn)?;
    let conditions = super::find(Lookup::TaxConditions).ok_or(AppError::NotFound)?;
    let issuer = &conditions.find(conn, issuer)?.ok_or(AppError::NotFound)?;
    let stored = of(conn, issuer.id)?;
    if fingerprint(&stored) != was {
        return Ok(Outcome::Conflict);
    }
    let (receivers, types) = (sides(&stored, |pair| pair.0), sides(&stored, |pair| pair.1));
    let receivers = ids(&suited(conn, issuer, Lookup::TaxConditions, &receivers)?);
    let types = ids(&suited(conn, issuer, Lookup::InvoiceTypes, &types)?);
    if !wanted.iter().all(|(to, kind)| receivers.contains(to) && types.contains(kind)) {
        return Ok(Outcome::Refused);
    }
    replace(conn, actor, issuer.id, wanted)?;
    Ok(Outcome::Saved)
}

/// One side of pairs.
#[must_use]
pub fn sides(pairs: &BTreeSet<Pair>, side: fn(&Pair) -> i64) -> BTreeSet<i64> {
    pairs.iter().map(side).collect()
}

fn ids(rows: &[Entry]) -> BTreeSet<i64> {
    rows.iter().map(|row| row.id).collect()
}

/// Puts pairs in the place of those that an issuer has, and the difference into the history.
pub(super) fn replace(
    conn: &mut Db,
    actor: &Actor,
    issuer: i64,
    wanted: &BTreeSet<Pair>,
) -> QueryResult<()> {
    let stored = of(conn, issuer)?;
    for (receiver, kind) in stored.difference(wanted) {
        diesel::delete(allowed_types::table.find((issuer, *receiver, *kind))).execute(conn)?;
    }
    for (receiver, kind) in wanted.difference(&stored) {
        diesel::insert_into(allowed_types::table)
            .values((
                allowed_types::issuer_condition_id.eq(issuer),
                allowed_types::receiver_condition_id.eq(*receiver),
                allowed_types::invoice_type_id.eq(*kind),
            ))
            .execute(conn)?;
    }
    let changes = differences(&stored, wanted);
    if changes.is_empty() {
        return Ok(());
    }
    let revision = history::next_revision(conn, Entity::AllowedTypes, issuer)?;
    history::record(conn, actor, Entity::AllowedTypes, issuer, revision, &changes, None)
}

/// What differs, by receiver: the field is its number, the values are the numbers of the types.
#[must_use]
pub fn differences(before: &BTreeSet<Pair>, after: &BTreeSet<Pair>) -> Vec<Change> {
    let (before, after) = (by_receiver(before), by_receiver(after));
    let receivers: BTreeSet<i64> = before.keys().chain(after.keys()).copied().collect();
    let changes = receivers.into_iter().filter_map(|receiver| {
        let types = |pairs: &BTreeMap<i64, String>| pairs.get(&receiver).cloned();
        Change::between(&receiver.to_string(), types(&before), types(&after))
    });
    changes.collect()
}

fn by_receiver(pairs: &BTreeSet<Pair>) -> BTreeMap<i64, String> {
    let mut found: BTreeMap<i64, String> = BTreeMap::new();
    for (receiver, kind) in pairs {
        let types = found.entry(*receiver).or_default();
        if !types.is_empty() {
            types.push('\n');
        }
        types.push_str(&kind.to_string());
    }
    found
}

/// The types that a razón social may send to a receiver of a condition, in the order of their names.
///
/// # Errors
/// When the database fails.
pub fn types_for(
    conn: &mut Db,
    entity: &LegalEntity,
    receiver: i64,
) -> QueryResult<Vec<InvoiceType>> {
    let types = invoice_types::table
        .inner_join(allowed_types::table.on(allowed_types::invoice_type_id.eq(invoice_types::id)))
        .filter(allowed_types::issuer_condition_id.eq(entity.tax_condition_id))
        .filter(allowed_types::receiver_condition_id.eq(receiver))
        .filter(invoice_types::is_active.eq(true))
        .order(invoice_types::name_folded)
        .select(columns::<InvoiceType>())
        .load(conn)?;
    Ok(in_class(entity.sends_class_m, types, |kind| kind.letter.as_deref()))
}
