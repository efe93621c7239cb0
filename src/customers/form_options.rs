//! What the form's selects and radios offer.

use super::fields::Field;
use super::form_view::{Choice, View};
use crate::fields::{IdRole, Kind, Lookup, Value};
use crate::identity::geo;
use crate::identity::tax_id::IdKind;

impl View<'_> {
    /// The options of a field; none for what is typed.
    pub(super) fn options(&self, field: &Field, chosen: &str) -> Vec<Choice> {
        let choice = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
            selected: value == chosen,
        };
        let mut options = match &field.kind {
            Kind::Choice(choices) => {
                let named = choices.iter();
                let named: Vec<_> =
                    named.map(|one| choice(one.code, self.display.option(one))).collect();
                // What always has a value offers no way to none.
                if field.key != "payment_method" {
                    return named;
                }
                named
            }
            Kind::Ref(list) => self.suited(field, self.offers(*list, chosen), chosen),
            Kind::Country => {
                let named = geo::countries_in(self.t.0.code()).iter();
                named.map(|(code, name)| choice(code, name)).collect()
            }
            Kind::Currency => {
                geo::currencies().iter().map(|one| choice(one.code, one.code)).collect()
            }
            Kind::IdType(role) => self.id_types(*role, chosen),
            Kind::State => {
                let country = self.writing.country_of(self.record);
                return geo::subdivisions(country).iter().map(|one| choice(one.name, "")).collect();
            }
            _ => return Vec::new(),
        };
        let none = match field.kind {
            Kind::IdType(_) => self.t.hint_type_auto(),
            _ => self.t.nothing_chosen(),
        };
        options.insert(0, choice("", none));
        options
    }

    /// What is offered of a list, and what is chosen although it is no longer offered.
    fn offers(&self, list: Lookup, chosen: &str) -> Vec<Choice> {
        self.writing
            .settings
            .list(list)
            .into_iter()
            .filter(|offer| offer.is_active || offer.id.to_string() == chosen)
            .map(|offer| Choice {
                value: offer.id.to_string(),
                selected: offer.id.to_string() == chosen,
                label: if offer.is_active {
                    offer.name
                } else {
                    format!("{} ({})", offer.name, self.t.inactive_mark())
                },
            })
            .collect()
    }

    /// Of the options of billing those that go with what is chosen above; what is chosen itself stays, to be
    /// told why it does not go.
    fn suited(&self, field: &Field, mut options: Vec<Choice>, chosen: &str) -> Vec<Choice> {
        let issuing = &self.writing.settings.issuing;
        let Some(issuer) = self.chosen("legal_entity_id").and_then(|id| issuing.issuer(id)) else {
            return options;
        };
        let suited = match field.key.as_ref() {
            "tax_condition_id" => issuing.conditions_for(issuer),
            "tax_id_fk" => issuing.taxes_for(issuer),
            "invoice_type_id" => match self.chosen("tax_condition_id") {
                Some(condition) => issuing.types_for(issuer, condition),
                None => return options,
            },
            _ => return options,
        };
        let is_suited = |value: &str| value.parse().is_ok_and(|id: i64| suited.contains(&id));
        options.retain(|option| option.value == chosen || is_suited(&option.value));
        options
    }

    /// The row that a field points to, as typed or else as stored.
    fn chosen(&self, key: &str) -> Option<i64> {
        if let Some(typed) = self.typed.and_then(|form| form.last(key)) {
            return typed.parse().ok();
        }
        match (super::fields::find(key)?.get)(self.record) {
            Value::Ref(id) => Some(id),
            _ => None,
        }
    }

    fn id_types(&self, role: IdRole, chosen: &str) -> Vec<Choice> {
        let country = self
            .typed
            .and_then(|form| form.last("country"))
            .filter(|typed| geo::is_country(typed))
            .unwrap_or_else(|| self.writing.country_of(self.record));
        let (tax, documents) = IdKind::for_country(country);
        let kinds = if role == IdRole::Tax { tax } else { documents };
        kinds
            .iter()
            .map(|kind| Choice {
                value: kind.code().to_owned(),
                label: kind.label(self.t.0.code()).to_owned(),
                selected: kind.code() == chosen,
            })
            .collect()
    }
}
