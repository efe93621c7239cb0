//! The organisation as typed: kept as it is when refused, an [`Organisation`] when it is right.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::required;
use super::typed::Refused;
use crate::customers::fields::PERSON_KINDS;
use crate::fields::Lookup;
use crate::i18n::{Lang, Text};
use crate::identity::geo;
use crate::settings::{NumberStyle, Organisation, Portal, Settings, TaxIdLock};
use crate::text;
use crate::web::Form;

/// Longest name of an organisation, in characters.
const LONGEST: usize = 100;

/// What was typed, with codes as they were sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The name.
    pub name: String,
    /// ISO 3166 code.
    pub country: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name.
    pub time_zone: String,
    /// Code of the language.
    pub language: String,
    /// Code of the style.
    pub number_style: String,
    /// Keys of required fields.
    pub required: BTreeSet<String>,
    /// Whether all four names are required.
    pub all_four_names: bool,
    /// Code of the person type.
    pub person_kind: String,
    /// Code of the lock.
    pub tax_id_lock: String,
    /// Whether everybody needs a second factor.
    pub second_factor_required: bool,
    /// Megabytes of a file that is mailed.
    pub export_attachment_mb: String,
    /// Number of the cycle of who has none of their own.
    pub billing_cycle_id: String,
    /// The customers' portal, which has a page of its own.
    portal: Portal,
}

/// A code as it is stored, as its value.
pub fn from_code<T: DeserializeOwned>(code: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned())).ok()
}

/// A value as the code that is stored.
pub fn code_of<T: Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

impl Draft {
    /// The organisation as it is.
    pub fn of(organisation: &Organisation) -> Self {
        let now = organisation.clone();
        Self {
            name: now.name,
            country: now.country,
            currency: now.currency,
            time_zone: now.time_zone,
            language: now.language,
            number_style: code_of(now.number_style),
            required: now.required,
            all_four_names: now.all_four_names,
            person_kind: now.person_kind,
            tax_id_lock: code_of(now.tax_id_lock),
            second_factor_required: now.second_factor_required,
            export_attachment_mb: now.export_attachment_mb.to_string(),
            billing_cycle_id: now.billing_cycle_id.map(|id| id.to_string()).unwrap_or_default(),
            portal: now.portal,
        }
    }

    /// Reads the form; what it does not send stays as it is.
    pub fn read(form: &Form, now: Self) -> Self {
        let text = |key: &str, now: String| form.last(key).map_or(now, str::to_owned);
        let flag = |key: &str, now: bool| {
            if form.has(key) { form.is_ticked(key) } else { now }
        };
        let keys = form.all("required").filter(|key| !key.is_empty());
        Self {
            name: text::clean_line(&text("name", now.name)),
            country: text("country", now.country),
            currency: text("currency", now.currency),
            time_zone: text("time_zone", now.time_zone),
            language: text("language", now.language),
            number_style: text("number_style", now.number_style),
            required: if form.has("required") {
                keys.map(str::to_owned).collect()
            } else {
                now.required
            },
            all_four_names: flag("all_four_names", now.all_four_names),
            person_kind: text("person_kind", now.person_kind),
            tax_id_lock: text("tax_id_lock", now.tax_id_lock),
            second_factor_required: flag("second_factor_required", now.second_factor_required),
            export_attachment_mb: text("export_attachment_mb", now.export_attachment_mb)
                .trim()
                .to_owned(),
            billing_cycle_id: text("billing_cycle_id", now.billing_cycle_id),
            portal: now.portal,
        }
    }

    /// Puts in what the chosen country uses; false when it is none.
    pub fn suggest(&mut self) -> bool {
        if !geo::is_country(&self.country) {
            return false;
        }
        geo::default_currency(&self.country).clone_into(&mut self.currency);
        geo::default_time_zone(&self.country).clone_into(&mut self.time_zone);
        self.number_style = code_of(NumberStyle::ByCountry);
        true
    }

    /// Puts in the zone of another country where the former one's was left; says which was left.
    pub fn propose_zone(&mut self, now: &Organisation) -> Option<String> {
        let zone = geo::default_time_zone(&self.country);
        let is_left = geo::is_country(&self.country)
            && self.country != now.country
            && self.time_zone == now.time_zone
            && self.time_zone != zone;
        is_left.then(|| std::mem::replace(&mut self.time_zone, zone.to_owned()))
    }

    /// The organisation to store, or what is wrong, field by field.
    pub fn check(&self, t: Text, settings: &Settings) -> Result<Organisation, Vec<Refused>> {
        let number_style: Option<NumberStyle> = from_code(&self.number_style);
        let tax_id_lock: Option<TaxIdLock> = from_code(&self.tax_id_lock);
        let megabytes = self.megabytes();
        let mut errors = self.refused(t);
        let option = |name| (name, t.organisation_option_wrong().to_owned());
        if number_style.is_none() {
            errors.push(option("number_style"));
        }
        if tax_id_lock.is_none() {
            errors.push(option("tax_id_lock"));
        }
        let cycle: Option<i64> = self.billing_cycle_id.parse().ok();
        let is_known =
            |id| settings.name_of(Lookup::BillingCycles, id).is_some_and(|offer| offer.is_active);
        let is_kept = cycle.is_some() && cycle == settings.organisation.billing_cycle_id;
        if !self.billing_cycle_id.is_empty() && !is_kept && !cycle.is_some_and(is_known) {
            errors.push(option("billing_cycle_id"));
        }
        if megabytes.is_none() {
            let most = Organisation::LARGEST_ATTACHMENT_MB;
            errors.push(("export_attachment_mb", t.organisation_attachment_wrong(most)));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let draft = self.clone();
        Ok(Organisation {
            name: draft.name,
            country: draft.country,
            currency: draft.currency,
            time_zone: draft.time_zone,
            language: draft.language,
            number_style: number_style.unwrap_or_default(),
            required: draft.required,
            all_four_names: draft.all_four_names,
            person_kind: draft.person_kind,
            tax_id_lock: tax_id_lock.unwrap_or_default(),
            second_factor_required: draft.second_factor_required,
            export_attachment_mb: megabytes.unwrap_or_default(),
            billing_cycle_id: cycle,
            category_follows_status: settings.organisation.category_follows_status,
            billing: settings.organisation.billing.clone(),
            portal: draft.portal,
        })
    }

    /// Whole megabytes, as many as are allowed; an empty field is none.
    fn megabytes(&self) -> Option<u32> {
        let typed =
            if self.export_attachment_mb.is_empty() { "0" } else { &self.export_attachment_mb };
        typed.parse().ok().filter(|n| *n <= Organisation::LARGEST_ATTACHMENT_MB)
    }

    fn refused(&self, t: Text) -> Vec<Refused> {
        let name = if self.name.is_empty() {
            Some(t.settings_name_missing().to_owned())
        } else if self.name.chars().count() > LONGEST {
            Some(t.settings_name_too_long(&LONGEST.to_string()))
        } else {
            None
        };
        let wrong = [
            ("country", !geo::is_country(&self.country), t.organisation_country_wrong()),
            ("currency", geo::currency(&self.currency).is_none(), t.organisation_currency_wrong()),
            ("time_zone", self.time_zone.parse::<Tz>().is_err(), t.organisation_time_zone_wrong()),
            (
                "language",
                !Lang::ALL.iter().any(|lang| lang.code() == self.language),
                t.organisation_option_wrong(),
            ),
            (
                "person_kind",
                !PERSON_KINDS.iter().any(|kind| kind.code == self.person_kind),
                t.organisation_option_wrong(),
            ),
            (
                "required",
                !self.required.iter().all(|key| required::is_offered(key)),
                t.organisation_required_wrong(),
            ),
        ];
        let others = wrong
            .into_iter()
            .filter(|(_, is_wrong, _)| *is_wrong)
            .map(|(field, _, text)| (field, text.to_owned()));
        name.map(|text| ("name", text)).into_iter().chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Draft {
        let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        let form = Form::from_pairs(pairs.collect());
        Draft::read(&form, Draft::of(&Organisation::default()))
    }

    #[test]
    fn what_is_not_sent_stays() {
        let draft = read(&[("name", "  Nodo   Sur ")]);
        let expected = Organisation { name: "Nodo Sur".to_owned(), ..Organisation::default() };
        assert_eq!(draft.check(Text(Lang::Es), &Settings::default()), Ok(expected));
    }

    #[test]
    fn each_wrong_value_is_refused_beside_its_field() {
        let long = "x".repeat(10_000);
        for (field, value) in [
            ("name", " "),
            ("name", long.as_str()),
            ("country", "XX"),
            ("country", "ar"),
            ("currency", "PESO"),
            ("time_zone", "America/Nowhere"),
            ("language", "es-AR"),
            ("number_style", "roman"),
            ("person_kind", ""),
            ("tax_id_lock", "maybe"),
            ("required", "name"),
            ("billing_cycle_id", "9"),
            ("billing_cycle_id", "x"),
            ("export_attachment_mb", "11"),
            ("export_attachment_mb", "-1"),
            ("export_attachment_mb", "1,5"),
        ] {
            let errors =
                read(&[(field, value)]).check(Text(Lang::En), &Settings::default()).unwrap_err();
            let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
            assert_eq!(fields, [field], "{value:.20}");
        }
    }

    #[test]
    fn an_empty_size_attaches_nothing() {
        for (typed, stored) in [("", 0), (" 0 ", 0), ("10", 10)] {
            let draft = read(&[("export_attachment_mb", typed)]);
            assert_eq!(
                draft.check(Text(Lang::Es), &Settings::default()).unwrap().export_attachment_mb,
                stored
            );
        }
    }

    #[test]
    fn a_country_brings_its_own_values() {
        let mut draft = read(&[("country", "CL"), ("number_style", "point")]);
        assert!(draft.suggest());
        assert_eq!((draft.currency.as_str(), draft.number_style.as_str()), ("CLP", "by_country"));
        assert_eq!(draft.time_zone, "America/Santiago");
        assert!(!read(&[("country", "??")]).suggest());
    }

    #[test]
    fn ticks_are_read_and_taken_off() {
        let ticked = read(&[("required", ""), ("required", "city"), ("all_four_names", "1")]);
        assert!(ticked.all_four_names && ticked.required.contains("city"));
        let form = Form::parse(b"required=&all_four_names=").unwrap();
        let off = Draft::read(&form, ticked);
        assert!(!off.all_four_names && off.required.is_empty());
    }
}
