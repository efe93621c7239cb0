//! What becomes of the services of customers who leave, and of those who are brought back by an undo.

use std::collections::BTreeMap;

use crate::db::prelude::*;
use crate::db::schema::{contracts, subscriptions};
use crate::db::{Db, among};
use crate::history::{self, Change, Circumstance, Entity};

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

/// Ends the services of customers who are archived or anonymised. Answers whether there were any.
///
/// # Errors
/// When the database fails.
pub fn leave(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<bool> {
    Ok(end_contracts(conn, c, customers)? + end_subscriptions(conn, c, customers)? > 0)
}

/// Brings back what [`leave`] ended, where nobody has touched it since: an undo. Answers whether there was any.
///
/// # Errors
/// When the database fails.
pub fn come_back(conn: &mut Db, c: &Circumstance, customers: &[i64]) -> QueryResult<bool> {
    Ok(resume_contracts(conn, c, customers)? + resume_subscriptions(conn, c, customers)? > 0)
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
