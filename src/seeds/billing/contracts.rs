//! The contracts of invented customers.

use std::collections::HashMap;

use super::Desk;
use super::story::{Cycle, Story};
use crate::catalogues::tables::Plan;
use crate::contracts::Contract;
use crate::contracts::save::CREATED;
use crate::customers::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::contracts;
use crate::history::{self, Entity};
use crate::identity::geo;
use crate::invoices::totals::TaxOf;
use crate::on_backend;
use crate::seeds::random::Dice;
use crate::token::random_text;

/// Of a service's own chance.
const SERVICES: u64 = 0x005e_2ce5;
/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 900;

/// A contract with what happened to it.
pub(super) struct Service<'a> {
    pub(super) contract: Contract,
    pub(super) plan: &'a Plan,
    pub(super) tax: &'a TaxOf,
    pub(super) personal_bp: i64,
    pub(super) story: Story,
}

impl<'a> Desk<'a> {
    /// What each of these customers has, whom the company serves in their country.
    pub(super) fn services(&self, records: &[Record]) -> Vec<Service<'a>> {
        records.iter().filter_map(|record| self.service(record)).collect()
    }

    fn service(&self, record: &Record) -> Option<Service<'a>> {
        let billing = self.billing;
        let id = record.customer.id;
        let mut dice = Dice::of(billing.seed ^ SERVICES, u64::try_from(id).ok()?);
        let country = billing.house.countries.get(record.customer.country.as_deref()?)?;
        let is_firm = record.customer.person_kind == "legal";
        let plan = if is_firm { country.plans.last() } else { dice.pick_early(&country.plans) }?;
        let cycle = record.billing.billing_cycle_id?;
        let cycle = billing.house.cycles.iter().find(|row| row.id == cycle)?;
        let cycle = Cycle { day: cycle.day, due_days: cycle.due_days };
        let came = record.customer.created_at.date();
        let story = Story::of(&mut dice, came.min(self.today), self.today, cycle, billing.most);
        let contract = self.contract(&mut dice, record, plan, &story);
        Some(Service {
            contract,
            plan,
            tax: &country.tax,
            personal_bp: record.details.personal_discount_bp.unwrap_or(0),
            story,
        })
    }

    fn contract(&self, dice: &mut Dice, record: &Record, plan: &Plan, story: &Story) -> Contract {
        let (house, details) = (self.billing.house, &record.details);
        let began = self.at(story.start.min(self.today)).max(record.customer.created_at);
        let state = details.state.as_deref();
        let tail = u32::try_from(record.customer.id % 65_000).unwrap_or(0);
        Contract {
            public_id: format!("con_{}", random_text(14)),
            version: 1,
            customer_id: record.customer.id,
            plan_id: plan.id,
            server_id: Some(dice.pick(&house.servers)).filter(|id| *id > 0),
            coverage_id: dice.pick_early(&house.coverages).copied(),
            node: dice.in_thousand(600).then(|| format!("N-{:02}", 1 + dice.below(40))),
            state: story.state.to_owned(),
            start_date: story.start,
            end_date: story.end,
            address: details.address.clone(),
            district: details.district.clone(),
            city: details.city.clone(),
            region: state.map(|code| geo::state_name(code).unwrap_or(code).to_owned()),
            postal_code: details.postal_code.clone(),
            ip: dice.in_thousand(700).then(|| format!("10.20.{}.{}", tail / 250, 2 + tail % 250)),
            currency: plan.currency.clone(),
            discount_bp: story.discount_bp,
            billed_until: story.billed_until(),
            created_by: self.billing.actor.id,
            created_at: began,
            updated_at: began,
            ..Contract::default()
        }
    }

    /// Writes the contracts, which get their numbers.
    pub(super) fn write_contracts<'s>(
        &self,
        conn: &mut Db,
        mut services: Vec<Service<'s>>,
    ) -> QueryResult<Vec<Service<'s>>> {
        let mut numbers: HashMap<String, i64> = HashMap::new();
        for some in services.chunks(TOGETHER) {
            let rows: Vec<&Contract> = some.iter().map(|service| &service.contract).collect();
            let written: Vec<(String, i64)> = on_backend!(conn, c => {
                diesel::insert_into(contracts::table)
                    .values(rows)
                    .returning((contracts::public_id, contracts::id))
                    .get_results(c)
            })?;
            numbers.extend(written);
        }
        for Service { contract, .. } in &mut services {
            contract.id = numbers.get(&contract.public_id).copied().unwrap_or(0);
        }
        let notes: Vec<_> = services
            .iter()
            .map(|one| (self.billing.actor, one.contract.id, one.contract.created_at))
            .collect();
        for some in notes.chunks(TOGETHER) {
            history::note_all(conn, Entity::Contract, CREATED, some)?;
        }
        Ok(services)
    }
}
