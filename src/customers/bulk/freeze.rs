//! Freezing a large set beside the requests: those whom the list finds at one instant, or those whom a job
//! takes over from another one; written some at a time, so that others save in between.

use super::again::take_over_some;
use super::{Afterwards, Operator, Plan, Selection};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::i18n::Said;
use crate::jobs::{self, Claim, Heritage, Kind, State};
use crate::web::Form;

/// Customers that one transaction writes down.
const TOGETHER: usize = 1_000;

/// Whether the process ends.
pub type IsOver<'a> = &'a dyn Fn() -> bool;

/// What is done, and asked, between the steps.
#[derive(Clone, Copy)]
struct Steps<'a> {
    afterwards: Afterwards<'a>,
    is_over: IsOver<'a>,
}

/// Freezes the set of a job that is still open; one that a crash cut off is begun anew. False when
/// there is nothing to do then: somebody stopped it, or its list is no longer understood. `afterwards` is
/// done in the transaction that ends it so. When the process ends, the job is given back.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn freeze(
    db: &Database,
    claim: &mut Claim,
    operator: &Operator,
    afterwards: Afterwards,
    is_over: IsOver,
) -> Result<bool, AppError> {
    let mut plan = Plan::from_json(&claim.job.payload);
    if !plan.is_open {
        return Ok(true);
    }
    while db.write_now(|conn| {
        jobs::hold_on(conn, claim, (0, 0, 0))?;
        Ok::<_, AppError>(jobs::clear_some(conn, claim.job.id)?)
    })? {
        if is_over() {
            return given_back(db, claim).map(|()| false);
        }
    }
    let steps = Steps { afterwards, is_over };
    let frozen = match (claim.job.undoes, claim.job.retries) {
        (Some(from), _) => take_over(db, claim, (from, Heritage::Changed), steps)?,
        (None, Some(from)) => take_over(db, claim, (from, Heritage::Failed), steps)?,
        (None, None) => write_down(db, claim, operator, &plan, steps)?,
    };
    let Some(total) = frozen else { return Ok(false) };
    plan.is_open = false;
    claim.job.payload = plan.to_json();
    db.write_now(|conn| {
        jobs::set_payload(conn, claim)?;
        Ok::<_, AppError>(jobs::set_total(conn, claim, total)?)
    })?;
    db.write_now(|conn| Ok::<_, AppError>(jobs::learn_sizes(conn)?))?;
    Ok(true)
}

/// Writes down whom the list finds: how many they are.
fn write_down(
    db: &Database,
    claim: &Claim,
    operator: &Operator,
    plan: &Plan,
    steps: Steps,
) -> Result<Option<i64>, AppError> {
    let found = db.read_now(|conn| {
        let selection = Selection::Matching(Form::parse(plan.list.as_bytes())?);
        Ok::<_, AppError>(selection.ids(conn, operator.actor, operator.settings)?)
    })?;
    let ids = match found {
        Ok(ids) => ids,
        Err(stop) => {
            let kind = claim.job.kind().unwrap_or(Kind::BulkUpdate);
            let why = Said::of(|t| stop.text(t, kind)).to_json();
            db.write_now(|conn| {
                jobs::give_up(conn, claim, &why)?;
                (steps.afterwards)(conn)
            })?;
            return Ok(None);
        }
    };
    for some in ids.chunks(TOGETHER) {
        let goes_on = db.write_now(|conn| {
            jobs::add_all(conn, claim.job.id, some)?;
            goes_on(conn, claim, steps.afterwards)
        })?;
        if !goes_on {
            return Ok(None);
        }
        if (steps.is_over)() {
            return given_back(db, claim).map(|()| None);
        }
    }
    Ok(Some(i64::try_from(ids.len()).unwrap_or(i64::MAX)))
}

/// Takes over whom another job changed, or failed with: how many they are.
fn take_over(
    db: &Database,
    claim: &Claim,
    (from, heritage): (i64, Heritage),
    steps: Steps,
) -> Result<Option<i64>, AppError> {
    let mut after = 0;
    loop {
        let (last, goes_on) = db.write_now(|conn| {
            let last = take_over_some(conn, (from, claim.job.id), heritage, after)?;
            Ok::<_, AppError>((last, goes_on(conn, claim, steps.afterwards)?))
        })?;
        match last {
            _ if !goes_on => return Ok(None),
            Some(last) => after = last,
            None => return Ok(Some(claim.job.total)),
        }
        if (steps.is_over)() {
            return given_back(db, claim).map(|()| None);
        }
    }
}

/// The process ends: whoever has the job next freezes it anew.
fn given_back(db: &Database, claim: &Claim) -> Result<(), AppError> {
    db.write_now(|conn| Ok(jobs::release(conn, claim)?))
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
