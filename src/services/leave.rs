//! What becomes of the services of customers who leave, and of those who are brought back by an undo.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::case_when;

use crate::db::prelude::*;
use crate::db::schema::{contracts, subscriptions};
use crate::db::{Db, among};
use crate::history::{self, Change, Circumstance, Entity};

use super::at_once::bill_at_once;

/// What becomes of the services of a customer who is deactivated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaving {
    /// They go on: what bulk updates, imports and commands answer.
    #[default]
    Leave,
    /// Subscriptions pause and contracts are blocked, until the customer is active again.
    Pause,
    /// They end.
    End,
}

impl Leaving {
    /// From what a form sends; who has no services is not asked.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "" | "leave" => Some(Self::Leave),
            "pause" => Some(Self::Pause),
            "cancel" => Some(Self::End),
            _ => None,
        }
    }
}

/// Number, version, the state that is left, and what came before it that is still to be gone back to.
///
/// A service that stands still and is then ended with its customer has two ways back: the undo of the end, and after
/// it the return of the customer. So what is kept beside a row is the trail of its states, the newest first.
type Row = (i64, i64, String, Option<String>);

/// The trail of a row that leaves a state: what it already has to go back to stays behind it.
fn trail(state: &str, older: Option<&str>) -> String {
    older.map_or_else(|| state.to_owned(), |older| format!("{state} {older}"))
}

/// The state to go back to and what stays of the trail.
fn step_back(trail: &str) -> (&str, Option<&str>) {
    trail.split_once(' ').map_or((trail, None), |(state, older)| (state, Some(older)))
}

/// Services of one kind: which run, how they end, and what the history calls their state.
macro_rules! kind {
    ($end_them:ident, $resume_them:ident, $table:ident, $state:ident, $before:ident, $entity:ident, $end:literal,
        [$($live:literal)+]) => {
        /// Ends what runs of these customers; how much that was.
        fn $end_them(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
            // What was stopped here before, and not touched since, still goes back where it came from.
            let older = case_when($table::stopped_at.eq($table::updated_at.nullable()), $table::$before);
            let rows: Vec<Row> = $table::table
                .filter(among($table::customer_id, customers))
                .filter($table::$state.eq_any([$($live),+]))
                .select(($table::id, $table::version, $table::$state, older))
                .load(conn)?;
            for ((state, older), ids) in by_state(&rows) {
                diesel::update($table::table.filter(among($table::id, &ids)))
                    .set((
                        $table::$state.eq($end),
                        $table::$before.eq(trail(state, older)),
                        $table::stopped_at.eq(c.at),
                        $table::updated_at.eq(c.at),
                        $table::version.eq($table::version + 1),
                    ))
                    .execute(conn)?;
            }
            tell(conn, c, Entity::$entity, stringify!($state), &rows, |state| (state, $end))?;
            Ok(rows.len())
        }

        /// Takes that back for what nobody has touched since; how much that was.
        fn $resume_them(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
            let rows: Vec<(i64, i64, Option<String>)> = $table::table
                .filter(among($table::customer_id, customers))
                .filter($table::$state.eq($end))
                .filter($table::stopped_at.eq($table::updated_at.nullable()))
                .select(($table::id, $table::version, $table::$before))
                .load(conn)?;
            let rows: Vec<Row> = rows
                .into_iter()
                .filter_map(|(id, version, trail)| {
                    let trail = trail?;
                    let (state, older) = step_back(&trail);
                    Some((id, version, state.to_owned(), older.map(str::to_owned)))
                })
                .collect();
            for ((state, older), ids) in by_state(&rows) {
                diesel::update($table::table.filter(among($table::id, &ids)))
                    .set((
                        $table::$state.eq(state),
                        $table::$before.eq(older),
                        $table::stopped_at.eq(older.map(|_| c.at)),
                        $table::updated_at.eq(c.at),
                        $table::version.eq($table::version + 1),
                    ))
                    .execute(conn)?;
            }
            tell(conn, c, Entity::$entity, stringify!($state), &rows, |state| ($end, state))?;
            Ok(rows.len())
        }
    };
}

kind!(
    end_contracts, resume_contracts, contracts, state, state_before, Contract, "ended",
    ["enabled" "alerted" "disabled"]
);
kind!(
    end_subscriptions, resume_subscriptions, subscriptions, status, status_before, Subscription, "canceled",
    ["scheduled" "trialing" "active" "retrying" "unpaid" "paused"]
);

kind!(
    block_contracts, unblock_contracts, contracts, state, state_before, Contract, "disabled",
    ["enabled" "alerted"]
);
kind!(
    pause_subscriptions, wake_subscriptions, subscriptions, status, status_before, Subscription, "paused",
    ["trialing" "active"]
);

/// Ends the services of customers who are archived or anonymised, or of whom it was asked for. Answers how many.
///
/// # Errors
/// When the database fails.
pub fn leave(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
    Ok(end_contracts(conn, c, customers)? + end_subscriptions(conn, c, customers)?)
}

/// Has the services of customers stand still. Answers how many; a charge that is being tried again goes on.
///
/// # Errors
/// When the database fails.
pub fn pause(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
    Ok(block_contracts(conn, c, customers)? + pause_subscriptions(conn, c, customers)?)
}

/// Brings back what [`leave`] ended, where nobody has touched it since: an undo. Answers how many.
///
/// # Errors
/// When the database fails.
pub fn come_back(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
    Ok(resume_contracts(conn, c, customers)? + resume_subscriptions(conn, c, customers)?)
}

/// Has go on what [`pause`] stopped, where nobody has touched it since. Answers how many. Of the time that a
/// subscription stood still nothing is charged; what is due today is billed at once.
///
/// # Errors
/// When the database fails.
pub fn go_on(
    conn: &mut Db,
    c: &Circumstance,
    customers: &[i64],
    today: NaiveDate,
) -> QueryResult<usize> {
    let woken = wake_subscriptions(conn, c, customers)?;
    if woken > 0 {
        // Those that were woken a moment ago: what else is active is charged when its day comes.
        let theirs = subscriptions::table
            .filter(among(subscriptions::customer_id, customers))
            .filter(subscriptions::updated_at.eq(c.at))
            .filter(subscriptions::next_charge_on.lt(today));
        diesel::update(theirs).set(subscriptions::next_charge_on.eq(today)).execute(conn)?;
        let due = subscriptions::table
            .filter(among(subscriptions::customer_id, customers))
            .filter(subscriptions::updated_at.eq(c.at))
            .filter(subscriptions::status.eq("active"))
            .filter(subscriptions::next_charge_on.eq(today))
            .order(subscriptions::id)
            .select(subscriptions::id)
            .load(conn)?;
        bill_at_once(conn, c.actor, due)?;
    }
    Ok(woken + unblock_contracts(conn, c, customers)?)
}

/// Wipes what the contracts of an anonymised customer say of where they live and how they are reached, here and
/// in the history.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let nothing = None::<String>;
    let own = contracts::table.filter(contracts::customer_id.eq(customer));
    diesel::update(own)
        .set((
            contracts::address.eq(&nothing),
            contracts::district.eq(&nothing),
            contracts::city.eq(&nothing),
            contracts::postal_code.eq(&nothing),
            contracts::node.eq(&nothing),
            contracts::ip.eq(&nothing),
            contracts::mac.eq(&nothing),
            contracts::notes.eq(&nothing),
            contracts::latitude.eq(None::<i64>),
            contracts::longitude.eq(None::<i64>),
        ))
        .execute(conn)?;
    let ids: Vec<i64> = own.select(contracts::id).load(conn)?;
    ids.into_iter().try_for_each(|id| history::forget(conn, Entity::Contract, id))
}

/// The numbers of rows by where they come from.
fn by_state(rows: &[Row]) -> BTreeMap<(&str, Option<&str>), Vec<i64>> {
    let mut groups: BTreeMap<_, Vec<i64>> = BTreeMap::new();
    for (id, _, state, older) in rows {
        groups.entry((state.as_str(), older.as_deref())).or_default().push(*id);
    }
    groups
}

/// Keeps in the history what became of each.
fn tell(
    conn: &mut Db,
    c: &Circumstance,
    entity: Entity,
    field: &str,
    rows: &[Row],
    between: fn(&str) -> (&str, &str),
) -> QueryResult<()> {
    let stories: Vec<(i64, i64, Vec<Change>)> = rows
        .iter()
        .map(|(id, version, state, _)| {
            let (before, after) = between(state);
            let change = Change::between(field, Some(before.to_owned()), Some(after.to_owned()));
            (*id, version + 1, change.into_iter().collect())
        })
        .collect();
    history::record_each(conn, c, entity, &stories)
}
