//! What is asked of a subscription, besides what each field asks of its value, and the days that follow from it.

use chrono::{Datelike, Days, NaiveDate};

use super::fields::{self, Record};
use super::list::plan_terms;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{contracts, plans};
use crate::error::AppError;
use crate::fields::{Changes, Findings, Lookup, Problem, Uses, Value};
use crate::services::{Rhythm, Unit, Writing, first_from};

/// Puts the changes into a subscription and says what is wrong with it.
///
/// # Errors
/// When the database fails.
pub(super) fn check(
    conn: &mut Db,
    w: &Writing,
    before: Option<&Record>,
    after: &mut Record,
    changes: &Changes,
) -> Result<Findings, AppError> {
    let mut findings = Findings::default();
    apply(after, changes, &mut findings);
    plan(conn, w, before, after, &mut findings)?;
    let own = &after.subscription;
    if before.is_some_and(|before| own.start_at != before.subscription.start_at) {
        // Its days count from there.
        findings.refuse("start_at", Problem::Locked(crate::fields::Lock::CreateOnly));
    }
    if own.cycles.is_some_and(|cycles| cycles < own.cycles_done) {
        findings.refuse("cycles", Problem::Range(own.cycles_done, 1_200));
    }
    if let Some(contract) = own.contract_id {
        let owner: Option<i64> = contracts::table
            .find(contract)
            .select(contracts::customer_id)
            .first(conn)
            .optional()?;
        if owner != Some(own.customer_id) {
            findings.refuse("contract_id", Problem::Reference);
        }
    }
    Ok(findings)
}

/// What a form may set. What is needed and left empty is refused, for its column cannot be.
fn apply(after: &mut Record, changes: &Changes, findings: &mut Findings) {
    for field in fields::all().iter().filter(|field| field.is_used_in(Uses::FORM)) {
        match (changes.get(&field.key), &*field.key) {
            (None, _) => {}
            (Some(Value::Empty), key @ ("start_at" | "quantity")) => {
                findings.refuse(key, Problem::Required);
            }
            (Some(Value::Empty), "discount_bp") => after.subscription.discount_bp = 0,
            (Some(value), _) => (field.set)(after, value.clone()),
        }
    }
}

/// The plan is there and offered; currency and rhythm are its own.
fn plan(
    conn: &mut Db,
    w: &Writing,
    before: Option<&Record>,
    after: &mut Record,
    findings: &mut Findings,
) -> QueryResult<()> {
    let id = after.subscription.plan_id;
    let is_kept = before.is_some_and(|before| before.subscription.plan_id == id);
    let is_offered = w.settings.name_of(Lookup::Plans, id).is_some_and(|offer| offer.is_active);
    if id == 0 {
        findings.refuse("plan_id", Problem::Required);
    } else if !is_kept && !is_offered {
        findings.refuse("plan_id", Problem::Reference);
    }
    if let Some(terms) = plan_terms(conn, &[id])?.remove(&id) {
        after.plan = terms;
        after.subscription.currency = plans::table.find(id).select(plans::currency).first(conn)?;
    }
    Ok(())
}

/// The days of a new subscription: a trial, if the plan has one, and the first charge behind it. Of what is past
/// nothing is charged.
pub(super) fn begin(record: &mut Record, today: NaiveDate) {
    let trial = u64::try_from(record.plan.trial_days).unwrap_or(0);
    let start = record.subscription.start_at;
    let first = start.checked_add_days(Days::new(trial)).unwrap_or(start);
    let rhythm = Rhythm {
        every: record.plan.every,
        unit: Unit::from_code(&record.plan.unit),
        anchor_day: i64::from(first.day()),
    };
    let own = &mut record.subscription;
    own.anchor_day = rhythm.anchor_day;
    own.trial_end = (trial > 0).then(|| first.pred_opt()).flatten();
    own.next_charge_on = first_from(first, today, rhythm);
    own.status = if start > today {
        "scheduled"
    } else if own.trial_end.is_some_and(|end| end >= today) {
        "trialing"
    } else {
        "active"
    }
    .to_owned();
}
