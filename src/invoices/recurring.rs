//! What a period of a service is billed: one document of one line, by the price that was agreed, the tax and the days
//! to pay of its customer.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use diesel::dsl::max;

use crate::catalogues::tables::{BillingCycle, LegalEntity, Plan, Tax};
use crate::customers::record::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{billing_cycles, contracts, invoices, legal_entities, plans, taxes};
use crate::i18n::Text;
use crate::identity::geo;
use crate::money::Amount;
use crate::settings::Display;

use super::store::Invoice;
use super::totals::{Line, TaxOf};
use super::{Draft, Kind, Of, Writing};

/// Days to pay where neither customer nor cycle says any.
const USUAL_DAYS: i64 = 10;

/// A service that is billed period by period.
#[derive(Clone, Copy, Debug)]
pub struct Service<'a> {
    /// Contract or subscription.
    pub of: Of,
    /// What it is called beside its plan.
    pub number: Option<&'a str>,
    /// Its plan.
    pub plan: i64,
    /// How many of it.
    pub quantity: i64,
    /// A price of its own.
    pub price: Option<i64>,
    /// Its discount, in basis points.
    pub discount_bp: i64,
    /// The currency that was agreed.
    pub currency: &'a str,
    /// How it is paid, where that is not the customer's usual way.
    pub method: Option<&'a str>,
}

/// Why a service has no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// Its plan is gone.
    NoPlan,
    /// Its plan has another currency by now, and the service no price of its own.
    OtherCurrency,
}

/// Plans, taxes and days to pay, looked up once for many services.
pub struct Rates {
    plans: HashMap<i64, Plan>,
    taxes: HashMap<i64, Tax>,
    countries: HashMap<i64, String>,
    cycles: HashMap<i64, i64>,
}

impl Rates {
    /// Looks them up.
    ///
    /// # Errors
    /// When the database fails.
    pub fn open(conn: &mut Db) -> QueryResult<Self> {
        let plans: Vec<Plan> = plans::table.select(columns::<Plan>()).load(conn)?;
        let taxes: Vec<Tax> = taxes::table.select(columns::<Tax>()).load(conn)?;
        let entities: Vec<LegalEntity> =
            legal_entities::table.select(columns::<LegalEntity>()).load(conn)?;
        let cycles: Vec<BillingCycle> =
            billing_cycles::table.select(columns::<BillingCycle>()).load(conn)?;
        Ok(Self {
            plans: plans.into_iter().map(|row| (row.id, row)).collect(),
            taxes: taxes.into_iter().map(|row| (row.id, row)).collect(),
            countries: entities.into_iter().map(|row| (row.id, row.country)).collect(),
            cycles: cycles.into_iter().map(|row| (row.id, row.due_days)).collect(),
        })
    }

    /// A plan.
    #[must_use]
    pub fn plan(&self, id: i64) -> Option<&Plan> {
        self.plans.get(&id)
    }

    /// Whether a currency is another than the one of the country in which a customer is invoiced.
    pub(super) fn is_foreign(&self, record: &Record, currency: &str) -> bool {
        let country = record.billing.legal_entity_id.and_then(|id| self.countries.get(&id));
        country.is_some_and(|country| currency != geo::default_currency(country))
    }

    /// What a period of a customer's service is billed.
    ///
    /// # Errors
    /// [`Unpriced`] says why it has no price.
    pub fn draft(
        &self,
        w: &Writing,
        record: &Record,
        service: &Service,
        (period, issue_on): ((NaiveDate, NaiveDate), NaiveDate),
    ) -> Result<Draft, Unpriced> {
        let plan = self.plan(service.plan).ok_or(Unpriced::NoPlan)?;
        let price = match service.price {
            Some(own) => own,
            None if plan.currency == service.currency => plan.price,
            None => return Err(Unpriced::OtherCurrency),
        };
        let personal = record.details.personal_discount_bp.unwrap_or(0);
        let has_own = service.discount_bp > 0;
        let line = Line {
            description: description(w, &plan.name, service.number, period),
            quantity: service.quantity * 1_000,
            unit_price: Amount(price),
            discount_bp: if has_own { service.discount_bp } else { personal },
            tax: self.tax(record, plan).map(TaxOf::of),
        };
        let days = u64::try_from(self.due_days(w, record)).unwrap_or(0);
        Ok(Draft {
            customer: record.customer.id,
            kind: Kind::Recurring,
            of: service.of,
            period: Some(period),
            lines: vec![line],
            currency: service.currency.to_owned(),
            issue_on,
            due_on: issue_on.checked_add_days(Days::new(days)).unwrap_or(issue_on),
            method: service.method.map(str::to_owned),
            notes: None,
            once: None,
        })
    }

    /// The customer's tax, else the plan's; of the issuer's country, for others mean nothing there.
    fn tax(&self, record: &Record, plan: &Plan) -> Option<&Tax> {
        let country = record.billing.legal_entity_id.and_then(|id| self.countries.get(&id))?;
        let candidates = [record.billing.tax_id_fk, plan.tax_id];
        let known = candidates.into_iter().flatten().filter_map(|id| self.taxes.get(&id));
        known.into_iter().find(|tax| tax.country == *country)
    }

    /// Days to pay: the customer's, else those of its cycle, else those of the organisation's.
    pub(super) fn due_days(&self, w: &Writing, record: &Record) -> i64 {
        let own = record.billing.billing_cycle_id.filter(|_| record.billing.own_cycle);
        let cycle = own.or(w.settings.organisation.billing_cycle_id);
        let by_cycle = || cycle.and_then(|id| self.cycles.get(&id).copied());
        record.billing.due_days.or_else(by_cycle).unwrap_or(USUAL_DAYS)
    }
}

/// A document of a contract is void: the contract is billed until the last day of those that hold.
///
/// # Errors
/// When the database fails.
pub(super) fn unbill(conn: &mut Db, void: &Invoice) -> QueryResult<()> {
    let Some(contract) = void.contract_id.filter(|_| void.kind == Kind::Recurring.code()) else {
        return Ok(());
    };
    let until: Option<NaiveDate> = invoices::table
        .filter(invoices::contract_id.eq(contract))
        .filter(invoices::kind.eq(Kind::Recurring.code()))
        .filter(invoices::status.ne("voided"))
        .select(max(invoices::period_end))
        .first(conn)?;
    diesel::update(contracts::table.find(contract))
        .set(contracts::billed_until.eq(until))
        .execute(conn)
        .map(|_| ())
}

/// «Fibra 300 · contrato 1042 · 01/12/2026 – 31/12/2026», in the organisation's language, as the whole document is.
fn description(
    w: &Writing,
    plan: &str,
    number: Option<&str>,
    (first, last): (NaiveDate, NaiveDate),
) -> String {
    let lang = w.settings.organisation.lang();
    let display = Display::new(lang, w.settings);
    let period = format!("{} – {}", display.date(first), display.date(last));
    match number {
        Some(number) => format!("{plan} · {} · {period}", Text(lang).billing_line_contract(number)),
        None => format!("{plan} · {period}"),
    }
}
