//! Every customer of a query, for files: no cap and no patience, page by page, each page a keyset
//! step of an index. Only ids are held, and of them no more than one step.

use std::collections::VecDeque;

use diesel::dsl::max;
use diesel::prelude::*;

use super::walk::{self, Part, Stretch, Walk};
use super::{Query, Sort};
use crate::customers::conditions::{Order, Predicate};
use crate::db::Db;
use crate::db::schema::customers;

/// Rows that one statement looks at, so that none takes longer than a server allows.
const STEP: i64 = 20_000;

/// A reading of every customer of a query, in its order; by number where no index has the order.
/// All pages belong into one `db.snapshot`: else a change meanwhile moves rows between them.
pub struct Every {
    query: Query,
    walk: Walk,
    descending: bool,
    /// What is still to be walked, the present part first.
    parts: Vec<Option<Part>>,
    after: Option<i64>,
    /// Whose identifier the searched text is: it need not be among their words.
    exact: Vec<i64>,
    ahead: VecDeque<i64>,
}

impl Query {
    /// Begins to read every customer.
    ///
    /// # Errors
    /// When the database fails.
    pub fn every(&self, conn: &mut Db) -> QueryResult<Every> {
        let (walk, descending) = match (&self.sort, self.order()) {
            (Sort::By { descending, .. }, Some(Order::Indexed(walk))) => (walk, *descending),
            _ => (Walk::Id, false),
        };
        // Who has no name stays at the end of the list, which is not where the index has them.
        let parts = match (walk, descending) {
            (Walk::Name, true) => vec![Some(Part::Named), Some(Part::Nameless)],
            _ => vec![None],
        };
        let exact = match &self.search {
            Some(search) => self.exact(conn, search)?.to_vec(),
            None => Vec::new(),
        };
        let (query, ahead) = (self.clone(), VecDeque::new());
        Ok(Every { query, walk, descending, parts, after: None, exact, ahead })
    }

    /// Those of these customers that the query lets through, in the given order.
    ///
    /// # Errors
    /// When the database fails.
    pub fn among(&self, conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<i64>> {
        self.visible_among(conn, ids)
    }
}

impl Every {
    /// How many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub fn total(&self, conn: &mut Db) -> QueryResult<i64> {
        let highest: Option<i64> = customers::table.select(max(customers::id)).first(conn)?;
        let (highest, mut from, mut total) = (highest.unwrap_or(0), 0, 0);
        while from < highest {
            let to = from + STEP;
            let range: Predicate =
                Box::new(customers::id.gt(from).and(customers::id.le(to)).nullable());
            total += walk::count(conn, self.conditions().into_iter().chain([range]).collect())?;
            from = to;
        }
        Ok(total)
    }

    /// The next ids, `size` of them but for the last page; none at the end.
    ///
    /// # Errors
    /// When the database fails.
    pub fn page(&mut self, conn: &mut Db, size: usize) -> QueryResult<Vec<i64>> {
        while self.ahead.len() < size && self.step(conn)? {}
        let size = size.min(self.ahead.len());
        Ok(self.ahead.drain(..size).collect())
    }

    /// Reads one step further; false when there is nothing more.
    fn step(&mut self, conn: &mut Db) -> QueryResult<bool> {
        let Some(part) = self.parts.first().copied() else { return Ok(false) };
        let from = Stretch {
            walk: self.walk,
            descending: self.descending,
            after: self.after,
            until: None,
            offset: 0,
            limit: STEP,
        };
        let of_part = || part.map(Part::condition);
        let conditions = self.conditions().into_iter().chain(of_part()).collect();
        let (found, last) = if self.query.is_by_index() {
            let found = walk::ids(conn, from, conditions)?;
            let is_full = i64::try_from(found.len()).is_ok_and(|len| len == STEP);
            let last = found.last().copied().filter(|_| is_full);
            (found, last)
        } else {
            let in_part = super::within(&self.query.scope).into_iter().chain(of_part()).collect();
            let end = Stretch { offset: STEP - 1, limit: 1, ..from };
            let last = walk::ids(conn, end, in_part)?.first().copied();
            (walk::ids(conn, Stretch { until: last, ..from }, conditions)?, last)
        };
        self.ahead.extend(found);
        self.after = last;
        if last.is_none() {
            self.parts.remove(0);
        }
        Ok(true)
    }

    /// Every condition as tests on the row, whose identifier the search is let through.
    fn conditions(&self) -> Vec<Predicate> {
        let mut all = self.query.predicates();
        if let Some(search) = &self.query.search {
            let matches =
                search.row_condition().into_iter().reduce(|all, one| Box::new(all.and(one)));
            let is_exact = customers::id.eq_any(self.exact.clone()).nullable();
            all.extend(matches.map(|matches| Box::new(matches.or(is_exact)) as Predicate));
        }
        all
    }
}
