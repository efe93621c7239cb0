//! Jobs that are made of another one: what takes it back, and what tries its failed customers again.

use crate::db::prelude::*;

use super::Plan;
use crate::access::Actor;
use crate::db::Db;
use crate::jobs::{self, Job, Kind, State};

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
    let new = jobs::New {
        kind: Kind::BulkUndo,
        state: State::Queued,
        payload: job.payload.clone(),
        owner: actor,
        undoes: Some(job.id),
        retries: None,
        // It takes as long: whoever wanted to be told then wants it now.
        tells: job.tells,
        total: job.changed,
    };
    let id = jobs::create(conn, &new)?;
    jobs::copy_changed(conn, job.id, id)?;
    Ok(Some(id))
}

/// Makes the job that does the same for exactly those customers that another one failed with, to be
/// looked at first: its number. None when that one has nobody to try again with.
///
/// # Errors
/// When the database fails.
pub fn retry(conn: &mut Db, actor: &Actor, job: &Job, whom: String) -> QueryResult<Option<i64>> {
    let Some(kind) = job.kind().filter(|_| job.owner_id == actor.id && job.is_retryable()) else {
        return Ok(None);
    };
    let list = String::new();
    let plan = Plan { whom, list, is_open: false, ..Plan::from_json(&job.payload) };
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
    jobs::copy_failed(conn, job.id, id)?;
    Ok(Some(id))
}
