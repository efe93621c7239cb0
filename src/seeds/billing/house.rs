//! What the company bills with: razones sociales, cycles, plans, servers and coverages. What is there already under
//! a name stays as it is.

use std::collections::HashMap;

use super::nations::{self, Nation, PLANS};
use crate::access::{Actor, Via};
use crate::catalogues::save::{self, Outcome};
use crate::catalogues::tables::{BillingCycle, Plan, Tax};
use crate::catalogues::{self, starting};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{billing_cycles, plans, tax_conditions, taxes};
use crate::error::AppError;
use crate::fields::{Changes, Lookup, Value};
use crate::identity::geo;
use crate::invoices::totals::TaxOf;
use crate::settings::{Organisation, Settings, organisation};

/// Its cycles: name, day, days to pay.
const CYCLES: [(&str, i64, i64); 3] = [("Día 1", 1, 10), ("Día 10", 10, 12), ("Día 20", 20, 15)];
const SERVERS: [&str; 4] = ["Nodo Centro", "Nodo Norte", "Nodo Sur", "Nodo Puerto"];
const COVERAGES: [&str; 3] = ["Fibra urbana", "Fibra periurbana", "Inalámbrico rural"];
/// Whoever has no tax number gets vouchers of this name, which have no legal validity.
const INTERNAL: &str = "Nodo Austral (interno)";

/// Who issues, and what the receiver is and gets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Issuer {
    pub(super) entity: i64,
    pub(super) condition: i64,
    pub(super) kind: i64,
}

/// The company in one country.
pub(super) struct Country {
    /// For people, the self-employed, companies.
    pub(super) issuers: [Option<Issuer>; 3],
    pub(super) plans: Vec<Plan>,
    pub(super) tax: TaxOf,
}

/// Everything.
pub(in crate::seeds) struct House {
    pub(super) countries: HashMap<&'static str, Country>,
    pub(super) internal: Option<Issuer>,
    pub(super) cycles: Vec<BillingCycle>,
    pub(super) servers: Vec<i64>,
    pub(super) coverages: Vec<i64>,
}

impl House {
    /// Makes what is missing.
    pub(in crate::seeds) fn furnish(conn: &mut Db) -> Result<Self, AppError> {
        let organisation = organisation::load(conn)?;
        let mut making = Making { conn, actor: Actor::command(Via::Command), organisation };
        let mut firms = Vec::new();
        for nation in &nations::ALL {
            firms.push((nation, making.firm(nation)?, making.plans(nation)?));
        }
        let internal = making.internal()?;
        making.cycles()?;
        let servers = making.named(Lookup::Servers, &SERVERS)?;
        let coverages = making.named(Lookup::Coverages, &COVERAGES)?;
        // What may be sent to whom is known to the settings once all rows are there.
        let settings = Settings::load(conn)?;
        let cycles = billing_cycles::table
            .order(billing_cycles::day)
            .select(columns::<BillingCycle>())
            .load(conn)?;
        let home = settings.organisation.country.clone();
        let mut house = Self {
            countries: HashMap::new(),
            internal: internal_of(conn, &settings, internal, &home)?,
            cycles,
            servers,
            coverages,
        };
        for (nation, entity, plans) in firms {
            let Some(tax) = tax(conn, nation)? else { continue };
            let mut issuers = [None; 3];
            for (slot, receiver) in issuers.iter_mut().zip(nation.receivers) {
                *slot = issuer_of(conn, &settings, entity, (nation.code, receiver))?;
            }
            house.countries.insert(nation.code, Country { issuers, plans, tax });
        }
        Ok(house)
    }
}

/// Who gets what, if the rows that are shipped allow it.
fn issuer_of(
    conn: &mut Db,
    settings: &Settings,
    entity: i64,
    (country, receiver): (&str, &str),
) -> Result<Option<Issuer>, AppError> {
    let condition = condition(conn, country, receiver)?;
    Ok(condition.and_then(|condition| sent(settings, entity, condition)))
}

fn internal_of(
    conn: &mut Db,
    settings: &Settings,
    entity: Option<i64>,
    country: &str,
) -> Result<Option<Issuer>, AppError> {
    let condition = fantasy(conn, country)?;
    Ok(entity.zip(condition).and_then(|(entity, condition)| sent(settings, entity, condition)))
}

fn sent(settings: &Settings, entity: i64, condition: i64) -> Option<Issuer> {
    let issuer = settings.issuing.issuer(entity)?;
    let kind = settings.issuing.types_for(issuer, condition).first().copied()?;
    Some(Issuer { entity, condition, kind })
}

fn condition(conn: &mut Db, country: &str, name: &str) -> QueryResult<Option<i64>> {
    tax_conditions::table
        .filter(tax_conditions::country.eq(country))
        .filter(tax_conditions::name.eq(name))
        .select(tax_conditions::id)
        .first(conn)
        .optional()
}

fn fantasy(conn: &mut Db, country: &str) -> QueryResult<Option<i64>> {
    tax_conditions::table
        .filter(tax_conditions::country.eq(country))
        .filter(tax_conditions::is_fantasy.eq(true))
        .order(tax_conditions::id)
        .select(tax_conditions::id)
        .first(conn)
        .optional()
}

fn tax(conn: &mut Db, nation: &Nation) -> QueryResult<Option<TaxOf>> {
    let found: Option<Tax> = taxes::table
        .filter(taxes::country.eq(nation.code))
        .filter(taxes::name.eq(nation.tax))
        .select(columns::<Tax>())
        .first(conn)
        .optional()?;
    Ok(found.as_ref().map(TaxOf::of))
}

struct Making<'a> {
    conn: &'a mut Db,
    actor: Actor,
    organisation: Organisation,
}

impl Making<'_> {
    /// The razón social of a country, after the rows with which the country begins.
    fn firm(&mut self, nation: &Nation) -> Result<i64, AppError> {
        let there = Organisation { country: nation.code.to_owned(), ..self.organisation.clone() };
        starting::ship(self.conn, &self.actor, &there)?;
        let condition = condition(self.conn, nation.code, nation.issuer)?;
        let wanted = [
            ("country", Value::Text(nation.code.to_owned())),
            ("tax_condition_id", condition.map_or(Value::Empty, Value::Ref)),
            ("tax_id", nation.tax_id().into()),
            ("point_of_sale", Value::Number(1)),
            ("address", Value::Text(nation.address.to_owned())),
            ("city", Value::Text(nation.city.to_owned())),
            ("email", Value::Text("facturacion@nodoaustral.example".to_owned())),
        ];
        self.row(Lookup::LegalEntities, nation.firm, wanted)
    }

    fn internal(&mut self) -> Result<Option<i64>, AppError> {
        starting::ship(self.conn, &self.actor, &self.organisation)?;
        let country = self.organisation.country.clone();
        let Some(condition) = fantasy(self.conn, &country)? else { return Ok(None) };
        let wanted = [
            ("country", Value::Text(country)),
            ("tax_condition_id", Value::Ref(condition)),
            ("is_fantasy", Value::Flag(true)),
            ("point_of_sale", Value::Number(99)),
        ];
        self.row(Lookup::LegalEntities, INTERNAL, wanted).map(Some)
    }

    fn plans(&mut self, nation: &Nation) -> Result<Vec<Plan>, AppError> {
        let currency = geo::default_currency(nation.code).to_owned();
        let unit = 10_i64.pow(u32::from(geo::exponent(&currency)));
        let tax = tax(self.conn, nation)?;
        let mut ids = Vec::new();
        for ((name, down, up), price) in PLANS.into_iter().zip(nation.prices) {
            let wanted = [
                ("currency", Value::Text(currency.clone())),
                ("price", Value::Number(price * unit)),
                ("every", Value::Number(1)),
                ("unit", Value::Text("month".to_owned())),
                ("trial_days", Value::Number(0)),
                ("tax_id", tax.as_ref().map_or(Value::Empty, |tax| Value::Ref(tax.id))),
                ("down_mbps", Value::Number(down)),
                ("up_mbps", Value::Number(up)),
            ];
            ids.push(self.row(Lookup::Plans, &format!("{name} ({})", nation.code), wanted)?);
        }
        let rows = plans::table.filter(plans::id.eq_any(ids)).order(plans::id);
        Ok(rows.select(columns::<Plan>()).load(self.conn)?)
    }

    fn cycles(&mut self) -> Result<(), AppError> {
        for (name, day, due_days) in CYCLES {
            let wanted = [("day", Value::Number(day)), ("due_days", Value::Number(due_days))];
            self.row(Lookup::BillingCycles, name, wanted)?;
        }
        Ok(())
    }

    fn named(&mut self, list: Lookup, names: &[&str]) -> Result<Vec<i64>, AppError> {
        names.iter().map(|name| self.row(list, name, [])).collect()
    }

    /// The row of a name, as it is there or a new one.
    fn row<const N: usize>(
        &mut self,
        list: Lookup,
        name: &str,
        wanted: [(&'static str, Value); N],
    ) -> Result<i64, AppError> {
        let catalogue = catalogues::find(list).ok_or(AppError::NotFound)?;
        let rows = catalogue.all(self.conn)?;
        if let Some(row) = rows.iter().find(|row| row.name() == name) {
            return Ok(row.id);
        }
        let mut changes = Changes::default();
        changes.set("name", Value::Text(name.to_owned()));
        for (key, value) in wanted {
            changes.set(key, value);
        }
        let blank = catalogue.blank(&self.organisation);
        match save::create(self.conn, &self.actor, catalogue, blank, &changes)? {
            Outcome::Saved(entry, _) => Ok(entry.id),
            Outcome::Refused(findings) => {
                Err(AppError::Bug(anyhow::anyhow!("{name} is refused: {findings:?}")))
            }
            Outcome::Conflict(_) => Err(AppError::Conflict),
        }
    }
}
