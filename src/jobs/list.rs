//! Jobs as people look at them, and those that nobody needs any more.

use std::collections::HashMap;

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};
use diesel::dsl::count_star;

use super::{Job, Kind, State};
use crate::clock;
use crate::db::schema::{billing_items, job_items, jobs};
use crate::db::{Db, among};

/// Days that a job and what it did to whom are kept.
pub const KEPT_DAYS: i64 = 90;
/// Customers of a job that are removed in one transaction: nobody waits long for it.
const PIECE: i64 = 5_000;
/// Jobs of a page.
const ON_A_PAGE: i64 = 25;
/// Hours that a draft waits for its yes.
const DRAFT_HOURS: i64 = 24;

/// A job; of this owner only, where one is named.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, id: i64, owner: Option<i64>) -> QueryResult<Option<Job>> {
    let mut query = jobs::table.filter(jobs::id.eq(id)).select(columns::<Job>()).into_boxed();
    if let Some(owner) = owner {
        query = query.filter(jobs::owner_id.eq(owner));
    }
    query.first(conn).optional()
}

/// As [`find`], for a write that follows in the same transaction.
///
/// # Errors
/// When the database fails.
pub fn find_to_change(conn: &mut Db, id: i64, owner: Option<i64>) -> QueryResult<Option<Job>> {
    if let Db::Pg(pg) = conn {
        let row = jobs::table.find(id).select(jobs::id);
        row.for_update().first::<i64>(pg).optional()?;
    }
    find(conn, id, owner)
}

/// Jobs of a page, and from where on there are older ones.
#[derive(Debug)]
pub struct Page {
    /// The jobs, newest first.
    pub jobs: Vec<Job>,
    /// What the next page is below, if there is one.
    pub older: Option<i64>,
}

impl Page {
    /// The numbers of its jobs.
    #[must_use]
    pub fn ids(&self) -> Vec<i64> {
        self.jobs.iter().map(|job| job.id).collect()
    }

    /// Seconds after which it is worth another look, if anything moves on it.
    #[must_use]
    pub fn look_again(&self) -> Option<u16> {
        self.jobs.iter().filter_map(Job::look_again).min()
    }
}

/// A page of [`newest`].
///
/// # Errors
/// When the database fails.
pub fn newest_page(
    conn: &mut Db,
    whose: (Option<i64>, Option<Kind>),
    before: Option<i64>,
) -> QueryResult<Page> {
    let mut jobs = newest(conn, whose, before, ON_A_PAGE + 1)?;
    let has_older = i64::try_from(jobs.len()).unwrap_or(0) > ON_A_PAGE;
    jobs.truncate(usize::try_from(ON_A_PAGE).unwrap_or(0));
    let older = jobs.last().filter(|_| has_older).map(|job| job.id);
    Ok(Page { jobs, older })
}

/// Jobs, newest first, below `before`; of this owner and this kind only, where they are named.
///
/// # Errors
/// When the database fails.
pub fn newest(
    conn: &mut Db,
    (owner, kind): (Option<i64>, Option<Kind>),
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Job>> {
    let mut query = jobs::table
        .filter(jobs::id.lt(before.unwrap_or(i64::MAX)))
        .order(jobs::id.desc())
        .limit(limit)
        .select(columns::<Job>())
        .into_boxed();
    if let Some(owner) = owner {
        query = query.filter(jobs::owner_id.eq(owner));
    }
    if let Some(kind) = kind {
        query = query.filter(jobs::kind.eq(kind.code()));
    }
    query.load(conn)
}

/// The newest jobs of a kind that began to run, whosever they are: what was only looked at is not among them.
///
/// # Errors
/// When the database fails.
pub fn begun(conn: &mut Db, kind: Kind, limit: i64) -> QueryResult<Vec<Job>> {
    jobs::table
        .filter(jobs::kind.eq(kind.code()).and(jobs::started_at.is_not_null()))
        .order(jobs::id.desc())
        .limit(limit)
        .select(columns::<Job>())
        .load(conn)
}

/// How many jobs of a kind a member has made since an instant.
///
/// # Errors
/// When the database fails.
pub fn made_since(conn: &mut Db, kind: Kind, owner: i64, since: NaiveDateTime) -> QueryResult<i64> {
    jobs::table
        .filter(jobs::owner_id.eq(owner))
        .filter(jobs::kind.eq(kind.code()))
        .filter(jobs::created_at.gt(since))
        .select(count_star())
        .first(conn)
}

/// Jobs of a kind that were over before an instant and still have a result.
///
/// # Errors
/// When the database fails.
pub fn finished_before(conn: &mut Db, kind: Kind, instant: NaiveDateTime) -> QueryResult<Vec<Job>> {
    jobs::table
        .filter(jobs::kind.eq(kind.code()))
        .filter(jobs::finished_at.lt(instant))
        .filter(jobs::result.is_not_null())
        .select(columns::<Job>())
        .load(conn)
}

/// The job that took this one back, if one did.
///
/// # Errors
/// When the database fails.
pub fn undone_by(conn: &mut Db, id: i64) -> QueryResult<Option<i64>> {
    jobs::table
        .filter(jobs::undoes.eq(id))
        .filter(jobs::state.ne_all([State::Cancelled.code(), State::Failed.code()]))
        .order(jobs::id.desc())
        .select(jobs::id)
        .first(conn)
        .optional()
}

/// How far a job was taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenBack {
    /// Customers that have what they had before it.
    pub customers: i64,
    /// Whether it is being taken back now.
    pub is_moving: bool,
}

/// How far these jobs were taken back, by number; without those that nobody took back.
///
/// # Errors
/// When the database fails.
pub fn taken_back(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, TakenBack>> {
    type Row = (Option<i64>, String, i64, i64);
    let rows: Vec<Row> = jobs::table
        .filter(among(jobs::undoes.assume_not_null(), ids))
        .select((jobs::undoes, jobs::state, jobs::changed, jobs::unchanged))
        .load(conn)?;
    let mut all: HashMap<i64, TakenBack> = HashMap::new();
    for (undone, state, changed, unchanged) in rows {
        let back = all.entry(undone.unwrap_or(0)).or_default();
        back.customers += changed + unchanged;
        back.is_moving |= State::from_code(&state).is_moving();
    }
    Ok(all)
}

/// The job that tries this one's failed customers again, if one does or did.
///
/// # Errors
/// When the database fails.
pub fn retried_by(conn: &mut Db, id: i64) -> QueryResult<Option<i64>> {
    jobs::table
        .filter(jobs::retries.eq(id))
        .filter(jobs::state.ne_all([State::Cancelled.code(), State::Failed.code()]))
        .order(jobs::id.desc())
        .select(jobs::id)
        .first(conn)
        .optional()
}

/// Ends drafts that nobody said yes to, and removes a piece of an old job and what it did to whom:
/// what it changed stays in the history of each customer. True while there is more to remove.
///
/// # Errors
/// When the database fails.
pub fn sweep_some(conn: &mut Db) -> QueryResult<bool> {
    let now = clock::now();
    diesel::update(jobs::table)
        .filter(jobs::state.eq(State::Draft.code()))
        .filter(jobs::created_at.lt(now - Duration::hours(DRAFT_HOURS)))
        .set((jobs::state.eq(State::Cancelled.code()), jobs::finished_at.eq(now)))
        .execute(conn)?;
    let old: Option<i64> = jobs::table
        .filter(jobs::finished_at.lt(now - Duration::days(KEPT_DAYS)))
        .order(jobs::id)
        .select(jobs::id)
        .first(conn)
        .optional()?;
    let Some(id) = old else { return Ok(false) };
    if !clear_items(conn, id)? && !clear_contracts(conn, id)? {
        diesel::delete(jobs::table.find(id)).execute(conn)?;
    }
    Ok(true)
}

/// Removes a piece of the customers of a job, unless few are left: those go with it. Whether it did.
fn clear_items(conn: &mut Db, job: i64) -> QueryResult<bool> {
    let own = job_items::job_id.eq(job);
    let last: Option<i64> = job_items::table
        .filter(own)
        .order(job_items::customer_id)
        .offset(PIECE)
        .select(job_items::customer_id)
        .first(conn)
        .optional()?;
    let Some(last) = last else { return Ok(false) };
    let piece = job_items::table.filter(own).filter(job_items::customer_id.lt(last));
    diesel::delete(piece).execute(conn).map(|_| true)
}

/// As [`clear_items`], of the contracts of a run of invoices.
fn clear_contracts(conn: &mut Db, job: i64) -> QueryResult<bool> {
    let own = billing_items::job_id.eq(job);
    let last: Option<i64> = billing_items::table
        .filter(own)
        .order(billing_items::contract_id)
        .offset(PIECE)
        .select(billing_items::contract_id)
        .first(conn)
        .optional()?;
    let Some(last) = last else { return Ok(false) };
    let piece = billing_items::table.filter(own).filter(billing_items::contract_id.lt(last));
    diesel::delete(piece).execute(conn).map(|_| true)
}
