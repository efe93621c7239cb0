//! What the organisation decides about its customers' portal. Part of the organisation's document, under
//! names of its own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What a mail opens the portal with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PortalSecret {
    /// A temporary password, and a link.
    #[default]
    Password,
    /// A link alone.
    Link,
}

/// The portal of the customers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Portal {
    /// Whether there is one.
    #[serde(rename = "portal_enabled")]
    pub is_enabled: bool,
    /// What a mail opens it with.
    #[serde(rename = "portal_secret")]
    pub secret: PortalSecret,
    /// Hours for which that works.
    #[serde(rename = "portal_secret_hours")]
    pub secret_hours: i64,
    /// Fewest characters of a customer's password.
    #[serde(rename = "portal_min_password")]
    pub min_password: usize,
    /// Keys of the fields that customers see.
    #[serde(rename = "portal_visible")]
    pub visible: BTreeSet<String>,
    /// Keys of the fields that customers change.
    #[serde(rename = "portal_editable")]
    pub editable: BTreeSet<String>,
    /// What greets them.
    #[serde(rename = "portal_welcome")]
    pub welcome: String,
    /// Where they find help.
    #[serde(rename = "portal_help")]
    pub help: String,
    /// The organisation's colour, as `#rrggbb`.
    #[serde(rename = "portal_colour")]
    pub colour: String,
    /// What customers find there besides their data.
    #[serde(flatten)]
    pub opens: Opens,
}

/// What customers find in the portal besides their data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Opens {
    /// Their invoices, with the PDF.
    #[serde(rename = "portal_invoices")]
    pub invoices: bool,
    /// «Pagar ahora», with a card.
    #[serde(rename = "portal_pays")]
    pub pays: bool,
    /// Their payments.
    #[serde(rename = "portal_payments")]
    pub payments: bool,
    /// Their cards.
    #[serde(rename = "portal_cards")]
    pub cards: bool,
    /// Their subscriptions.
    #[serde(rename = "portal_subscriptions")]
    pub subscriptions: bool,
}

impl Default for Opens {
    fn default() -> Self {
        Self { invoices: true, pays: true, payments: true, cards: true, subscriptions: true }
    }
}

impl Opens {
    /// The names of the switches, as forms and the history know them.
    pub const NAMES: [&str; 5] = [
        "portal_invoices",
        "portal_pays",
        "portal_payments",
        "portal_cards",
        "portal_subscriptions",
    ];

    /// By the order of the names.
    #[must_use]
    pub fn of([invoices, pays, payments, cards, subscriptions]: [bool; 5]) -> Self {
        Self { invoices, pays, payments, cards, subscriptions }
    }

    /// In the order of the names.
    #[must_use]
    pub fn each(self) -> [bool; 5] {
        [self.invoices, self.pays, self.payments, self.cards, self.subscriptions]
    }

    /// Whether something can be paid: on the page of an invoice.
    #[must_use]
    pub fn takes_payments(self) -> bool {
        self.invoices && self.pays
    }
}

/// Fields that customers see unless somebody says otherwise.
const VISIBLE: &[&str] = &[
    "name",
    "email",
    "notify_emails",
    "phone_landline",
    "phone_mobile",
    "phones",
    "address",
    "district",
    "city",
    "state",
    "postal_code",
];

/// Fields that customers change unless somebody says otherwise.
const EDITABLE: &[&str] = &["phone_landline", "phone_mobile", "phones"];

impl Default for Portal {
    fn default() -> Self {
        let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        Self {
            is_enabled: true,
            secret: PortalSecret::Password,
            secret_hours: 24,
            min_password: Self::SHORTEST_PASSWORD,
            visible: keys(VISIBLE),
            editable: keys(EDITABLE),
            welcome: String::new(),
            help: String::new(),
            colour: "#0f5c63".to_owned(),
            opens: Opens::default(),
        }
    }
}

impl Portal {
    /// Longest life of a temporary password or a link, in hours.
    pub const LONGEST_HOURS: i64 = 72;
    /// The least that can be asked of a password, in characters.
    pub const SHORTEST_PASSWORD: usize = 12;

    /// Hours for which a temporary password and a link work, whatever is stored.
    #[must_use]
    pub fn hours(&self) -> i64 {
        self.secret_hours.clamp(1, Self::LONGEST_HOURS)
    }

    /// Fewest characters of a customer's password, whatever is stored.
    #[must_use]
    pub fn shortest_password(&self) -> usize {
        self.min_password.clamp(Self::SHORTEST_PASSWORD, 64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Organisation;

    #[test]
    fn a_document_of_before_has_a_portal_and_one_of_today_comes_back() {
        let old: Organisation = serde_json::from_str(r#"{"name":"Nodo","country":"CL"}"#).unwrap();
        assert_eq!((old.name.as_str(), &old.portal), ("Nodo", &Portal::default()));
        assert!(old.portal.is_enabled);
        let portal = Portal { secret: PortalSecret::Link, secret_hours: 2, ..Portal::default() };
        let new = Organisation { portal, ..old };
        let text = serde_json::to_string(&new).unwrap();
        assert!(text.contains(r#""portal_secret":"link""#), "{text}");
        assert_eq!(serde_json::from_str::<Organisation>(&text).unwrap(), new);
    }

    #[test]
    fn what_is_out_of_bounds_does_not_count() {
        for (stored, hours) in [(0, 1), (-5, 1), (24, 24), (1_000, 72)] {
            assert_eq!(Portal { secret_hours: stored, ..Portal::default() }.hours(), hours);
        }
        for (stored, least) in [(0, 12), (12, 12), (20, 20), (1_000, 64)] {
            let portal = Portal { min_password: stored, ..Portal::default() };
            assert_eq!(portal.shortest_password(), least);
        }
    }
}
