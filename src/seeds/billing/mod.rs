//! What invented customers are billed: Facturación of those who have it, a contract of each, its documents, and
//! what was paid of them. Written by the rooms that write these for everybody, so that figures and numbers agree.

mod contracts;
mod documents;
mod house;
mod nations;
mod payments;
mod story;
mod terms;
#[cfg(test)]
mod tests;

pub(super) use house::House;
pub(super) use terms::of as terms;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::access::Actor;
use crate::accounts::{self, Rules};
use crate::clock;
use crate::customers::{Query, Record, query};
use crate::db::prelude::*;
use crate::db::schema::{customer_billing, customers};
use crate::db::{Database, Db, among};
use crate::error::AppError;
use crate::settings::Settings;

/// Customers of one transaction, whose documents have their numbers in the order of their days.
const CHUNK: i64 = 10_000;
/// Customers whose figures are written together.
const REFRESHED: usize = 2_500;

/// The services, documents and payments of customers who were just written.
pub(super) struct Billing<'a> {
    pub(super) house: &'a House,
    pub(super) settings: &'a Settings,
    pub(super) actor: &'a Actor,
    pub(super) seed: u64,
    /// How many documents a customer has at most.
    pub(super) most: usize,
}

impl Billing<'_> {
    /// Writes them for everybody behind a customer.
    pub(super) fn run(&self, db: &Database, mut after: i64) -> Result<(), AppError> {
        let now = clock::now();
        let today = Rules::of(self.settings, now).today;
        loop {
            let (last, ids) = db.read_now(|conn| Ok::<_, AppError>(billed(conn, after)?))?;
            let Some(last) = last else { return Ok(()) };
            after = last;
            db.write_now(|conn| Desk { billing: self, now, today }.write(conn, &ids))?;
        }
    }
}

/// The last of the next customers behind one, and who of them has Facturación on. Asked one after the other, or
/// SQLite takes an index in which everybody who has it stands, and sorts them each time.
fn billed(conn: &mut Db, after: i64) -> QueryResult<(Option<i64>, Vec<i64>)> {
    let next: Vec<(i64, String)> = customers::table
        .filter(customers::id.gt(after))
        .order(customers::id)
        .select((customers::id, customers::status))
        .limit(CHUNK)
        .load(conn)?;
    let last = next.last().map(|(id, _)| *id);
    let open: Vec<i64> = next
        .into_iter()
        .filter(|(_, status)| ["active", "inactive", "pending"].contains(&status.as_str()))
        .map(|(id, _)| id)
        .collect();
    let ids = customer_billing::table
        .filter(among(customer_billing::customer_id, &open))
        .filter(customer_billing::billing_enabled.eq(true))
        .order(customer_billing::customer_id)
        .select(customer_billing::customer_id)
        .load(conn)?;
    Ok((last, ids))
}

/// The writing of one chunk.
struct Desk<'a> {
    billing: &'a Billing<'a>,
    now: NaiveDateTime,
    today: NaiveDate,
}

impl Desk<'_> {
    fn write(&self, conn: &mut Db, ids: &[i64]) -> Result<(), AppError> {
        let everybody = Query::visible_to(self.billing.actor).with_everybody();
        let records: Vec<Record> = everybody.records(conn, ids, query::Needs::ALL)?;
        let services = self.write_contracts(conn, self.services(&records))?;
        let documents = self.write_documents(conn, &records, &services)?;
        payments::settle(conn, &documents)?;
        let rules = Rules::of(self.billing.settings, self.now);
        for some in ids.chunks(REFRESHED) {
            accounts::refresh(conn, some, &rules)?;
        }
        Ok(())
    }

    /// In the hours of work of a day, never later than now.
    fn at(&self, day: NaiveDate) -> NaiveDateTime {
        (day.and_time(NaiveTime::MIN) + TimeDelta::hours(15)).min(self.now)
    }

    /// So many days later, never later than today.
    fn later(&self, day: NaiveDate, days: i64) -> NaiveDate {
        (day + TimeDelta::days(days)).min(self.today)
    }
}
