//! What is special to the form of a contract, and of a subscription where they are alike.

use crate::catalogues::tables::Plan;
use crate::contracts::Record;
use crate::contracts::fields;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::plans;
use crate::fields::{Changes, Findings, Group, Reading};
use crate::i18n::Text;
use crate::identity::geo;
use crate::lists::screens::record::{self, Sheet, Wording};
use crate::web::{Form, Page};

/// The words of the form.
pub const WORDING: Wording = Wording { section, hint, span, mono: &["ip", "mac", "number"] };

/// The groups of the form.
pub const GROUPS: &[Group] = &[Group::Basic, Group::Billing, Group::Address];

/// Every plan.
pub fn plans(conn: &mut Db) -> QueryResult<Vec<Plan>> {
    plans::table.order(plans::name_folded).select(columns::<Plan>()).load(conn)
}

/// Plans as a form offers them: with what they cost, the chosen one though it is offered no more, and those in another
/// currency than the issuing country's last, and called so.
pub fn offered(
    page: &Page,
    plans: &[Plan],
    country: Option<&str>,
    chosen: i64,
) -> Vec<(String, String)> {
    let display = page.display();
    let is_foreign =
        |plan: &Plan| country.is_some_and(|at| plan.currency != geo::default_currency(at));
    let label = |plan: &Plan| {
        let priced = format!("{} · {}", plan.name, display.money(plan.price, &plan.currency));
        match (plan.is_active, is_foreign(plan)) {
            (false, _) => format!("{priced} ({})", page.t.inactive_mark()),
            (true, true) => format!("{priced} ({})", page.t.plan_foreign()),
            (true, false) => priced,
        }
    };
    let mut seen: Vec<&Plan> =
        plans.iter().filter(|plan| plan.is_active || plan.id == chosen).collect();
    seen.sort_by_key(|plan| is_foreign(plan));
    seen.into_iter().map(|plan| (plan.id.to_string(), label(plan))).collect()
}

/// With amounts as the currency of the chosen plan has them.
pub fn reading(form: &Form, plans: &[Plan], currency: &str, house: Reading) -> Reading {
    let chosen = form.last("plan_id").and_then(|typed| typed.trim().parse::<i64>().ok());
    let plan = plans.iter().find(|plan| Some(plan.id) == chosen);
    let currency = plan.map_or(currency, |plan| plan.currency.as_str());
    Reading { exponent: geo::exponent(currency), ..house }
}

/// What was typed, as wanted values, and what of it is none.
pub fn read(form: &Form, record: &Record, plans: &[Plan], house: Reading) -> (Changes, Findings) {
    let reading = reading(form, plans, &record.contract.currency, house);
    record::read(fields::all(), form, reading)
}

/// A contract as its pages draw it.
pub fn sheet<'a>(page: &'a Page, record: &'a Record) -> Sheet<'a, Record> {
    Sheet { page, fields: fields::all(), record, currency: &record.contract.currency }
}

fn span(key: &str) -> &'static str {
    match key {
        "plan_id" => "span-4",
        "number" | "district" | "city" | "region" | "postal_code" | "latitude" | "longitude" => {
            "span-2"
        }
        "notes" | "address" => "",
        _ => "span-3",
    }
}

fn section(t: Text, group: Group) -> (&'static str, &'static str) {
    match group {
        Group::Billing => (t.contract_price(), t.contract_price_lead()),
        Group::Address => (t.contract_place(), t.contract_place_lead()),
        _ => (t.contract_service(), t.contract_service_lead()),
    }
}

fn hint(t: Text, key: &str) -> &'static str {
    match key {
        "number" => t.hint_contract_number(),
        "price" => t.hint_contract_price(),
        "discount_bp" => t.hint_contract_discount(),
        "end_date" => t.hint_contract_end(),
        "latitude" | "longitude" => t.hint_coordinates(),
        _ => "",
    }
}
