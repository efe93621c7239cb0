//! Customers that may be the same person or company as a new one, with what they share.

use std::collections::{BTreeMap, BTreeSet};

use crate::db::prelude::*;

use crate::access::Actor;
use crate::customers::query::{self, Walk};
use crate::customers::record::Record;
use crate::db::schema::{customer_notify_emails, customer_phones, customers};
use crate::db::{Db, among_texts};
use crate::error::AppError;
use crate::identity::tax_id::{self, IdKind};
use crate::identity::{email, phone};

/// What two customers share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The tax id.
    TaxId,
    /// The document.
    Document,
    /// An e-mail.
    Email,
    /// A phone.
    Phone,
    /// The name, accents and case aside.
    Name,
}

/// A customer that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// What is the same.
    pub likenesses: Vec<Likeness>,
}

/// Most that are shown: beyond, the search is the better tool.
const SHOWN: usize = 5;

/// Most that are looked at for each likeness: the first ones may all be other people's.
const MOST: i64 = 200;

/// The customers like a new one, or like what `before` would become, that the actor may see, the
/// likest first. What a customer had already was asked when it got it.
pub(super) fn find(
    conn: &mut Db,
    actor: &Actor,
    before: Option<&Record>,
    record: &Record,
) -> Result<Vec<Duplicate>, AppError> {
    let customer = &record.customer;
    let old = before.map(|before| &before.customer);
    let tax = (customer.tax_id_type.as_deref(), customer.tax_id_folded.as_deref());
    let document = (customer.doc_type.as_deref(), customer.doc_folded.as_deref());
    let mut alike = Vec::new();
    if old.is_none_or(|old| old.tax_id_folded != customer.tax_id_folded) {
        alike.push((by_number(conn, tax)?, Likeness::TaxId));
    }
    if old.is_none_or(|old| old.doc_folded != customer.doc_folded) {
        alike.push((by_number(conn, document)?, Likeness::Document));
    }
    if old.is_none_or(|old| old.email_folded != customer.email_folded) {
        alike.push((by_email(conn, record)?, Likeness::Email));
    }
    if old.is_none_or(|old| old.name_sort != customer.name_sort) {
        alike.push((by_name(conn, record)?, Likeness::Name));
    }
    alike.push((by_phone(conn, new_phones(before, record))?, Likeness::Phone));
    let mut found: BTreeMap<i64, BTreeSet<Likeness>> = BTreeMap::new();
    for (ids, likeness) in alike {
        for id in ids.into_iter().filter(|id| *id != customer.id) {
            found.entry(id).or_default().insert(likeness);
        }
    }
    let ids: Vec<i64> = found.keys().copied().collect();
    let names = query::visible_names(conn, actor, &ids)?;
    let mut likest: Vec<Duplicate> = found
        .into_iter()
        .filter_map(|(id, likenesses)| {
            let name = names.get(&id)?.clone().unwrap_or_default();
            Some(Duplicate { id, name, likenesses: likenesses.into_iter().collect() })
        })
        .collect();
    likest.sort_by_key(|like| (std::cmp::Reverse(like.likenesses.len()), like.id));
    likest.truncate(SHOWN);
    Ok(likest)
}

/// A number that many share (final consumer, foreign customer) says nothing.
fn is_generic(kind: Option<&str>, number: &str) -> bool {
    kind.and_then(IdKind::from_code)
        .and_then(|kind| tax_id::check(kind, number).ok())
        .is_some_and(|checked| checked.generic)
}

/// By a number: people write the tax id where the document belongs, and the other way round.
fn by_number(
    conn: &mut Db,
    (kind, compact): (Option<&str>, Option<&str>),
) -> QueryResult<Vec<i64>> {
    let Some(compact) = compact.filter(|compact| !is_generic(kind, compact)) else {
        return Ok(Vec::new());
    };
    customers::table
        .filter(customers::tax_id_folded.eq(compact).or(customers::doc_folded.eq(compact)))
        .select(customers::id)
        .limit(MOST)
        .load(conn)
}

fn by_email(conn: &mut Db, record: &Record) -> QueryResult<Vec<i64>> {
    let own: Vec<String> =
        record.customer.email.iter().chain(&record.notify_emails).map(|e| email::fold(e)).collect();
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let mut ids: Vec<i64> = customers::table
        .filter(among_texts(customers::email_folded.assume_not_null(), &own))
        .select(customers::id)
        .limit(MOST)
        .load(conn)?;
    ids.extend(
        customer_notify_emails::table
            .filter(among_texts(customer_notify_emails::email_folded, &own))
            .select(customer_notify_emails::customer_id)
            .limit(MOST)
            .load::<i64>(conn)?,
    );
    Ok(ids)
}

/// The phones that the customer did not have before, however they may be kept elsewhere.
fn new_phones(before: Option<&Record>, record: &Record) -> Vec<String> {
    let e164s = |record: &Record| -> BTreeSet<String> {
        record.all_phones().filter_map(|entry| entry.e164.clone()).collect()
    };
    let had = before.map(e164s).unwrap_or_default();
    e164s(record).difference(&had).flat_map(|e164| phone::spellings(e164)).collect()
}

fn by_phone(conn: &mut Db, own: Vec<String>) -> QueryResult<Vec<i64>> {
    if own.is_empty() {
        return Ok(Vec::new());
    }
    customer_phones::table
        .filter(among_texts(customer_phones::e164.assume_not_null(), &own))
        .select(customer_phones::customer_id)
        .limit(MOST)
        .load(conn)
}

fn by_name(conn: &mut Db, record: &Record) -> QueryResult<Vec<i64>> {
    if record.customer.name_sort.as_str() >= Walk::NAMELESS {
        return Ok(Vec::new());
    }
    customers::table
        .filter(customers::name_sort.eq(&record.customer.name_sort))
        .filter(customers::status.ne("anonymized"))
        .select(customers::id)
        .limit(MOST)
        .load(conn)
}
