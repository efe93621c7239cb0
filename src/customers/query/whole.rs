//! All numbers of a query, for work on the whole set: never capped, unlike what is shown.

use crate::db::prelude::*;

use super::Query;
use super::matched::{Beyond, Most};
use crate::db::Db;
use crate::db::schema::customers;

/// Matches of a search that are read at a time.
const TOGETHER: i64 = 5_000;

impl Query {
    /// The numbers of all customers that the query lets through, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn ids(&self, conn: &mut Db) -> QueryResult<Vec<i64>> {
        let mut ids = match &self.search {
            None => self.all_by_conditions(conn)?,
            Some(search) => {
                let mut found = self.exact(conn, search)?.to_vec();
                let mut from = Beyond::Newest;
                loop {
                    let some = self.matched(conn, search, from, Most::Matches(TOGETHER))?;
                    found.extend(some.visible);
                    if some.last.is_none() {
                        break;
                    }
                    from = from.on(some.last);
                }
                found
            }
        };
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }

    fn all_by_conditions(&self, conn: &mut Db) -> QueryResult<Vec<i64>> {
        let mut query = customers::table.select(customers::id).into_boxed();
        for condition in self.predicates() {
            query = query.filter(condition);
        }
        query.load(conn)
    }
}
