//! The sessions of customers in their portal. One that was opened with a temporary password may do one
//! thing only, and not for long. A customer who may no longer enter loses theirs at the next request.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Found, Keeping, Parts, State};
use crate::clock;
use crate::config::Config;
use crate::db::schema::{customers, portal_accounts, portal_sessions, settings_version};
use crate::db::{Db, DbError};
use crate::portal::account;
use crate::token::random_text;

/// Hours without a request after which a session is over.
const IDLE_HOURS: i64 = 24;
/// Hours for which a session that may only set a password is open.
const RESTRICTED_HOURS: i64 = 1;

/// Key of the customer's id in the state.
pub const CUSTOMER_ID: &str = "customer_id";
/// Key of sessions that may only set a password.
pub const RESTRICTED: &str = "restricted";
/// Key of the account's `session_epoch` when the session was allowed: it is written later.
pub const EPOCH: &str = "epoch";
/// Key under which `load` puts the customer; never stored.
pub const VISITOR: &str = "visitor";

/// The customer of a session, as of this request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Visitor {
    /// Number.
    pub id: i64,
    /// Whether they may only set a password.
    pub is_restricted: bool,
    /// The version of the settings that the database has now.
    pub settings_version: i64,
    /// Public id of the session.
    pub session_id: String,
    /// The account's `session_epoch` when the session was allowed.
    pub epoch: i64,
    /// Code of the language that the customer chose.
    pub language: Option<String>,
    /// Code of the customer's country.
    pub country: Option<String>,
}

/// Those of customers.
#[derive(Clone, Copy)]
pub struct Customers;

impl Keeping for Customers {
    const LONGEST_DAYS: i64 = 30;

    fn cookie(config: &Config) -> &'static str {
        config.portal_cookie()
    }

    fn find(conn: &mut Db, hashed: &str) -> Result<Found, DbError> {
        find(conn, hashed)
    }

    fn touch(conn: &mut Db, hashed: &str, now: NaiveDateTime) -> Result<(), DbError> {
        diesel::update(portal_sessions::table.find(hashed))
            .set(portal_sessions::last_seen_at.eq(now))
            .execute(conn)?;
        Ok(())
    }

    fn insert(
        conn: &mut Db,
        hashed: &str,
        parts: &Parts,
        now: NaiveDateTime,
    ) -> Result<(), DbError> {
        let idle = now - Duration::hours(IDLE_HOURS);
        diesel::delete(portal_sessions::table)
            .filter(portal_sessions::expires_at.lt(now).or(portal_sessions::last_seen_at.lt(idle)))
            .execute(conn)?;
        let longest = if parts.is_restricted {
            Duration::hours(RESTRICTED_HOURS)
        } else {
            Duration::days(Self::LONGEST_DAYS)
        };
        diesel::insert_into(portal_sessions::table)
            .values((
                portal_sessions::key_hash.eq(hashed),
                portal_sessions::public_id.eq(random_text(16)),
                portal_sessions::customer_id.eq(parts.owner),
                portal_sessions::restricted.eq(parts.is_restricted),
                portal_sessions::epoch.eq(parts.epoch),
                portal_sessions::state.eq(&parts.text),
                portal_sessions::address.eq(&parts.address),
                portal_sessions::user_agent.eq(&parts.user_agent),
                portal_sessions::created_at.eq(now),
                portal_sessions::last_seen_at.eq(now),
                portal_sessions::expires_at.eq(now + longest),
            ))
            .execute(conn)?;
        Ok(())
    }

    /// Whose it is, and what they may, is decided by a new session only.
    fn update(conn: &mut Db, hashed: &str, parts: &Parts) -> Result<(), DbError> {
        diesel::update(portal_sessions::table.find(hashed))
            .set(portal_sessions::state.eq(&parts.text))
            .execute(conn)?;
        Ok(())
    }

    fn delete(conn: &mut Db, hashed: &str) -> Result<(), DbError> {
        diesel::delete(portal_sessions::table.find(hashed)).execute(conn)?;
        Ok(())
    }
}

/// The session, the version of the settings, the customer's status, and the account that is not shut.
type Row = (Session, i64, Option<Customer>, Option<Account>);
/// The status and the country.
type Customer = (String, Option<String>);
/// The number of its sessions, when a temporary password was used, and the language.
type Account = (i64, Option<NaiveDateTime>, Option<String>);

#[derive(Queryable)]
struct Session {
    text: String,
    is_restricted: bool,
    seen_at: NaiveDateTime,
    owner: Option<i64>,
    public_id: String,
    epoch: i64,
}

impl Session {
    /// Whether nothing ended it, also before it was written.
    fn is_of(&self, (epoch, temp_used_at, _): &Account) -> bool {
        self.epoch == *epoch && (!self.is_restricted || temp_used_at.is_some())
    }
}

fn find(conn: &mut Db, hashed: &str) -> Result<Found, DbError> {
    let now = clock::now();
    let row: Option<Row> = portal_sessions::table
        .left_join(customers::table.on(customers::id.nullable().eq(portal_sessions::customer_id)))
        .left_join(
            portal_accounts::table.on(portal_accounts::customer_id
                .nullable()
                .eq(portal_sessions::customer_id)
                .and(portal_accounts::disabled_at.is_null())),
        )
        .inner_join(settings_version::table.on(settings_version::id.eq(1_i64)))
        .filter(portal_sessions::key_hash.eq(hashed))
        .filter(portal_sessions::expires_at.gt(now))
        .filter(portal_sessions::last_seen_at.gt(now - Duration::hours(IDLE_HOURS)))
        .select((
            (
                portal_sessions::state,
                portal_sessions::restricted,
                portal_sessions::last_seen_at,
                portal_sessions::customer_id,
                portal_sessions::public_id,
                portal_sessions::epoch,
            ),
            settings_version::version,
            (customers::status, customers::country).nullable(),
            (
                portal_accounts::session_epoch,
                portal_accounts::temp_used_at,
                portal_accounts::language,
            )
                .nullable(),
        ))
        .first(conn)
        .optional()?;
    let Some((session, settings_version, customer, account)) = row else {
        return Ok(Found::Nothing);
    };
    let mut state: State = serde_json::from_str(&session.text).unwrap_or_default();
    if let Some(id) = session.owner {
        let (Some((status, country)), Some(account)) = (customer, account) else {
            return Ok(Found::Shut);
        };
        if !session.is_of(&account) || !account::is_open_to(&status) {
            return Ok(Found::Shut);
        }
        let visitor = Visitor {
            id,
            is_restricted: session.is_restricted,
            settings_version,
            session_id: session.public_id,
            epoch: session.epoch,
            language: account.2,
            country,
        };
        if let Ok(json) = serde_json::to_string(&visitor) {
            state.insert(VISITOR.to_owned(), json);
        }
    }
    Ok(Found::Open(state, session.seen_at))
}
