//! What may become of a subscription besides what its form changes.

use chrono::{Datelike, NaiveDate};

use super::fields::Record;
use super::save::{self, Outcome, locked};
use crate::customers::owned::save::refuse_closed;
use crate::db::Db;
use crate::error::AppError;
use crate::fields::{Findings, Problem};
use crate::services::Writing;
use crate::services::machines::{is_subscription_over, subscription_may_become};

/// What is to become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// It is charged next on this day, and from there on.
    ChargeOn(NaiveDate),
    /// A new period begins today.
    Renew,
    /// It is paid in another way; none for the customer's own.
    Method(Option<String>),
    /// It is charged no more until it is resumed.
    Pause,
    /// It goes on.
    Resume,
    /// It ends, for a reason.
    Cancel {
        /// Now, or with the period that is paid for.
        at_period_end: bool,
        /// Why; may be left out.
        reason: Option<String>,
    },
    /// It does not end with its period after all.
    Keep,
}

/// Does it, if nobody wrote the subscription since.
///
/// # Errors
/// `NotFound` when the actor sees no such subscription; else when the database fails.
pub fn act(
    conn: &mut Db,
    w: &Writing,
    (id, version): (i64, i64),
    act: &Act,
) -> Result<Outcome, AppError> {
    let (owner, before) = locked(conn, w, id)?;
    if before.subscription.version != version {
        return Ok(Outcome::Conflict(Box::new(before)));
    }
    let mut findings = Findings::default();
    refuse_closed(&owner, &mut findings);
    let after = match after(&before, act, w.today()) {
        Ok(after) => after,
        Err((key, problem)) => {
            findings.refuse(key, problem);
            before.clone()
        }
    };
    if findings.stop() {
        return Ok(Outcome::Rejected(findings));
    }
    save::bill_if_due(conn, w, id, &after)?;
    save::write(conn, w, &before, after, None)
}

/// What an act makes of a subscription. Pure: a preview asks it too.
///
/// # Errors
/// Which field is to blame, and why.
pub fn after(
    before: &Record,
    act: &Act,
    today: NaiveDate,
) -> Result<Record, (&'static str, Problem)> {
    let mut record = before.clone();
    let status = before.subscription.status.as_str();
    if is_subscription_over(status) {
        return Err(("status", Problem::Step));
    }
    let own = &mut record.subscription;
    let ends = own.cancel_at.is_some();
    match act {
        // What ends is not charged any more: first it is kept.
        Act::ChargeOn(_) | Act::Renew if ends => return Err(("status", Problem::Step)),
        Act::ChargeOn(day) if *day < today => return Err(("charge_on", Problem::Past)),
        Act::ChargeOn(day) => charge_on(&mut record, *day),
        Act::Renew if !matches!(status, "active" | "trialing") => {
            return Err(("status", Problem::Step));
        }
        Act::Renew => charge_on(&mut record, today),
        Act::Method(code) => own.payment_method.clone_from(code),
        Act::Pause if subscription_may_become(status, "paused") => {
            own.status_before = Some(status.to_owned());
            "paused".clone_into(&mut own.status);
        }
        Act::Resume if status == "paused" => {
            let trial = own.trial_end.is_some_and(|end| end >= today);
            own.status = if trial { "trialing" } else { "active" }.to_owned();
            own.status_before = None;
            // Of the time it stood still nothing is charged.
            own.next_charge_on = own.next_charge_on.map(|day| day.max(today));
        }
        Act::Pause | Act::Resume => return Err(("status", Problem::Step)),
        Act::Cancel { at_period_end, reason } => {
            own.cancel_reason.clone_from(reason);
            match own.next_charge_on.and_then(|day| day.pred_opt()) {
                Some(last) if *at_period_end && last >= today => {
                    own.cancel_at = Some(last);
                    own.next_charge_on = None;
                }
                _ => {
                    "canceled".clone_into(&mut own.status);
                    own.cancel_at = Some(today);
                    own.next_charge_on = None;
                }
            }
        }
        Act::Keep => {
            let last = own.cancel_at.take().ok_or(("status", Problem::Step))?;
            own.cancel_reason = None;
            own.next_charge_on = own.next_charge_on.or_else(|| last.succ_opt());
        }
    }
    Ok(record)
}

fn charge_on(record: &mut Record, day: NaiveDate) {
    record.subscription.next_charge_on = Some(day);
    record.subscription.anchor_day = i64::from(day.day());
}
