//! Values that read well and cannot be right, or hardly: looked at only when they change.

use super::Writing;
use crate::customers::record::Record;
use crate::fields::{Findings, Problem};
use crate::identity::geo;

/// Refuses a birthday to come, and doubts postal codes of a shape the country does not have.
pub(super) fn check(
    writing: &Writing,
    before: Option<&Record>,
    record: &Record,
    findings: &mut Findings,
) {
    birthday(writing, before, record, findings);
    let country = writing.country_of(record);
    let (old, new) = (before.map(|old| &old.details.postal_code), &record.details.postal_code);
    postal_code(country, "postal_code", old, new, findings);
    let country = record.shipping.ship_country.as_deref().unwrap_or(country);
    let old = before.map(|old| &old.shipping.ship_postal_code);
    postal_code(country, "ship_postal_code", old, &record.shipping.ship_postal_code, findings);
}

fn birthday(writing: &Writing, before: Option<&Record>, record: &Record, findings: &mut Findings) {
    let is_new = before.is_none_or(|old| old.details.birthday != record.details.birthday);
    let zone = writing.settings.organisation.zone();
    let today = writing.at.and_utc().with_timezone(&zone).date_naive();
    if is_new && record.details.birthday.is_some_and(|day| day > today) {
        findings.refuse("birthday", Problem::Future);
    }
}

fn postal_code(
    country: &str,
    key: &str,
    old: Option<&Option<String>>,
    new: &Option<String>,
    findings: &mut Findings,
) {
    let is_new = old != Some(new);
    if is_new && new.as_deref().is_some_and(|code| !geo::postal_shape_ok(country, code)) {
        findings.warn(key, Problem::PostalCode);
    }
}
