//! A customer with all that hangs on it one to one, in memory; what is true of it.

use crate::fields::PhoneEntry;
use crate::portal::Holder;

pub use super::debts::Account;
pub use super::fields::{Billing, Customer, Details, Legal, Shipping};

/// Places of phones, as stored.
pub(super) const LANDLINE_PLACE: i64 = 0;
pub(super) const MOBILE_PLACE: i64 = 1;
pub(super) const FURTHER_PLACES: i64 = 2;

/// One customer, whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The row of `customers`.
    pub customer: Customer,
    /// The row of `customer_details`.
    pub details: Details,
    /// The row of `customer_legal`; empty when there is none.
    pub legal: Legal,
    /// The row of `customer_shipping`; empty when there is none.
    pub shipping: Shipping,
    /// The row of `customer_billing`.
    pub billing: Billing,
    /// The row of `customer_accounts`, where it was asked for.
    pub account: Account,
    /// What is unpaid in each currency, in their order, where it was asked for.
    pub unpaid: Vec<Unpaid>,
    /// Who it is to gateways, where it was asked for.
    pub gateways: Vec<Membership>,
    /// The first landline.
    pub landline: Option<PhoneEntry>,
    /// The first mobile.
    pub mobile: Option<PhoneEntry>,
    /// All other phones, in order.
    pub phones: Vec<PhoneEntry>,
    /// Further addresses that get the invoices.
    pub notify_emails: Vec<String>,
}

/// What is unpaid in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpaid {
    /// ISO 4217.
    pub currency: String,
    /// In minor units, more than none.
    pub amount: i64,
}

/// Who a customer is to a gateway.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Membership {
    /// The gateway.
    pub gateway: i64,
    /// What the gateway knows the customer by: no secret, and no card.
    pub external_id: String,
    /// One of [`GATEWAY_STATES`](super::fields::GATEWAY_STATES).
    pub status: String,
}

impl Record {
    /// The name for screens; none when nobody gave one.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        self.customer.display_name()
    }

    /// The customer as its account in the portal knows it.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder {
            id: self.customer.id,
            name: self.display_name().unwrap_or_default().to_owned(),
            email: self.customer.email.clone(),
            country: self.customer.country.clone(),
            status: self.customer.status.clone(),
            version: self.customer.version,
        }
    }

    /// Whether it is invoiced and yet met by no run, as neither it nor the organisation has a cycle.
    #[must_use]
    pub fn is_billed_on_no_day(&self) -> bool {
        self.billing.billing_enabled && self.billing.effective_billing_day.is_none()
    }

    /// Every phone with the place in which it is kept: the landline's and the mobile's are their
    /// own, so that clearing one never moves another number into it.
    pub fn placed_phones(&self) -> impl Iterator<Item = (i64, &PhoneEntry)> {
        let landline = self.landline.iter().map(|phone| (LANDLINE_PLACE, phone));
        let mobile = self.mobile.iter().map(|phone| (MOBILE_PLACE, phone));
        landline.chain(mobile).chain((FURTHER_PLACES..).zip(&self.phones))
    }

    /// Puts a kept phone where its place says.
    pub fn place_phone(&mut self, place: i64, phone: PhoneEntry) {
        match place {
            LANDLINE_PLACE => self.landline = Some(phone),
            MOBILE_PLACE => self.mobile = Some(phone),
            _ => self.phones.push(phone),
        }
    }

    /// Every phone, the two first ones before the others.
    pub fn all_phones(&self) -> impl Iterator<Item = &PhoneEntry> {
        self.landline.iter().chain(&self.mobile).chain(&self.phones)
    }
}

impl Details {
    /// The name that its parts compose, for persons.
    #[must_use]
    pub fn composed_name(&self) -> Option<String> {
        let parts =
            [&self.first_name, &self.second_name, &self.first_surname, &self.second_surname];
        let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

impl Customer {
    /// The name for screens; none when nobody gave one.
    #[must_use]
    pub fn display_name(&self) -> Option<&str> {
        self.name.as_deref().filter(|name| !name.is_empty())
    }

    /// Whether it may be edited: archived customers are restored first, anonymised ones never.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        !matches!(self.status.as_str(), "archived" | "anonymized")
    }
}
