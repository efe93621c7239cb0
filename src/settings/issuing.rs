//! Who issues what to whom, in memory with the rest of the settings: what the form of a customer offers and what
//! a write of its billing is checked against, without a question to the database.

use std::collections::{HashMap, HashSet};

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{
    allowed_types, billing_cycles, customer_billing, invoice_types, legal_entities, tax_conditions,
    taxes,
};
use crate::fields::Lookup;

/// A razón social.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// ISO 3166 code.
    pub country: String,
    /// Whether its documents have no legal validity.
    pub is_fantasy: bool,
    condition_id: i64,
    sends_class_m: bool,
}

#[derive(Clone, Debug)]
struct Row {
    id: i64,
    country: String,
    code: String,
    is_fantasy: Option<bool>,
    is_active: bool,
    letter: Option<String>,
}

/// The rows of the catalogues that billing is made of.
#[derive(Clone, Debug, Default)]
pub struct Issuing {
    issuers: HashMap<i64, Issuer>,
    conditions: Vec<Row>,
    types: Vec<Row>,
    taxes: Vec<Row>,
    /// Issuer's condition, receiver's condition, type.
    allowed: HashSet<(i64, i64, i64)>,
    days: HashMap<i64, i64>,
}

impl Issuing {
    /// Reads them.
    pub(super) fn load(conn: &mut Db) -> QueryResult<Self> {
        Ok(Self {
            issuers: issuers(conn)?,
            conditions: conditions(conn)?,
            types: types(conn)?,
            taxes: tax_rows(conn)?,
            allowed: allowed_types::table.load::<(i64, i64, i64)>(conn)?.into_iter().collect(),
            days: billing_cycles::table
                .select((billing_cycles::id, billing_cycles::day))
                .load::<(i64, i64)>(conn)?
                .into_iter()
                .collect(),
        })
    }

    /// A razón social.
    #[must_use]
    pub fn issuer(&self, id: i64) -> Option<&Issuer> {
        self.issuers.get(&id)
    }

    /// The day of a cycle.
    #[must_use]
    pub fn day_of(&self, cycle: i64) -> Option<i64> {
        self.days.get(&cycle).copied()
    }

    /// The conditions that customers of an issuer may have: of its country, and without validity where it has
    /// none itself.
    #[must_use]
    pub fn conditions_for(&self, issuer: &Issuer) -> Vec<i64> {
        let suits =
            |row: &&Row| row.country == issuer.country && row.is_fantasy == Some(issuer.is_fantasy);
        self.conditions.iter().filter(suits).map(|row| row.id).collect()
    }

    /// The types that an issuer may send to a receiver of a condition, in the order of their names.
    #[must_use]
    pub fn types_for(&self, issuer: &Issuer, condition: i64) -> Vec<i64> {
        let is_allowed =
            |row: &&Row| self.allowed.contains(&(issuer.condition_id, condition, row.id));
        let types = self.types.iter().filter(|row| row.is_active).filter(is_allowed);
        let types = in_class(issuer.sends_class_m, types.collect(), |row| row.letter.as_deref());
        types.into_iter().map(|row| row.id).collect()
    }

    /// The taxes of an issuer's country.
    #[must_use]
    pub fn taxes_for(&self, issuer: &Issuer) -> Vec<i64> {
        self.taxes.iter().filter(|row| row.country == issuer.country).map(|row| row.id).collect()
    }

    /// The row of a list by the code of its country's agency; none where several share it.
    #[must_use]
    pub fn by_code(&self, list: Lookup, country: &str, code: &str) -> Option<i64> {
        let rows = match list {
            Lookup::TaxConditions => &self.conditions,
            Lookup::InvoiceTypes => &self.types,
            Lookup::Taxes => &self.taxes,
            _ => return None,
        };
        let mut found = rows.iter().filter(|row| {
            row.country == country && !code.is_empty() && row.code.eq_ignore_ascii_case(code)
        });
        found.next().filter(|_| found.next().is_none()).map(|row| row.id)
    }
}

/// Of the classes A and M an issuer sends one: the agency says which.
#[must_use]
pub fn in_class<T>(sends_m: bool, mut types: Vec<T>, letter: fn(&T) -> Option<&str>) -> Vec<T> {
    let has = |wanted: &str| types.iter().any(|kind| letter(kind) == Some(wanted));
    if has("A") && has("M") {
        let other = if sends_m { "A" } else { "M" };
        types.retain(|kind| letter(kind) != Some(other));
    }
    types
}

/// Writes the days of customers anew, after a cycle's day or the organisation's cycle has changed. A day that
/// follows from them is no change of the customer.
///
/// # Errors
/// When the database fails.
pub fn move_days(conn: &mut Db, usual: Option<i64>) -> QueryResult<()> {
    use customer_billing as it;
    let cycles: Vec<(i64, i64)> =
        billing_cycles::table.select((billing_cycles::id, billing_cycles::day)).load(conn)?;
    for (cycle, day) in &cycles {
        diesel::update(it::table.filter(it::billing_enabled.eq(true).and(it::own_cycle.eq(true))))
            .filter(it::billing_cycle_id.eq(cycle))
            .filter(it::effective_billing_day.is_null().or(it::effective_billing_day.ne(day)))
            .set(it::effective_billing_day.eq(day))
            .execute(conn)?;
    }
    let day = cycles.iter().find(|(cycle, _)| Some(*cycle) == usual).map(|(_, day)| *day);
    let inherits = it::billing_enabled.eq(true).and(it::own_cycle.eq(false));
    match day {
        Some(day) => diesel::update(it::table.filter(inherits))
            .filter(it::effective_billing_day.is_null().or(it::effective_billing_day.ne(day)))
            .set(it::effective_billing_day.eq(day))
            .execute(conn)?,
        None => diesel::update(it::table.filter(inherits))
            .filter(it::effective_billing_day.is_not_null())
            .set(it::effective_billing_day.eq(None::<i64>))
            .execute(conn)?,
    };
    Ok(())
}

fn issuers(conn: &mut Db) -> QueryResult<HashMap<i64, Issuer>> {
    let rows: Vec<(i64, String, bool, i64, bool)> = legal_entities::table
        .select((
            legal_entities::id,
            legal_entities::country,
            legal_entities::is_fantasy,
            legal_entities::tax_condition_id,
            legal_entities::sends_class_m,
        ))
        .load(conn)?;
    let issuer = |(id, country, is_fantasy, condition_id, sends_class_m)| {
        (id, Issuer { country, is_fantasy, condition_id, sends_class_m })
    };
    Ok(rows.into_iter().map(issuer).collect())
}

fn conditions(conn: &mut Db) -> QueryResult<Vec<Row>> {
    use tax_conditions as it;
    let rows: Vec<(i64, String, Option<String>, bool, bool)> = it::table
        .select((it::id, it::country, it::code, it::is_fantasy, it::is_active))
        .order(it::name_folded)
        .load(conn)?;
    let row = |(id, country, code, is_fantasy, is_active): (_, _, Option<String>, _, _)| Row {
        id,
        country,
        code: code.unwrap_or_default(),
        is_fantasy: Some(is_fantasy),
        is_active,
        letter: None,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn types(conn: &mut Db) -> QueryResult<Vec<Row>> {
    use invoice_types as it;
    type Stored = (i64, String, Option<String>, bool, bool, Option<String>);
    let rows: Vec<Stored> = it::table
        .select((it::id, it::country, it::code, it::is_fantasy, it::is_active, it::letter))
        .order(it::name_folded)
        .load(conn)?;
    let row = |(id, country, code, is_fantasy, is_active, letter): Stored| Row {
        id,
        country,
        code: code.unwrap_or_default(),
        is_fantasy: Some(is_fantasy),
        is_active,
        letter,
    };
    Ok(rows.into_iter().map(row).collect())
}

fn tax_rows(conn: &mut Db) -> QueryResult<Vec<Row>> {
    let rows: Vec<(i64, String, Option<String>, bool)> = taxes::table
        .select((taxes::id, taxes::country, taxes::code, taxes::is_active))
        .order(taxes::name_folded)
        .load(conn)?;
    let row = |(id, country, code, is_active): (_, _, Option<String>, _)| Row {
        id,
        country,
        code: code.unwrap_or_default(),
        is_fantasy: None,
        is_active,
        letter: None,
    };
    Ok(rows.into_iter().map(row).collect())
}
