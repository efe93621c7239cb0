//! Who never had a service has the category of their status, or is inactive: once the organisation decides otherwise,
//! all of them follow, a few at a time, by the same rules as each alone.
//!
//! The job is made with the decision. Each step reads the rules as they are by then, so that of two decisions in a row
//! the last one stands, whichever job comes first.

use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::access::Actor;
use crate::accounts::{self, Rules};
use crate::clock;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::customer_accounts;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::jobs::{self, Claim, Kind, New, Pace, State};
use crate::settings::Settings;

/// How far it is: the payload of its job.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Walk {
    /// The last customer that was looked at; none before it began.
    after: Option<i64>,
}

/// Makes the job, in the transaction that decides; its number.
///
/// # Errors
/// When the database fails.
pub fn begin(conn: &mut Db, actor: &Actor) -> Result<i64, AppError> {
    let new = New {
        kind: Kind::Categories,
        state: State::Queued,
        payload: json(Walk::default()),
        owner: actor,
        undoes: None,
        retries: None,
        tells: false,
        total: 0,
    };
    Ok(jobs::create(conn, &new)?)
}

/// Has some more customers follow. True while there are more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn work_some(
    db: &Database,
    claim: &mut Claim,
    settings: &Settings,
    pace: &mut Pace,
) -> Result<bool, AppError> {
    let walk: Walk = serde_json::from_str(&claim.job.payload).unwrap_or_default();
    let Some(after) = walk.after else {
        return start(db, claim).map(|()| true);
    };
    let most = pace.customers();
    let ids = db.read_now(|conn| Ok::<_, AppError>(without_services(conn, after, most)?))?;
    let began = Instant::now();
    let payload = json(Walk { after: ids.last().copied().or(walk.after) });
    db.write_now(|conn| {
        query::lock(conn, &ids)?;
        let moved = accounts::refresh(conn, &ids, &Rules::of(settings, clock::now()))?.len();
        let [all, moved] = [ids.len(), moved].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        keep(conn, claim, &payload)?;
        jobs::hold_on(conn, claim, (moved, all - moved, 0))?;
        if ids.is_empty() {
            jobs::finish(conn, claim, State::Done)?;
        }
        Ok::<_, AppError>(())
    })?;
    pace.learn(ids.len(), began.elapsed());
    claim.job.payload = payload;
    Ok(!ids.is_empty())
}

/// Counts whom it is about.
fn start(db: &Database, claim: &mut Claim) -> Result<(), AppError> {
    let total: i64 = db.read_now(|conn| {
        let theirs = customer_accounts::table.filter(customer_accounts::has_services.eq(false));
        Ok::<_, AppError>(theirs.count().get_result(conn)?)
    })?;
    let payload = json(Walk { after: Some(0) });
    db.write_now(|conn| {
        keep(conn, claim, &payload)?;
        Ok::<_, AppError>(jobs::set_total(conn, claim, total)?)
    })?;
    claim.job.payload = payload;
    Ok(())
}

fn keep(conn: &mut Db, claim: &Claim, payload: &str) -> Result<(), AppError> {
    let mut held = claim.clone();
    payload.clone_into(&mut held.job.payload);
    Ok(jobs::set_payload(conn, &held)?)
}

/// Who follows the status or not, in the order of the key that it walks.
fn without_services(conn: &mut Db, after: i64, most: i64) -> QueryResult<Vec<i64>> {
    customer_accounts::table
        .filter(customer_accounts::customer_id.gt(after))
        .filter(customer_accounts::has_services.eq(false))
        .order(customer_accounts::customer_id)
        .limit(most)
        .select(customer_accounts::customer_id)
        .load(conn)
}

fn json(walk: Walk) -> String {
    serde_json::to_string(&walk).unwrap_or_default()
}
