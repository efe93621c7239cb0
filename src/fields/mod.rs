//! The vocabulary of the field catalogue: what a field is, which values it takes, how they are
//! typed, shown and compared. It knows no customer and no HTTP.

mod changes;
mod columns;
pub mod filter;
mod kind;
mod parse;
mod problem;
pub mod shape;
mod value;
mod wording;

use std::borrow::Cow;

pub use changes::Changes;
pub use kind::{Choice, IdRole, Kind, Lookup};
pub use parse::{MOST_IN_LIST, Reading, day, midnight, phone_entry};
pub use problem::{Finding, Findings, Lock, Problem};
pub use value::{PhoneEntry, PhoneKind, Value};

use crate::i18n::Lang;

/// Where a field may be used; the default is everywhere but in the portal of customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uses(u16);

impl Uses {
    /// A column of the list.
    pub const LIST: Self = Self(1);
    /// A condition of the advanced search.
    pub const FILTER: Self = Self(1 << 1);
    /// The create and edit form.
    pub const FORM: Self = Self(1 << 2);
    /// The bulk update.
    pub const BULK: Self = Self(1 << 3);
    /// A column of the export.
    pub const EXPORT: Self = Self(1 << 4);
    /// A column of the import.
    pub const IMPORT: Self = Self(1 << 5);
    /// The JSON interface.
    pub const API: Self = Self(1 << 6);
    /// Shown on the customer's page.
    pub const DETAIL: Self = Self(1 << 7);
    /// Shown to the customer in the portal, where the organisation wants it.
    pub const PORTAL_SEEN: Self = Self(1 << 8);
    /// Changed by the customer in the portal, where the organisation wants it.
    pub const PORTAL_EDITED: Self = Self(1 << 8 | 1 << 9);
    /// Every use by the staff.
    pub const ALL: Self = Self(0xff);

    /// These uses without those.
    #[must_use]
    pub const fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// These uses and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The section a field belongs to, in form, detail, filters and columns alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Who it is.
    Basic,
    /// What the invoice of the country asks.
    Fiscal,
    /// How to reach it.
    Contact,
    /// Where it is; the address stands on invoices.
    Address,
    /// Where orders go.
    Shipping,
    /// Registration and bank.
    Legal,
    /// How it is invoiced.
    Billing,
    /// What it owes.
    Account,
    /// What it has a service by.
    Services,
    /// Who keeps its cards.
    Gateways,
    /// Where it came from, and commercial terms.
    Origin,
    /// Kept by the system.
    System,
}

impl Group {
    /// All groups, in the order of the screens.
    pub const ALL: [Self; 12] = [
        Self::Basic,
        Self::Fiscal,
        Self::Contact,
        Self::Address,
        Self::Shipping,
        Self::Legal,
        Self::Billing,
        Self::Account,
        Self::Services,
        Self::Gateways,
        Self::Origin,
        Self::System,
    ];

    /// The fragment of its section in a page.
    #[must_use]
    pub fn anchor(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Fiscal => "fiscal",
            Self::Contact => "contact",
            Self::Address => "domicile",
            Self::Shipping => "shipping",
            Self::Legal => "legal",
            Self::Billing => "billing",
            Self::Account => "debt",
            Self::Services => "services",
            Self::Gateways => "payment-gateways",
            Self::Origin => "origin",
            Self::System => "system",
        }
    }
}

/// One field of a record `R`, with conditions of the type `P` and orders of the type `O`.
pub struct Field<R: 'static, P: 'static, O: 'static> {
    /// Column, form name, filter name, import, export and API key.
    pub key: Cow<'static, str>,
    /// The part of the record that holds it: what has to be read to show it.
    pub part: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Its section.
    pub group: Group,
    /// Its name in the three languages.
    pub labels: [Cow<'static, str>; 3],
    /// Where it may be used.
    pub uses: Uses,
    /// Reads it from a record.
    pub get: fn(&R) -> Value,
    /// Writes it to a record; a value of another kind is ignored.
    pub set: fn(&mut R, Value),
    /// The condition of a filter on it; none when the operator does not suit.
    pub condition: fn(filter::Op, &[Value]) -> Option<P>,
    /// How to order by it, if at all.
    pub order: Option<O>,
}

impl<R, P, O> Field<R, P, O> {
    /// Its name in a language.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &str {
        let [es, pt, en] = &self.labels;
        match lang {
            Lang::Es => es,
            Lang::Pt => pt,
            Lang::En => en,
        }
    }

    /// Whether it is used there.
    #[must_use]
    pub fn is_used_in(&self, uses: Uses) -> bool {
        self.uses.has(uses)
    }
}
