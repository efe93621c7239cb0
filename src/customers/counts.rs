//! The numbers on the tabs: held in memory, read again after a while or after a write.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::dsl::count_star;
use diesel::prelude::*;
use parking_lot::Mutex;

use crate::access::Scope;
use crate::db::Db;
use crate::db::schema::customers;

/// How long numbers are shown before they are read again.
const FRESH: Duration = Duration::from_secs(10);

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

/// The numbers for those who see all customers. Cheap to clone.
#[derive(Clone, Default)]
pub struct Counts(Arc<Mutex<Option<(Instant, Tally)>>>);

impl Counts {
    /// The numbers of what the query's actor sees.
    ///
    /// # Errors
    /// When the database fails.
    pub fn tally(&self, conn: &mut Db, scope: &Scope) -> QueryResult<Tally> {
        if *scope != Scope::All {
            return read(conn, scope);
        }
        if let Some((read_at, tally)) = self.0.lock().as_ref()
            && read_at.elapsed() < FRESH
        {
            return Ok(tally.clone());
        }
        let tally = read(conn, scope)?;
        *self.0.lock() = Some((Instant::now(), tally.clone()));
        Ok(tally)
    }

    /// After a committed write: one customer moved from one category to another.
    pub fn moved(&self, from: Option<&str>, to: Option<&str>) {
        if from == to {
            return;
        }
        if let Some((_, tally)) = self.0.lock().as_mut() {
            if let Some(from) = from {
                *tally.0.entry(from.to_owned()).or_default() -= 1;
            }
            if let Some(to) = to {
                *tally.0.entry(to.to_owned()).or_default() += 1;
            }
        }
    }
}

fn read(conn: &mut Db, scope: &Scope) -> QueryResult<Tally> {
    let mut query = customers::table
        .group_by(customers::category)
        .select((customers::category, count_star()))
        .into_boxed();
    if let Scope::Own { staff_id, lookups } = scope {
        query = query.filter(
            customers::seller_id
                .eq_any(lookups.clone())
                .or(customers::collector_id.eq_any(lookups.clone()))
                .or(customers::created_by.eq(*staff_id)),
        );
    }
    let rows: Vec<(String, i64)> = query.load(conn)?;
    Ok(Tally(rows.into_iter().collect()))
}
