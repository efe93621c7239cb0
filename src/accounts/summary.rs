//! What stands of a customer's figures, for whoever shows them: read as it was written, never summed anew.

use chrono::NaiveDate;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{customer_accounts, customer_balances, customer_sales};

/// What a customer has in one currency, in minor units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// ISO 4217.
    pub currency: String,
    /// Documents of which something is left to pay.
    pub unpaid_count: i64,
    /// What is left of them.
    pub unpaid_balance: i64,
    /// Paid, and settling nothing yet.
    pub credit: i64,
    /// All that was issued, less credit notes.
    pub sales_total: i64,
}

/// What was sold in one month, in minor units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sales {
    /// ISO 4217.
    pub currency: String,
    /// Its first day.
    pub month: NaiveDate,
    /// Issued, less credit notes: below zero where those were more.
    pub amount: i64,
}

/// A customer's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents past their day.
    pub overdue_count: i64,
    /// The day of the oldest of them.
    pub overdue_since: Option<NaiveDate>,
    /// Whether there is or was any contract or subscription.
    pub has_services: bool,
    /// In the order of their currencies.
    pub balances: Vec<Balance>,
    /// In the order of currencies and months.
    pub months: Vec<Sales>,
}

type Row = (
    i64,
    Option<NaiveDate>,
    bool,
    Option<String>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

/// The figures of a customer, with the sales of each month from a day on.
///
/// # Errors
/// When the database fails.
pub fn summary(conn: &mut Db, customer: i64, since: NaiveDate) -> QueryResult<Summary> {
    let of_customer = customer_balances::customer_id.eq(customer_accounts::customer_id);
    let rows: Vec<Row> = customer_accounts::table
        .left_join(customer_balances::table.on(of_customer))
        .filter(customer_accounts::customer_id.eq(customer))
        .order(customer_balances::currency.nullable())
        .select((
            customer_accounts::overdue_count,
            customer_accounts::overdue_since,
            customer_accounts::has_services,
            customer_balances::currency.nullable(),
            customer_balances::unpaid_count.nullable(),
            customer_balances::unpaid_balance.nullable(),
            customer_balances::credit.nullable(),
            customer_balances::sales_total.nullable(),
        ))
        .load(conn)?;
    let mut summary = Summary::default();
    for (overdue_count, overdue_since, has_services, currency, count, unpaid, credit, sold) in rows
    {
        summary.overdue_count = overdue_count;
        summary.overdue_since = overdue_since;
        summary.has_services = has_services;
        let Some(currency) = currency else { continue };
        summary.balances.push(Balance {
            currency,
            unpaid_count: count.unwrap_or_default(),
            unpaid_balance: unpaid.unwrap_or_default(),
            credit: credit.unwrap_or_default(),
            sales_total: sold.unwrap_or_default(),
        });
    }
    // Who has no balance never was sold anything.
    if !summary.balances.is_empty() {
        summary.months = months(conn, customer, since)?;
    }
    Ok(summary)
}

fn months(conn: &mut Db, customer: i64, since: NaiveDate) -> QueryResult<Vec<Sales>> {
    let rows: Vec<(String, NaiveDate, i64)> = customer_sales::table
        .filter(customer_sales::customer_id.eq(customer))
        .filter(customer_sales::month.ge(since))
        .order((customer_sales::currency, customer_sales::month))
        .select((customer_sales::currency, customer_sales::month, customer_sales::amount))
        .load(conn)?;
    let sales = |(currency, month, amount)| Sales { currency, month, amount };
    Ok(rows.into_iter().map(sales).collect())
}
