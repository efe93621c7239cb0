//! Finds the customer that a row is about.

use super::assemble::Assembled;
use super::options::Key;
use super::wanted::{Job, Wanted, country_of};
use super::words;
use crate::customers::Query;
use crate::db::Db;
use crate::fields::filter::Op;
use crate::fields::{IdRole, Kind, PhoneKind, Value, phone_entry};
use crate::identity::{phone, tax_id};
use crate::lists::Filter;
use crate::settings::Settings;
use crate::text;
use diesel::QueryResult;

/// Whom a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nobody is looked for, or the row has no value to look by.
    NoKey,
    /// No customer has it.
    Nobody,
    /// This one.
    One(i64),
    /// More than one has it.
    Several,
    /// The customer's number is no number.
    BadId,
}

/// Finds the row's customer among those that the actor sees, archived ones too.
pub(super) fn find(
    conn: &mut Db,
    job: &Job,
    settings: &Settings,
    row: &Assembled,
    wanted: &Wanted,
) -> QueryResult<Found> {
    let ids = match job.key {
        None => return Ok(Found::NoKey),
        Some(Key::Id) => {
            let Some(typed) = &row.id else {
                return Ok(Found::NoKey);
            };
            let Ok(id) = text::ascii_digits(typed).parse::<i64>() else {
                return Ok(Found::BadId);
            };
            by(conn, job, "id", vec![Value::Number(id)])?
        }
        Some(Key::Field(field)) => {
            let values = values(job, settings, &field.key, field.kind, wanted);
            match (field.key.as_ref(), values.first()) {
                (_, None) => return Ok(Found::NoKey),
                ("name", Some(Value::Text(name))) => query(job).named(conn, name, 2)?,
                ("external_ref", Some(Value::Text(text))) => query(job).referred(conn, text, 2)?,
                _ => by(conn, job, &field.key, values)?,
            }
        }
    };
    Ok(match ids.as_slice() {
        [] => Found::Nobody,
        [id] => Found::One(*id),
        _ => Found::Several,
    })
}

/// Naming the status lets archived customers in; what is anonymised is nobody's any more.
fn query(job: &Job) -> Query {
    let mut query = Query::visible_to(job.actor);
    query.filters.push(Filter {
        key: "status".to_owned(),
        op: Op::Not,
        values: vec![Value::Text("anonymized".to_owned())],
        raw: Vec::new(),
    });
    query
}

fn by(conn: &mut Db, job: &Job, key: &str, values: Vec<Value>) -> QueryResult<Vec<i64>> {
    let mut query = query(job);
    let (key, raw) = (key.to_owned(), Vec::new());
    query.filters.push(Filter { key, op: Op::Eq, values, raw });
    query.few(conn, 2)
}

/// The values by which the customer may be stored: numbers also as their kind writes them.
fn values(job: &Job, settings: &Settings, key: &str, kind: Kind, wanted: &Wanted) -> Vec<Value> {
    if let Kind::Ref(list) = kind {
        let named = wanted.names.iter().find(|named| named.key == key);
        let known = named.and_then(|named| {
            let folded = text::fold(&named.name);
            settings.list(list).into_iter().find(|offer| text::fold(&offer.name) == folded)
        });
        return known.map(|offer| Value::Ref(offer.id)).into_iter().collect();
    }
    let Some(value) = wanted.changes.get(key).filter(|value| !value.is_empty()) else {
        return Vec::new();
    };
    let country = country_of(job, settings, &wanted.changes);
    let mut values = vec![value.clone()];
    match (kind, value.text()) {
        (Kind::IdNumber(role), Some(typed)) => {
            let type_key = if role == IdRole::Tax { "tax_id_type" } else { "doc_type" };
            let stated = wanted.changes.get(type_key).and_then(Value::text);
            let is_tax = role == IdRole::Tax;
            let chosen = stated
                .and_then(|code| words::id_kind(&country, code, is_tax))
                .unwrap_or_else(|| tax_id::guess(&country, typed, is_tax));
            values.extend(tax_id::check(chosen, typed).ok().map(|c| Value::Text(c.compact)));
        }
        (Kind::Phone, Some(typed)) => {
            let (entry, _) = phone_entry(PhoneKind::Other, typed, &country);
            let e164 = entry.e164.into_iter();
            values.extend(e164.flat_map(|e164| phone::spellings(&e164)).map(Value::Text));
        }
        _ => {}
    }
    values
}
