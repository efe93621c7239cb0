//! What was typed about the portal: kept as it is when refused, a [`Portal`] when it is right.

use std::collections::BTreeMap;

use super::organisation_form::{code_of, from_code};
use super::typed::{Choice, Refused};
use crate::customers::fields::{self, Field};
use crate::fields::{Group, Uses};
use crate::i18n::Text;
use crate::settings::{Opens, Portal, PortalSecret};
use crate::text;
use crate::web::{Form, brand};

/// Longest text for customers, in characters.
pub const LONGEST: usize = 500;
/// The most that can be asked of a password, in characters.
pub const LONGEST_PASSWORD: usize = 64;

/// What customers may do with a field, as the form sends it.
const HIDDEN: &str = "hidden";
const SEEN: &str = "seen";
const EDITED: &str = "edited";

/// What was typed, with codes as they were sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Whether there is a portal.
    pub is_enabled: bool,
    /// What a mail opens it with.
    pub secret: String,
    /// Hours for which that works.
    pub hours: String,
    /// Fewest characters of a password.
    pub min_password: String,
    /// What customers may do with each field.
    pub fields: BTreeMap<String, String>,
    /// What greets them.
    pub welcome: String,
    /// Where they find help.
    pub help: String,
    /// The colour.
    pub colour: String,
    /// What customers find besides their data.
    pub opens: Opens,
}

/// A switch of what customers find: name, label, help, and whether it is on.
pub struct Switch {
    /// Name and id of the control.
    pub name: &'static str,
    /// What it says.
    pub label: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Whether it is on.
    pub is_on: bool,
}

/// One field with what customers may do with it.
pub struct Offer {
    /// Name and id of the control.
    pub name: String,
    /// The field's name.
    pub label: String,
    /// What can be chosen.
    pub options: Vec<Choice>,
}

fn offered() -> impl Iterator<Item = &'static Field> {
    fields::all().iter().filter(|field| field.is_used_in(Uses::PORTAL_SEEN))
}

fn name_of(key: &str) -> String {
    format!("field_{key}")
}

fn is_option(field: &Field, chosen: &str) -> bool {
    match chosen {
        HIDDEN | SEEN => true,
        EDITED => field.is_used_in(Uses::PORTAL_EDITED),
        _ => false,
    }
}

impl Draft {
    /// The portal as it is.
    pub fn of(portal: &Portal) -> Self {
        let state = |field: &Field| {
            let key = field.key.as_ref();
            if portal.editable.contains(key) && is_option(field, EDITED) {
                EDITED
            } else if portal.visible.contains(key) {
                SEEN
            } else {
                HIDDEN
            }
        };
        Self {
            is_enabled: portal.is_enabled,
            secret: code_of(portal.secret),
            hours: portal.hours().to_string(),
            min_password: portal.shortest_password().to_string(),
            fields: offered()
                .map(|field| (field.key.to_string(), state(field).to_owned()))
                .collect(),
            welcome: portal.welcome.clone(),
            help: portal.help.clone(),
            colour: portal.colour.clone(),
            opens: portal.opens,
        }
    }

    /// Reads the form; what it does not send stays as it is.
    pub fn read(form: &Form, now: Self) -> Self {
        let text = |key: &str, now: String| form.last(key).map_or(now, str::to_owned);
        let words = |key: &str, now: String| text::clean(&text(key, now));
        let fields = now.fields.into_iter().map(|(key, now)| {
            let chosen = text(&name_of(&key), now);
            (key, chosen)
        });
        let ticked = |name: &str, now: bool| {
            if form.has(name) { form.is_ticked(name) } else { now }
        };
        let mut opens = now.opens.each();
        for (is_open, name) in opens.iter_mut().zip(Opens::NAMES) {
            *is_open = ticked(name, *is_open);
        }
        Self {
            is_enabled: ticked("portal_enabled", now.is_enabled),
            opens: Opens::of(opens),
            fields: fields.collect(),
            secret: text("portal_secret", now.secret),
            hours: text("portal_secret_hours", now.hours).trim().to_owned(),
            min_password: text("portal_min_password", now.min_password).trim().to_owned(),
            welcome: words("portal_welcome", now.welcome),
            help: words("portal_help", now.help),
            colour: text("portal_colour", now.colour).trim().to_ascii_lowercase(),
        }
    }

    /// The portal to store, or what is wrong, field by field.
    pub fn check(&self, t: Text) -> Result<Portal, Vec<Refused>> {
        let secret: Option<PortalSecret> = from_code(&self.secret);
        let hours =
            self.hours.parse().ok().filter(|hours| (1..=Portal::LONGEST_HOURS).contains(hours));
        let passwords = Portal::SHORTEST_PASSWORD..=LONGEST_PASSWORD;
        let min_password = self.min_password.parse().ok().filter(|least| passwords.contains(least));
        let is_long = |text: &str| text.chars().count() > LONGEST;
        let has_options = offered()
            .all(|field| self.fields.get(field.key.as_ref()).is_some_and(|s| is_option(field, s)));
        let wrong = [
            ("portal_secret", secret.is_none(), t.organisation_option_wrong().to_owned()),
            ("portal_secret_hours", hours.is_none(), t.portal_hours_wrong(Portal::LONGEST_HOURS)),
            (
                "portal_min_password",
                min_password.is_none(),
                t.portal_min_password_wrong(Portal::SHORTEST_PASSWORD, LONGEST_PASSWORD),
            ),
            ("portal_fields", !has_options, t.organisation_option_wrong().to_owned()),
            ("portal_welcome", is_long(&self.welcome), t.portal_text_too_long(LONGEST)),
            ("portal_help", is_long(&self.help), t.portal_text_too_long(LONGEST)),
            (
                "portal_colour",
                brand::digits(&self.colour).is_none(),
                t.portal_colour_wrong().to_owned(),
            ),
        ];
        let errors: Vec<Refused> = wrong
            .into_iter()
            .filter(|(_, is_wrong, _)| *is_wrong)
            .map(|(field, _, text)| (field, text))
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Portal {
            is_enabled: self.is_enabled,
            secret: secret.unwrap_or_default(),
            secret_hours: hours.unwrap_or(1),
            min_password: min_password.unwrap_or(Portal::SHORTEST_PASSWORD),
            visible: self.keys(&[SEEN, EDITED]),
            editable: self.keys(&[EDITED]),
            welcome: self.welcome.clone(),
            help: self.help.clone(),
            colour: self.colour.clone(),
            opens: self.opens,
        })
    }

    /// The switches, in the order in which customers find what they open.
    pub fn switches(&self, t: Text) -> Vec<Switch> {
        let words = [
            (t.invoices_title(), t.portal_open_invoices_help()),
            (t.portal_pay_now(), t.portal_open_pays_help()),
            (t.payments_title(), t.portal_open_payments_help()),
            (t.cards_title(), t.portal_open_cards_help()),
            (t.subscriptions(), t.portal_open_subscriptions_help()),
        ];
        let named = Opens::NAMES.into_iter().zip(words).zip(self.opens.each());
        named.map(|((name, (label, help)), is_on)| Switch { name, label, help, is_on }).collect()
    }

    fn keys<C: FromIterator<String>>(&self, states: &[&str]) -> C {
        let chosen = self.fields.iter().filter(|(_, state)| states.contains(&state.as_str()));
        chosen.map(|(key, _)| key.clone()).collect()
    }

    /// The fields that customers may see, by section.
    pub fn offers(&self, t: Text) -> Vec<(&'static str, Vec<Offer>)> {
        let of_group = |group: Group| {
            let fields = offered().filter(|field| field.group == group);
            (t.group_title(group), fields.map(|field| self.offer(t, field)).collect::<Vec<_>>())
        };
        let groups = Group::ALL.into_iter().map(of_group);
        groups.filter(|(_, offers)| !offers.is_empty()).collect()
    }

    fn offer(&self, t: Text, field: &Field) -> Offer {
        let chosen = self.fields.get(field.key.as_ref()).map_or(HIDDEN, String::as_str);
        let all = [
            (HIDDEN, t.portal_field_hidden()),
            (SEEN, t.portal_field_seen()),
            (EDITED, t.portal_field_edited()),
        ];
        let options = all.into_iter().filter(|(code, _)| is_option(field, code));
        Offer {
            name: name_of(&field.key),
            label: field.label(t.0).to_owned(),
            options: options
                .map(|(code, label)| Choice {
                    value: code.to_owned(),
                    label: label.to_owned(),
                    selected: code == chosen,
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn read(pairs: &[(&str, &str)]) -> Draft {
        let pairs = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Draft::read(&Form::from_pairs(pairs.collect()), Draft::of(&Portal::default()))
    }

    #[test]
    fn what_is_not_sent_stays() {
        assert_eq!(read(&[]).check(Text(Lang::Es)), Ok(Portal::default()));
    }

    #[test]
    fn every_field_offered_by_default_is_one_that_may_be() {
        let portal = Portal::default();
        for key in portal.visible.iter().chain(&portal.editable) {
            assert!(offered().any(|field| field.key == *key), "{key}");
        }
        for key in ["remarks", "is_vip", "is_bad", "zone_id", "seller_id", "status", "category"] {
            assert!(!offered().any(|field| field.key == *key), "{key}");
        }
        for key in ["name", "email", "doc_number", "tax_id", "custom_id", "portal_login"] {
            let field = fields::find(key).unwrap();
            assert!(!field.is_used_in(Uses::PORTAL_EDITED), "{key}");
        }
    }

    #[test]
    fn each_wrong_value_is_refused_beside_its_field() {
        let long = "x".repeat(LONGEST + 1);
        for (typed, value, field) in [
            ("portal_secret", "sms", "portal_secret"),
            ("portal_secret_hours", "0", "portal_secret_hours"),
            ("portal_secret_hours", "73", "portal_secret_hours"),
            ("portal_secret_hours", "", "portal_secret_hours"),
            ("portal_min_password", "11", "portal_min_password"),
            ("portal_min_password", "65", "portal_min_password"),
            ("field_city", "all", "portal_fields"),
            ("field_email", "edited", "portal_fields"),
            ("portal_welcome", long.as_str(), "portal_welcome"),
            ("portal_help", long.as_str(), "portal_help"),
            ("portal_colour", "red", "portal_colour"),
            ("portal_colour", "#12345g", "portal_colour"),
        ] {
            let errors = read(&[(typed, value)]).check(Text(Lang::En)).unwrap_err();
            let fields: Vec<_> = errors.iter().map(|(field, _)| *field).collect();
            assert_eq!(fields, [field], "{value:.20}");
        }
    }

    #[test]
    fn what_customers_change_they_see_too() {
        let portal = read(&[("field_city", "edited"), ("field_name", "hidden")]);
        let portal = portal.check(Text(Lang::Es)).unwrap();
        assert!(portal.editable.contains("city") && portal.visible.contains("city"));
        assert!(!portal.visible.contains("name"));
    }
}
