//! What becomes of the services of customers who leave, and of those who are brought back by an undo.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::db::prelude::*;
use crate::db::schema::{contracts, subscriptions};
use crate::db::{Db, among};
use crate::history::{self, Change, Circumstance, Entity};

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

/// Number, version, and the state before.
type Row = (i64, i64, String);

/// Services of one kind: which run, how they end, and what the history calls their state.
macro_rules! kind {
    ($end_them:ident, $resume_them:ident, $table:ident, $state:ident, $before:ident, $entity:ident, $end:literal,
        [$($live:literal)+]) => {
        /// Ends what runs of these customers; how much that was.
        fn $end_them(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<usize> {
            let rows: Vec<Row> = $table::table
                .filter(among($table::customer_id, customers))
                .filter($table::$state.eq_any([$($live),+]))
                .select(($table::id, $table::version, $table::$state))
                .load(conn)?;
            for (state, ids) in by_state(&rows) {
                diesel::update($table::table.filter(among($table::id, &ids)))
                    .set((
                        $table::$state.eq($end),
                        $table::$before.eq(state),
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
                .filter_map(|(id, version, before)| Some((id, version, before?)))
                .collect();
            for (state, ids) in by_state(&rows) {
                diesel::update($table::table.filter(among($table::id, &ids)))
                    .set((
                        $table::$state.eq(state),
                        $table::$before.eq(None::<String>),
                        $table::stopped_at.eq(None::<chrono::NaiveDateTime>),
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
/// subscription stood still nothing is charged.
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

/// The numbers of rows by the state that they had.
fn by_state(rows: &[Row]) -> BTreeMap<String, Vec<i64>> {
    let mut groups: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (id, _, state) in rows {
        groups.entry(state.clone()).or_default().push(*id);
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
        .map(|(id, version, state)| {
            let (before, after) = between(state);
            let change = Change::between(field, Some(before.to_owned()), Some(after.to_owned()));
            (*id, version + 1, change.into_iter().collect())
        })
        .collect();
    history::record_each(conn, c, entity, &stories)
}
