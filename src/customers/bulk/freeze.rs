//! Freezing a large set beside the requests: the numbers of all that the list finds are read at one
//! instant, and written some at a time, so that others save in between.

use super::{Desk, Plan, Selection};
use crate::db::Database;
use crate::error::AppError;
use crate::jobs::{self, Claim, State};
use crate::web::Form;

/// Customers that one transaction writes down.
const TOGETHER: usize = 5_000;

/// Freezes the set of a job that is still open; one that a crash cut off is begun anew. False when
/// there is nothing to look at then: somebody stopped it, or its list is no longer understood.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn freeze(db: &Database, claim: &mut Claim, desk: &Desk) -> Result<bool, AppError> {
    let mut plan = Plan::from_json(&claim.job.payload);
    if !plan.is_open {
        return Ok(true);
    }
    let found = db.read_now(|conn| {
        let selection = Selection::Matching(Form::parse(plan.list.as_bytes())?);
        Ok::<_, AppError>(selection.ids(conn, desk.actor, desk.settings)?)
    })?;
    let ids = match found {
        Ok(ids) => ids,
        Err(stop) => {
            let sentence = desk.t.bulk_stop(&stop);
            db.write_now(|conn| Ok::<_, AppError>(jobs::give_up(conn, claim, &sentence)?))?;
            return Ok(false);
        }
    };
    while db.write_now(|conn| {
        jobs::hold_on(conn, claim, (0, 0, 0))?;
        Ok::<_, AppError>(jobs::clear_some(conn, claim.job.id)?)
    })? {}
    for some in ids.chunks(TOGETHER) {
        let goes_on = db.write_now(|conn| {
            jobs::add_all(conn, claim.job.id, some)?;
            let goes_on = jobs::hold_on(conn, claim, (0, 0, 0))?;
            if !goes_on {
                jobs::finish(conn, claim, State::Cancelled)?;
            }
            Ok::<_, AppError>(goes_on)
        })?;
        if !goes_on {
            return Ok(false);
        }
    }
    plan.is_open = false;
    claim.job.payload = plan.to_json();
    let total = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    db.write_now(|conn| {
        jobs::set_payload(conn, claim)?;
        Ok::<_, AppError>(jobs::set_total(conn, claim, total)?)
    })?;
    Ok(true)
}
