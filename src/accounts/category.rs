//! The category of a customer.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::customer_accounts;

/// What of a customer's account decides about the category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = customer_accounts)]
pub struct Standing {
    /// Documents that are past their last day to pay.
    pub overdue_count: i64,
    /// A subscription that could not be charged.
    pub has_unpaid_subscription: bool,
    /// A service that runs.
    pub has_live: bool,
    /// A service that ran at any time.
    pub has_services: bool,
}

/// The category of a customer of a status: the first that holds.
#[must_use]
pub fn category(status: &str, standing: Standing, follows_status: bool) -> &'static str {
    let is_active = if standing.has_services || !follows_status {
        standing.has_live
    } else {
        status == "active"
    };
    match status {
        "archived" | "anonymized" => "archived",
        _ if standing.overdue_count > 0 || standing.has_unpaid_subscription => "delinquent",
        _ if is_active => "active",
        _ => "inactive",
    }
}

/// What stands in a customer's account; nothing of somebody new.
///
/// # Errors
/// When the database fails.
pub fn standing_of(conn: &mut Db, customer: i64) -> QueryResult<Standing> {
    let found = customer_accounts::table
        .find(customer)
        .select(columns::<Standing>())
        .first(conn)
        .optional()?;
    Ok(found.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every mixture of what decides, by the words of the model.
    #[test]
    fn the_first_that_holds_is_the_category() {
        let statuses = ["pending", "active", "inactive", "archived", "anonymized"];
        for (status, bits) in statuses.iter().flat_map(|s| (0..32_u8).map(move |bits| (*s, bits))) {
            let is = |bit: u8| bits & (1 << bit) != 0;
            let standing = Standing {
                overdue_count: i64::from(is(0)) * 3,
                has_unpaid_subscription: is(1),
                has_live: is(2),
                has_services: is(2) || is(3),
            };
            let wanted = match () {
                () if status == "archived" || status == "anonymized" => "archived",
                () if is(0) || is(1) => "delinquent",
                () if is(2) => "active",
                () if is(3) || !is(4) => "inactive",
                () if status == "active" => "active",
                () => "inactive",
            };
            assert_eq!(category(status, standing, is(4)), wanted, "{status} {bits:05b}");
        }
    }
}
