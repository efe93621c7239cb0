//! Brings a record into the shape in which it is kept, and says what is wrong or doubtful: names by
//! person kind, numbers by country, phones, provinces, references, marks, consent, status.

use super::{Asks, Writing, billing, derive, locks, phones, plausible};
use crate::accounts::Standing;
use crate::customers::facts;
use crate::customers::record::Record;
use crate::fields::{Changes, Findings, Kind, Problem, Value};
use crate::identity::tax_id::{self, IdKind};
use crate::identity::{bank, card, email, gender, geo};
use crate::settings::Settings;

/// Settles the record that `changes` made of `before`.
pub(super) fn settle(
    writing: &Writing,
    before: Option<&Record>,
    record: &mut Record,
    changes: &Changes,
    findings: &mut Findings,
) {
    drop_what_does_not_apply(before, record);
    names(writing, before, record, findings);
    presume_gender(before, record, changes);
    identity_number(writing, before, record, findings, Number::Document);
    identity_number(writing, before, record, findings, Number::Tax);
    phones::settle(writing, before, record, findings);
    provinces(writing, record);
    plausible::check(writing, before, record, findings);
    accounts(writing, before, record, findings);
    notify_emails(record, findings);
    references(writing, before, record, findings);
    marks_and_status(writing, before, record, findings);
    consent(writing, before, record);
    billing::settle(writing, before, record, findings);
    no_card_numbers(changes, findings);
    required(writing, before, record, findings);
    derive::columns(record);
    if before.is_none() {
        derive::category(writing, &mut record.customer, Standing::default());
    }
}

/// Name parts belong to persons, legal data to companies and the self-employed: what was typed into
/// a section that does not apply stays as it was.
fn drop_what_does_not_apply(before: Option<&Record>, record: &mut Record) {
    let old = before.cloned().unwrap_or_default();
    let kind = record.customer.person_kind.as_str();
    if !matches!(kind, "natural" | "self_employed") {
        record.details.first_name = old.details.first_name;
        record.details.second_name = old.details.second_name;
        record.details.first_surname = old.details.first_surname;
        record.details.second_surname = old.details.second_surname;
    }
    if !matches!(kind, "legal" | "self_employed") {
        record.legal = old.legal;
    } else if kind != "self_employed" {
        record.legal.certificate_number = old.legal.certificate_number;
        record.legal.certificate_on = old.legal.certificate_on;
    }
}

/// The name of persons is composed of its parts when nobody gave another one.
fn names(writing: &Writing, before: Option<&Record>, record: &mut Record, findings: &mut Findings) {
    let is_person = matches!(record.customer.person_kind.as_str(), "natural" | "self_employed");
    if is_person {
        let composed_before = before.and_then(|old| old.details.composed_name());
        let follows = record.customer.name.is_none()
            || (composed_before.is_some() && record.customer.name == composed_before);
        if follows && let Some(composed) = record.details.composed_name() {
            record.customer.name = Some(composed);
        }
    }
    if writing.may_be_nameless {
        return;
    }
    for key in missing_names(writing.settings, record) {
        findings.refuse(key, Problem::Required);
    }
}

/// The parts of the name that must have a value, and have none.
pub fn missing_names<'r>(
    settings: &Settings,
    record: &'r Record,
) -> impl Iterator<Item = &'static str> + use<'r> {
    let (customer, details) = (&record.customer, &record.details);
    let is_person = customer.person_kind == "natural";
    let all_four = is_person && settings.organisation.all_four_names;
    [
        ("name", &customer.name, !is_person),
        ("first_name", &details.first_name, is_person),
        ("second_name", &details.second_name, all_four),
        ("first_surname", &details.first_surname, is_person),
        ("second_surname", &details.second_surname, all_four),
    ]
    .into_iter()
    .filter(|(_, part, is_needed)| *is_needed && part.is_none())
    .map(|(key, _, _)| key)
}

/// A gender that nobody stated is presumed from the first name; a stated one stays.
fn presume_gender(before: Option<&Record>, record: &mut Record, changes: &Changes) {
    let was = before.map_or_else(|| "unknown".to_owned(), |old| old.details.gender.clone());
    let was_presumed = before.is_some_and(|old| old.details.gender_presumed);
    let is_stated = changes.get("gender").is_some_and(|value| {
        *value != Value::Text(was.clone()) && *value != Value::Text("unknown".into())
    });
    if is_stated {
        record.details.gender_presumed = false;
        return;
    }
    let is_open = record.details.gender == "unknown" || was_presumed;
    if !is_open || record.customer.person_kind == "legal" {
        return;
    }
    let name = record.details.first_name.as_deref().or(record.customer.name.as_deref());
    let has_changed = before.is_none_or(|old| {
        old.customer.name != record.customer.name
            || old.details.first_name != record.details.first_name
    });
    if !has_changed {
        record.details.gender_presumed = was_presumed && record.details.gender == was;
        return;
    }
    // A shop named after nobody must not get a gender: only persons and full names are presumed.
    let presumed =
        name.filter(|_| record.customer.person_kind != "other").and_then(gender::presume);
    let (code, is_presumed) = match presumed {
        Some(gender::Gender::Female) => ("female", true),
        Some(gender::Gender::Male) => ("male", true),
        None => ("unknown", false),
    };
    record.details.gender = code.to_owned();
    record.details.gender_presumed = is_presumed;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Document,
    Tax,
}

/// Checks an identity number by its type and country, and keeps it in its compact form.
fn identity_number(
    writing: &Writing,
    before: Option<&Record>,
    record: &mut Record,
    findings: &mut Findings,
    which: Number,
) {
    let country = writing.country_of(record).to_owned();
    let is_tax = which == Number::Tax;
    let key = if is_tax { "tax_id" } else { "doc_number" };
    let customer = &mut record.customer;
    let old = before.map(|old| &old.customer);
    let (kind, number, same) = if is_tax {
        let same = old.is_some_and(|old| {
            old.tax_id == customer.tax_id
                && old.tax_id_type == customer.tax_id_type
                && old.country == customer.country
        });
        (&mut customer.tax_id_type, &mut customer.tax_id, same)
    } else {
        let same = old.is_some_and(|old| {
            old.doc_number == customer.doc_number
                && old.doc_type == customer.doc_type
                && old.country == customer.country
        });
        (&mut customer.doc_type, &mut customer.doc_number, same)
    };
    if same {
        return;
    }
    let Some(typed) = number.clone() else {
        *kind = None;
        return;
    };
    let chosen = kind
        .as_deref()
        .and_then(IdKind::from_code)
        // A type of another country would judge the number by the wrong rules.
        .filter(|kind| kind.country().is_none_or(|of| of == country))
        .unwrap_or_else(|| tax_id::guess(&country, &typed, is_tax));
    *kind = Some(chosen.code().to_owned());
    match tax_id::check(chosen, &typed) {
        Ok(checked) => {
            if let Some(doubt) = checked.doubt {
                findings.warn(key, Problem::IdentityDoubt(chosen, doubt));
            }
            *number = Some(checked.compact);
        }
        Err(refusal) => findings.refuse(key, Problem::Identity(chosen, refusal)),
    }
}

/// A province that the directory knows is kept by its code.
fn provinces(writing: &Writing, record: &mut Record) {
    let country = writing.country_of(record).to_owned();
    if let Some(code) =
        record.details.state.as_deref().and_then(|typed| geo::state_from(&country, typed))
    {
        record.details.state = Some(code.to_owned());
    }
    let ship_country = record.shipping.ship_country.clone().unwrap_or(country);
    if let Some(code) = record
        .shipping
        .ship_state
        .as_deref()
        .and_then(|typed| geo::state_from(&ship_country, typed))
    {
        record.shipping.ship_state = Some(code.to_owned());
    }
}

/// A bank account of a country with check digits must compute.
fn accounts(
    writing: &Writing,
    before: Option<&Record>,
    record: &mut Record,
    findings: &mut Findings,
) {
    if before.is_some_and(|old| old.legal.bank_account == record.legal.bank_account) {
        return;
    }
    let kind = match writing.country_of(record) {
        "AR" => bank::BankKind::ArCbu,
        "MX" => bank::BankKind::MxClabe,
        _ => return,
    };
    let Some(typed) = record.legal.bank_account.clone() else {
        return;
    };
    // An account number that is no CBU or CLABE at all (an alias, an old number) stays free text.
    if crate::text::digits(&typed).len() < 18 {
        return;
    }
    match bank::check(kind, &typed) {
        Ok(compact) => record.legal.bank_account = Some(compact),
        Err(_) => findings.refuse("bank_account", Problem::BankAccount),
    }
}

/// The main address is never among those to notify.
fn notify_emails(record: &mut Record, findings: &mut Findings) {
    let Some(main) = record.customer.email.as_deref().map(email::fold) else {
        return;
    };
    let count = record.notify_emails.len();
    record.notify_emails.retain(|address| email::fold(address) != main);
    if record.notify_emails.len() < count {
        findings.warn("notify_emails", Problem::MainInList);
    }
}

/// What is newly pointed to must be there and be offered.
fn references(
    writing: &Writing,
    before: Option<&Record>,
    record: &Record,
    findings: &mut Findings,
) {
    for field in crate::customers::fields::all() {
        let Kind::Ref(list) = field.kind else {
            continue;
        };
        let Value::Ref(id) = (field.get)(record) else {
            continue;
        };
        let is_kept = before.is_some_and(|old| (field.get)(old) == Value::Ref(id));
        let is_offered = writing.settings.name_of(list, id).is_some_and(|offer| offer.is_active);
        // What was there before may have been taken off the list since.
        let comes_back = writing.restores && writing.settings.name_of(list, id).is_some();
        if !is_kept && !is_offered && !comes_back {
            findings.refuse(&field.key, Problem::Reference);
        }
    }
}

/// The statuses that may follow one: the ladder, up and down.
#[must_use]
pub fn statuses_after(status: &str) -> &'static [&'static str] {
    match status {
        "pending" => &["active", "archived"],
        "active" => &["inactive", "archived"],
        "inactive" => &["active", "archived"],
        "archived" => &["inactive", "active", "pending"],
        _ => &[],
    }
}

fn marks_and_status(
    writing: &Writing,
    before: Option<&Record>,
    record: &Record,
    findings: &mut Findings,
) {
    if record.customer.is_vip && record.customer.is_bad {
        findings.refuse("is_bad", Problem::BothMarks);
    }
    let status = record.customer.status.as_str();
    let is_allowed = match before {
        Some(old) => {
            old.customer.status == status
                || statuses_after(&old.customer.status).contains(&status)
                || writing.restores && old.customer.status == "active" && status == "pending"
        }
        None => status != "anonymized",
    };
    if !is_allowed {
        findings.refuse("status", not_a_step(before));
    }
}

/// Why a customer cannot have a status that it does not come to from its own.
fn not_a_step(before: Option<&Record>) -> Problem {
    match before.map(|old| old.customer.status.as_str()) {
        None => Problem::Choice,
        Some("pending") => Problem::ActivateFirst,
        Some(_) => Problem::Step,
    }
}

/// Notes when and by whom the consent to mailings was taken back.
fn consent(writing: &Writing, before: Option<&Record>, record: &mut Record) {
    let is_out = record.customer.marketing_status == "unsubscribed";
    let was_out = before.is_some_and(|old| old.customer.marketing_status == "unsubscribed");
    if is_out && !was_out {
        record.details.unsubscribed_at = Some(writing.at);
        record.details.unsubscribed_via = Some(writing.actor.via.code().to_owned());
    } else if !is_out {
        record.details.unsubscribed_at = None;
        record.details.unsubscribed_via = None;
    }
}

/// A full card number is never kept, into whichever text somebody types it.
fn no_card_numbers(changes: &Changes, findings: &mut Findings) {
    for (key, value) in changes.iter() {
        let is_text = crate::customers::fields::find(key)
            .is_some_and(|field| matches!(field.kind, Kind::Text(_) | Kind::Lines(_)));
        if is_text && value.text().is_some_and(card::looks_like_card_number) {
            findings.refuse(key, Problem::CardNumber);
        }
    }
}

/// The fields that the organisation wants filled in, of those that this customer can have filled in.
fn required(writing: &Writing, before: Option<&Record>, record: &Record, findings: &mut Findings) {
    for key in &writing.settings.organisation.required {
        let Some(field) = crate::customers::fields::find(key) else {
            continue;
        };
        let can_be_given = facts::applies(field, &record.customer.person_kind)
            && (before.is_none() || !locks::is_create_only(key));
        let is_asked = match writing.asks {
            Asks::Everything => can_be_given,
            Asks::NothingLost => before.is_some_and(|old| !(field.get)(old).is_empty()),
            Asks::Nothing => false,
        };
        if is_asked && (field.get)(record).is_empty() && findings.refusal_at(key).is_none() {
            findings.refuse(key, Problem::Required);
        }
    }
}
