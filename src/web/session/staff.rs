//! The sessions of members.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Found, Keeping, Parts, State};
use crate::clock;
use crate::config::Config;
use crate::db::schema::{jobs, sessions, settings_version, staff};
use crate::db::{Db, DbError};
use crate::token::random_text;

/// Hours without a request after which a session is over.
pub const IDLE_HOURS: i64 = 12;

/// Key of the member's id in the state.
pub const STAFF_ID: &str = "staff_id";
/// Key under which `load` puts the member; never stored.
pub const MEMBER: &str = "member";

/// The member of a session, as of this request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Member {
    /// Number.
    pub id: i64,
    /// E-mail.
    pub email: String,
    /// Name.
    pub name: String,
    /// Code of the role.
    pub role: String,
    /// Limited to own customers.
    pub own_customers_only: bool,
    /// Code of the chosen language.
    pub language: Option<String>,
    /// system, light or dark.
    pub scheme: String,
    /// comfortable or compact.
    pub density: String,
    /// Single-key shortcuts.
    pub shortcuts: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// The version of the settings that the database has now.
    pub settings_version: i64,
    /// Public id of the session.
    pub session_id: String,
    /// Jobs of theirs that a worker has or will take.
    pub processes: i64,
}

/// Those of members.
#[derive(Clone, Copy)]
pub struct Staff;

impl Keeping for Staff {
    const LONGEST_DAYS: i64 = 7;

    fn cookie(config: &Config) -> &'static str {
        config.session_cookie()
    }

    fn find(conn: &mut Db, hashed: &str) -> Result<Found, DbError> {
        find(conn, hashed)
    }

    fn touch(conn: &mut Db, hashed: &str, now: NaiveDateTime) -> Result<(), DbError> {
        diesel::update(sessions::table.find(hashed))
            .set(sessions::last_seen_at.eq(now))
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
        // Every sign-in clears away what is over, so that addresses and browsers are not kept for ever.
        diesel::delete(sessions::table)
            .filter(sessions::expires_at.lt(now).or(sessions::last_seen_at.lt(idle)))
            .execute(conn)?;
        diesel::insert_into(sessions::table)
            .values((
                sessions::key_hash.eq(hashed),
                sessions::public_id.eq(random_text(16)),
                sessions::staff_id.eq(parts.owner),
                sessions::state.eq(&parts.text),
                sessions::address.eq(&parts.address),
                sessions::user_agent.eq(&parts.user_agent),
                sessions::created_at.eq(now),
                sessions::last_seen_at.eq(now),
                sessions::expires_at.eq(now + Duration::days(Self::LONGEST_DAYS)),
            ))
            .execute(conn)?;
        Ok(())
    }

    fn update(conn: &mut Db, hashed: &str, parts: &Parts) -> Result<(), DbError> {
        diesel::update(sessions::table.find(hashed))
            .set((sessions::state.eq(&parts.text), sessions::staff_id.eq(parts.owner)))
            .execute(conn)?;
        Ok(())
    }

    fn delete(conn: &mut Db, hashed: &str) -> Result<(), DbError> {
        diesel::delete(sessions::table.find(hashed)).execute(conn)?;
        Ok(())
    }
}

type Row = (
    (String, String, NaiveDateTime),
    (i64, Option<i64>),
    Option<(
        i64,
        String,
        String,
        String,
        bool,
        Option<String>,
        String,
        String,
        bool,
        Option<String>,
    )>,
);

fn find(conn: &mut Db, hashed: &str) -> Result<Found, DbError> {
    let now = clock::now();
    let is_moving = jobs::state.eq("checking").or(jobs::state.eq("queued"));
    let processes = jobs::table
        .filter(jobs::owner_id.eq(sessions::staff_id))
        .filter(is_moving.or(jobs::state.eq("running")))
        .count()
        .single_value();
    let row: Option<Row> = sessions::table
        .left_join(
            staff::table
                .on(staff::id.nullable().eq(sessions::staff_id).and(staff::disabled_at.is_null())),
        )
        .inner_join(settings_version::table.on(settings_version::id.eq(1_i64)))
        .filter(sessions::key_hash.eq(hashed))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::last_seen_at.gt(now - Duration::hours(IDLE_HOURS)))
        .select((
            (sessions::state, sessions::public_id, sessions::last_seen_at),
            (settings_version::version, processes),
            (
                staff::id,
                staff::email,
                staff::name,
                staff::role,
                staff::own_customers_only,
                staff::language,
                staff::scheme,
                staff::density,
                staff::shortcuts,
                staff::totp_secret,
            )
                .nullable(),
        ))
        .first(conn)
        .optional()?;
    let Some(((text, session_id, seen_at), (settings_version, processes), person)) = row else {
        return Ok(Found::Nothing);
    };
    let mut state: State = serde_json::from_str(&text).unwrap_or_default();
    if let Some((id, email, name, role, own, language, scheme, density, shortcuts, totp)) = person {
        let member = Member {
            id,
            email,
            name,
            role,
            own_customers_only: own,
            language,
            scheme,
            density,
            shortcuts,
            has_second_factor: totp.is_some(),
            settings_version,
            session_id,
            processes: processes.unwrap_or(0),
        };
        if let Ok(json) = serde_json::to_string(&member) {
            state.insert(MEMBER.to_owned(), json);
        }
    }
    Ok(Found::Open(state, seen_at))
}
