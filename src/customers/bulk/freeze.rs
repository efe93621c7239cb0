//! Freezing a large set beside the requests: those whom the list finds at one instant, or those whom a job
//! takes over from another one; written some at a time, so that others save in between.

use super::{Afterwards, Operator, Plan, Selection};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::jobs::{self, Claim, Heritage, State};
use crate::web::Form;

/// Customers that one transaction writes down.
const TOGETHER: usize = 1_000;

/// Freezes the set of a job that is still open; one that a crash cut off is begun anew. False when
/// there is nothing to do then: somebody stopped it, or its list is no longer understood. `afterwards` is
/// done in the transaction that ends it so.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn freeze(
    db: &Database,
    claim: &mut Claim,
    operator: &Operator,
    afterwards: Afterwards,
) -> Result<bool, AppError> {
    let mut plan = Plan::from_json(&claim.job.payload);
    if !plan.is_open {
        return Ok(true);
    }
    while db.write_now(|conn| {
        jobs::hold_on(conn, claim, (0, 0, 0))?;
        Ok::<_, AppError>(jobs::clear_some(conn, claim.job.id)?)
    })? {}
    let frozen = match (claim.job.undoes, claim.job.retries) {
        (Some(from), _) => take_over(db, claim, (from, Heritage::Changed), afterwards)?,
        (None, Some(from)) => take_over(db, claim, (from, Heritage::Failed), afterwards)?,
        (None, None) => write_down(db, claim, operator, &plan, afterwards)?,
    };
    let Some(total) = frozen else { return Ok(false) };
    plan.is_open = false;
    claim.job.payload = plan.to_json();
    db.write_now(|conn| {
        jobs::set_payload(conn, claim)?;
        Ok::<_, AppError>(jobs::set_total(conn, claim, total)?)
    })?;
    Ok(true)
}

/// Writes down whom the list finds: how many they are.
fn write_down(
    db: &Database,
    claim: &Claim,
    operator: &Operator,
    plan: &Plan,
    afterwards: Afterwards,
) -> Result<Option<i64>, AppError> {
    let found = db.read_now(|conn| {
        let selection = Selection::Matching(Form::parse(plan.list.as_bytes())?);
        Ok::<_, AppError>(selection.ids(conn, operator.actor, operator.settings)?)
    })?;
    let ids = match found {
        Ok(ids) => ids,
        Err(stop) => {
            let sentence = operator.t.bulk_stop(&stop);
            db.write_now(|conn| {
                jobs::give_up(conn, claim, &sentence)?;
                afterwards(conn)
            })?;
            return Ok(None);
        }
    };
    for some in ids.chunks(TOGETHER) {
        let goes_on = db.write_now(|conn| {
            jobs::add_all(conn, claim.job.id, some)?;
            goes_on(conn, claim, afterwards)
        })?;
        if !goes_on {
            return Ok(None);
        }
    }
    Ok(Some(i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Takes over whom another job changed, or failed with: how many they are.
fn take_over(
    db: &Database,
    claim: &Claim,
    (from, heritage): (i64, Heritage),
    afterwards: Afterwards,
) -> Result<Option<i64>, AppError> {
    let mut after = 0;
    loop {
        let (last, goes_on) = db.write_now(|conn| {
            let last = jobs::copy_some(conn, (from, claim.job.id), heritage, after)?;
            Ok::<_, AppError>((last, goes_on(conn, claim, afterwards)?))
        })?;
        match last {
            _ if !goes_on => return Ok(None),
            Some(last) => after = last,
            None => return Ok(Some(claim.job.total)),
        }
    }
}

/// Whether nobody stopped it meanwhile.
fn goes_on(conn: &mut Db, claim: &Claim, afterwards: Afterwards) -> Result<bool, AppError> {
    let goes_on = jobs::hold_on(conn, claim, (0, 0, 0))?;
    if !goes_on {
        jobs::finish(conn, claim, State::Cancelled)?;
        afterwards(conn)?;
    }
    Ok(goes_on)
}
