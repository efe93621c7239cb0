//! The rows that a country begins with: shipped once, then the organisation's own. What people have is never
//! written over, and what they took away does not come back. The files name their sources.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::entry::Entry;
use super::{allowed, rules, save};
use crate::access::{Actor, Via};
use crate::db::prelude::*;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::fields::{Lookup, Value};
use crate::i18n::Text;
use crate::settings::organisation::{self, move_version};
use crate::settings::{Organisation, document};

const CONDITIONS: &str = include_str!("starting/conditions.csv");
const TYPES: &str = include_str!("starting/types.csv");
const TAXES: &str = include_str!("starting/taxes.csv");
const ALLOWED: &str = include_str!("starting/allowed.csv");

/// The document of the settings that names the countries whose rows were shipped.
const SHIPPED: &str = "catalogues_shipped";

/// All conditions of the country.
const EVERY: &str = "*";

#[derive(Deserialize)]
struct Condition {
    country: String,
    code: Option<String>,
    name: String,
}

#[derive(Deserialize)]
struct Type {
    country: String,
    code: String,
    name: String,
    letter: Option<String>,
    purpose: String,
    shows_tax: u8,
    credited_by: Option<String>,
}

#[derive(Deserialize)]
struct Tax {
    country: String,
    code: Option<String>,
    name: String,
    kind: String,
    rate_bp: i64,
    is_inside: u8,
}

#[derive(Deserialize)]
struct Allowed {
    country: String,
    issuer: String,
    receiver: String,
    /// Codes, with blanks between.
    types: String,
}

/// The rows of a file; the tests read all of them, so that none is left out in silence.
fn rows<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    reader.deserialize().filter_map(Result::ok).collect()
}

/// Ships the rows of the organisation's country where they never were: when the panel starts.
///
/// # Errors
/// When the database fails.
pub fn ship_at_start(db: &Database) -> Result<(), AppError> {
    let waits = db.read_now(|conn| {
        let decided = organisation::find(conn)?;
        let waits = match &decided {
            Some(house) => !countries(conn)?.contains(&house.country),
            None => false,
        };
        Ok::<_, AppError>(decided.filter(|_| waits))
    })?;
    let Some(house) = waits else { return Ok(()) };
    db.write_now(|conn| Ok::<_, AppError>(ship(conn, &Actor::command(Via::Command), &house)?))
}

/// The countries whose rows were shipped.
fn countries(conn: &mut Db) -> QueryResult<BTreeSet<String>> {
    document::find(conn, SHIPPED).map(Option::unwrap_or_default)
}

/// Ships the rows of an organisation's country, unless that was done before.
///
/// # Errors
/// When the database fails.
pub fn ship(conn: &mut Db, actor: &Actor, organisation: &Organisation) -> QueryResult<()> {
    move_version(conn)?;
    let mut shipped = countries(conn)?;
    if !shipped.insert(organisation.country.clone()) {
        return Ok(());
    }
    let mut shipping = Shipping { conn, actor, organisation };
    let conditions = shipping.conditions()?;
    let types = shipping.types()?;
    shipping.taxes()?;
    shipping.allowed(&conditions, &types)?;
    shipping.fantasy()?;
    document::store(conn, SHIPPED, &shipped)
}

struct Shipping<'a> {
    conn: &'a mut Db,
    actor: &'a Actor,
    organisation: &'a Organisation,
}

/// Numbers of rows by name, or by code.
type Ids = BTreeMap<String, i64>;

impl Shipping<'_> {
    fn conditions(&mut self) -> QueryResult<Ids> {
        let mut ids = Ids::new();
        for row in self.of_country(rows::<Condition>(CONDITIONS), |row| &row.country) {
            let values = [("code", row.code.into())];
            let id = self.put(Lookup::TaxConditions, &row.name, values)?.id;
            ids.insert(row.name, id);
        }
        Ok(ids)
    }

    fn types(&mut self) -> QueryResult<Ids> {
        let mut ids = Ids::new();
        let mut credited = Vec::new();
        for row in self.of_country(rows::<Type>(TYPES), |row| &row.country) {
            let values = [
                ("code", Value::Text(row.code.clone())),
                ("letter", row.letter.into()),
                ("purpose", Value::Text(row.purpose)),
                ("shows_tax", Value::Flag(row.shows_tax == 1)),
            ];
            let kind = self.put(Lookup::InvoiceTypes, &row.name, values)?;
            ids.insert(row.code, kind.id);
            credited.extend(row.credited_by.map(|code| (kind, code)));
        }
        for (kind, code) in credited {
            if let Some(by) = ids.get(&code) {
                self.credit(&kind, *by)?;
            }
        }
        Ok(ids)
    }

    /// Says which note takes a type back, where nothing is said yet and the two go together: either may be
    /// what somebody typed under that name.
    fn credit(&mut self, kind: &Entry, by: i64) -> QueryResult<()> {
        let Some(types) = super::find(Lookup::InvoiceTypes) else { return Ok(()) };
        let Some(note) = types.find(self.conn, by)? else { return Ok(()) };
        let is_note = |entry: &Entry| entry.text("purpose") == rules::CREDIT_NOTE;
        let goes = is_note(&note) && !is_note(kind) && rules::misfit(kind, &note).is_none();
        if goes && kind.link("credit_type_id").is_none() {
            let mut credited = kind.clone();
            credited.set("credit_type_id", Value::Ref(by));
            save::replace(self.conn, self.actor, types, kind, credited)?;
        }
        Ok(())
    }

    fn taxes(&mut self) -> QueryResult<()> {
        for row in self.of_country(rows::<Tax>(TAXES), |row| &row.country) {
            let values = [
                ("code", row.code.into()),
                ("kind", Value::Text(row.kind)),
                ("rate_bp", Value::Number(row.rate_bp)),
                ("is_inside", Value::Flag(row.is_inside == 1)),
            ];
            self.put(Lookup::Taxes, &row.name, values)?;
        }
        Ok(())
    }

    fn allowed(&mut self, conditions: &Ids, types: &Ids) -> QueryResult<()> {
        let mut wanted: BTreeMap<i64, BTreeSet<allowed::Pair>> = BTreeMap::new();
        for row in self.of_country(rows::<Allowed>(ALLOWED), |row| &row.country) {
            let kinds: Vec<i64> =
                row.types.split(' ').filter_map(|code| types.get(code)).copied().collect();
            for issuer in chosen(conditions, &row.issuer) {
                let pairs = wanted.entry(issuer).or_default();
                for receiver in chosen(conditions, &row.receiver) {
                    pairs.extend(kinds.iter().map(|kind| (receiver, *kind)));
                }
            }
        }
        wanted.iter().try_for_each(|(issuer, pairs)| self.allow(*issuer, pairs))
    }

    /// What people have allowed already stays as they have it.
    fn allow(&mut self, issuer: i64, pairs: &BTreeSet<allowed::Pair>) -> QueryResult<()> {
        if allowed::of(self.conn, issuer)?.is_empty() {
            allowed::replace(self.conn, self.actor, issuer, pairs)?;
        }
        Ok(())
    }

    /// In every country: what has no legal validity, in the organisation's language.
    fn fantasy(&mut self) -> QueryResult<()> {
        let t = Text(self.organisation.lang());
        let fantasy = ("is_fantasy", Value::Flag(true));
        let name = t.starting_fantasy_condition();
        let condition = self.put(Lookup::TaxConditions, name, [fantasy.clone()])?;
        let of = |purpose: &str| ("purpose", Value::Text(purpose.to_owned()));
        let name = t.starting_fantasy_credit();
        let values = [fantasy.clone(), of(rules::CREDIT_NOTE)];
        let credit = self.put(Lookup::InvoiceTypes, name, values)?;
        let name = t.starting_fantasy_invoice();
        let invoice = self.put(Lookup::InvoiceTypes, name, [fantasy, of("invoice")])?;
        self.credit(&invoice, credit.id)?;
        self.allow(condition.id, &BTreeSet::from([(condition.id, invoice.id)]))
    }

    fn of_country<T>(&self, mut rows: Vec<T>, country: fn(&T) -> &String) -> Vec<T> {
        rows.retain(|row| *country(row) == self.organisation.country);
        rows
    }

    /// A row of that name in the country: as somebody has it, or a new one.
    fn put<const N: usize>(
        &mut self,
        list: Lookup,
        name: &str,
        values: [(&'static str, Value); N],
    ) -> QueryResult<Entry> {
        let catalogue = super::find(list).ok_or(diesel::NotFound)?;
        let mut entry = catalogue.blank(self.organisation);
        entry.set("name", Value::Text(name.to_owned()));
        for (key, value) in values {
            entry.set(key, value);
        }
        match rules::twin(&catalogue.all(self.conn)?, &entry) {
            Some(twin) => Ok(twin.clone()),
            None => save::put(self.conn, self.actor, catalogue, entry),
        }
    }
}

/// The conditions that a cell of the allowed types names.
fn chosen(conditions: &Ids, cell: &str) -> Vec<i64> {
    match cell {
        EVERY => conditions.values().copied().collect(),
        name => conditions.get(name).copied().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests;
