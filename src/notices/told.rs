//! What was told: an event, what it is about, and which step of it. Once each.

use chrono::NaiveDateTime;

use super::recipients::Event;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::notices;
use crate::on_backend;

/// Takes note that something is told now; false where it was told before.
///
/// # Errors
/// When the database fails.
pub(super) fn note(
    conn: &mut Db,
    event: Event,
    (subject, step): (i64, i64),
    at: NaiveDateTime,
) -> QueryResult<bool> {
    let new = diesel::insert_into(notices::table).values((
        notices::event.eq(event.code()),
        notices::subject_id.eq(subject),
        notices::step.eq(step),
        notices::at.eq(at),
    ));
    let added = on_backend!(conn, c => new.on_conflict_do_nothing().execute(c))?;
    Ok(added == 1)
}

/// When something was told, the first time first.
///
/// # Errors
/// When the database fails.
pub fn times(conn: &mut Db, event: Event, subject: i64) -> QueryResult<Vec<NaiveDateTime>> {
    notices::table
        .filter(notices::event.eq(event.code()).and(notices::subject_id.eq(subject)))
        .order(notices::step)
        .select(notices::at)
        .load(conn)
}

/// The step of the next letter that somebody asks for; the first one goes by itself.
///
/// # Errors
/// When the database fails.
pub fn again(conn: &mut Db, event: Event, subject: i64) -> QueryResult<i64> {
    let last: Option<i64> = notices::table
        .filter(notices::event.eq(event.code()).and(notices::subject_id.eq(subject)))
        .select(diesel::dsl::max(notices::step))
        .first(conn)?;
    Ok(last.map_or(1, |last| last + 1))
}
