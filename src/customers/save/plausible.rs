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
    let main = |record: &Record| record.details.postal_code.clone();
    postal_code(country, "postal_code", before.and_then(main), main(record), findings);
    let country = record.shipping.ship_country.as_deref().unwrap_or(country);
    let ship = |record: &Record| record.shipping.ship_postal_code.clone();
    postal_code(country, "ship_postal_code", before.and_then(ship), ship(record), findings);
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
    old: Option<String>,
    new: Option<String>,
    findings: &mut Findings,
) {
    let is_new = old != new;
    if is_new && new.as_deref().is_some_and(|code| !geo::postal_shape_ok(country, code)) {
        findings.warn(key, Problem::PostalCode);
    }
}
