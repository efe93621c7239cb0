//! Zones, sellers, collectors and stores: names that customers point to. In use they are disabled,
//! never deleted.

use diesel::prelude::*;

use super::organisation::move_version;
use crate::clock;
use crate::db::Db;
use crate::db::schema::{customers, lookups};
use crate::fields::Lookup;
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
    lookups::table
        .select(LookupRow::as_select())
        .order(lookups::name_folded)
        .load(conn)
}

/// The name of a list with this text, accents and case aside.
///
/// # Errors
/// When the database fails.
pub fn find_by_name(conn: &mut Db, list: Lookup, name: &str) -> QueryResult<Option<LookupRow>> {
    lookups::table
        .filter(
            lookups::list
                .eq(list.code())
                .and(lookups::name_folded.eq(text::fold(name))),
        )
        .select(LookupRow::as_select())
        .first(conn)
        .optional()
}

/// Adds a name; the caller has made sure that it is new.
///
/// # Errors
/// When the database fails, or the name exists.
pub fn create(conn: &mut Db, list: Lookup, name: &str, staff_id: Option<i64>) -> QueryResult<i64> {
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
    move_version(conn)?;
    Ok(id)
}

/// Renames it and says who it is.
///
/// # Errors
/// When the database fails, or the name exists.
pub fn update(conn: &mut Db, id: i64, name: &str, staff_id: Option<i64>) -> QueryResult<()> {
    diesel::update(lookups::table.find(id))
        .set((
            lookups::name.eq(name),
            lookups::name_folded.eq(text::fold(name)),
            lookups::staff_id.eq(staff_id),
        ))
        .execute(conn)?;
    move_version(conn)
}

/// Offers it for new choices, or no longer.
///
/// # Errors
/// When the database fails.
pub fn set_active(conn: &mut Db, id: i64, is_active: bool) -> QueryResult<()> {
    diesel::update(lookups::table.find(id))
        .set(lookups::is_active.eq(is_active))
        .execute(conn)?;
    move_version(conn)
}

/// How many customers point to each name of a list.
///
/// # Errors
/// When the database fails.
pub fn usage(conn: &mut Db, list: Lookup) -> QueryResult<Vec<(Option<i64>, i64)>> {
    macro_rules! by {
        ($column:expr) => {
            customers::table
                .filter($column.is_not_null())
                .group_by($column)
                .select(($column, diesel::dsl::count_star()))
                .load(conn)
        };
    }
    match list {
        Lookup::Zones => by!(customers::zone_id),
        Lookup::Sellers => by!(customers::seller_id),
        Lookup::Collectors => by!(customers::collector_id),
        Lookup::Stores => by!(customers::store_id),
        Lookup::Staff => by!(customers::manager_user_id),
    }
}
