//! How many: exactly where that is cheap, else "more than so many".

use std::time::{Duration, Instant};

use crate::db::prelude::*;
use diesel::query_builder::{AstPass, Query as SqlQuery, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::Query;
use super::matched::{Beyond, Most};
use super::newest::NEWEST;
use super::search::Search;
use super::walk::Walk;
use crate::customers::conditions::Predicate;
use crate::db::schema::customers;
use crate::db::{Backend, Db};
use crate::lists::Count;

/// Where counting stops.
const CAP: i64 = 10_000;
/// Where counting matches of a search stops.
const SEARCH_CAP: i64 = 1_000;
/// How long counting may take.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long it may take when somebody asks for the number.
const LONG_PATIENCE: Duration = Duration::from_secs(10);
/// Numbers of customers that one statement looks at.
const STEP: i64 = 50_000;

/// Where counting stops, and after how long.
#[derive(Clone, Copy)]
struct Bounds {
    cap: i64,
    patience: Duration,
}

impl Bounds {
    fn reached(self, counted: i64, began: Instant) -> Option<Count> {
        if counted > self.cap {
            return Some(Count::MoreThan(self.cap));
        }
        (began.elapsed() > self.patience).then_some(Count::MoreThan(counted))
    }
}

/// `SELECT count(*) FROM (query LIMIT …)`.
struct Capped<Q>(Q);

impl<Q: QueryFragment<Backend>> QueryFragment<Backend> for Capped<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS capped");
        Ok(())
    }
}

impl<Q> SqlQuery for Capped<Q> {
    type SqlType = BigInt;
}
impl<Q> diesel::RunQueryDsl<Db> for Capped<Q> {}
impl<Q> QueryId for Capped<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query {
    /// How many customers there are, as far as it is cheap to tell.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count(&self, conn: &mut Db) -> QueryResult<Count> {
        if let Some(own) = self.own_matches(conn)? {
            return Ok(Count::Exactly(i64::try_from(own.len()).unwrap_or(i64::MAX)));
        }
        if let Some(search) = &self.search {
            let is_exact = !self.exact(conn, search)?.is_empty();
            let patience = if is_exact { Duration::ZERO } else { PATIENCE };
            let bounds = Bounds { cap: SEARCH_CAP, patience };
            return self.count_found(conn, search, bounds);
        }
        if let Some(few) = self.few_owners(conn)? {
            return Ok(Count::Exactly(i64::try_from(few.len()).unwrap_or(i64::MAX)));
        }
        if self.is_by_index(Walk::Name) {
            let counted = capped(conn, self.predicates(), CAP + 1)?;
            return Ok(if counted > CAP { Count::MoreThan(CAP) } else { Count::Exactly(counted) });
        }
        self.count_in_steps(conn, Bounds { cap: CAP, patience: PATIENCE })
    }

    /// As exactly as some seconds allow: only when somebody asks for it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_all(&self, conn: &mut Db) -> QueryResult<Count> {
        let bounds = Bounds { cap: i64::MAX - 1, patience: LONG_PATIENCE };
        match &self.search {
            Some(search) => self.count_found(conn, search, bounds),
            None => self.count_in_steps(conn, bounds),
        }
    }

    /// Matches of a search, newest first, until enough of them fulfil the rest of the query; beside an exact one
    /// no more than were read for the page.
    fn count_found(&self, conn: &mut Db, search: &Search, bounds: Bounds) -> QueryResult<Count> {
        let began = Instant::now();
        let newest = self.newest(conn, search)?;
        let count = |ids: &[i64]| i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let mut counted = count(&newest.exact) + count(&newest.others);
        let mut last = newest.last;
        while let Some(id) = last {
            if let Some(count) = bounds.reached(counted, began) {
                return Ok(count);
            }
            let mut found = self.matched(conn, search, Beyond::Older(id), Most::Matches(NEWEST))?;
            last = found.last;
            found.visible.retain(|id| !newest.exact.contains(id));
            counted += count(&found.visible);
        }
        Ok(Count::Exactly(counted))
    }

    fn count_in_steps(&self, conn: &mut Db, bounds: Bounds) -> QueryResult<Count> {
        let highest: Option<i64> =
            customers::table.select(diesel::dsl::max(customers::id)).first(conn)?;
        let highest = highest.unwrap_or(0);
        let began = Instant::now();
        let (mut from, mut counted) = (0, 0);
        while from < highest {
            let mut conditions = self.predicates();
            let to = from + STEP;
            conditions.push(Box::new(customers::id.gt(from).and(customers::id.le(to)).nullable()));
            counted += capped(conn, conditions, bounds.cap + 1 - counted)?;
            if let Some(count) = bounds.reached(counted, began).filter(|_| to < highest) {
                return Ok(count);
            }
            from = to;
        }
        Ok(if counted > bounds.cap { Count::MoreThan(bounds.cap) } else { Count::Exactly(counted) })
    }
}

fn capped(conn: &mut Db, conditions: Vec<Predicate>, cap: i64) -> QueryResult<i64> {
    let mut query = customers::table.select(customers::id).into_boxed();
    for condition in conditions {
        query = query.filter(condition);
    }
    Capped(query.limit(cap)).get_result(conn)
}
