//! How a customer is invoiced: what must be there once billing is on, and what goes together. What is off keeps
//! what was typed, and asks for nothing.

use super::Writing;
use crate::customers::fields::Billing;
use crate::customers::record::Record;
use crate::fields::{Findings, Lookup, Problem};
use crate::identity::tax_id::IdKind;
use crate::settings::{Issuer, Settings};

/// Settles the billing of a record on its way.
pub(super) fn settle(
    writing: &Writing,
    before: Option<&Record>,
    record: &mut Record,
    findings: &mut Findings,
) {
    if record.billing.own_cycle && record.billing.billing_cycle_id.is_none() {
        findings.refuse("billing_cycle_id", Problem::Required);
    }
    record.billing.effective_billing_day = day(writing.settings, &record.billing);
    let is_on = record.billing.billing_enabled;
    if !is_on || writing.restores || !is_touched(before, record) {
        return;
    }
    required(&record.billing, findings);
    let entity = record.billing.legal_entity_id;
    if let Some(issuer) = entity.and_then(|id| writing.settings.issuing.issuer(id)) {
        go_together(writing.settings, issuer, &record.billing, findings);
        tax_number(issuer, record, findings);
    }
}

/// On which day of the month invoices are made for whom this is; for nobody whose billing is off.
fn day(settings: &Settings, billing: &Billing) -> Option<i64> {
    let own = billing.billing_cycle_id.filter(|_| billing.own_cycle);
    let cycle = own.or(settings.organisation.billing_cycle_id);
    cycle.filter(|_| billing.billing_enabled).and_then(|id| settings.issuing.day_of(id))
}

/// Whether the write is about billing at all: a catalogue that changed since keeps nobody from another edit.
fn is_touched(before: Option<&Record>, record: &Record) -> bool {
    let told = |record: &Record| {
        let billing = Billing { effective_billing_day: None, ..record.billing.clone() };
        (billing, record.customer.tax_id.clone(), record.customer.tax_id_type.clone())
    };
    before.is_none_or(|old| told(old) != told(record))
}

fn required(billing: &Billing, findings: &mut Findings) {
    for (key, is_missing) in [
        ("legal_entity_id", billing.legal_entity_id.is_none()),
        ("tax_condition_id", billing.tax_condition_id.is_none()),
        ("invoice_type_id", billing.invoice_type_id.is_none()),
        ("payment_method", billing.payment_method.is_none()),
    ] {
        if is_missing && findings.refusal_at(key).is_none() {
            findings.refuse(key, Problem::Required);
        }
    }
}

/// The condition suits the issuer, the type suits both, and the tax is of the same country.
fn go_together(settings: &Settings, issuer: &Issuer, billing: &Billing, findings: &mut Findings) {
    let issuing = &settings.issuing;
    if let Some(condition) = billing.tax_condition_id {
        if !issuing.conditions_for(issuer).contains(&condition) {
            findings
                .refuse("tax_condition_id", Problem::NotOfIssuer { is_fantasy: issuer.is_fantasy });
        } else if let Some(kind) = billing.invoice_type_id {
            let allowed = issuing.types_for(issuer, condition);
            if !allowed.contains(&kind) {
                findings.refuse("invoice_type_id", Problem::NotSent(names(settings, &allowed)));
            }
        }
    }
    if billing.tax_id_fk.is_some_and(|tax| !issuing.taxes_for(issuer).contains(&tax)) {
        findings.refuse("tax_id_fk", Problem::Elsewhere);
    }
}

fn names(settings: &Settings, types: &[i64]) -> String {
    let named = types.iter().filter_map(|id| settings.name_of(Lookup::InvoiceTypes, *id));
    named.map(|offer| offer.name).collect::<Vec<_>>().join(", ")
}

/// A document with legal validity names its receiver by a tax number of the issuer's country.
fn tax_number(issuer: &Issuer, record: &Record, findings: &mut Findings) {
    let (kinds, _) = IdKind::for_country(&issuer.country);
    let kind = record.customer.tax_id_type.as_deref().and_then(IdKind::from_code);
    let has_one =
        record.customer.tax_id.is_some() && kind.is_some_and(|kind| kinds.contains(&kind));
    if !issuer.is_fantasy && !has_one && findings.refusal_at("tax_id").is_none() {
        findings.refuse("tax_id", Problem::TaxNumber(kinds));
    }
}

/// The billing of a customer that nobody has said anything about.
pub(super) fn usual(customer_id: i64) -> Billing {
    Billing {
        customer_id,
        collection_mode: "send_invoice".to_owned(),
        mail_invoice: true,
        mail_payment: true,
        mail_reminder: true,
        mail_manual: true,
        ..Billing::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_billing_is_off_and_sends_every_letter() {
        let usual = usual(7);
        assert!(!usual.billing_enabled && usual.mail_invoice && usual.mail_manual);
        assert_eq!((usual.customer_id, usual.collection_mode.as_str()), (7, "send_invoice"));
    }
}
