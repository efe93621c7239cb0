//! The options of the organisation's selects.

use chrono::{Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::changes::{country_text, lock_text, style_text};
use super::organisation_form::code_of;
use super::typed::Choice;
use crate::clock;
use crate::customers::fields::PERSON_KINDS;
use crate::fields::Lookup;
use crate::i18n::{Lang, Text};
use crate::identity::geo;
use crate::settings::{NumberStyle, Organisation, Settings, TaxIdLock};
use crate::text;

/// A lock with what it means.
pub struct Lock {
    /// Its code.
    pub value: String,
    /// Its name.
    pub label: &'static str,
    /// What it means.
    pub help: String,
    /// Whether it is chosen.
    pub selected: bool,
}

/// An option, chosen if it is the one.
pub fn choice(value: &str, label: &str, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), selected: value == chosen }
}

/// What was sent and is no option, so that it is not exchanged for another in silence.
fn with_chosen(mut options: Vec<Choice>, chosen: &str) -> Vec<Choice> {
    if !options.iter().any(|option| option.selected) {
        let short: String = chosen.chars().take(64).collect();
        options.insert(0, choice(&short, &short, &short));
    }
    options
}

/// All countries by name.
pub fn countries(lang: Lang, chosen: &str) -> Vec<Choice> {
    let named = geo::countries_in(lang.code()).iter();
    let options = named.map(|(code, name)| choice(code, name, chosen)).collect();
    with_chosen(options, chosen)
}

/// The currencies of the region.
pub fn currencies(chosen: &str) -> Vec<Choice> {
    let options = geo::currencies()
        .iter()
        .map(|currency| choice(currency.code, currency.code, chosen))
        .collect();
    with_chosen(options, chosen)
}

/// Zones of the Americas that are not called so, and two of everywhere.
const OTHER_ZONES: &[&str] =
    &["Pacific/Easter", "Pacific/Galapagos", "Atlantic/Stanley", "Europe/Madrid", "UTC"];

/// The time zones of the Americas, with Madrid and UTC, by city.
pub fn time_zones(chosen: &str) -> Vec<Choice> {
    let mut options: Vec<Choice> = TZ_VARIANTS
        .iter()
        .filter(|zone| zone.name().starts_with("America/") || OTHER_ZONES.contains(&zone.name()))
        .map(|zone| choice(zone.name(), &zone_text(*zone), chosen))
        .collect();
    options.sort_by_cached_key(|option| text::sort_key(&option.label));
    with_chosen(options, chosen)
}

/// A zone by its IANA name, as the list has it.
pub fn zone_named(name: &str) -> String {
    name.parse().map_or_else(|_| name.to_owned(), zone_text)
}

/// `Buenos Aires, Argentina (UTC−03:00)`: the city first, as one looks for it.
fn zone_text(zone: Tz) -> String {
    let seconds = zone.offset_from_utc_datetime(&clock::now()).fix().local_minus_utc();
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.abs() / 60;
    let mut parts: Vec<String> =
        zone.name().split('/').rev().map(|part| part.replace('_', " ")).collect();
    // The continent says nothing that the city does not.
    if parts.len() > 1 {
        parts.pop();
    }
    let name = parts.join(", ");
    format!("{name} (UTC{sign}{:02}:{:02})", minutes / 60, minutes % 60)
}

/// The languages of the panel.
pub fn languages(chosen: &str) -> Vec<Choice> {
    Lang::ALL.map(|lang| choice(lang.code(), lang.own_name(), chosen)).into()
}

/// How numbers may be written.
pub fn number_styles(t: Text, chosen: &str) -> Vec<Choice> {
    [NumberStyle::ByCountry, NumberStyle::Comma, NumberStyle::Point]
        .map(|style| choice(&code_of(style), style_text(t, style), chosen))
        .into()
}

/// The person types.
pub fn person_kinds(lang: Lang, chosen: &str, country: &str) -> Vec<Choice> {
    PERSON_KINDS.iter().map(|kind| choice(kind.code, kind.label(lang, country), chosen)).collect()
}

/// The cycles of billing, and none.
pub fn cycles(t: Text, settings: &Settings, chosen: &str) -> Vec<Choice> {
    let offers = settings.list(Lookup::BillingCycles);
    let named = offers.iter().map(|offer| (offer.id.to_string(), offer));
    let named = named.filter(|(id, offer)| offer.is_active || id == chosen);
    let named = named.map(|(id, offer)| choice(&id, &offer.name, chosen));
    with_chosen(
        std::iter::once(choice("", t.nothing_chosen(), chosen)).chain(named).collect(),
        chosen,
    )
}

/// The locks of the tax id, the one by country explained for that country.
pub fn locks(t: Text, chosen: &str, country: &str) -> Vec<Lock> {
    let by_country = Organisation {
        country: country.to_owned(),
        tax_id_lock: TaxIdLock::ByCountry,
        ..Organisation::default()
    };
    let name = country_text(t.0, country);
    let by_country = if by_country.locks_tax_id_from_start() {
        t.organisation_lock_by_country_start(name)
    } else {
        t.organisation_lock_by_country_invoice(name)
    };
    [
        (TaxIdLock::ByCountry, by_country),
        (TaxIdLock::FromStart, t.organisation_lock_from_start_help().to_owned()),
        (TaxIdLock::AfterFirstInvoice, t.organisation_lock_after_invoice_help().to_owned()),
        (TaxIdLock::Never, t.organisation_lock_never_help().to_owned()),
    ]
    .map(|(lock, help)| {
        let value = code_of(lock);
        Lock { selected: value == chosen, label: lock_text(t, lock), value, help }
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_found_by_their_city() {
        let zones = time_zones("America/Argentina/Buenos_Aires");
        let chosen: Vec<_> = zones.iter().filter(|zone| zone.selected).collect();
        assert_eq!(chosen.len(), 1);
        assert_eq!(chosen[0].label, "Buenos Aires, Argentina (UTC−03:00)");
        for name in ["Pacific/Easter", "Europe/Madrid", "UTC", "America/Caracas"] {
            assert!(zones.iter().any(|zone| zone.value == name), "{name}");
        }
        assert!(zones.iter().all(|zone| zone.value.parse::<Tz>().is_ok()));
    }

    #[test]
    fn a_foreign_choice_is_shown_and_not_exchanged() {
        let zones = time_zones("Asia/Tokyo");
        assert_eq!(zones[0].value, "Asia/Tokyo");
        assert!(zones[0].selected);
    }

    #[test]
    fn every_default_of_a_country_is_an_option() {
        for country in geo::countries() {
            let currency = geo::default_currency(country.alpha2);
            assert!(geo::currency(currency).is_some(), "{}", country.alpha2);
            let zone = geo::default_time_zone(country.alpha2);
            assert!(zone.parse::<Tz>().is_ok(), "{}", country.alpha2);
        }
    }
}
