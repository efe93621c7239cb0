//! Whether what stands is what the rows come to.

use super::Rules;
use super::expected::figures;
use super::refresh::Kept;
use super::rows::Rows;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::customers;

/// A customer whose figures are not what its rows come to, and which of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The customer.
    pub customer: i64,
    /// Names of tables and columns that are wrong.
    pub what: Vec<&'static str>,
}

/// Compares the customers after one, at most so many; what differs, and the last who was looked at.
///
/// # Errors
/// When the database fails.
pub fn compare(
    conn: &mut Db,
    after: i64,
    most: i64,
    rules: &Rules,
) -> QueryResult<(Vec<Difference>, Option<i64>)> {
    let ids: Vec<i64> = customers::table
        .filter(customers::id.gt(after))
        .order(customers::id)
        .select(customers::id)
        .limit(most)
        .load(conn)?;
    let (rows, kept) = (Rows::read(conn, &ids)?, Kept::read(conn, &ids)?);
    let mut differences = Vec::new();
    for customer in &rows.customers {
        let wanted = figures(customer, &rows, rules);
        let checks = [
            ("category", customer.category == wanted.category),
            ("unpaid_count", customer.unpaid_count == wanted.unpaid_count),
            ("account", kept.account(customer.id) == Some(&wanted.account)),
            ("balances", kept.balances(customer.id) == wanted.balances),
            ("sales", kept.months(customer.id) == wanted.months),
        ];
        let what: Vec<&str> =
            checks.into_iter().filter(|(_, holds)| !holds).map(|(what, _)| what).collect();
        if !what.is_empty() {
            differences.push(Difference { customer: customer.id, what });
        }
    }
    Ok((differences, ids.last().copied()))
}
