//! What a job does to each customer of its frozen set: written down, read a step at a time, taken over.

use std::collections::HashSet;

use crate::db::prelude::*;
use diesel::dsl::sql;
use diesel::sql_types::Bool;
use diesel::upsert::excluded;

use super::{Fate, Item, Ready};
use crate::db::schema::job_items;
use crate::db::{Among, Db, among};
use crate::on_backend;

/// Rows of one statement.
const TOGETHER: usize = 1_000;
/// The same where they are cleared away.
const TOGETHER_CLEARED: i64 = 1_000;

/// Freezes the set of a job.
///
/// # Errors
/// When the database fails.
pub fn add_all(conn: &mut Db, job_id: i64, ids: &[i64]) -> QueryResult<()> {
    for some in ids.chunks(TOGETHER) {
        let rows: Vec<Item> = some.iter().map(|id| Item::new(job_id, *id, Fate::Waiting)).collect();
        on_backend!(conn, c => diesel::insert_into(job_items::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Lets PostgreSQL count what was frozen: until then it takes the table for empty, and a job is four times
/// as slow. Its own counting comes by only after a minute.
///
/// # Errors
/// When the database fails.
pub fn learn_sizes(conn: &mut Db) -> QueryResult<()> {
    let Db::Pg(pg) = conn else { return Ok(()) };
    diesel::sql_query("ANALYZE job_items").execute(pg)?;
    let is_uncounted =
        sql::<Bool>("SELECT reltuples <= 0 FROM pg_class WHERE oid = 'customers'::regclass");
    if is_uncounted.get_result(pg)? {
        diesel::sql_query("ANALYZE customers").execute(pg)?;
    }
    Ok(())
}

/// Writes what became of customers that are in the set.
///
/// # Errors
/// When the database fails.
pub fn decide(conn: &mut Db, items: &[Item]) -> QueryResult<()> {
    for some in items.chunks(TOGETHER) {
        on_backend!(conn, c => {
            diesel::insert_into(job_items::table)
                .values(some)
                .on_conflict((job_items::job_id, job_items::customer_id))
                .do_update()
                .set((
                    job_items::state.eq(excluded(job_items::state)),
                    job_items::before.eq(excluded(job_items::before)),
                    job_items::after.eq(excluded(job_items::after)),
                    job_items::reason.eq(excluded(job_items::reason)),
                    job_items::version.eq(excluded(job_items::version)),
                    job_items::alike.eq(excluded(job_items::alike)),
                ))
                .execute(c)
        })?;
    }
    Ok(())
}

/// As [`decide`], for those who still wait since they were looked at. Who was wiped since stays wiped.
///
/// # Errors
/// When the database fails.
pub fn decide_waiting(conn: &mut Db, job_id: i64, items: Vec<Item>) -> QueryResult<Vec<Item>> {
    let customers: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
    if let Db::Pg(pg) = conn {
        let rows = job_items::table
            .filter(job_items::job_id.eq(job_id))
            .filter(job_items::customer_id.eq_any(&customers))
            .order(job_items::customer_id)
            .select(job_items::customer_id);
        rows.for_update().load::<i64>(pg)?;
    }
    let waiting: HashSet<i64> = own(job_id, &customers)
        .filter(job_items::state.eq(Fate::Waiting.code()))
        .select(job_items::customer_id)
        .load(conn)?
        .into_iter()
        .collect();
    let items: Vec<Item> =
        items.into_iter().filter(|item| waiting.contains(&item.customer_id)).collect();
    decide(conn, &items)?;
    Ok(items)
}

/// The first customers of a job that wait to be changed.
///
/// # Errors
/// When the database fails.
pub fn ready(conn: &mut Db, job_id: i64, limit: i64) -> QueryResult<Vec<Ready>> {
    let customers = numbers(conn, job_id, Fate::Ready, 0, limit)?;
    own(job_id, &customers).select(columns::<Ready>()).load(conn)
}

/// The numbers of customers of this fate, behind `after`: nothing but numbers, so that both databases
/// find them in the index by fate. For whole rows SQLite walks along everybody of the job.
fn numbers(
    conn: &mut Db,
    job_id: i64,
    fate: Fate,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<i64>> {
    job_items::table
        .filter(job_items::job_id.eq(job_id))
        .filter(job_items::state.eq(fate.code()))
        .filter(job_items::customer_id.gt(after))
        .order(job_items::customer_id)
        .limit(limit)
        .select(job_items::customer_id)
        .load(conn)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn own<'a>(job_id: i64, customers: &'a [i64]) -> _ {
    let customers: Among<job_items::customer_id> = among(job_items::customer_id, customers);
    job_items::table
        .filter(job_items::job_id.eq(job_id))
        .filter(customers)
        .order(job_items::customer_id)
}

/// Those of these customers of a job that still wait to be changed, by number: read once they are locked,
/// for another worker may have had the job meanwhile, and a customer may be gone.
///
/// # Errors
/// When the database fails.
pub fn still_ready(conn: &mut Db, job_id: i64, customers: &[i64]) -> QueryResult<Vec<Item>> {
    own(job_id, customers)
        .filter(job_items::state.eq(Fate::Ready.code()))
        .select(columns::<Item>())
        .load(conn)
}

/// Those of these customers that a job has.
///
/// # Errors
/// When the database fails.
pub fn items_among(conn: &mut Db, job_id: i64, customers: &[i64]) -> QueryResult<Vec<i64>> {
    own(job_id, customers).select(job_items::customer_id).load(conn)
}

/// Writes that these customers of a job were changed.
///
/// # Errors
/// When the database fails.
pub fn changed(conn: &mut Db, job_id: i64, customers: &[i64]) -> QueryResult<()> {
    let own = job_items::table.filter(job_items::job_id.eq(job_id));
    diesel::update(own.filter(among(job_items::customer_id, customers)))
        .set(job_items::state.eq(Fate::Changed.code()))
        .execute(conn)
        .map(|_| ())
}

/// Takes some customers out of the set of a job, to freeze it anew. True while there are more.
///
/// # Errors
/// When the database fails.
pub fn clear_some(conn: &mut Db, job_id: i64) -> QueryResult<bool> {
    let own = job_items::table.filter(job_items::job_id.eq(job_id));
    let some: Vec<i64> = own.select(job_items::customer_id).limit(TOGETHER_CLEARED).load(conn)?;
    diesel::delete(own.filter(among(job_items::customer_id, &some))).execute(conn)?;
    Ok(!some.is_empty())
}

/// Wipes what jobs keep of a customer: nothing more happens to it, and no value of it stays.
///
/// # Errors
/// When the database fails.
pub fn forget_customer(conn: &mut Db, customer_id: i64) -> QueryResult<()> {
    let own = job_items::customer_id.eq(customer_id);
    diesel::update(job_items::table.filter(own))
        .set((
            job_items::before.eq(None::<String>),
            job_items::after.eq(None::<String>),
            job_items::reason.eq(None::<String>),
        ))
        .execute(conn)?;
    let open = job_items::state.eq_any([Fate::Waiting.code(), Fate::Ready.code()]);
    diesel::update(job_items::table.filter(own).filter(open))
        .set(job_items::state.eq(Fate::Refused.code()))
        .execute(conn)
        .map(|_| ())
}

/// Customers of these fates, by number, behind `after`.
///
/// # Errors
/// When the database fails.
pub fn page(
    conn: &mut Db,
    job_id: i64,
    fates: &[Fate],
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Item>> {
    let customers = numbers_of(conn, job_id, fates, after, limit)?;
    rows_of(conn, job_id, fates, &customers)
}

fn numbers_of(
    conn: &mut Db,
    job_id: i64,
    fates: &[Fate],
    after: i64,
    limit: i64,
) -> QueryResult<Vec<i64>> {
    let mut customers: Vec<i64> = Vec::new();
    for fate in fates {
        customers.extend(numbers(conn, job_id, *fate, after, limit)?);
    }
    customers.sort_unstable();
    customers.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(customers)
}

/// Those of these customers that are of these fates: asked again, for the numbers were read before.
fn rows_of(
    conn: &mut Db,
    job_id: i64,
    fates: &[Fate],
    customers: &[i64],
) -> QueryResult<Vec<Item>> {
    let codes: Vec<&str> = fates.iter().map(|fate| fate.code()).collect();
    own(job_id, customers)
        .filter(job_items::state.eq_any(codes))
        .select(columns::<Item>())
        .load(conn)
}

/// What a job takes over from another one.
#[derive(Clone, Copy, Debug)]
pub enum Heritage {
    /// Whom that one changed, the other way round: to take it back.
    Changed,
    /// Whom that one failed with, to be looked at anew.
    Failed,
}

impl Heritage {
    fn fates(self) -> &'static [Fate] {
        match self {
            Self::Changed => &[Fate::Changed],
            Self::Failed => &[Fate::Refused, Fate::Skipped],
        }
    }
}

/// The next customers that another job leaves, by number, behind `after`.
///
/// # Errors
/// When the database fails.
pub fn left_by(conn: &mut Db, from: i64, heritage: Heritage, after: i64) -> QueryResult<Vec<i64>> {
    let limit = i64::try_from(TOGETHER).unwrap_or(i64::MAX);
    numbers_of(conn, from, heritage.fates(), after, limit)
}

/// Takes these customers over from another job. They are locked: none is wiped before the copy is there.
///
/// # Errors
/// When the database fails.
pub fn inherit(
    conn: &mut Db,
    (from, to): (i64, i64),
    heritage: Heritage,
    customers: &[i64],
) -> QueryResult<()> {
    let items = rows_of(conn, from, heritage.fates(), customers)?;
    let rows: Vec<Item> = items
        .into_iter()
        .map(|item| match heritage {
            Heritage::Changed => {
                let new = Item::new(to, item.customer_id, Fate::Ready);
                new.with_values(item.after, item.before)
            }
            Heritage::Failed => Item::new(to, item.customer_id, Fate::Waiting),
        })
        .collect();
    if !rows.is_empty() {
        on_backend!(conn, c => diesel::insert_into(job_items::table).values(&rows).execute(c))?;
    }
    Ok(())
}
