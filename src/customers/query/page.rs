//! One page of a query: by the shortest road its order and conditions allow.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::db::prelude::*;

use super::Query;
use super::walk::{self, Part, Stretch, Walk};
use crate::access::Scope;
use crate::customers::conditions::{Order, OrderTerm, Predicate};
use crate::db::schema::customers;
use crate::db::{Db, among};
use crate::lists::{Count, Place, SORTABLE, Slice, Sort, cut};

/// Rows that one statement of a walk looks at, so that none needs to be interrupted.
const STEP: i64 = 20_000;

/// How long a walk goes on looking before it offers to go on.
pub(super) const PATIENCE: Duration = Duration::from_millis(500);

/// As many matches of a search are sorted; of more, the order's index is walked.
pub(super) const FEW: i64 = 5_000;

impl Query {
    /// The page at a place, of at most `size` customers.
    ///
    /// # Errors
    /// When the database fails.
    pub fn page(&self, conn: &mut Db, size: i64, place: Place) -> QueryResult<Slice> {
        match (&self.sort, self.order()) {
            (Sort::Relevance, _) => match &self.search {
                Some(search) => self.relevant(conn, search, size, place),
                None => self.walked(conn, Walk::Id, size, place),
            },
            (_, Some(Order::Indexed(walk))) => self.walked(conn, walk, size, place),
            (_, Some(Order::Sorted(terms))) => {
                self.sorted(conn, terms(self.is_descending()), None, size, place)
            }
            (_, None) => self.walked(conn, Walk::Name, size, place),
        }
    }

    /// Whether the order has no index, so that only [`SORTABLE`] customers at most can be sorted.
    #[must_use]
    pub fn sorts_few(&self) -> bool {
        matches!(self.order(), Some(Order::Sorted(_)))
    }

    /// Gives up an order that has no index over more customers than can be sorted; says which.
    pub fn give_up_unsortable(&mut self, count: Count) -> Option<String> {
        let is_small = count.exact().is_some_and(|n| n <= SORTABLE);
        if !self.sorts_few() || is_small {
            return None;
        }
        let given_up = self.sort.parameter().unwrap_or_default();
        self.sort = if self.search.is_some() { Sort::Relevance } else { Sort::Usual };
        Some(given_up)
    }

    /// The customers just before and behind one, in this order; for leafing through the list.
    ///
    /// # Errors
    /// When the database fails.
    pub fn neighbours(&self, conn: &mut Db, id: i64) -> QueryResult<(Option<i64>, Option<i64>)> {
        let before = self.page(conn, 1, Place::Before(id))?;
        let behind = self.page(conn, 1, Place::After(id))?;
        Ok((before.ids.last().copied(), behind.ids.first().copied()))
    }

    /// Of these ids those that the query lets through, in the given order.
    pub(super) fn visible_among(&self, conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<i64>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut query =
            customers::table.select(customers::id).filter(among(customers::id, ids)).into_boxed();
        for condition in self.predicates() {
            query = query.filter(condition);
        }
        let visible: std::collections::HashSet<i64> =
            query.load::<i64>(conn)?.into_iter().collect();
        Ok(ids.iter().copied().filter(|id| visible.contains(id)).collect())
    }

    /// Along an index: any place costs the same, but for a jump to a number.
    fn walked(&self, conn: &mut Db, walk: Walk, size: i64, place: Place) -> QueryResult<Slice> {
        if let Some(few) = self.few_matches(conn)? {
            let terms = walk_terms(walk, self.is_descending());
            return self.sorted(conn, terms, Some(few), size, place);
        }
        let place = match place {
            Place::After(id) | Place::Before(id) if !self.may_begin_at(conn, id)? => Place::Start,
            place => place,
        };
        let backwards = matches!(place, Place::Before(_));
        let (after, offset) = match place {
            Place::Start => (None, 0),
            Place::After(id) | Place::Before(id) => (Some(id), 0),
            Place::Number(page) => (None, (page.max(1) - 1).saturating_mul(size)),
        };
        let stretch = Stretch {
            walk,
            descending: self.is_descending() != backwards,
            after,
            until: None,
            offset,
            limit: size + 1,
        };
        let (mut ids, stopped_at) = self.stretch(conn, stretch, backwards)?;
        let has_more = i64::try_from(ids.len()).unwrap_or(0) > size;
        ids.truncate(usize::try_from(size).unwrap_or(0));
        let is_inside = after.is_some() || offset > 0;
        if backwards {
            ids.reverse();
            return Ok(Slice { ids, has_previous: has_more, has_next: true, stopped_at });
        }
        Ok(Slice { ids, has_previous: is_inside, has_next: has_more, stopped_at })
    }

    /// Reads a stretch: at once when an index leads to it, else in steps, for as long as patience
    /// lasts. Names from Z to A are read in two parts: who has no name stays at the end of the list,
    /// which is not where the index has them.
    fn stretch(
        &self,
        conn: &mut Db,
        stretch: Stretch,
        backwards: bool,
    ) -> QueryResult<(Vec<i64>, Option<i64>)> {
        let began = Instant::now();
        if stretch.walk != Walk::Name || !self.is_descending() {
            let mut rest = stretch;
            return self.part(conn, &mut rest, None, began);
        }
        let parts = walk::parts(conn, stretch.after, backwards)?;
        let (mut found, mut rest) = (Vec::new(), stretch);
        for part in parts {
            let (ids, stopped_at) = self.part(conn, &mut rest, Some(*part), began)?;
            found.extend(ids);
            if stopped_at.is_some() || rest.limit <= 0 {
                return Ok((found, stopped_at));
            }
            rest.after = None;
        }
        Ok((found, None))
    }

    /// One part of a stretch, of which it takes away what was skipped and found.
    fn part(
        &self,
        conn: &mut Db,
        rest: &mut Stretch,
        part: Option<Part>,
        began: Instant,
    ) -> QueryResult<(Vec<i64>, Option<i64>)> {
        let conditions = || self.row_conditions().into_iter().chain(part.map(Part::condition));
        if self.is_by_index(rest.walk) {
            let ids = walk::ids(conn, *rest, conditions().collect())?;
            rest.limit -= i64::try_from(ids.len()).unwrap_or(i64::MAX);
            // The next part begins at its own end; what was skipped here is not skipped again.
            if rest.offset > 0 && ids.is_empty() && part.is_some() {
                rest.offset -= walk::count(conn, conditions().collect())?;
            } else {
                rest.offset = 0;
            }
            return Ok((ids, None));
        }
        let mut found = Vec::new();
        loop {
            let in_part = || {
                part.map(Part::condition).into_iter().chain(super::within(&self.scope)).collect()
            };
            let end = Stretch { offset: STEP - 1, limit: 1, until: None, ..*rest };
            rest.until = walk::ids(conn, end, in_part())?.first().copied();
            // A step is short enough to read what a jump skips in it.
            let whole =
                Stretch { offset: 0, limit: rest.offset.saturating_add(rest.limit), ..*rest };
            let ids = walk::ids(conn, whole, conditions().collect())?;
            let read = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            let skipped = rest.offset.min(read);
            found.extend(ids.into_iter().skip(usize::try_from(skipped).unwrap_or(usize::MAX)));
            rest.offset -= skipped;
            rest.limit -= read - skipped;
            let Some(boundary) = rest.until.take().filter(|_| rest.limit > 0) else {
                return Ok((found, None));
            };
            if self.is_out_of_time(began) {
                return Ok((found, Some(boundary)));
            }
            rest.after = Some(boundary);
        }
    }

    /// Every condition, the search included, as tests on the row.
    pub(super) fn row_conditions(&self) -> Vec<Predicate> {
        let mut all = self.predicates();
        if let Some(search) = &self.search {
            all.extend(search.row_condition());
        }
        all
    }

    /// Whether an index leads this walk to the rows, so that it meets hardly any other: everything by an
    /// order, or one zone, seller, collector or category by name.
    pub(super) fn is_by_index(&self, walk: Walk) -> bool {
        let leads = ["category", "zone_id", "seller_id", "collector_id"];
        let is_sole = |key: &str| self.equal_to(key).is_some();
        let has_leader = walk == Walk::Name && leads.into_iter().any(is_sole);
        // The indexes of category, with zone and without, have the number of unpaid documents in them.
        let goes_along = |key: &str| {
            let is_counted = key == "unpaid_count" && is_sole("category");
            key == "status" || leads.contains(&key) || is_counted
        };
        self.scope == Scope::All
            && self.search.is_none()
            && (self.filters.is_empty() || has_leader)
            && self.filters.iter().all(|filter| goes_along(&filter.key))
    }

    /// Whether a walk may begin there: where somebody else's customer stands must not be found out
    /// by the rows that follow it.
    fn may_begin_at(&self, conn: &mut Db, id: i64) -> QueryResult<bool> {
        let Some(own) = super::within(&self.scope) else { return Ok(true) };
        let found = customers::table.find(id).select(customers::id).filter(own);
        found.first::<i64>(conn).optional().map(|found| found.is_some())
    }

    /// Sorted when asked: the result is small, or the ids are already known.
    fn sorted(
        &self,
        conn: &mut Db,
        terms: [OrderTerm; 2],
        among_these: Option<Arc<[i64]>>,
        size: i64,
        place: Place,
    ) -> QueryResult<Slice> {
        let mut query = customers::table.select(customers::id).into_boxed();
        match among_these {
            Some(ids) => query = query.filter(among(customers::id, &ids)),
            None => {
                for condition in self.row_conditions() {
                    query = query.filter(condition);
                }
            }
        }
        let [first, second] = terms;
        let all: Vec<i64> =
            query.order((first, second, customers::id.asc())).limit(SORTABLE).load(conn)?;
        Ok(cut(&all, size, place))
    }
}

/// The order of a walk as terms, for results that are known and few.
fn walk_terms(walk: Walk, descending: bool) -> [OrderTerm; 2] {
    let nameless = || Box::new(customers::name_sort.ge(Walk::NAMELESS).asc()) as OrderTerm;
    let by = |ascending: OrderTerm, other: OrderTerm| if descending { other } else { ascending };
    let key = match walk {
        Walk::Name => {
            by(Box::new(customers::name_sort.asc()), Box::new(customers::name_sort.desc()))
        }
        Walk::Id => by(Box::new(customers::id.asc()), Box::new(customers::id.desc())),
        Walk::Created => {
            by(Box::new(customers::created_at.asc()), Box::new(customers::created_at.desc()))
        }
        Walk::Updated => {
            by(Box::new(customers::updated_at.asc()), Box::new(customers::updated_at.desc()))
        }
    };
    if walk == Walk::Name { [nameless(), key] } else { [key, Box::new(customers::id.asc())] }
}
