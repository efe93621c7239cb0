//! How many: exactly where that is cheap, else "more than so many".

use std::time::{Duration, Instant};

use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query as SqlQuery, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::{Query, Search};
use crate::customers::conditions::Predicate;
use crate::db::schema::customers;
use crate::db::{Backend, Db};

/// A count that may have stopped early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(i64),
    /// So many were found before the counting stopped.
    MoreThan(i64),
}

impl Count {
    /// The number known.
    #[must_use]
    pub fn known(self) -> i64 {
        match self {
            Self::Exactly(n) | Self::MoreThan(n) => n,
        }
    }

    /// The number, when it is exact.
    #[must_use]
    pub fn exact(self) -> Option<i64> {
        match self {
            Self::Exactly(n) => Some(n),
            Self::MoreThan(_) => None,
        }
    }
}

/// Where counting stops.
const CAP: i64 = 10_000;
/// Where counting matches of a search stops.
const SEARCH_CAP: i64 = 1_000;
/// How long counting may take.
const PATIENCE: Duration = Duration::from_millis(250);
/// Numbers of customers that one statement looks at.
const STEP: i64 = 50_000;

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
impl<Q> RunQueryDsl<Db> for Capped<Q> {}
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
        if let Some(search) = &self.search {
            return self.count_found(conn, search);
        }
        if self.is_by_index() {
            let counted = capped(conn, self.predicates(), CAP + 1)?;
            return Ok(if counted > CAP { Count::MoreThan(CAP) } else { Count::Exactly(counted) });
        }
        self.count_in_steps(conn)
    }

    /// The exact number, however long it takes: only when somebody asks for it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_all(&self, conn: &mut Db) -> QueryResult<i64> {
        if let Some(search) = &self.search {
            let all = search.newest(conn, None, i64::MAX)?;
            let mut counted = 0;
            for some in all.chunks(5_000) {
                counted += self.visible_among(conn, some)?.len();
            }
            return Ok(i64::try_from(counted).unwrap_or(i64::MAX));
        }
        capped(conn, self.predicates(), i64::MAX)
    }

    /// Matches of a search, newest first, until enough of them fulfil the rest of the query.
    fn count_found(&self, conn: &mut Db, search: &Search) -> QueryResult<Count> {
        let began = Instant::now();
        let (mut before, mut counted) = (None, 0);
        loop {
            let found = search.newest(conn, before, SEARCH_CAP + 1)?;
            let seen = self.visible_among(conn, &found)?.len();
            counted += i64::try_from(seen).unwrap_or(i64::MAX);
            let is_end = i64::try_from(found.len()).unwrap_or(i64::MAX) <= SEARCH_CAP;
            if is_end {
                return Ok(Count::Exactly(counted));
            }
            if counted > SEARCH_CAP {
                return Ok(Count::MoreThan(SEARCH_CAP));
            }
            if began.elapsed() > PATIENCE {
                return Ok(Count::MoreThan(counted));
            }
            before = found.last().copied();
        }
    }

    fn count_in_steps(&self, conn: &mut Db) -> QueryResult<Count> {
        let highest: Option<i64> =
            customers::table.select(diesel::dsl::max(customers::id)).first(conn)?;
        let began = Instant::now();
        let (mut from, mut counted) = (0, 0);
        while from < highest.unwrap_or(0) {
            let mut conditions = self.predicates();
            let to = from + STEP;
            conditions.push(Box::new(customers::id.gt(from).and(customers::id.le(to)).nullable()));
            counted += capped(conn, conditions, CAP + 1 - counted)?;
            if counted > CAP {
                return Ok(Count::MoreThan(CAP));
            }
            if began.elapsed() > PATIENCE && to < highest.unwrap_or(0) {
                return Ok(Count::MoreThan(counted));
            }
            from = to;
        }
        Ok(Count::Exactly(counted))
    }
}

fn capped(conn: &mut Db, conditions: Vec<Predicate>, cap: i64) -> QueryResult<i64> {
    let mut query = customers::table.select(customers::id).into_boxed();
    for condition in conditions {
        query = query.filter(condition);
    }
    Capped(query.limit(cap)).get_result(conn)
}
