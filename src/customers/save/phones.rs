//! Phones in E.164 where the country's plan knows them; all others as typed, with a warning.

use super::Writing;
use crate::customers::record::Record;
use crate::fields::{Findings, Kind, MOST_IN_LIST, PhoneEntry, Problem, phone_entry};

/// Settles the phones of a record.
pub(super) fn settle(
    writing: &Writing,
    before: Option<&Record>,
    record: &mut Record,
    findings: &mut Findings,
) {
    let country = writing.country_of(record).to_owned();
    let known: Vec<_> = before.map(|old| old.all_phones().cloned().collect()).unwrap_or_default();
    let places = [("phone_landline", &mut record.landline), ("phone_mobile", &mut record.mobile)];
    for (key, place) in places {
        if let Some(entry) = place {
            check(&country, key, entry, &known, findings);
        }
    }
    for entry in &mut record.phones {
        check(&country, "phones", entry, &known, findings);
    }
    record.phones.retain(|entry| !entry.number.is_empty());
    if record.phones.len() > MOST_IN_LIST {
        findings.refuse("phones", Problem::TooMany(MOST_IN_LIST));
    }
}

fn check(
    country: &str,
    key: &str,
    entry: &mut PhoneEntry,
    known: &[PhoneEntry],
    findings: &mut Findings,
) {
    if let Some(same) =
        known.iter().find(|old| old.number == entry.number && old.kind == entry.kind)
    {
        entry.e164.clone_from(&same.e164);
        return;
    }
    // Numbers of several come as a list, past the reading that bounds a single one.
    let longest = Kind::Phones.longest();
    if entry.number.chars().count() > longest {
        findings.refuse(key, Problem::TooLong(longest));
        return;
    }
    let (read, doubt) = phone_entry(entry.kind, &entry.number, country);
    *entry = read;
    if let Some(doubt) = doubt {
        findings.warn(key, Problem::Phone(doubt));
    }
}
