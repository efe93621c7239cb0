//! Every customer of a query, for files, by number unless an order is asked for: no cap and no
//! patience, page by page, each page a keyset step of an index. Only ids are held, and of them no more
//! than one step.

use std::collections::VecDeque;

use crate::db::prelude::*;
use diesel::dsl::max;

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
    /// Rows that one statement looks at.
    reach: i64,
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
        Ok(Every { query, walk, descending, parts, after: None, exact, ahead, reach: STEP })
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
            let to = from + self.reach;
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
            limit: self.reach,
        };
        let of_part = || part.map(Part::condition);
        let conditions = self.conditions().into_iter().chain(of_part()).collect();
        let (found, last) = if self.query.is_by_index(self.walk) {
            let found = walk::ids(conn, from, conditions)?;
            let is_full = i64::try_from(found.len()).is_ok_and(|len| len == self.reach);
            let last = found.last().copied().filter(|_| is_full);
            (found, last)
        } else {
            let in_part = super::within(&self.query.scope).into_iter().chain(of_part()).collect();
            let end = Stretch { offset: self.reach - 1, limit: 1, ..from };
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

#[cfg(test)]
mod tests {
    use super::super::Search;
    use super::*;
    use crate::access::{Actor, Scope, Via};
    use crate::db::{Database, migrate};
    use crate::error::AppError;
    use crate::fields::Value;
    use crate::fields::filter::Op;
    use crate::lists::Place;
    use crate::seeds::Filling;

    use super::super::Filter;

    fn everybody() -> Query {
        Query::visible_to(&Actor::command(Via::Command))
    }

    fn by(query: Query, key: &str, descending: bool) -> Query {
        Query { sort: Sort::By { key: key.to_owned(), descending }, ..query }
    }

    fn filtered(query: Query, key: &str, value: Value) -> Query {
        let raw = vec![value.canonical().unwrap()];
        let filter = Filter { key: key.to_owned(), op: Op::Eq, values: vec![value], raw };
        Query { filters: vec![filter], ..query }
    }

    /// All pages, in steps and pages so small that every boundary is met.
    fn read(conn: &mut Db, query: &Query) -> QueryResult<Vec<i64>> {
        let mut every = Every { reach: 7, ..query.every(conn)? };
        let (mut all, total) = (Vec::new(), every.total(conn)?);
        loop {
            let page = every.page(conn, 5)?;
            all.extend(&page);
            if page.len() < 5 {
                assert_eq!(all.len(), usize::try_from(total).unwrap());
                return Ok(all);
            }
        }
    }

    #[test]
    fn every_customer_comes_once_and_in_the_order_of_the_list() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("e.db").display());
        let db = Database::open(&url).unwrap();
        migrate::run(&db).unwrap();
        let filling =
            Filling { seed: 3, count: 120, authors: Vec::new(), has_stories: true, invoices: 0 };
        filling.run(&db, |_| ()).unwrap();
        db.write_now(|conn| {
            let some = customers::table.filter(customers::id.eq_any([3_i64, 50, 51]));
            let nameless = customers::name_sort.eq(Walk::NAMELESS);
            diesel::update(some).set(nameless).execute(conn)?;
            Ok::<_, AppError>(())
        })
        .unwrap();
        let own = Scope::Own { staff_id: 0, lookups: (1..20).collect() };
        let city = Value::Text("Rosario".to_owned());
        let queries = [
            by(everybody(), "name", false),
            by(everybody(), "name", true),
            by(everybody(), "id", true),
            by(everybody(), "created_at", true),
            by(everybody(), "updated_at", false),
            by(filtered(everybody(), "zone_id", Value::Ref(1)), "name", false),
            by(filtered(everybody(), "city", city), "name", true),
            by(filtered(everybody(), "status", Value::Text("archived".into())), "name", true),
            by(everybody().searching(Search::parse("gonzalez").unwrap()), "name", true),
            by(Query { scope: own, ..everybody() }, "name", false),
        ];
        db.read_now(|conn| {
            for query in &queries {
                let listed = query.page(conn, 1_000, Place::Start)?.ids;
                assert_eq!(read(conn, query)?, listed, "{query:?}");
                let mut numbers = listed;
                numbers.sort_unstable();
                let unsorted = Query { sort: Sort::Usual, ..query.clone() };
                assert_eq!(
                    read(conn, &unsorted)?,
                    numbers,
                    "without an order by number: {query:?}"
                );
            }
            Ok::<_, AppError>(())
        })
        .unwrap();
    }

    #[test]
    fn an_order_without_an_index_is_by_number_and_an_identifier_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("e.db").display());
        let db = Database::open(&url).unwrap();
        migrate::run(&db).unwrap();
        let filling =
            Filling { seed: 3, count: 40, authors: Vec::new(), has_stories: false, invoices: 0 };
        filling.run(&db, |_| ()).unwrap();
        db.read_now(|conn| {
            let all: Vec<i64> = (1..=40).collect();
            assert_eq!(read(conn, &by(everybody().with_archived(), "email", true))?, all);
            let found =
                read(conn, &everybody().with_archived().searching(Search::parse("17").unwrap()))?;
            assert!(found.contains(&17) && found.len() < 40, "{found:?}");
            Ok::<_, AppError>(())
        })
        .unwrap();
    }
}
