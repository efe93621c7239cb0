//! What the passing of days makes of contracts: they end.

use chrono::NaiveDate;

use super::save::{self, Outcome};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::contracts;
use crate::error::AppError;
use crate::services::Writing;

/// States of a contract that can end.
const RUNNING: [&str; 3] = ["enabled", "alerted", "disabled"];

/// Contracts that run past their last day, behind a number.
///
/// # Errors
/// When the database fails.
pub fn due_to_end(conn: &mut Db, today: NaiveDate, after: i64, most: i64) -> QueryResult<Vec<i64>> {
    contracts::table
        .filter(contracts::id.gt(after))
        .filter(contracts::state.eq_any(RUNNING))
        .filter(contracts::end_date.lt(today))
        .order(contracts::id)
        .limit(most)
        .select(contracts::id)
        .load(conn)
}

/// Ends a contract whose last day has passed. False when that is not so any more.
///
/// # Errors
/// `NotFound` when it is gone; else when the database fails.
pub fn end(conn: &mut Db, w: &Writing, id: i64) -> Result<bool, AppError> {
    let found: Option<(i64, Option<NaiveDate>)> = contracts::table
        .find(id)
        .filter(contracts::state.eq_any(RUNNING))
        .select((contracts::version, contracts::end_date))
        .first(conn)
        .optional()?;
    let Some((version, Some(last))) = found else { return Ok(false) };
    if last >= w.today() {
        return Ok(false);
    }
    Ok(matches!(save::set_state(conn, w, (id, version), "ended")?, Outcome::Saved(_)))
}
