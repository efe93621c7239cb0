//! What the form's selects and radios offer.

use super::fields::Field;
use super::form_view::{Choice, View};
use crate::fields::{IdRole, Kind, Lookup};
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
                return named.map(|one| choice(one.code, self.display.option(one))).collect();
            }
            Kind::Ref(list) => self.offers(*list, chosen),
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
