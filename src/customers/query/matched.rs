//! Matches of a search, read newest first or towards the newest, and which of them the query lets through: one
//! statement looks at each customer once.

use crate::db::prelude::*;
use diesel::query_builder::{AstPass, Query as SqlQuery, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Nullable, Text};

use super::Query;
use super::search::Search;
use crate::customers::conditions::Predicate;
use crate::db::{Backend, Db};

/// Where among the matches to begin.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beyond {
    /// At the newest.
    Newest,
    /// Below this customer.
    Older(i64),
    /// Above this customer, towards the newest.
    Newer(i64),
}

impl Beyond {
    /// Further on, in the same direction.
    pub(super) fn on(self, last: Option<i64>) -> Self {
        match (self, last) {
            (Self::Newer(_), Some(id)) => Self::Newer(id),
            (_, Some(id)) => Self::Older(id),
            (_, None) => self,
        }
    }
}

/// Some matches of a search, in the order they were read.
pub(super) struct Matched {
    /// Those that the query lets through.
    pub visible: Vec<i64>,
    /// The last one that was looked at; nothing when there are no more.
    pub last: Option<i64>,
}

/// What is counted where reading ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Most {
    /// Customers that have the words.
    Matches(i64),
    /// Customers that may have them: a number of many zeros leads the index of SQLite to thousands that do not.
    Candidates(i64),
}

impl Query {
    /// Matches of a search from a place on, so many at most.
    pub(super) fn matched(
        &self,
        conn: &mut Db,
        search: &Search,
        from: Beyond,
        most: Most,
    ) -> QueryResult<Matched> {
        let by_trigrams = matches!(conn, Db::Sqlite(_)) && !search.is_short();
        let trigrams = by_trigrams.then(|| search.trigrams());
        let (mut found, mut shown) = (search.row_condition(), self.predicates());
        let limit = match most {
            Most::Matches(limit) => limit,
            Most::Candidates(limit) => {
                if by_trigrams {
                    shown.append(&mut found);
                }
                limit
            }
        };
        let rows: Vec<(i64, Option<bool>)> =
            Matches { trigrams, found, shown, from, limit }.load(conn)?;
        let is_all = i64::try_from(rows.len()).unwrap_or(i64::MAX) < limit;
        let last = rows.last().map(|(id, _)| *id).filter(|_| !is_all);
        let visible = rows.into_iter().filter(|(_, is_visible)| *is_visible == Some(true));
        Ok(Matched { visible: visible.map(|(id, _)| id).collect(), last })
    }
}

/// `SELECT id, shown FROM customers WHERE found ORDER BY id LIMIT …`. On SQLite the trigram index leads, which
/// gives its rows by number.
struct Matches {
    trigrams: Option<String>,
    found: Vec<Predicate>,
    shown: Vec<Predicate>,
    from: Beyond,
    limit: i64,
}

impl QueryFragment<Backend> for Matches {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("SELECT customers.id, TRUE");
        for condition in &self.shown {
            out.push_sql(" AND ");
            condition.walk_ast(out.reborrow())?;
        }
        let number = if let Some(trigrams) = &self.trigrams {
            out.push_sql(
                " FROM customer_search CROSS JOIN customers ON customers.id = customer_search.rowid \
                 WHERE customer_search MATCH ",
            );
            out.push_bind_param::<Text, String>(trigrams)?;
            "customer_search.rowid"
        } else {
            out.push_sql(" FROM customers WHERE TRUE");
            "customers.id"
        };
        for condition in &self.found {
            out.push_sql(" AND ");
            condition.walk_ast(out.reborrow())?;
        }
        let (bound, direction) = match &self.from {
            Beyond::Newest => (None, " DESC LIMIT "),
            Beyond::Older(id) => (Some((" < ", id)), " DESC LIMIT "),
            Beyond::Newer(id) => (Some((" > ", id)), " ASC LIMIT "),
        };
        if let Some((than, id)) = bound {
            out.push_sql(" AND ");
            out.push_sql(number);
            out.push_sql(than);
            out.push_bind_param::<BigInt, i64>(id)?;
        }
        out.push_sql(" ORDER BY ");
        out.push_sql(number);
        out.push_sql(direction);
        out.push_bind_param::<BigInt, i64>(&self.limit)
    }
}

impl SqlQuery for Matches {
    type SqlType = (BigInt, Nullable<Bool>);
}
impl diesel::RunQueryDsl<Db> for Matches {}
impl QueryId for Matches {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
