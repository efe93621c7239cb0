//! The queue: a job is claimed for a while, held by telling of progress, and ended. Whoever lost
//! the claim hears it at the next word, before anything of its step is written.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};

use super::{Job, Kind, State};
use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::jobs;
use crate::error::AppError;

/// Seconds that a claim lasts unless it is renewed; after a crash somebody else goes on then.
const LEASE: i64 = 60;
/// How often a job is begun again after a fault.
const MOST_ATTEMPTS: i64 = 5;

/// Why a step of a job is not written.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The claim lapsed and somebody else has the job, or it ended: nothing of the step may stay.
    #[error("somebody else has the job")]
    Lost,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl From<Fault> for AppError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Lost => Self::ClaimLost,
            Fault::Database(error) => error.into(),
        }
    }
}

/// A word about a job that is heard only from whoever holds it.
fn heard(told: usize) -> Result<(), Fault> {
    if told == 1 { Ok(()) } else { Err(Fault::Lost) }
}

/// A job to be made.
pub struct New<'a> {
    /// What is done.
    pub kind: Kind,
    /// Where it begins: looked at first, or waiting for its turn.
    pub state: State,
    /// What to do, as JSON.
    pub payload: String,
    /// Whose it is.
    pub owner: &'a Actor,
    /// The job that it takes back.
    pub undoes: Option<i64>,
    /// The job whose failed customers it tries again.
    pub retries: Option<i64>,
    /// Whether its owner is told by mail when it is over.
    pub tells: bool,
    /// Customers in its set.
    pub total: i64,
}

/// Makes a job, in the transaction of its cause: its number.
///
/// # Errors
/// When the database fails.
pub fn create(conn: &mut Db, new: &New) -> QueryResult<i64> {
    let now = clock::now();
    diesel::insert_into(jobs::table)
        .values((
            jobs::kind.eq(new.kind.code()),
            jobs::state.eq(new.state.code()),
            jobs::payload.eq(&new.payload),
            jobs::owner_id.eq(new.owner.id),
            jobs::owner_name.eq(new.owner.name.as_ref()),
            jobs::undoes.eq(new.undoes),
            jobs::retries.eq(new.retries),
            jobs::tells.eq(new.tells),
            jobs::total.eq(new.total),
            jobs::run_at.eq(now),
            jobs::created_at.eq(now),
        ))
        .returning(jobs::id)
        .get_result(conn)
}

/// A job that a worker holds.
#[derive(Clone, Debug)]
pub struct Claim {
    /// As it was when it was claimed.
    pub job: Job,
    /// Who holds it.
    pub holder: String,
}

impl Claim {
    /// Whether whoever took it never came back, again and again: it must not take the next one along.
    #[must_use]
    pub fn is_hopeless(&self) -> bool {
        self.job.attempts > MOST_ATTEMPTS
    }
}

/// Claims the job whose turn it is, if there is one, one with a lapsed claim too; or only the one
/// that is named.
///
/// # Errors
/// When the database fails.
pub fn claim(conn: &mut Db, holder: &str, only: Option<i64>) -> QueryResult<Option<Claim>> {
    let now = clock::now();
    let moving: Vec<&str> =
        State::ALL.into_iter().filter(|state| state.is_moving()).map(State::code).collect();
    let due = jobs::table
        .filter(jobs::state.eq_any(moving))
        .filter(jobs::run_at.le(now))
        .filter(jobs::id.between(only.unwrap_or(0), only.unwrap_or(i64::MAX)))
        .filter(jobs::locked_until.is_null().or(jobs::locked_until.lt(now).assume_not_null()))
        .order((jobs::run_at, jobs::id))
        .select(jobs::id)
        .limit(1);
    let id: Option<i64> = match conn {
        Db::Pg(c) => due.for_update().skip_locked().first(c).optional()?,
        Db::Sqlite(c) => due.first(c).optional()?,
    };
    let Some(id) = id else { return Ok(None) };
    diesel::update(jobs::table.find(id))
        .set((
            jobs::locked_by.eq(holder),
            jobs::locked_until.eq(now + Duration::seconds(LEASE)),
            jobs::attempts.eq(jobs::attempts + 1),
        ))
        .execute(conn)?;
    // A job that is looked at stays in that state; one that waited runs now.
    diesel::update(jobs::table.find(id).filter(jobs::state.eq(State::Queued.code())))
        .set((jobs::state.eq(State::Running.code()), jobs::started_at.eq(now)))
        .execute(conn)?;
    let job = jobs::table.find(id).select(columns::<Job>()).first(conn)?;
    Ok(Some(Claim { job, holder: holder.to_owned() }))
}

/// Renews the claim and tells how far the job is, in the transaction of a step. False when somebody
/// asked to stop.
///
/// # Errors
/// `Lost` when somebody else has the job: the step must not be written. Else when the database fails.
pub fn hold_on(
    conn: &mut Db,
    claim: &Claim,
    (changed, unchanged, failed): (i64, i64, i64),
) -> Result<bool, Fault> {
    let until = clock::now() + Duration::seconds(LEASE);
    let held = mine(claim);
    let stop_asked: Option<bool> = diesel::update(held)
        .set((
            jobs::locked_until.eq(until),
            jobs::changed.eq(jobs::changed + changed),
            jobs::unchanged.eq(jobs::unchanged + unchanged),
            jobs::failed.eq(jobs::failed + failed),
            // It gets on: faults are counted anew.
            jobs::attempts.eq(0),
        ))
        .returning(jobs::stop_asked)
        .get_result(conn)
        .optional()?;
    stop_asked.map(|is_asked| !is_asked).ok_or(Fault::Lost)
}

/// Renews the claim alone, beside a step that takes long. False when somebody asked to stop, has the job
/// now, or ended it.
///
/// # Errors
/// When the database fails.
pub fn renew(conn: &mut Db, claim: &Claim) -> QueryResult<bool> {
    let until = clock::now() + Duration::seconds(LEASE);
    let going = mine(claim).filter(jobs::stop_asked.eq(false));
    diesel::update(going).set(jobs::locked_until.eq(until)).execute(conn).map(|held| held == 1)
}

/// Says of how many the job consists, once that is known; it begins anew.
///
/// # Errors
/// `Lost` when somebody else has the job, else when the database fails.
pub fn set_total(conn: &mut Db, claim: &Claim, total: i64) -> Result<(), Fault> {
    let set = (jobs::total.eq(total), jobs::changed.eq(0));
    let told = diesel::update(mine(claim)).set(set).execute(conn)?;
    heard(told)
}

/// Keeps what is now known of what to do, as the claim has it.
///
/// # Errors
/// `Lost` when somebody else has the job, else when the database fails.
pub fn set_payload(conn: &mut Db, claim: &Claim) -> Result<(), Fault> {
    let payload = jobs::payload.eq(&claim.job.payload);
    let told = diesel::update(mine(claim)).set(payload).execute(conn)?;
    heard(told)
}

/// Keeps what came of a job, or that nothing is left of it.
///
/// # Errors
/// When the database fails.
pub fn keep_result(conn: &mut Db, id: i64, result: Option<&str>) -> QueryResult<()> {
    diesel::update(jobs::table.find(id)).set(jobs::result.eq(result)).execute(conn).map(|_| ())
}

/// Ends a job, or lets a checked one wait for its yes.
///
/// # Errors
/// `Lost` when somebody else has the job, else when the database fails.
pub fn finish(conn: &mut Db, claim: &Claim, state: State) -> Result<(), Fault> {
    let now = state.is_over().then(clock::now);
    let ended = diesel::update(mine(claim))
        .set((
            jobs::state.eq(state.code()),
            jobs::locked_by.eq(None::<String>),
            jobs::locked_until.eq(None::<NaiveDateTime>),
            jobs::finished_at.eq(now),
            jobs::attempts.eq(0),
        ))
        .execute(conn)?;
    heard(ended)
}

/// After a fault: tried again after a while, or given up, and why, as it is kept for its readers.
/// True when it was given up.
///
/// # Errors
/// `Lost` when somebody else has the job, else when the database fails.
pub fn fail(conn: &mut Db, claim: &Claim, why: &str) -> Result<bool, Fault> {
    let now = clock::now();
    if claim.job.attempts < MOST_ATTEMPTS {
        let pause = Duration::seconds(5 * (1 << claim.job.attempts.clamp(0, 6)));
        diesel::update(mine(claim))
            .set((
                jobs::run_at.eq(now + pause),
                jobs::locked_by.eq(None::<String>),
                jobs::locked_until.eq(None::<NaiveDateTime>),
            ))
            .execute(conn)?;
        return Ok(false);
    }
    give_up(conn, claim, why).map(|()| true)
}

/// Gives a job up: it cannot be done, and why, as it is kept for its readers.
///
/// # Errors
/// `Lost` when somebody else has the job, else when the database fails.
pub fn give_up(conn: &mut Db, claim: &Claim, why: &str) -> Result<(), Fault> {
    diesel::update(mine(claim)).set(jobs::error.eq(why)).execute(conn)?;
    finish(conn, claim, State::Failed)
}

/// Gives a job back to the queue: the process ends.
///
/// # Errors
/// When the database fails.
pub fn release(conn: &mut Db, claim: &Claim) -> QueryResult<()> {
    // This beginning was none; but a step that got on has counted them anew already.
    diesel::update(mine(claim).filter(jobs::attempts.gt(0)))
        .set(jobs::attempts.eq(jobs::attempts - 1))
        .execute(conn)?;
    diesel::update(mine(claim))
        .set((jobs::locked_by.eq(None::<String>), jobs::locked_until.eq(None::<NaiveDateTime>)))
        .execute(conn)
        .map(|_| ())
}

/// Somebody says yes to a checked job, and whether to be told of its end. False when it is no longer a
/// draft.
///
/// # Errors
/// When the database fails.
pub fn start(conn: &mut Db, id: i64, tells: bool) -> QueryResult<bool> {
    let draft = jobs::table.find(id).filter(jobs::state.eq(State::Draft.code()));
    let started = diesel::update(draft)
        .set((
            jobs::state.eq(State::Queued.code()),
            jobs::run_at.eq(clock::now()),
            jobs::tells.eq(tells),
            // Who stays the same or cannot be changed is told in the end as well.
            jobs::changed.eq(0),
        ))
        .execute(conn)?;
    Ok(started == 1)
}

/// Somebody wants it to stop: at once when nobody works on it, else after the step at hand. False when
/// that was asked before, or it is over.
///
/// # Errors
/// When the database fails.
pub fn ask_stop(conn: &mut Db, id: i64) -> QueryResult<bool> {
    let over: Vec<&str> =
        State::ALL.into_iter().filter(|state| state.is_over()).map(State::code).collect();
    let open = jobs::table.find(id).filter(jobs::state.ne_all(over));
    let unasked = open.filter(jobs::stop_asked.eq(false));
    let asked = diesel::update(unasked).set(jobs::stop_asked.eq(true)).execute(conn)?;
    let idle = open_and_idle(id);
    let ended = diesel::update(idle)
        .set((jobs::state.eq(State::Cancelled.code()), jobs::finished_at.eq(clock::now())))
        .execute(conn)?;
    Ok(asked + ended > 0)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn open_and_idle(id: i64) -> _ {
    jobs::table
        .find(id)
        .filter(jobs::stop_asked.eq(true))
        .filter(jobs::locked_by.is_null())
        .filter(jobs::finished_at.is_null())
}

#[diesel::dsl::auto_type(no_type_alias)]
fn mine(claim: &Claim) -> _ {
    let (id, holder): (i64, String) = (claim.job.id, claim.holder.clone());
    jobs::table.find(id).filter(jobs::locked_by.eq(holder))
}
