//! A few ids without order: for finding the customer that somebody means by an exact value.

use crate::db::prelude::*;

use super::Query;
use crate::db::Db;
use crate::db::schema::{customer_details, customers};
use crate::identity::email;
use crate::text;

impl Query {
    /// At most so many customers that the query lets through.
    ///
    /// # Errors
    /// When the database fails.
    pub fn few(&self, conn: &mut Db, most: i64) -> QueryResult<Vec<i64>> {
        let mut query = customers::table.select(customers::id).into_boxed();
        for condition in self.predicates() {
            query = query.filter(condition);
        }
        query.limit(most).load(conn)
    }

    /// At most so many that have this name, accents and case aside; by the index of the order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn named(&self, conn: &mut Db, name: &str, most: i64) -> QueryResult<Vec<i64>> {
        let mut query = customers::table
            .select(customers::id)
            .filter(customers::name_sort.eq(text::sort_key(name)))
            .into_boxed();
        for condition in self.predicates() {
            query = query.filter(condition);
        }
        query.limit(most).load(conn)
    }

    /// At most so many that have exactly this external reference; by its index.
    ///
    /// # Errors
    /// When the database fails.
    pub fn referred(&self, conn: &mut Db, reference: &str, most: i64) -> QueryResult<Vec<i64>> {
        let mut query = customers::table
            .select(customers::id)
            .filter(
                customers::id.eq_any(
                    customer_details::table
                        .filter(customer_details::external_ref.eq(reference))
                        .select(customer_details::customer_id),
                ),
            )
            .into_boxed();
        for condition in self.predicates() {
            query = query.filter(condition);
        }
        query.limit(most).load(conn)
    }
}

/// The customer who signs in to the portal by this name or main e-mail, whoever may see it. An at sign
/// tells the two apart.
///
/// # Errors
/// When the database fails.
pub fn find_by_sign_in(conn: &mut Db, typed: &str) -> QueryResult<Option<i64>> {
    let folded = email::fold(typed);
    if folded.contains('@') {
        let owner = customers::table.filter(customers::email_folded.eq(folded));
        return owner.select(customers::id).first(conn).optional();
    }
    let owner = customer_details::table.filter(customer_details::portal_login.eq(folded));
    owner.select(customer_details::customer_id).first(conn).optional()
}

/// Number and name of the customer with this own id, whoever may see it.
///
/// # Errors
/// When the database fails.
pub fn find_by_custom_id(conn: &mut Db, own: &str) -> QueryResult<Option<(i64, String)>> {
    let found: Option<(i64, Option<String>)> = customers::table
        .filter(customers::custom_id_folded.eq(text::fold(own)))
        .select((customers::id, customers::name))
        .first(conn)
        .optional()?;
    Ok(found.map(|(id, name)| (id, name.unwrap_or_default())))
}
