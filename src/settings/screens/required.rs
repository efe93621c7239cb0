//! Which fields of customers the organisation may require: those one types into the form, whose
//! absence means something. The name has rules of its own.

use std::collections::BTreeSet;

use crate::customers::fields;
use crate::fields::{Group, Kind, Uses};
use crate::i18n::{Lang, Text};

/// Fields that make up the name.
const NAMES: &[&str] = &["name", "first_name", "second_name", "first_surname", "second_surname"];

/// A section of the form.
pub struct Section {
    /// Its title.
    pub title: &'static str,
    /// Its fields.
    pub ticks: Vec<Tick>,
}

/// A field that may be required.
pub struct Tick {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Whether it is required.
    pub checked: bool,
}

/// Whether the field of that key may be required.
pub fn is_offered(key: &str) -> bool {
    fields::find(key).is_some_and(can_be_required)
}

/// The fields that may be required, by section, with the required ones ticked.
pub fn sections(lang: Lang, required: &BTreeSet<String>) -> Vec<Section> {
    let section = |group: Group| Section {
        title: Text(lang).group_title(group),
        ticks: fields::all()
            .iter()
            .filter(|field| field.group == group && can_be_required(field))
            .map(|field| Tick {
                key: &field.key,
                label: field.label(lang),
                checked: required.contains(field.key.as_ref()),
            })
            .collect(),
    };
    Group::ALL.into_iter().map(section).filter(|section| !section.ticks.is_empty()).collect()
}

/// Flags and choices always have a value, types follow their numbers, and nobody must remark.
fn can_be_required(field: &fields::Field) -> bool {
    let has_own_rule = matches!(
        field.kind,
        Kind::Flag
            | Kind::Choice(_)
            | Kind::IdType(_)
            | Kind::Lines(_)
            | Kind::Emails
            | Kind::Phones
    );
    // What billing needs it asks for itself, once it is on.
    let is_asked = field.is_used_in(Uses::FORM) && field.group != Group::Billing;
    is_asked && !has_own_rule && !NAMES.contains(&field.key.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_missing_is_offered() {
        for key in ["zone_id", "tax_id", "doc_number", "email", "phone_mobile", "iban"] {
            assert!(is_offered(key), "{key}");
        }
        for key in ["name", "first_name", "is_vip", "status", "gender", "id", "nonsense", ""] {
            assert!(!is_offered(key), "{key}");
        }
    }

    #[test]
    fn each_offered_field_stands_in_one_section() {
        let required = BTreeSet::from(["city".to_owned()]);
        let sections = sections(Lang::Pt, &required);
        let ticks: Vec<_> = sections.iter().flat_map(|s| &s.ticks).collect();
        let keys: BTreeSet<_> = ticks.iter().map(|tick| tick.key).collect();
        assert_eq!(keys.len(), ticks.len());
        assert!(keys.iter().all(|key| is_offered(key)));
        let ticked: Vec<_> = ticks.iter().filter(|t| t.checked).map(|t| t.key).collect();
        assert_eq!(ticked, ["city"]);
    }
}
