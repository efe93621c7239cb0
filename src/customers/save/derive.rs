//! What the system fills in by itself: defaults, search text, order of names, compact numbers.

use chrono::NaiveDateTime;

use super::{Writing, billing};
use crate::access::Via;
use crate::accounts::{self, Standing};
use crate::customers::query::{self, Walk};
use crate::customers::record::{Customer, Details, Record};
use crate::identity::{email, tax_id};
use crate::text;
use crate::token::random_text;

/// A new customer before anything is typed.
pub(super) fn defaults(record: &mut Record, writing: &Writing) {
    let organisation = &writing.settings.organisation;
    record.details.gender = "unknown".to_owned();
    record.billing = billing::usual(0);
    let customer = &mut record.customer;
    customer.public_id = format!("cli_{}", random_text(14));
    customer.version = 1;
    customer.person_kind = organisation.person_kind.clone();
    customer.country = Some(organisation.country.clone());
    customer.marketing_status = "subscribed".to_owned();
    customer.status = "active".to_owned();
    customer.created_via = match writing.actor.via {
        // Nobody is created in bulk.
        Via::Bulk => Via::Panel.code(),
        via => via.code(),
    }
    .to_owned();
    customer.created_by = writing.actor.id;
    customer.created_at = writing.at;
    customer.updated_at = writing.at;
}

/// The columns that follow from the others.
pub(super) fn columns(record: &mut Record) {
    let search_text = search_text(record);
    let customer = &mut record.customer;
    customer.name_sort =
        customer.display_name().map_or_else(|| Walk::NAMELESS.to_owned(), text::sort_key);
    customer.custom_id_folded = customer.custom_id.as_deref().map(text::fold);
    customer.email_folded = customer.email.as_deref().map(email::fold);
    customer.doc_folded = compact(customer.doc_number.as_deref());
    customer.tax_id_folded = compact(customer.tax_id.as_deref());
    customer.search_text = search_text;
}

/// The category, by the status and what else stands of the customer.
pub(super) fn category(writing: &Writing, customer: &mut Customer, standing: Standing) {
    let follows = writing.settings.organisation.category_follows_status;
    accounts::category(&customer.status, standing, follows).clone_into(&mut customer.category);
}

fn compact(number: Option<&str>) -> Option<String> {
    number.map(tax_id::compact).filter(|compact| !compact.is_empty())
}

/// Everything the search box finds a customer by, as [`query::words`] cuts it.
fn search_text(record: &Record) -> String {
    let customer = &record.customer;
    let mut words = Vec::new();
    let named = [
        &customer.name,
        &record.legal.legal_name,
        &customer.custom_id,
        &record.details.external_ref,
        &record.details.trade_name,
        &record.details.portal_login,
    ];
    for part in named.into_iter().flatten() {
        words.extend(query::words(part));
    }
    for address in customer.email.iter().chain(&record.notify_emails) {
        words.extend(query::words(address));
    }
    for number in [&customer.doc_number, &customer.tax_id].into_iter().flatten() {
        words.push(tax_id::compact(number).to_lowercase());
    }
    for phone in record.all_phones() {
        words.push(text::digits(&phone.number));
        words.extend(phone.e164.as_deref().map(text::digits));
    }
    words.retain(|word| !word.is_empty());
    let mut seen = std::collections::HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words.join(" ")
}

/// What remains of a customer whose data is wiped.
pub(super) fn anonymous(before: &Record, at: NaiveDateTime) -> Record {
    let old = &before.customer;
    let customer = Customer {
        id: old.id,
        public_id: old.public_id.clone(),
        version: old.version + 1,
        name_sort: Walk::NAMELESS.to_owned(),
        person_kind: old.person_kind.clone(),
        country: old.country.clone(),
        zone_id: old.zone_id,
        seller_id: old.seller_id,
        collector_id: old.collector_id,
        store_id: old.store_id,
        marketing_status: "unsubscribed".to_owned(),
        status: "anonymized".to_owned(),
        category: "archived".to_owned(),
        created_via: old.created_via.clone(),
        created_by: old.created_by,
        created_at: old.created_at,
        updated_at: at,
        ..Customer::default()
    };
    let details = Details {
        customer_id: old.id,
        gender: "unknown".to_owned(),
        currency: before.details.currency.clone(),
        ..Details::default()
    };
    let billing = billing::usual(old.id);
    Record { customer, details, billing, ..Record::default() }
}
