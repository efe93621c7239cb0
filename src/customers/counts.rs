//! The numbers on the tabs: held in memory, read again after a while or after a write.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::db::prelude::*;
use chrono::NaiveDateTime;
use diesel::dsl::{count_star, max};
use parking_lot::Mutex;

use super::query::within;
use super::save::Saved;
use crate::access::Scope;
use crate::accounts;
use crate::db::Db;
use crate::db::schema::customers;

/// How long numbers are shown before it is asked whether anything was written.
const FRESH: Duration = Duration::from_secs(10);
/// How long they are shown when nothing was: what only a deletion elsewhere changes waits for it.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How many customers there are, by category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(HashMap<String, i64>);

impl Tally {
    /// In a category.
    #[must_use]
    pub fn of(&self, category: &str) -> i64 {
        self.0.get(category).copied().unwrap_or(0)
    }

    /// All but the archived.
    #[must_use]
    pub fn all(&self) -> i64 {
        self.0.iter().filter(|(name, _)| *name != "archived").map(|(_, n)| n).sum()
    }
}

/// Numbers that were read, and what the last written customer was then.
struct Kept {
    read_at: Instant,
    asked_at: Instant,
    latest: Option<NaiveDateTime>,
    /// How often categories had moved by other ways.
    moves: i64,
    tally: Tally,
}

/// The numbers for those who see all customers. Cheap to clone.
#[derive(Clone, Default)]
pub struct Counts(Arc<Mutex<Option<Kept>>>);

impl Counts {
    /// The numbers of what the query's actor sees.
    ///
    /// # Errors
    /// When the database fails.
    pub fn tally(&self, conn: &mut Db, scope: &Scope) -> QueryResult<Tally> {
        if *scope != Scope::All {
            return read(conn, scope);
        }
        if let Some(kept) = self.0.lock().as_ref()
            && kept.asked_at.elapsed() < FRESH
        {
            return Ok(kept.tally.clone());
        }
        let latest = customers::table.select(max(customers::updated_at)).first(conn)?;
        let moves = accounts::moves(conn)?;
        if let Some(kept) = self.0.lock().as_mut()
            && (kept.latest, kept.moves) == (latest, moves)
            && kept.read_at.elapsed() < LONGEST
        {
            kept.asked_at = Instant::now();
            return Ok(kept.tally.clone());
        }
        let tally = read(conn, scope)?;
        let now = Instant::now();
        *self.0.lock() =
            Some(Kept { read_at: now, asked_at: now, latest, moves, tally: tally.clone() });
        Ok(tally)
    }

    /// After a committed write. Numbers that were read later have it in them already; a customer
    /// that is gone leaves no trace to tell by, so they are read again.
    pub fn moved(&self, saved: &Saved) {
        if saved.category_before == saved.category {
            return;
        }
        let mut kept = self.0.lock();
        if saved.category.is_none() {
            *kept = None;
        }
        let Some(kept) = kept.as_mut().filter(|kept| kept.latest < Some(saved.at)) else { return };
        kept.latest = Some(saved.at);
        if let Some(before) = &saved.category_before {
            *kept.tally.0.entry(before.clone()).or_default() -= 1;
        }
        if let Some(now) = &saved.category {
            *kept.tally.0.entry(now.clone()).or_default() += 1;
        }
    }
}

fn read(conn: &mut Db, scope: &Scope) -> QueryResult<Tally> {
    let mut query = customers::table
        .group_by(customers::category)
        .select((customers::category, count_star()))
        .into_boxed();
    if let Some(condition) = within(scope) {
        query = query.filter(condition);
    }
    let rows: Vec<(String, i64)> = query.load(conn)?;
    Ok(Tally(rows.into_iter().collect()))
}
