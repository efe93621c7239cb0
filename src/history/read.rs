//! Reading what changed.

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use super::Entity;
use crate::db::Db;
use crate::db::schema::history;

/// A change as it was kept.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = history)]
pub struct Entry {
    /// Number.
    pub id: i64,
    /// The record's number.
    pub entity_id: i64,
    /// Of which save it was part.
    pub revision: i64,
    /// Key of the field.
    pub field: String,
    /// What it was.
    pub before: Option<String>,
    /// What it became.
    pub after: Option<String>,
    /// The member; none for commands.
    pub actor_id: Option<i64>,
    /// Their name at the time.
    pub actor_name: String,
    /// Code of the road.
    pub via: String,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// The job of which it was part.
    pub job_id: Option<i64>,
}

/// The changes of a record, newest first, at most `limit`; `before` continues below an entry.
///
/// # Errors
/// When the database fails.
pub fn of(
    conn: &mut Db,
    entity: Entity,
    entity_id: i64,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Entry>> {
    of_field(conn, entity, entity_id, None, before, limit)
}

/// As [`of`], and of one field only where one is named.
///
/// # Errors
/// When the database fails.
pub fn of_field(
    conn: &mut Db,
    entity: Entity,
    entity_id: i64,
    field: Option<&str>,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Entry>> {
    let mut entries = history::table
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .filter(history::id.lt(before.unwrap_or(i64::MAX)))
        .order(history::id.desc())
        .limit(limit)
        .select(columns::<Entry>())
        .into_boxed();
    if let Some(field) = field {
        entries = entries.filter(history::field.eq(field.to_owned()));
    }
    entries.load(conn)
}

/// Whether a member has written this record, so that they know of it.
///
/// # Errors
/// When the database fails.
pub fn is_written_by(
    conn: &mut Db,
    entity: Entity,
    entity_id: i64,
    member: Option<i64>,
) -> QueryResult<bool> {
    let entries = history::table
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .filter(history::actor_id.eq(member));
    diesel::select(diesel::dsl::exists(entries)).get_result(conn)
}

/// Keys of the fields that a record's history speaks of.
///
/// # Errors
/// When the database fails.
pub fn fields_of(conn: &mut Db, entity: Entity, entity_id: i64) -> QueryResult<Vec<String>> {
    history::table
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .select(history::field)
        .distinct()
        .load(conn)
}

/// One change of a record; none when it is another record's.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, entity: Entity, entity_id: i64, id: i64) -> QueryResult<Option<Entry>> {
    history::table
        .find(id)
        .filter(history::entity.eq(entity.code()))
        .filter(history::entity_id.eq(entity_id))
        .select(columns::<Entry>())
        .first(conn)
        .optional()
}
