//! What a customer's documents, payments, services and cards come to: category, what is owed and since when, what
//! was sold each month. Derived like nothing else of a customer: it moves neither version nor history.
//!
//! [`refresh`] is the only writer, called last in the transaction of whoever wrote one of those rows; it reads
//! them anew, so that nothing drifts, and writes only what differs. [`due_to_change`] names whom time alone moves.
//!
//! **Order of locks** on PostgreSQL, everywhere: customers (ascending), series, documents and payments, and
//! `derivations` last, so that two writers wait for each other no longer than a commit.

mod category;
mod check;
mod expected;
mod refresh;
mod rows;
mod summary;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{customer_accounts, customer_balances, derivations, invoices};
use crate::settings::Settings;

pub use category::{Standing, category, standing_of};
pub use check::{Difference, compare};
pub use refresh::{Moved, refresh};
pub use summary::{Balance, Sales, Summary, summary};

/// Days before its end on which a card is told to expire soon.
pub const EXPIRES_SOON: i64 = 30;

/// What the figures of a customer depend on besides rows.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The day that it is where the organisation is.
    pub today: NaiveDate,
    /// Whether who never had a service has the category of their status.
    pub follows_status: bool,
    /// The currency of customers without one of their own.
    pub currency: &'a str,
}

impl<'a> Rules<'a> {
    /// The organisation's, at an instant in UTC.
    #[must_use]
    pub fn of(settings: &'a Settings, at: NaiveDateTime) -> Self {
        let house = &settings.organisation;
        Self {
            today: house.zone().from_utc_datetime(&at).date_naive(),
            follows_status: house.category_follows_status,
            currency: &house.currency,
        }
    }
}

/// Customers of whom the passing of days changes something by now, those who wait longest first.
///
/// # Errors
/// When the database fails.
pub fn due_to_change(conn: &mut Db, today: NaiveDate, most: i64) -> QueryResult<Vec<i64>> {
    customer_accounts::table
        .filter(customer_accounts::next_change_on.le(today))
        .order((customer_accounts::next_change_on, customer_accounts::customer_id))
        .select(customer_accounts::customer_id)
        .limit(most)
        .load(conn)
}

/// Whether a document with a number was ever issued to the customer.
///
/// # Errors
/// When the database fails.
pub fn has_documents(conn: &mut Db, customer: i64) -> QueryResult<bool> {
    let found: Option<i64> = invoices::table
        .filter(invoices::customer_id.eq(customer))
        .filter(invoices::number.is_not_null())
        .select(invoices::id)
        .first(conn)
        .optional()?;
    Ok(found.is_some())
}

/// What a customer paid in a currency and settles nothing yet, in minor units.
///
/// # Errors
/// When the database fails.
pub fn credit(conn: &mut Db, customer: i64, currency: &str) -> QueryResult<i64> {
    let found: Option<i64> = customer_balances::table
        .find((customer, currency))
        .select(customer_balances::credit)
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// How often categories moved: who keeps numbers by category knows by it that they are old.
///
/// # Errors
/// When the database fails.
pub fn moves(conn: &mut Db) -> QueryResult<i64> {
    derivations::table.find(1).select(derivations::moves).first(conn)
}
