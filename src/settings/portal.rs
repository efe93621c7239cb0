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
