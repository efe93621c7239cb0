//! The subscriptions of some customers who have a card: each charges their contract.

use chrono::{Days, NaiveDate};

use crate::access::{Actor, Via};
use crate::clock;
use crate::db::prelude::*;
use crate::db::schema::{cards, contracts, subscriptions};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::fields::{Changes, Value};
use crate::services::Writing;
use crate::settings::Settings;
use crate::subscriptions::act::{Act, act};
use crate::subscriptions::save::{self, Outcome};

/// How many there are.
const MOST: i64 = 12;

/// Writes them, unless there are some.
pub(super) fn subscribe(db: &Database) -> Result<(), AppError> {
    let there = db.read_now(|conn| Ok::<_, AppError>(subscribers(conn)?))?;
    for (turn, (contract, customer, plan)) in there.into_iter().enumerate() {
        db.write_now(|conn| {
            let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
            let w = Writing { actor: &actor, settings: &settings, at: clock::now() };
            let wanted = wanted(&w, turn, contract, plan);
            if let Outcome::Saved(id) = save::create(conn, &w, customer, &wanted)? {
                happen(conn, &w, turn, id)?;
            }
            Ok::<_, AppError>(())
        })?;
    }
    Ok(())
}

/// Contracts in force of customers whose card works; none where somebody has a subscription already.
fn subscribers(conn: &mut Db) -> QueryResult<Vec<(i64, i64, i64)>> {
    let has_some: i64 = subscriptions::table.count().get_result(conn)?;
    let holders = cards::table.filter(cards::status.eq("active")).select(cards::customer_id);
    contracts::table
        .filter(contracts::state.eq("enabled").and(contracts::customer_id.eq_any(holders)))
        .order(contracts::id)
        .limit(if has_some == 0 { MOST } else { 0 })
        .select((contracts::id, contracts::customer_id, contracts::plan_id))
        .load(conn)
}

/// They began on different days of the last month, so that some are charged each week; every sixth begins later.
fn wanted(w: &Writing, turn: usize, contract: i64, plan: i64) -> Changes {
    let days = u64::try_from(1 + turn * 7 % 26).unwrap_or(1);
    let today = w.today();
    let start: Option<NaiveDate> = match turn % 6 {
        4 => today.checked_add_days(Days::new(days)),
        _ => today.checked_sub_days(Days::new(days)),
    };
    let mut wanted = Changes::default();
    wanted.set("plan_id", Value::Ref(plan));
    wanted.set("contract_id", Value::Number(contract));
    wanted.set("start_at", Value::Date(start.unwrap_or(today)));
    wanted.set("payment_method", Value::Text("card".to_owned()));
    wanted
}

/// Some stand still, one ends with its period.
fn happen(conn: &mut Db, w: &Writing, turn: usize, id: i64) -> Result<(), AppError> {
    let what = match turn % 6 {
        2 => Act::Pause,
        5 => Act::Cancel { at_period_end: true, reason: Some("Se muda".to_owned()) },
        _ => return Ok(()),
    };
    match act(conn, w, (id, 1), &what)? {
        Outcome::Saved(_) => Ok(()),
        other => Err(anyhow::anyhow!("a subscription of the demo did not move: {other:?}").into()),
    }
}
