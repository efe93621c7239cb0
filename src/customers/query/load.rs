//! Customers by their ids, with only what the caller needs beside the row itself.

use std::collections::HashMap;

use crate::db::prelude::*;

use super::Query;
use crate::access::Actor;
use crate::customers::debts;
use crate::customers::record::{
    Account, Billing, Customer, Details, Legal, Membership, Record, Shipping, Unpaid,
};
use crate::db::schema::{
    customer_accounts, customer_balances, customer_billing, customer_details, customer_gateways,
    customer_legal, customer_notify_emails, customer_phones, customer_shipping, customers,
};
use crate::db::{Db, among};
use crate::fields::{PhoneEntry, PhoneKind};

/// Which tables beside `customers` are needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// Phones.
    pub phones: bool,
    /// E-mails to notify.
    pub emails: bool,
    /// The everyday details.
    pub details: bool,
    /// Legal and bank data.
    pub legal: bool,
    /// Shipping address.
    pub shipping: bool,
    /// How it is invoiced.
    pub billing: bool,
    /// What is derived of documents, services and cards.
    pub account: bool,
    /// What is unpaid in each currency.
    pub unpaid: bool,
    /// Who it is to gateways.
    pub gateways: bool,
}

impl Needs {
    /// Everything that anybody may write: what is derived has to be asked for.
    pub const ALL: Self = Self {
        phones: true,
        emails: true,
        details: true,
        legal: true,
        shipping: true,
        billing: true,
        account: false,
        unpaid: false,
        gateways: false,
    };

    /// What showing these fields needs.
    #[must_use]
    pub fn of(fields: &[&crate::customers::Field]) -> Self {
        let mut needs = Self::default();
        for field in fields {
            match field.part {
                "phones" => needs.phones = true,
                "emails" => needs.emails = true,
                "details" => needs.details = true,
                "legal" => needs.legal = true,
                "shipping" => needs.shipping = true,
                "billing" => needs.billing = true,
                "account" => needs.account = true,
                _ => {}
            }
            if field.key == debts::UNPAID {
                // Each amount beside its currency, and nothing in the customer's own.
                (needs.unpaid, needs.details) = (true, true);
            }
        }
        needs
    }
}

/// One customer, whole, whoever may see it.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Option<Record>> {
    Ok(load(conn, &[id], Needs::ALL)?.pop())
}

/// One customer, whole, if the actor may see it.
///
/// # Errors
/// When the database fails.
pub fn find_visible(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<Record>> {
    if let Some(condition) = super::within(&actor.scope) {
        let seen = customers::table
            .find(id)
            .select(customers::id)
            .filter(condition)
            .first::<i64>(conn)
            .optional()?;
        if seen.is_none() {
            return Ok(None);
        }
    }
    find(conn, id)
}

/// As [`find_visible`], for a write that follows in the same transaction: nobody else changes the
/// customer until it ends. SQLite has one writer at a time anyway; PostgreSQL locks the row.
///
/// # Errors
/// When the database fails.
pub fn find_to_change(conn: &mut Db, actor: &Actor, id: i64) -> QueryResult<Option<Record>> {
    lock(conn, &[id])?;
    find_visible(conn, actor, id)
}

/// Nobody else changes these customers until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn lock(conn: &mut Db, ids: &[i64]) -> QueryResult<()> {
    if let Db::Pg(pg) = conn {
        // In one order, so that two who lock many never wait for each other.
        let rows = customers::table.filter(customers::id.eq_any(ids)).order(customers::id);
        rows.select(customers::id).for_update().load::<i64>(pg)?;
    }
    Ok(())
}

/// The names of those of these customers that the actor may see, archived ones too.
///
/// # Errors
/// When the database fails.
pub fn visible_names(
    conn: &mut Db,
    actor: &Actor,
    ids: &[i64],
) -> QueryResult<HashMap<i64, Option<String>>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = customers::table
        .select((customers::id, customers::name))
        .filter(among(customers::id, ids))
        .into_boxed();
    if let Some(condition) = super::within(&actor.scope) {
        rows = rows.filter(condition);
    }
    Ok(rows.load::<(i64, Option<String>)>(conn)?.into_iter().collect())
}

impl Query {
    /// The records of a page, in the order of the ids.
    ///
    /// # Errors
    /// When the database fails.
    pub fn records(&self, conn: &mut Db, ids: &[i64], needs: Needs) -> QueryResult<Vec<Record>> {
        load(conn, ids, needs)
    }
}

/// Reads the rows of a 1:1 table into their records.
macro_rules! beside {
    ($conn:expr, $ids:expr, $records:expr, $table:ident, $row:ident, $part:ident) => {
        let rows: Vec<$row> = $table::table
            .filter(among($table::customer_id, $ids))
            .select(columns::<$row>())
            .load($conn)?;
        for row in rows {
            if let Some(record) = $records.get_mut(row.customer_id) {
                record.$part = row;
            }
        }
    };
}

/// The records of these ids, in their order.
pub(crate) fn load(conn: &mut Db, ids: &[i64], needs: Needs) -> QueryResult<Vec<Record>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Customer> = customers::table
        .filter(among(customers::id, ids))
        .select(columns::<Customer>())
        .load(conn)?;
    let mut records = Records::of(rows);
    if needs.phones {
        add_phones(conn, ids, &mut records)?;
    }
    if needs.emails {
        add_emails(conn, ids, &mut records)?;
    }
    if needs.details {
        beside!(conn, ids, records, customer_details, Details, details);
    }
    if needs.legal {
        beside!(conn, ids, records, customer_legal, Legal, legal);
    }
    if needs.shipping {
        beside!(conn, ids, records, customer_shipping, Shipping, shipping);
    }
    if needs.billing {
        beside!(conn, ids, records, customer_billing, Billing, billing);
    }
    if needs.account {
        beside!(conn, ids, records, customer_accounts, Account, account);
    }
    if needs.unpaid {
        add_unpaid(conn, ids, &mut records)?;
    }
    if needs.gateways {
        add_gateways(conn, ids, &mut records)?;
    }
    Ok(records.in_order(ids))
}

/// Records that are being put together. They lie in a row and stay there: they are large.
struct Records {
    all: Vec<Record>,
    places: HashMap<i64, usize>,
}

impl Records {
    fn of(rows: Vec<Customer>) -> Self {
        let places = rows.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let record = |customer| Record { customer, ..Record::default() };
        Self { all: rows.into_iter().map(record).collect(), places }
    }

    fn get_mut(&mut self, id: i64) -> Option<&mut Record> {
        self.all.get_mut(*self.places.get(&id)?)
    }

    fn in_order(mut self, ids: &[i64]) -> Vec<Record> {
        let wanted: HashMap<i64, usize> = ids.iter().copied().zip(0..).collect();
        self.all.sort_by_cached_key(|record| wanted.get(&record.customer.id).copied());
        self.all
    }
}

fn add_phones(conn: &mut Db, ids: &[i64], records: &mut Records) -> QueryResult<()> {
    let rows: Vec<(i64, i64, String, String, Option<String>)> = customer_phones::table
        .filter(among(customer_phones::customer_id, ids))
        .order((customer_phones::customer_id, customer_phones::position))
        .select((
            customer_phones::customer_id,
            customer_phones::position,
            customer_phones::kind,
            customer_phones::number,
            customer_phones::e164,
        ))
        .load(conn)?;
    for (id, place, kind, number, e164) in rows {
        if let Some(record) = records.get_mut(id) {
            let kind = PhoneKind::from_code(&kind);
            record.place_phone(place, PhoneEntry { kind, number, e164 });
        }
    }
    Ok(())
}

fn add_emails(conn: &mut Db, ids: &[i64], records: &mut Records) -> QueryResult<()> {
    let rows: Vec<(i64, String)> = customer_notify_emails::table
        .filter(among(customer_notify_emails::customer_id, ids))
        .order((customer_notify_emails::customer_id, customer_notify_emails::position))
        .select((customer_notify_emails::customer_id, customer_notify_emails::email))
        .load(conn)?;
    for (id, email) in rows {
        if let Some(record) = records.get_mut(id) {
            record.notify_emails.push(email);
        }
    }
    Ok(())
}

fn add_unpaid(conn: &mut Db, ids: &[i64], records: &mut Records) -> QueryResult<()> {
    let rows: Vec<(i64, String, i64)> = customer_balances::table
        .filter(among(customer_balances::customer_id, ids))
        .filter(customer_balances::unpaid_balance.ne(0))
        .order((customer_balances::customer_id, customer_balances::currency))
        .select((
            customer_balances::customer_id,
            customer_balances::currency,
            customer_balances::unpaid_balance,
        ))
        .load(conn)?;
    for (id, currency, amount) in rows {
        if let Some(record) = records.get_mut(id) {
            record.unpaid.push(Unpaid { currency, amount });
        }
    }
    Ok(())
}

fn add_gateways(conn: &mut Db, ids: &[i64], records: &mut Records) -> QueryResult<()> {
    let rows: Vec<(i64, i64, String, String)> = customer_gateways::table
        .filter(among(customer_gateways::customer_id, ids))
        .order((customer_gateways::customer_id, customer_gateways::id))
        .select((
            customer_gateways::customer_id,
            customer_gateways::gateway_id,
            customer_gateways::external_id,
            customer_gateways::status,
        ))
        .load(conn)?;
    for (id, gateway, external_id, status) in rows {
        if let Some(record) = records.get_mut(id) {
            record.gateways.push(Membership { gateway, external_id, status });
        }
    }
    Ok(())
}
