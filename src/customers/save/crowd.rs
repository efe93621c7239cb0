//! One write for many customers that change each in its own way: a statement for each different change of a
//! table's rows or of a column, and one for the history of them all. What it writes is what
//! [`update_known`] writes for each.
//!
//! [`update_known`]: super::update_known

use std::collections::BTreeMap;
use std::hash::Hash;

use crate::db::prelude::*;

use super::alike::{Sign, has_own_rows};
use super::edit::{changes, is_leaving_portal};
use super::{Assessed, Writing, services};
use crate::customers::fields::{
    BillingPatch, CustomerPatch, DetailsPatch, LegalPatch, ShippingPatch,
};
use crate::customers::record::Record;
use crate::db::schema::{
    customer_billing, customer_details, customer_legal, customer_shipping, customers,
};
use crate::db::{Db, among};
use crate::history::{self, Entity};
use crate::portal;

/// A customer and a change of it that was looked at, and can be written with others.
pub struct Assessment {
    before: Record,
    assessed: Assessed,
}

impl Assessment {
    /// Of a change that writes something; gives the customer back when it writes rows that are the
    /// customer's alone.
    ///
    /// # Errors
    /// The customer, to be changed by itself.
    pub fn of(before: Record, assessed: Assessed) -> Result<Self, Box<Record>> {
        let is_sound = !assessed.findings.stop() && !assessed.changed.is_empty();
        if is_sound && !has_own_rows(&before, &assessed.after) {
            Ok(Self { before, assessed })
        } else {
            Err(Box::new(before))
        }
    }

    /// The customer's number.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.before.customer.id
    }
}

/// Writes those of the rows of a table that change, those that change alike by one statement.
macro_rules! write_part {
    ($conn:expr, $crowd:expr, $part:ident, $patch:ident, $column:expr, $table:expr) => {
        let changed = $crowd.iter().filter(|one| one.before.$part != one.assessed.after.$part);
        let patches = changed
            .map(|one| ($patch::between(&one.before.$part, &one.assessed.after.$part), one.id()));
        for (patch, ids) in fewest(patches.collect(), $patch::columns) {
            diesel::update($table.filter(among($column, &ids))).set(patch).execute($conn)?;
        }
    };
}

/// Writes the changes of these customers, which are locked and as they were when they were looked at.
///
/// # Errors
/// When the database fails.
pub fn update_crowd(conn: &mut Db, writing: &Writing, crowd: &[Assessment]) -> QueryResult<()> {
    if crowd.is_empty() {
        return Ok(());
    }
    let ids: Vec<i64> = crowd.iter().map(Assessment::id).collect();
    diesel::update(customers::table.filter(among(customers::id, &ids)))
        .set((customers::version.eq(customers::version + 1), customers::updated_at.eq(writing.at)))
        .execute(conn)?;
    write_part!(conn, crowd, customer, CustomerPatch, customers::id, customers::table);
    write_part!(
        conn,
        crowd,
        details,
        DetailsPatch,
        customer_details::customer_id,
        customer_details::table
    );
    write_part!(conn, crowd, legal, LegalPatch, customer_legal::customer_id, customer_legal::table);
    write_part!(
        conn,
        crowd,
        shipping,
        ShippingPatch,
        customer_shipping::customer_id,
        customer_shipping::table
    );
    write_part!(
        conn,
        crowd,
        billing,
        BillingPatch,
        customer_billing::customer_id,
        customer_billing::table
    );
    let leaving: Vec<i64> = crowd
        .iter()
        .filter(|one| is_leaving_portal(&one.assessed.changed, &one.assessed.after))
        .map(Assessment::id)
        .collect();
    if !leaving.is_empty() {
        portal::account::leave(conn, &leaving)?;
    }
    let mut by_status: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    let moving = crowd.iter().filter(|one| one.assessed.changed.iter().any(|key| key == "status"));
    for one in moving {
        by_status.entry(&one.assessed.after.customer.status).or_default().push(one.id());
    }
    for (status, ids) in by_status {
        services::follow(conn, writing, &ids, status)?;
    }
    let story: Vec<_> = crowd
        .iter()
        .map(|one| {
            let revision = one.before.customer.version + 1;
            let Assessed { after, changed, .. } = &one.assessed;
            (one.id(), revision, changes(&one.before, after, changed))
        })
        .collect();
    history::record_each(conn, &writing.circumstance(), Entity::Customer, &story)
}

/// Customers by what changes of them, or by what each column becomes where that makes fewer statements:
/// of many cities and many sources there are many more pairs.
fn fewest<P: Hash>(patches: Vec<(P, i64)>, columns: fn(&P) -> Vec<P>) -> Vec<(P, Vec<i64>)> {
    let alone = |(patch, id): &(P, i64)| {
        let id = *id;
        columns(patch).into_iter().map(move |column| (column, id))
    };
    let by_column = by_patch(patches.iter().flat_map(alone));
    let whole = by_patch(patches.into_iter());
    if by_column.len() < whole.len() { by_column } else { whole }
}

/// Customers by what changes of them.
fn by_patch<P: Hash>(patches: impl Iterator<Item = (P, i64)>) -> Vec<(P, Vec<i64>)> {
    let mut groups: BTreeMap<String, (P, Vec<i64>)> = BTreeMap::new();
    for (patch, id) in patches {
        let group = groups.entry(Sign::of(&patch)).or_insert_with(|| (patch, Vec::new()));
        group.1.push(id);
    }
    groups.into_values().collect()
}
