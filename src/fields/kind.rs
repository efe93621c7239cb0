//! Kinds of fields and what each answers: which operators suit it, which input shows it.

use super::filter::Op;
use crate::i18n::{Lang, Text};
use crate::identity::{geo, login};

/// One option of a choice: its code and its name in the three languages.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// As stored.
    pub code: &'static str,
    /// As shown.
    pub labels: [&'static str; 3],
}

impl Choice {
    /// Its name in a country: who is no company is a «persona natural» in some and «física» in others.
    #[must_use]
    pub fn label(&self, lang: Lang, country: &str) -> &'static str {
        if self.code == "natural" && geo::says_natural_person(country) {
            return Text(lang).person_natural();
        }
        lang.pick(self.labels)
    }
}

/// A list that the organisation keeps, and that fields point to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lookup {
    /// Zonas.
    Zones,
    /// Vendedores.
    Sellers,
    /// Recaudadores.
    Collectors,
    /// Tiendas.
    Stores,
    /// Members of the staff.
    Staff,
    /// Razones sociales.
    LegalEntities,
    /// Condiciones de IVA.
    TaxConditions,
    /// Tipos de factura.
    InvoiceTypes,
    /// Impuestos.
    Taxes,
    /// Ciclos de facturación.
    BillingCycles,
    /// Planes.
    Plans,
    /// Servidores.
    Servers,
    /// Coberturas.
    Coverages,
    /// Pasarelas de pago.
    Gateways,
}

impl Lookup {
    /// The lists of names alone that are kept in the settings; staff have a screen of their own.
    pub const KEPT: [Self; 4] = [Self::Zones, Self::Sellers, Self::Collectors, Self::Stores];

    /// The lists whose rows say more than a name: the room `catalogues` keeps them.
    pub const CATALOGUES: [Self; 9] = [
        Self::LegalEntities,
        Self::TaxConditions,
        Self::InvoiceTypes,
        Self::Taxes,
        Self::BillingCycles,
        Self::Plans,
        Self::Servers,
        Self::Coverages,
        Self::Gateways,
    ];

    /// As stored and as in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Zones => "zones",
            Self::Sellers => "sellers",
            Self::Collectors => "collectors",
            Self::Stores => "stores",
            Self::Staff => "staff",
            Self::LegalEntities => "legal-entities",
            Self::TaxConditions => "tax-conditions",
            Self::InvoiceTypes => "invoice-types",
            Self::Taxes => "taxes",
            Self::BillingCycles => "billing-cycles",
            Self::Plans => "plans",
            Self::Servers => "servers",
            Self::Coverages => "coverages",
            Self::Gateways => "gateways",
        }
    }

    /// A list of names alone, from the code in an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::KEPT.into_iter().find(|list| list.code() == code)
    }
}

/// Whether a number identifies a person or a taxpayer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdRole {
    /// Documento or cédula.
    Document,
    /// Número tributario.
    Tax,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// One line of at most so many characters.
    Text(usize),
    /// Several lines of at most so many characters.
    Lines(usize),
    /// An e-mail address.
    Email,
    /// Several e-mail addresses.
    Emails,
    /// A name to sign in with.
    Login,
    /// One phone number.
    Phone,
    /// Further phones, each with its kind.
    Phones,
    /// A web address, http or https.
    Url,
    /// A whole number between two bounds.
    Number(i64, i64),
    /// A percentage with two decimals, kept in basis points from 0 to 10,000.
    Percent,
    /// A coordinate of at most so many degrees, kept in millionths of one.
    Degrees(i64),
    /// Money, in minor units of the currency of its record.
    Amount,
    /// A day.
    Date,
    /// How many days have passed since a day, which is what is kept.
    DaysSince,
    /// An instant that the system sets.
    Moment,
    /// Yes or no.
    Flag,
    /// One of a few codes.
    Choice(&'static [Choice]),
    /// One of a list that the organisation keeps.
    Ref(Lookup),
    /// An ISO 3166 country.
    Country,
    /// A province: an ISO 3166-2 code when recognised, else what was typed.
    State,
    /// An ISO 4217 currency.
    Currency,
    /// The type of an identity number.
    IdType(IdRole),
    /// An identity number; checked together with its type and country.
    IdNumber(IdRole),
    /// An international bank account number.
    Iban,
    /// The code of a bank.
    Bic,
    /// A bank account: CBU in Argentina, CLABE in Mexico, text elsewhere.
    BankAccount,
}

impl Kind {
    /// The operators that suit it, in the order the search offers them.
    #[must_use]
    pub fn ops(&self) -> &'static [Op] {
        use Op::{Contains, Empty, Eq, Filled, Gt, Gte, Lt, Lte, Not, Starts};
        match self {
            Self::Text(_)
            | Self::Email
            | Self::Emails
            | Self::Login
            | Self::Phone
            | Self::Phones
            | Self::Url
            | Self::IdNumber(_)
            | Self::Iban
            | Self::Bic
            | Self::BankAccount => &[Contains, Eq, Not, Starts, Empty, Filled],
            Self::Lines(_) => &[Contains, Starts, Empty, Filled],
            Self::Number(..)
            | Self::Percent
            | Self::Degrees(_)
            | Self::Amount
            | Self::Date
            | Self::DaysSince => &[Eq, Gte, Lte, Gt, Lt, Not, Empty, Filled],
            Self::Moment => &[Gte, Lte, Gt, Lt, Eq],
            Self::Flag => &[Eq],
            Self::Choice(_) => &[Eq, Not],
            Self::Ref(_) | Self::Country | Self::Currency | Self::IdType(_) => {
                &[Eq, Not, Empty, Filled]
            }
            Self::State => &[Eq, Contains, Not, Starts, Empty, Filled],
        }
    }

    /// The longest text it takes, in characters.
    #[must_use]
    pub fn longest(&self) -> usize {
        match self {
            Self::Text(max) | Self::Lines(max) => *max,
            Self::Email | Self::Url => 254,
            Self::Emails => 5_000,
            Self::Login => login::LONGEST,
            Self::State => 100,
            Self::Phone | Self::Phones | Self::IdNumber(_) | Self::BankAccount | Self::Iban => 64,
            _ => 32,
        }
    }

    /// Whether several lines are typed into it.
    #[must_use]
    pub fn is_multiline(&self) -> bool {
        matches!(self, Self::Lines(_) | Self::Emails)
    }
}
