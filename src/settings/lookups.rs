//! Zones, sellers, collectors and stores: names that customers point to. In use they are disabled,
//! never deleted. Every write is kept in the history.

use std::collections::HashMap;

use crate::db::prelude::*;

use super::organisation::move_version;
use crate::access::Actor;
use crate::clock;
use crate::db::Db;
use crate::db::schema::{customer_details, customers, lookups};
use crate::fields::Lookup;
use crate::history::{self, Change, Entity};
use crate::text;

/// One name of a list.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = lookups)]
pub struct LookupRow {
    /// Number.
    pub id: i64,
    /// Code of its list.
    pub list: String,
    /// As shown.
    pub name: String,
    /// The member who is this seller or collector.
    pub staff_id: Option<i64>,
    /// Offered for new choices.
    pub is_active: bool,
}

/// Longest name, in characters.
pub const LONGEST: usize = 100;

/// All names of all lists.
///
/// # Errors
/// When the database fails.
pub fn all(conn: &mut Db) -> QueryResult<Vec<LookupRow>> {
    lookups::table.select(columns::<LookupRow>()).order(lookups::name_folded).load(conn)
}

/// The name of a list with this text, accents and case aside.
///
/// # Errors
/// When the database fails.
pub fn find_by_name(conn: &mut Db, list: Lookup, name: &str) -> QueryResult<Option<LookupRow>> {
    lookups::table
        .filter(lookups::list.eq(list.code()).and(lookups::name_folded.eq(text::fold(name))))
        .select(columns::<LookupRow>())
        .first(conn)
        .optional()
}

/// The name of a list behind a number.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, list: Lookup, id: i64) -> QueryResult<Option<LookupRow>> {
    lookups::table
        .find(id)
        .filter(lookups::list.eq(list.code()))
        .select(columns::<LookupRow>())
        .first(conn)
        .optional()
}

/// Adds a name; the caller has made sure that it is new.
///
/// # Errors
/// When the database fails, or the name exists.
pub fn create(
    conn: &mut Db,
    actor: &Actor,
    list: Lookup,
    name: &str,
    staff_id: Option<i64>,
) -> QueryResult<i64> {
    let id = diesel::insert_into(lookups::table)
        .values((
            lookups::list.eq(list.code()),
            lookups::name.eq(name),
            lookups::name_folded.eq(text::fold(name)),
            lookups::staff_id.eq(staff_id),
            lookups::is_active.eq(true),
            lookups::created_at.eq(clock::now()),
        ))
        .returning(lookups::id)
        .get_result(conn)?;
    let new = LookupRow {
        id,
        list: list.code().to_owned(),
        name: name.to_owned(),
        staff_id,
        is_active: true,
    };
    keep(conn, actor, id, None, Some(&new))?;
    Ok(id)
}

/// Renames it and says who it is.
///
/// # Errors
/// When the database fails, or the name exists.
pub fn update(
    conn: &mut Db,
    actor: &Actor,
    row: &LookupRow,
    name: &str,
    staff_id: Option<i64>,
) -> QueryResult<()> {
    diesel::update(lookups::table.find(row.id))
        .set((
            lookups::name.eq(name),
            lookups::name_folded.eq(text::fold(name)),
            lookups::staff_id.eq(staff_id),
        ))
        .execute(conn)?;
    let new = LookupRow { name: name.to_owned(), staff_id, ..row.clone() };
    keep(conn, actor, row.id, Some(row), Some(&new))
}

/// Offers it for new choices, or no longer.
///
/// # Errors
/// When the database fails.
pub fn set_active(
    conn: &mut Db,
    actor: &Actor,
    row: &LookupRow,
    is_active: bool,
) -> QueryResult<()> {
    diesel::update(lookups::table.find(row.id))
        .set(lookups::is_active.eq(is_active))
        .execute(conn)?;
    let new = LookupRow { is_active, ..row.clone() };
    keep(conn, actor, row.id, Some(row), Some(&new))
}

/// Deletes a name that nobody uses; false, and nothing done, when somebody does.
///
/// # Errors
/// When the database fails.
pub fn delete(conn: &mut Db, actor: &Actor, list: Lookup, row: &LookupRow) -> QueryResult<bool> {
    if usage_of(conn, list, row.id)?.total() > 0 {
        return Ok(false);
    }
    diesel::delete(lookups::table.find(row.id)).execute(conn)?;
    keep(conn, actor, row.id, Some(row), None)?;
    Ok(true)
}

/// Writes the difference into the history; a save that changed nothing moves nothing.
fn keep(
    conn: &mut Db,
    actor: &Actor,
    id: i64,
    before: Option<&LookupRow>,
    after: Option<&LookupRow>,
) -> QueryResult<()> {
    let changes: Vec<Change> = facts(before)
        .into_iter()
        .zip(facts(after))
        .filter_map(|((field, before), (_, after))| Change::between(field, before, after))
        .collect();
    if changes.is_empty() {
        return Ok(());
    }
    let revision = history::next_revision(conn, Entity::Lookup, id)?;
    history::record(conn, actor, Entity::Lookup, id, revision, &changes, None)?;
    move_version(conn)
}

/// A row as the history writes values; of no row, nothing.
fn facts(row: Option<&LookupRow>) -> [(&'static str, Option<String>); 4] {
    let staff = row.and_then(|row| row.staff_id).map(|id| id.to_string());
    let active = row.map(|row| String::from(if row.is_active { "1" } else { "0" }));
    [
        ("list", row.map(|row| row.list.clone())),
        ("name", row.map(|row| row.name.clone())),
        ("staff_id", staff),
        ("is_active", active),
    ]
}

/// How many customers point to a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// In the list of customers.
    pub listed: i64,
    /// Archived or anonymised, which the list leaves out.
    pub archived: i64,
}

impl Usage {
    /// All of them.
    #[must_use]
    pub fn total(self) -> i64 {
        self.listed + self.archived
    }

    fn add(&mut self, status: &str, count: i64) {
        if matches!(status, "archived" | "anonymized") {
            self.archived += count;
        } else {
            self.listed += count;
        }
    }
}

/// How many customers point to each name of a list; names without customers are absent.
///
/// # Errors
/// When the database fails.
pub fn usage(conn: &mut Db, list: Lookup) -> QueryResult<HashMap<i64, Usage>> {
    macro_rules! by {
        ($column:expr) => {
            by!(customers::table, $column)
        };
        ($rows:expr, $column:expr) => {
            $rows
                .filter($column.is_not_null())
                .group_by(($column, customers::status))
                .select(($column, customers::status, diesel::dsl::count_star()))
                .load(conn)?
        };
    }
    let with_details = customers::table.inner_join(customer_details::table);
    let rows: Vec<(Option<i64>, String, i64)> = match list {
        Lookup::Zones => by!(customers::zone_id),
        Lookup::Sellers => by!(customers::seller_id),
        Lookup::Collectors => by!(customers::collector_id),
        Lookup::Stores => by!(customers::store_id),
        Lookup::Staff => by!(with_details, customer_details::manager_user_id),
        // No customer points to a catalogue; those count their own use.
        _ => Vec::new(),
    };
    let mut usage: HashMap<i64, Usage> = HashMap::new();
    for (id, status, count) in rows {
        if let Some(id) = id {
            usage.entry(id).or_default().add(&status, count);
        }
    }
    Ok(usage)
}

/// How many customers point to one name.
///
/// # Errors
/// When the database fails.
pub fn usage_of(conn: &mut Db, list: Lookup, id: i64) -> QueryResult<Usage> {
    macro_rules! of {
        ($column:expr) => {
            of!(customers::table, $column)
        };
        ($rows:expr, $column:expr) => {
            $rows
                .filter($column.eq(id))
                .group_by(customers::status)
                .select((customers::status, diesel::dsl::count_star()))
                .load(conn)?
        };
    }
    let with_details = customers::table.inner_join(customer_details::table);
    let rows: Vec<(String, i64)> = match list {
        Lookup::Zones => of!(customers::zone_id),
        Lookup::Sellers => of!(customers::seller_id),
        Lookup::Collectors => of!(customers::collector_id),
        Lookup::Stores => of!(customers::store_id),
        Lookup::Staff => of!(with_details, customer_details::manager_user_id),
        _ => Vec::new(),
    };
    let mut usage = Usage::default();
    for (status, count) in rows {
        usage.add(&status, count);
    }
    Ok(usage)
}
