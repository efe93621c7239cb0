//! How an invented customer is invoiced.

use super::house::{Country, House, Issuer};
use crate::fields::{Changes, Value};
use crate::identity::tax_id::IdKind;
use crate::seeds::random::Dice;

/// Of a customer's own chance, so that what else the customer has stays as it is without it.
const TERMS: u64 = 0x00b1_1100;

/// Turns Facturación on in what a new customer is to be, for those who have it.
pub(in crate::seeds) fn of(house: &House, seed: u64, index: u64, changes: &mut Changes) {
    let mut dice = Dice::of(seed ^ TERMS, index);
    if dice.in_thousand(120) {
        return;
    }
    let text = |key: &str| changes.get(key).and_then(Value::text).map(str::to_owned);
    let Some(code) = text("country") else { return };
    let Some(country) = house.countries.get(code.as_str()) else { return };
    let has_number = changes.get("tax_id").is_some()
        && text("tax_id_type")
            .and_then(|kind| IdKind::from_code(&kind))
            .is_some_and(|kind| IdKind::for_country(&code).0.contains(&kind));
    let person = text("person_kind").unwrap_or_default();
    let issuer = if has_number { legal(country, &person) } else { house.internal };
    let Some(issuer) = issuer else { return };
    changes.set("billing_enabled", Value::Flag(true));
    changes.set("legal_entity_id", Value::Ref(issuer.entity));
    changes.set("tax_condition_id", Value::Ref(issuer.condition));
    changes.set("invoice_type_id", Value::Ref(issuer.kind));
    if has_number {
        changes.set("tax_id_fk", Value::Ref(country.tax.id));
    }
    let method = dice.pick(&["transfer", "transfer", "cash", "cash", "gateway", "debit"]);
    changes.set("payment_method", Value::Text(method.to_owned()));
    let cycle = dice.below(house.cycles.len() as u64);
    if let Some(cycle) = usize::try_from(cycle).ok().and_then(|at| house.cycles.get(at)) {
        changes.set("own_cycle", Value::Flag(true));
        changes.set("billing_cycle_id", Value::Ref(cycle.id));
    }
    if dice.in_thousand(60) {
        changes.set("mail_reminder", Value::Flag(false));
    }
}

fn legal(country: &Country, person: &str) -> Option<Issuer> {
    let [people, self_employed, firms] = country.issuers;
    match person {
        "legal" => firms,
        "self_employed" => self_employed,
        _ => people,
    }
}
