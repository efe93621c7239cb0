//! The open sessions of a customer, as the customer sees them.

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use crate::clock;
use crate::db::Db;
use crate::db::schema::portal_sessions;

/// A session in the list of its owner.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = portal_sessions)]
pub struct OpenSession {
    /// Public id.
    pub public_id: String,
    /// Browser at sign-in.
    pub user_agent: String,
    /// When it was last used, within minutes.
    pub last_seen_at: NaiveDateTime,
}

/// The sessions of a customer, the last used first, as far as their ends are known.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Db, customer: i64) -> QueryResult<Vec<OpenSession>> {
    portal_sessions::table
        .filter(portal_sessions::customer_id.eq(customer))
        .filter(portal_sessions::expires_at.gt(clock::now()))
        .select(columns::<OpenSession>())
        .order(portal_sessions::last_seen_at.desc())
        .load(conn)
}

/// Ends one session of a customer; false when it is none of theirs.
///
/// # Errors
/// When the database fails.
pub fn end(conn: &mut Db, customer: i64, public_id: &str) -> QueryResult<bool> {
    let own = portal_sessions::table
        .filter(portal_sessions::customer_id.eq(customer))
        .filter(portal_sessions::public_id.eq(public_id));
    diesel::delete(own).execute(conn).map(|ended| ended > 0)
}

/// Whether a session of a customer is open.
///
/// # Errors
/// When the database fails.
pub fn is_open(conn: &mut Db, customer: i64, public_id: &str) -> QueryResult<bool> {
    let open = portal_sessions::table
        .filter(portal_sessions::customer_id.eq(customer))
        .filter(portal_sessions::public_id.eq(public_id));
    diesel::select(diesel::dsl::exists(open)).get_result(conn)
}
