//! Changing together those customers of a job that change alike and that nobody has written since they
//! were looked at: what was found out about them then still holds.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::db::prelude::*;

use super::work::{Operator, values_of, wanted};
use crate::access::Scope;
use crate::customers::query::{self, Query};
use crate::customers::save::{self, Common, Writing};
use crate::db::schema::customers;
use crate::db::{Db, among};
use crate::error::AppError;
use crate::jobs::{self, Ready};

/// So many are worth statements of their own.
const WORTHWHILE: usize = 5;

/// Changes those of these locked customers that can be changed together: their numbers.
///
/// # Errors
/// When the database fails.
pub fn change(
    conn: &mut Db,
    operator: &Operator,
    writing: &Writing,
    ready: &[Ready],
) -> Result<HashSet<i64>, AppError> {
    let mut done = HashSet::new();
    for ids in groups(conn, operator, ready)?.into_values() {
        if ids.len() >= WORTHWHILE && change_group(conn, writing, &ids)? {
            done.extend(ids);
        }
    }
    Ok(done)
}

/// Customers that are as they were looked at and that the owner still sees, by what they share.
fn groups<'r>(
    conn: &mut Db,
    operator: &Operator,
    ready: &'r [Ready],
) -> QueryResult<BTreeMap<&'r str, Vec<i64>>> {
    let mut ids: Vec<i64> =
        ready.iter().filter(|ready| ready.alike.is_some()).map(|ready| ready.customer_id).collect();
    if operator.actor.scope != Scope::All {
        ids = Query::visible_to(operator.actor).with_everybody().among(conn, &ids)?;
    }
    let versions: HashMap<i64, i64> = customers::table
        .filter(among(customers::id, &ids))
        .select((customers::id, customers::version))
        .load(conn)?
        .into_iter()
        .collect();
    let mut groups: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for ready in ready {
        let Some(alike) = ready.alike.as_deref() else { continue };
        if ready.version.is_some() && versions.get(&ready.customer_id) == ready.version.as_ref() {
            groups.entry(alike).or_default().push(ready.customer_id);
        }
    }
    Ok(groups)
}

/// Changes a group as its first customer changes now; false when that is not what was looked at,
/// because the settings are others since.
fn change_group(conn: &mut Db, writing: &Writing, ids: &[i64]) -> Result<bool, AppError> {
    let Some(job) = writing.job else { return Ok(false) };
    let Some(first) = ids.first().copied() else { return Ok(false) };
    let item = jobs::still_ready(conn, job, &[first])?.into_iter().next();
    let record = query::find(conn, first)?;
    let (Some(item), Some(record)) = (item, record) else { return Ok(false) };
    let changes = wanted(&values_of(item.after.as_deref()));
    let assessed = save::assess(conn, writing, &record, &changes)?;
    let common = Common::of(writing, &record, &assessed);
    let Some(common) = common.filter(|common| item.is_alike(common.sign())) else {
        return Ok(false);
    };
    save::update_alike(conn, writing, common, ids)?;
    jobs::changed(conn, job, ids)?;
    Ok(true)
}
