//! What a search finds at its newest end, read once for the page and for the count.

use std::cell::OnceCell;
use std::sync::Arc;

use crate::db::prelude::*;

use super::matched::{Beyond, Matched, Most};
use super::search::{self, Search};
use super::{Query, page::FEW};
use crate::access::Scope;
use crate::db::Db;
use crate::db::schema::customers;

/// Matches that are read to begin with: some more than are counted, for a few are archived.
pub(super) const NEWEST: i64 = 1_100;
/// Customers that are looked at beside the one whose identifier was typed: who has the number as a part of
/// another one is hardly meant, and what is further down is looked for when it is asked for.
const BESIDE: i64 = 400;

/// The newest matches.
#[derive(Debug)]
pub(super) struct Newest {
    /// The visible customers whose identifier the text is.
    pub exact: Arc<[i64]>,
    /// The other visible ones, newest first.
    pub others: Vec<i64>,
    /// The last one that was looked at; nothing when there are no more.
    pub last: Option<i64>,
}

/// What a query has read already. A copy of the query may be narrowed further, so it begins anew.
#[derive(Debug, Default)]
pub(super) struct Memo {
    exact: OnceCell<Arc<[i64]>>,
    newest: OnceCell<Arc<Newest>>,
    own: OnceCell<Option<Arc<[i64]>>>,
    pub owners: OnceCell<Option<Arc<[i64]>>>,
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What the cell holds, or what `read` brings into it.
pub(super) fn kept<T: Clone>(
    cell: &OnceCell<T>,
    read: impl FnOnce() -> QueryResult<T>,
) -> QueryResult<T> {
    if let Some(held) = cell.get() {
        return Ok(held.clone());
    }
    let value = read()?;
    Ok(cell.get_or_init(|| value).clone())
}

impl Query {
    /// The visible customers whose identifier the searched text is.
    pub(super) fn exact(&self, conn: &mut Db, search: &Search) -> QueryResult<Arc<[i64]>> {
        kept(&self.memo.exact, || Ok(search::exact(conn, self, &search.typed)?.into()))
    }

    /// How many visible customers have what was searched for as their identifier.
    ///
    /// # Errors
    /// When the database fails.
    pub fn count_exact(&self, conn: &mut Db) -> QueryResult<i64> {
        let Some(search) = &self.search else { return Ok(0) };
        Ok(i64::try_from(self.exact(conn, search)?.len()).unwrap_or(i64::MAX))
    }

    /// The newest matches, the exact ones apart.
    pub(super) fn newest(&self, conn: &mut Db, search: &Search) -> QueryResult<Arc<Newest>> {
        kept(&self.memo.newest, || {
            let exact = self.exact(conn, search)?;
            let most =
                if exact.is_empty() { Most::Matches(NEWEST) } else { Most::Candidates(BESIDE) };
            let mut found = self.matched(conn, search, Beyond::Newest, most)?;
            found.visible.retain(|id| !exact.contains(id));
            Ok(Arc::new(Newest { exact, others: found.visible, last: found.last }))
        })
    }

    /// The matches when they are few: of a member limited to the own customers, of the search, or of what the
    /// customers have.
    pub(super) fn few_matches(&self, conn: &mut Db) -> QueryResult<Option<Arc<[i64]>>> {
        if self.scope != Scope::All {
            return self.own_matches(conn);
        }
        let Some(search) = &self.search else { return self.few_owners(conn) };
        let newest = self.newest(conn, search)?;
        if newest.last.is_none() {
            return Ok(Some(newest.exact.iter().chain(&newest.others).copied().collect()));
        }
        let all = self.matched(conn, search, Beyond::Newest, Most::Matches(FEW))?;
        let Matched { visible, last: None } = all else {
            return Ok(None);
        };
        let beside = newest.exact.iter().copied().filter(|id| !visible.contains(id));
        Ok(Some(visible.iter().copied().chain(beside).collect()))
    }

    /// The matches of a member limited to the own customers, when they are few: the indexes of
    /// seller, collector and creator lead to them, whatever else is asked.
    pub(super) fn own_matches(&self, conn: &mut Db) -> QueryResult<Option<Arc<[i64]>>> {
        if self.scope == Scope::All {
            return Ok(None);
        }
        kept(&self.memo.own, || {
            let mut query = customers::table.select(customers::id).into_boxed();
            for condition in self.row_conditions() {
                query = query.filter(condition);
            }
            let mut all: Vec<i64> = query.limit(FEW + 1).load(conn)?;
            if i64::try_from(all.len()).unwrap_or(i64::MAX) > FEW {
                return Ok(None);
            }
            // The customer of a number need not have it among its words.
            if let Some(search) = &self.search {
                let exact = self.exact(conn, search)?;
                all.extend(
                    exact.iter().copied().filter(|id| !all.contains(id)).collect::<Vec<_>>(),
                );
            }
            Ok(Some(all.into()))
        })
    }
}
