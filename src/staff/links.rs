//! Links that open one door once: the first set-up, or a new password. Only their hash is stored; a
//! new one ends the former.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};

use crate::clock;
use crate::db::Db;
use crate::db::schema::one_time_links;
use crate::token::{hash, random_text};

/// Which door a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The first administrator.
    SetUp,
    /// The password of a member, made by an administrator.
    Password,
    /// The password of a member, asked for by whoever says to have forgotten it.
    Forgotten,
}

impl Purpose {
    /// The purposes of links that open the door to a new password. Each has its own, so that a stranger
    /// who asks for a link does not end the one that an administrator made.
    pub const OF_PASSWORD: [Self; 2] = [Self::Password, Self::Forgotten];

    fn code(self) -> &'static str {
        match self {
            Self::SetUp => "setup",
            Self::Password => "password",
            Self::Forgotten => "forgotten",
        }
    }

    /// Hours that a link lives.
    #[must_use]
    pub fn hours(self) -> i64 {
        match self {
            Self::SetUp | Self::Password => 24,
            // Anybody may have asked for it.
            Self::Forgotten => 1,
        }
    }

    /// The path that the token is put behind.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::SetUp => "/setup",
            Self::Password | Self::Forgotten => "/password",
        }
    }
}

/// The whole address of a link.
#[must_use]
pub fn address(public_url: &str, purpose: Purpose, token: &str) -> String {
    format!("{public_url}{}?token={token}", purpose.path())
}

/// Makes a link and ends the former ones for the same door; returns its token, which is not stored.
///
/// # Errors
/// When the database fails.
pub fn issue(conn: &mut Db, purpose: Purpose, member: Option<i64>) -> QueryResult<String> {
    revoke(conn, purpose, member)?;
    diesel::delete(one_time_links::table)
        .filter(one_time_links::expires_at.lt(clock::now()))
        .execute(conn)?;
    let token = random_text(48);
    diesel::insert_into(one_time_links::table)
        .values((
            one_time_links::token_hash.eq(hash(&token)),
            one_time_links::purpose.eq(purpose.code()),
            one_time_links::staff_id.eq(member),
            one_time_links::expires_at.eq(clock::now() + Duration::hours(purpose.hours())),
        ))
        .execute(conn)?;
    Ok(token)
}

/// Ends the links for a door.
///
/// # Errors
/// When the database fails.
pub fn revoke(conn: &mut Db, purpose: Purpose, member: Option<i64>) -> QueryResult<()> {
    let same = one_time_links::purpose.eq(purpose.code());
    match member {
        Some(id) => diesel::delete(
            one_time_links::table.filter(same).filter(one_time_links::staff_id.eq(id)),
        )
        .execute(conn)?,
        None => diesel::delete(one_time_links::table.filter(same)).execute(conn)?,
    };
    Ok(())
}

/// Whether a link still opens its door, and whose it is.
///
/// # Errors
/// `NotFound` when it does not, or when the database fails.
pub fn find(conn: &mut Db, purpose: Purpose, token: &str) -> QueryResult<Option<i64>> {
    one_time_links::table
        .find(hash(token))
        .filter(one_time_links::purpose.eq(purpose.code()))
        .filter(one_time_links::used_at.is_null())
        .filter(one_time_links::expires_at.gt(clock::now()))
        .select(one_time_links::staff_id)
        .first(conn)
}

/// Uses a link up; false when somebody was faster.
///
/// # Errors
/// When the database fails.
pub fn consume(conn: &mut Db, purpose: Purpose, token: &str) -> QueryResult<bool> {
    let now = clock::now();
    let open = one_time_links::table
        .filter(one_time_links::token_hash.eq(hash(token)))
        .filter(one_time_links::purpose.eq(purpose.code()))
        .filter(one_time_links::used_at.is_null())
        .filter(one_time_links::expires_at.gt(now));
    diesel::update(open)
        .set(one_time_links::used_at.eq(Some::<NaiveDateTime>(now)))
        .execute(conn)
        .map(|used| used == 1)
}
