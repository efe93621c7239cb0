//! Where a customer who is written to sees the same in the portal.

use std::collections::HashMap;

use super::recipients::{Addressee, Why};
use crate::customers::{Record, query};
use crate::db::Db;
use crate::db::prelude::*;
use crate::i18n::Lang;
use crate::mail::Recipient;
use crate::portal::account::{self, Account, State, is_open_to};
use crate::portal::issue::addressed;
use crate::settings::{Opens, Organisation};

/// A customer who is written to.
pub(super) struct Reader {
    /// The customer.
    pub record: Record,
    account: Option<Account>,
}

impl Reader {
    /// These customers, by their numbers.
    pub(super) fn of(conn: &mut Db, customers: &[i64]) -> QueryResult<HashMap<i64, Self>> {
        let mut accounts: HashMap<i64, Account> = account::of(conn, customers)?
            .into_iter()
            .map(|account| (account.customer_id, account))
            .collect();
        let records = query::load(conn, customers, query::Needs::ALL)?;
        let reader = |record: Record| {
            let id = record.customer.id;
            (id, Self { account: accounts.remove(&id), record })
        };
        Ok(records.into_iter().map(reader).collect())
    }

    /// As a letter to one of the addresses is headed.
    pub(super) fn recipient(&self, house: &Organisation, to: &Addressee) -> Recipient {
        addressed(house, &self.record.holder(), self.account.as_ref(), &to.address)
    }

    /// The language of the letters.
    pub(super) fn lang(&self, house: &Organisation) -> Lang {
        addressed(house, &self.record.holder(), self.account.as_ref(), "").language
    }

    /// Where it is seen in the portal: by the customer alone, while they can come in and find it there.
    pub(super) fn place(
        &self,
        house: &Organisation,
        to: &Addressee,
        (public_url, page): (&str, &Shown<'_>),
    ) -> Option<String> {
        let path = page.path(house.portal.opens)?;
        let state = self.account.as_ref().map(Account::state);
        let is_in = matches!(state, Some(State::Active | State::Invited));
        let is_welcome = house.portal.is_enabled && is_open_to(&self.record.customer.status);
        (to.why == Why::Main && is_in && is_welcome).then(|| format!("{public_url}{path}"))
    }
}

/// What a letter leads to.
pub(super) enum Shown<'a> {
    /// A document, by its public name.
    Invoice(&'a str),
    /// All documents.
    Invoices,
    /// All payments.
    Payments,
}

impl Shown<'_> {
    /// Its address, where the organisation opens that part of the portal.
    fn path(&self, opens: Opens) -> Option<String> {
        match self {
            Self::Invoice(public_id) => {
                opens.invoices.then(|| format!("/portal/invoices/{public_id}"))
            }
            Self::Invoices => opens.invoices.then(|| "/portal/invoices".to_owned()),
            Self::Payments => opens.payments.then(|| "/portal/payments".to_owned()),
        }
    }
}
