//! Sessions in a table: the cookie carries a random key, the table its SHA-256. Ending a session
//! there ends it everywhere, at once. Loading one brings the member along, so that a signed-in
//! request costs one look-up before its own work.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration as CookieDuration;
use chrono::{Duration, NaiveDateTime};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::db::schema::{sessions, settings_version, staff};
use crate::db::{Database, Db, DbError};
use crate::token::{hash, random_text};

/// Hours without a request after which a session is over.
pub const IDLE_HOURS: i64 = 12;
/// Days after which a session is over, whatever happens.
pub const LONGEST_DAYS: i64 = 7;
/// A request notes that the session is in use at most this often.
const TOUCH_MINUTES: i64 = 5;

/// Key of the member's id in the state.
pub const STAFF_ID: &str = "staff_id";
/// Key under which `load` puts the member; never stored.
pub const MEMBER: &str = "member";
/// Key that says the database did not answer; never stored.
pub const AWAY: &str = "away";
/// Key of the address at sign-in; goes into its own column.
pub const ADDRESS: &str = "address";
/// Key of the browser at sign-in; goes into its own column.
pub const USER_AGENT: &str = "user_agent";
/// Key of sessions whose cookie must not outlive the browser.
pub const BROWSER_ONLY: &str = "browser_only";

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
}

/// The store that actix-session asks.
#[derive(Clone)]
pub struct DbStore(pub Database);

type State = HashMap<String, String>;

/// The answer is ready by then, and an error here would replace it with a bare one: whoever was not
/// kept is asked to sign in at the next request.
fn warn_if_lost(kept: Result<(), DbError>) {
    if let Err(error) = kept {
        tracing::warn!(%error, "a session was not kept");
    }
}

impl SessionStore for DbStore {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let hashed = hash(key.as_ref());
        match self.0.read(move |conn| find(conn, &hashed)).await {
            Ok(Some((state, is_stale))) => {
                if is_stale {
                    self.touch(key).await;
                }
                Ok(Some(state))
            }
            Ok(None) => Ok(None),
            Err(DbError::Away(_)) => Ok(Some(State::from([(AWAY.to_owned(), "true".to_owned())]))),
            Err(error) => Err(LoadError::Other(error.into())),
        }
    }

    async fn save(&self, state: State, _: &CookieDuration) -> Result<SessionKey, SaveError> {
        let key = random_text(64);
        let hashed = hash(&key);
        let parts = split(state);
        let kept = self.0.write(move |conn| insert(conn, &hashed, &parts));
        warn_if_lost(kept.await);
        SessionKey::try_from(key).map_err(|error| SaveError::Other(error.into()))
    }

    async fn update(
        &self,
        key: SessionKey,
        state: State,
        _: &CookieDuration,
    ) -> Result<SessionKey, UpdateError> {
        if state.contains_key(AWAY) {
            return Ok(key);
        }
        let hashed = hash(key.as_ref());
        let Parts { staff_id, text, .. } = split(state);
        // Only an update: an insert would bring back a session that was ended meanwhile.
        let kept = self.0.write(move |conn| {
            diesel::update(sessions::table.find(hashed))
                .set((sessions::state.eq(text), sessions::staff_id.eq(staff_id)))
                .execute(conn)
                .map(|_| ())
                .map_err(DbError::from)
        });
        warn_if_lost(kept.await);
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &CookieDuration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let hashed = hash(key.as_ref());
        self.0
            .write(move |conn| {
                diesel::delete(sessions::table.find(hashed)).execute(conn).map_err(DbError::from)
            })
            .await?;
        Ok(())
    }
}

impl DbStore {
    /// Notes that the session is in use; a failure costs nothing but the note.
    async fn touch(&self, key: &SessionKey) {
        let hashed = hash(key.as_ref());
        let noted = self
            .0
            .write(move |conn| {
                diesel::update(sessions::table.find(hashed))
                    .set(sessions::last_seen_at.eq(clock::now()))
                    .execute(conn)
                    .map_err(DbError::from)
            })
            .await;
        if let Err(error) = noted {
            tracing::debug!(%error, "a session's use was not noted");
        }
    }
}

type Row = (
    (String, String, NaiveDateTime),
    i64,
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

fn find(conn: &mut Db, hashed: &str) -> Result<Option<(State, bool)>, DbError> {
    let now = clock::now();
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
            settings_version::version,
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
    let Some(((text, session_id, seen_at), settings_version, person)) = row else {
        return Ok(None);
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
        };
        if let Ok(json) = serde_json::to_string(&member) {
            state.insert(MEMBER.to_owned(), json);
        }
    }
    Ok(Some((state, now - seen_at > Duration::minutes(TOUCH_MINUTES))))
}

/// A state as the columns of its row.
struct Parts {
    staff_id: Option<i64>,
    address: String,
    user_agent: String,
    text: String,
}

fn insert(conn: &mut Db, hashed: &str, parts: &Parts) -> Result<(), DbError> {
    let now = clock::now();
    let idle = now - Duration::hours(IDLE_HOURS);
    // Every sign-in clears away what is over, so that addresses and browsers are not kept for ever.
    diesel::delete(sessions::table)
        .filter(sessions::expires_at.lt(now).or(sessions::last_seen_at.lt(idle)))
        .execute(conn)?;
    diesel::insert_into(sessions::table)
        .values((
            sessions::key_hash.eq(hashed),
            sessions::public_id.eq(random_text(16)),
            sessions::staff_id.eq(parts.staff_id),
            sessions::state.eq(&parts.text),
            sessions::address.eq(&parts.address),
            sessions::user_agent.eq(&parts.user_agent),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::expires_at.eq(now + Duration::days(LONGEST_DAYS)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes what has a column of its own, and what `load` added, out of the state.
fn split(mut state: State) -> Parts {
    state.remove(MEMBER);
    state.remove(AWAY);
    let mut text_of = |key| {
        let json = state.remove(key);
        json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
    };
    let (address, user_agent) = (text_of(ADDRESS), text_of(USER_AGENT));
    Parts {
        staff_id: state.get(STAFF_ID).and_then(|id| id.parse().ok()),
        address,
        user_agent,
        text: serde_json::to_string(&state).unwrap_or_default(),
    }
}
