//! The next charge of each contract and subscription.

use chrono::{Datelike, NaiveDate};

use crate::contracts::{self, Record as Contract};
use crate::customers::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::Lookup;
use crate::services::{Unit, next_charges};
use crate::settings::Settings;
use crate::subscriptions;

/// A charge to come.
pub(super) struct Charge {
    /// What is charged for.
    pub plan: String,
    /// Its own page.
    pub href: String,
    /// The day; none for a contract that no run bills as things are.
    pub on: Option<NaiveDate>,
    /// How much, without tax.
    pub amount: i64,
    pub currency: String,
}

/// What is charged next, the soonest first and what has no day last.
pub(super) fn coming(
    conn: &mut Db,
    customer: &Record,
    settings: &Settings,
    today: NaiveDate,
) -> QueryResult<Vec<Charge>> {
    if customer.customer.status == "inactive" {
        // Nothing new is invoiced.
        return Ok(Vec::new());
    }
    let (id, personal_bp) =
        (customer.customer.id, customer.details.personal_discount_bp.unwrap_or_default());
    let subscriptions = subscriptions::charged(conn, id, personal_bp)?;
    let mut contracts = contracts::live(conn, id, personal_bp)?;
    // What a subscription charges is not charged by the contract as well.
    let by_subscription = |contract: &Contract| {
        let own = Some(contract.contract.id);
        subscriptions.iter().any(|record| record.subscription.contract_id == own)
    };
    contracts.retain(|contract| !by_subscription(contract));
    let day = customer.billing.effective_billing_day.filter(|_| customer.billing.billing_enabled);
    let of_contract = |record: &Contract| Charge {
        plan: settings
            .name_of(Lookup::Plans, record.contract.plan_id)
            .map(|offer| offer.name)
            .unwrap_or_default(),
        href: format!("/contracts/{}", record.contract.id),
        on: day.and_then(|day| billed_on(record, day, today)),
        amount: record.amount().0,
        currency: record.contract.currency.clone(),
    };
    let of_subscription = |record: &subscriptions::Record| {
        Some(Charge {
            plan: record.plan.name.clone(),
            href: format!("/subscriptions/{}", record.subscription.id),
            on: Some(next_charges(&record.schedule(), 1).first()?.on),
            amount: record.amount().0,
            currency: record.subscription.currency.clone(),
        })
    };
    let mut charges: Vec<Charge> = subscriptions.iter().filter_map(of_subscription).collect();
    charges.extend(contracts.iter().filter(|record| !is_over(record, today)).map(of_contract));
    charges.sort_by_key(|charge| (charge.on.is_none(), charge.on));
    Ok(charges)
}

fn is_over(record: &Contract, today: NaiveDate) -> bool {
    record.contract.end_date.is_some_and(|end| end < today)
}

/// The billing day on which a run bills it next: whole periods of months only, none twice, none before its start.
fn billed_on(record: &Contract, billing_day: i64, today: NaiveDate) -> Option<NaiveDate> {
    let contract = &record.contract;
    if !matches!(Unit::from_code(&record.plan.unit), Unit::Month | Unit::Year) {
        return None;
    }
    let behind = contract.billed_until.and_then(|last| last.succ_opt());
    let on = turn(behind.unwrap_or(contract.start_date).max(today), billing_day)?;
    let is_within = on >= contract.start_date && contract.end_date.is_none_or(|end| on <= end);
    is_within.then_some(on)
}

/// The first day from one on that has this number in its month: there is one in every month, as none is above 28.
fn turn(from: NaiveDate, number: i64) -> Option<NaiveDate> {
    let number = u32::try_from(number).ok()?;
    if from.day() <= number {
        return from.with_day(number);
    }
    from.with_day(1)?.checked_add_months(chrono::Months::new(1))?.with_day(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::PlanTerms;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn contract(start: &str, billed: Option<&str>, every: i64, unit: &str) -> Contract {
        let mut record = Contract::default();
        record.contract.start_date = day(start);
        record.contract.billed_until = billed.map(day);
        record.plan = PlanTerms { price: 1, every, unit: unit.to_owned() };
        record
    }

    #[test]
    fn a_contract_is_billed_on_the_customers_day() {
        let today = day("2026-11-23");
        let on = |record: &Contract, number| billed_on(record, number, today);
        let monthly = contract("2024-03-15", None, 1, "month");
        assert_eq!(on(&monthly, 1), Some(day("2026-12-01")));
        assert_eq!(on(&monthly, 23), Some(today));
        let billed = contract("2024-03-15", Some("2026-11-30"), 1, "month");
        assert_eq!(on(&billed, 1), Some(day("2026-12-01")));
        let ahead = contract("2024-03-15", Some("2026-12-31"), 1, "month");
        assert_eq!(on(&ahead, 1), Some(day("2027-01-01")));
        let new = contract("2026-12-05", None, 1, "month");
        assert_eq!(on(&new, 1), Some(day("2027-01-01")));
        assert_eq!(on(&new, 5), Some(day("2026-12-05")));
        assert_eq!(on(&contract("2026-11-20", None, 1, "week"), 1), None);
        assert_eq!(
            on(&contract("2024-03-15", Some("2026-10-31"), 3, "month"), 1),
            Some(day("2026-12-01"))
        );
    }

    #[test]
    fn after_its_end_nothing_is_billed() {
        let mut record = contract("2024-03-15", None, 1, "month");
        record.contract.end_date = Some(day("2026-11-30"));
        assert_eq!(billed_on(&record, 1, day("2026-11-23")), None);
        assert_eq!(billed_on(&record, 28, day("2026-11-23")), Some(day("2026-11-28")));
        assert!(is_over(&record, day("2026-12-01")) && !is_over(&record, day("2026-11-30")));
    }
}
