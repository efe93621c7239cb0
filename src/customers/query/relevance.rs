//! The order of a search: exact identifiers first, then the newest matches. Read newest first, or
//! towards the newest, for as long as patience lasts; who stops early says where to go on.

use std::time::Instant;

use crate::db::prelude::*;

use super::Query;
use super::matched::{Beyond, Most};
use super::page::FEW;
use super::search::Search;
use crate::db::Db;
use crate::lists::{Place, Slice, cut};

/// Matches in the order they were read, and the last customer that was looked at, if time ran out.
struct Found {
    ids: Vec<i64>,
    stopped_at: Option<i64>,
}

impl Query {
    /// A page in the order of the search.
    pub(super) fn relevant(
        &self,
        conn: &mut Db,
        search: &Search,
        size: i64,
        place: Place,
    ) -> QueryResult<Slice> {
        let exact = self.exact(conn, search)?;
        if let Some(own) = self.own_matches(conn)? {
            let mut few = own.to_vec();
            few.sort_unstable_by(|a, b| b.cmp(a));
            few.retain(|id| !exact.contains(id));
            let all: Vec<i64> = exact.iter().copied().chain(few).collect();
            return Ok(cut(&all, size, place));
        }
        let at = |id: i64| exact.iter().position(|&other| other == id);
        match place {
            Place::Start => self.top(conn, search, &exact, 0, size),
            Place::Number(page) => {
                let skipped = (page.max(1) - 1).saturating_mul(size);
                self.top(conn, search, &exact, skipped, size)
            }
            Place::After(id) => match at(id) {
                Some(at) => {
                    let skipped = i64::try_from(at).unwrap_or(0) + 1;
                    self.top(conn, search, &exact, skipped, size)
                }
                None => self.older(conn, search, &exact, id, size),
            },
            Place::Before(id) => match at(id) {
                Some(_) => {
                    let slice = cut(&exact, size, Place::Before(id));
                    Ok(Slice { has_next: true, ..slice })
                }
                None => self.newer(conn, search, &exact, id, size),
            },
        }
    }

    fn top(
        &self,
        conn: &mut Db,
        search: &Search,
        exact: &[i64],
        skipped: i64,
        size: i64,
    ) -> QueryResult<Slice> {
        if skipped == 0 && !exact.is_empty() {
            // Whoever typed an identifier has whom it names: what is far below is looked for when asked for.
            let newest = self.newest(conn, search)?;
            let ids = exact.iter().chain(&newest.others).copied().collect();
            return Ok(Slice::of(ids, size, false, newest.last));
        }
        let known = i64::try_from(exact.len()).unwrap_or(0);
        let need = skipped.saturating_add(size).saturating_add(1).saturating_sub(known).max(0);
        let rest = self.matches(conn, search, exact, Beyond::Newest, need)?;
        let mut ids: Vec<i64> = exact.iter().copied().chain(rest.ids).collect();
        ids.drain(..usize::try_from(skipped).unwrap_or(usize::MAX).min(ids.len()));
        Ok(Slice::of(ids, size, skipped > 0, rest.stopped_at))
    }

    fn older(
        &self,
        conn: &mut Db,
        search: &Search,
        exact: &[i64],
        id: i64,
        size: i64,
    ) -> QueryResult<Slice> {
        let found = self.matches(conn, search, exact, Beyond::Older(id), size + 1)?;
        Ok(Slice::of(found.ids, size, true, found.stopped_at))
    }

    /// The page before a match: towards the newest, and then the exact ones at the very top.
    fn newer(
        &self,
        conn: &mut Db,
        search: &Search,
        exact: &[i64],
        id: i64,
        size: i64,
    ) -> QueryResult<Slice> {
        let mut found = self.matches(conn, search, exact, Beyond::Newer(id), size + 1)?;
        if found.stopped_at.is_none() {
            found.ids.extend(exact.iter().rev());
        }
        let slice = Slice::of(found.ids, size, true, found.stopped_at);
        let ids = slice.ids.into_iter().rev().collect();
        Ok(Slice { ids, has_previous: slice.has_next, has_next: true, ..slice })
    }

    /// At most `limit` visible matches, without the exact ones.
    fn matches(
        &self,
        conn: &mut Db,
        search: &Search,
        exact: &[i64],
        from: Beyond,
        limit: i64,
    ) -> QueryResult<Found> {
        let began = Instant::now();
        let (mut ids, mut from) = (Vec::new(), from);
        let mut batch = limit.saturating_add(20).clamp(20, FEW);
        if limit <= 0 {
            return Ok(Found { ids, stopped_at: None });
        }
        if let Beyond::Newest = from {
            let newest = self.newest(conn, search)?;
            ids.clone_from(&newest.others);
            let has_enough = i64::try_from(ids.len()).unwrap_or(0) >= limit;
            let Some(last) = newest.last.filter(|_| !has_enough) else {
                ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                return Ok(Found { ids, stopped_at: None });
            };
            from = Beyond::Older(last);
        }
        loop {
            let found = self.matched(conn, search, from, Most::Matches(batch))?;
            let last = found.last;
            ids.extend(found.visible.into_iter().filter(|id| !exact.contains(id)));
            if last.is_none() || i64::try_from(ids.len()).unwrap_or(0) >= limit {
                break;
            }
            if self.is_out_of_time(began) {
                return Ok(Found { ids, stopped_at: last });
            }
            from = from.on(last);
            batch = (batch * 4).min(FEW);
        }
        ids.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(Found { ids, stopped_at: None })
    }
}
