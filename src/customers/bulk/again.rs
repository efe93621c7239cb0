//! Jobs that are made of another one: what takes it back, and what tries its failed customers again.

use crate::db::prelude::*;

use super::ask::AT_ONCE;
use super::{Plan, Set};
use crate::access::Actor;
use crate::customers::query;
use crate::db::Db;
use crate::jobs::{self, Heritage, Job, Kind, State};

/// Makes the job that takes another one back, and queues it: its number. None when that one cannot
/// be taken back, or has been.
///
/// # Errors
/// When the database fails.
pub fn undo(conn: &mut Db, actor: &Actor, job: &Job) -> QueryResult<Option<i64>> {
    let is_own = job.owner_id == actor.id;
    if !is_own || job.undo_until().is_none() || jobs::undone_by(conn, job.id)?.is_some() {
        return Ok(None);
    }
    let plan = Plan { is_open: job.changed > AT_ONCE, ..Plan::from_json(&job.payload) };
    let new = jobs::New {
        kind: Kind::BulkUndo,
        state: State::Queued,
        payload: plan.to_json(),
        owner: actor,
        undoes: Some(job.id),
        retries: None,
        // It takes as long: whoever wanted to be told then wants it now.
        tells: job.tells,
        total: job.changed,
    };
    let id = jobs::create(conn, &new)?;
    if !plan.is_open {
        take_over(conn, (job.id, id), Heritage::Changed)?;
    }
    Ok(Some(id))
}

/// Makes the job that does the same for exactly those customers that another one failed with, to be
/// looked at first: its number. None when that one has nobody to try again with.
///
/// # Errors
/// When the database fails.
pub fn retry(conn: &mut Db, actor: &Actor, job: &Job) -> QueryResult<Option<i64>> {
    let Some(kind) = job.kind().filter(|_| job.owner_id == actor.id && job.is_retryable()) else {
        return Ok(None);
    };
    let (whom, list) = (String::new(), String::new());
    let (set, is_open) = (Set::Failed { customers: job.failed, job: job.id }, job.failed > AT_ONCE);
    let plan = Plan { whom, list, set, is_open, ..Plan::from_json(&job.payload) };
    let new = jobs::New {
        kind,
        state: State::Checking,
        payload: plan.to_json(),
        owner: actor,
        undoes: None,
        retries: Some(job.id),
        tells: false,
        total: job.failed,
    };
    let id = jobs::create(conn, &new)?;
    if !is_open {
        take_over(conn, (job.id, id), Heritage::Failed)?;
    }
    Ok(Some(id))
}

/// The set of a small job, while somebody waits; that of a large one is the worker's.
fn take_over(conn: &mut Db, jobs: (i64, i64), heritage: Heritage) -> QueryResult<()> {
    let mut after = Some(0);
    while let Some(last) = after {
        after = take_over_some(conn, jobs, heritage, last)?;
    }
    Ok(())
}

/// Takes some customers over from one job to another, beginning behind `after`: the last of them. None when
/// there are no more.
///
/// # Errors
/// When the database fails.
pub(super) fn take_over_some(
    conn: &mut Db,
    (from, to): (i64, i64),
    heritage: Heritage,
    after: i64,
) -> QueryResult<Option<i64>> {
    let customers = jobs::left_by(conn, from, heritage, after)?;
    query::lock(conn, &customers)?;
    jobs::inherit(conn, (from, to), heritage, &customers)?;
    Ok(customers.last().copied())
}
