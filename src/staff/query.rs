//! Reads members and their sessions.

use crate::db::prelude::*;
use chrono::Duration;

use super::record::{Account, OpenSession};
use crate::access::Role;
use crate::clock;
use crate::db::Db;
use crate::db::schema::{recovery_codes, sessions, staff};
use crate::identity::email;
use crate::web::session::IDLE_HOURS;

/// All members, by name.
///
/// # Errors
/// When the database fails.
pub fn all(conn: &mut Db) -> QueryResult<Vec<Account>> {
    staff::table.select(columns::<Account>()).order((staff::name, staff::id)).load(conn)
}

/// The member with this number.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn find(conn: &mut Db, id: i64) -> QueryResult<Account> {
    staff::table.find(id).select(columns::<Account>()).first(conn)
}

/// As [`find`]; nobody changes the member until the transaction ends.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn hold(conn: &mut Db, id: i64) -> QueryResult<Account> {
    if let Db::Pg(pg) = conn {
        staff::table.find(id).select(staff::id).for_share().first::<i64>(pg)?;
    }
    find(conn, id)
}

/// The member with this e-mail, whatever its case.
///
/// # Errors
/// When the database fails.
pub fn find_by_email(conn: &mut Db, address: &str) -> QueryResult<Option<Account>> {
    staff::table
        .filter(staff::email_folded.eq(email::fold(address)))
        .select(columns::<Account>())
        .first(conn)
        .optional()
}

/// Whether any member exists, disabled ones too.
///
/// # Errors
/// When the database fails.
pub fn any(conn: &mut Db) -> QueryResult<bool> {
    let first: Option<i64> = staff::table.select(staff::id).first(conn).optional()?;
    Ok(first.is_some())
}

/// Whether an active administrator besides this member exists.
///
/// # Errors
/// When the database fails.
pub fn has_other_admin(conn: &mut Db, id: i64) -> QueryResult<bool> {
    let other: Option<i64> = staff::table
        .filter(staff::role.eq(Role::Admin.code()))
        .filter(staff::disabled_at.is_null())
        .filter(staff::id.ne(id))
        .select(staff::id)
        .first(conn)
        .optional()?;
    Ok(other.is_some())
}

/// The open sessions of a member, the one used last first.
///
/// # Errors
/// When the database fails.
pub fn sessions_of(conn: &mut Db, id: i64) -> QueryResult<Vec<OpenSession>> {
    let now = clock::now();
    sessions::table
        .filter(sessions::staff_id.eq(id))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::last_seen_at.gt(now - Duration::hours(IDLE_HOURS)))
        .select(columns::<OpenSession>())
        .order(sessions::last_seen_at.desc())
        .load(conn)
}

/// How many recovery codes of a member are left.
///
/// # Errors
/// When the database fails.
pub fn recovery_codes_left(conn: &mut Db, id: i64) -> QueryResult<i64> {
    recovery_codes::table
        .filter(recovery_codes::staff_id.eq(id))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(conn)
}
