//! Reads the log of mails; never their bodies.

use std::collections::HashSet;

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use super::outbox::State;
use crate::db::schema::mails;
use crate::db::{Db, among};

/// A mail as the log shows it.
#[derive(Queryable)]
pub struct Logged {
    pub id: i64,
    pub message_id: String,
    pub kind: String,
    pub to_address: String,
    pub to_name: String,
    pub state: String,
    pub attempts: i64,
    pub next_at: NaiveDateTime,
    pub last_error: Option<String>,
    pub expires_at: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
    pub sent_at: Option<NaiveDateTime>,
    /// Whether it was written to a file and never left.
    pub is_filed: bool,
    /// The customer it went to.
    pub customer_id: Option<i64>,
    /// Whether there is something left to send.
    pub has_body: bool,
    /// Why it goes to its address, as a code.
    pub reason: Option<String>,
}

/// So many mails from the newest on, or from below a number on.
///
/// # Errors
/// When the database fails.
pub fn newest(
    conn: &mut Db,
    state: Option<State>,
    before: Option<i64>,
    most: i64,
) -> QueryResult<Vec<Logged>> {
    let mut query = mails::table
        .select((
            mails::id,
            mails::message_id,
            mails::kind,
            mails::to_address,
            mails::to_name,
            mails::state,
            mails::attempts,
            mails::next_at,
            mails::last_error,
            mails::expires_at,
            mails::created_at,
            mails::sent_at,
            mails::is_filed,
            mails::customer_id,
            mails::text.is_not_null(),
            mails::reason,
        ))
        .order(mails::id.desc())
        .limit(most)
        .into_boxed();
    if let Some(state) = state {
        query = query.filter(mails::state.eq(state.code()));
    }
    if let Some(before) = before {
        query = query.filter(mails::id.lt(before));
    }
    query.load(conn)
}

/// Those of these numbers that are mails.
///
/// # Errors
/// When the database fails.
pub fn known(conn: &mut Db, ids: &[i64]) -> QueryResult<HashSet<i64>> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let rows = mails::table.filter(among(mails::id, ids)).select(mails::id);
    Ok(rows.load(conn)?.into_iter().collect())
}
