//! Sessions in tables: the cookie carries a random key, the table its SHA-256. Ending a session there
//! ends it everywhere, at once. Loading one brings its person along, so that a signed-in request costs
//! one look-up before its own work. Members and customers have a table, a cookie and an age each:
//! neither's cookie opens the other's door.

mod customers;
mod staff;

use std::collections::HashMap;
use std::marker::PhantomData;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError};
use actix_web::cookie::time::Duration as CookieDuration;
use chrono::NaiveDateTime;

use crate::clock;
use crate::config::Config;
use crate::db::{Database, Db, DbError};
use crate::token::{hash, random_text};

pub use customers::{CUSTOMER_ID, Customers, EPOCH, RESTRICTED, VISITOR, Visitor};
pub use staff::{IDLE_HOURS, MEMBER, Member, STAFF_ID, Staff};

/// A request notes that the session is in use at most this often.
const TOUCH_MINUTES: i64 = 5;

/// Key that says the database did not answer; never stored.
pub const AWAY: &str = "away";
/// Key of the address at sign-in; goes into its own column.
pub const ADDRESS: &str = "address";
/// Key of the browser at sign-in; goes into its own column.
pub const USER_AGENT: &str = "user_agent";
/// Key of sessions whose cookie must not outlive the browser.
pub const BROWSER_ONLY: &str = "browser_only";

/// What a session holds, by key.
type State = HashMap<String, String>;

/// A table of sessions: whose they are.
pub trait Keeping: Clone + Send + Sync + 'static {
    /// Days after which a session is over, whatever happens.
    const LONGEST_DAYS: i64;

    /// The name of the cookie.
    fn cookie(config: &Config) -> &'static str;

    /// The session of a key, with its person.
    ///
    /// # Errors
    /// When the database fails.
    fn find(conn: &mut Db, hashed: &str) -> Result<Found, DbError>;

    /// Notes that it is in use.
    ///
    /// # Errors
    /// When the database fails.
    fn touch(conn: &mut Db, hashed: &str, now: NaiveDateTime) -> Result<(), DbError>;

    /// Keeps a new one, and clears away what is over.
    ///
    /// # Errors
    /// When the database fails.
    fn insert(
        conn: &mut Db,
        hashed: &str,
        parts: &Parts,
        now: NaiveDateTime,
    ) -> Result<(), DbError>;

    /// Keeps what changed in one; brings none back that was ended meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    fn update(conn: &mut Db, hashed: &str, parts: &Parts) -> Result<(), DbError>;

    /// Ends one.
    ///
    /// # Errors
    /// When the database fails.
    fn delete(conn: &mut Db, hashed: &str) -> Result<(), DbError>;
}

/// What became of the session of a key.
pub enum Found {
    /// It is open: what it holds, and when it was last seen.
    Open(State, NaiveDateTime),
    /// Its person may no longer enter: it is to end.
    Shut,
    /// There is none.
    Nothing,
}

/// A state as the columns of its row.
pub struct Parts {
    /// Whose it is.
    owner: Option<i64>,
    /// Whether it may only set a password.
    is_restricted: bool,
    /// The customer's number of sessions when it was allowed.
    epoch: i64,
    address: String,
    user_agent: String,
    text: String,
}

impl Parts {
    /// Takes what has a column of its own, and what `load` added, out of the state.
    fn of(mut state: State) -> Self {
        for added in [MEMBER, VISITOR, AWAY] {
            state.remove(added);
        }
        let mut text_of = |key| {
            let json = state.remove(key);
            json.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
        };
        let (address, user_agent) = (text_of(ADDRESS), text_of(USER_AGENT));
        let owner = state.get(STAFF_ID).or_else(|| state.get(CUSTOMER_ID));
        Self {
            owner: owner.and_then(|id| id.parse().ok()),
            is_restricted: state.contains_key(RESTRICTED),
            epoch: state.get(EPOCH).and_then(|epoch| epoch.parse().ok()).unwrap_or_default(),
            address,
            user_agent,
            text: serde_json::to_string(&state).unwrap_or_default(),
        }
    }
}

/// The store that actix-session asks.
pub struct DbStore<K>(Database, PhantomData<K>);

impl<K: Keeping> DbStore<K> {
    /// Over a database.
    #[must_use]
    pub fn new(db: Database) -> Self {
        Self(db, PhantomData)
    }

    async fn write(
        &self,
        job: impl FnOnce(&mut Db) -> Result<(), DbError> + Send + 'static,
        failed: &str,
    ) {
        if let Err(error) = self.0.write(job).await {
            // The answer is ready by then, and an error here would replace it with a bare one.
            tracing::warn!(%error, "{failed}");
        }
    }
}

impl<K: Keeping> SessionStore for DbStore<K> {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let hashed = hash(key.as_ref());
        let asked = hashed.clone();
        match self.0.read(move |conn| K::find(conn, &asked)).await {
            Ok(Found::Open(state, seen_at)) => {
                let now = clock::now();
                if now - seen_at > chrono::Duration::minutes(TOUCH_MINUTES) {
                    let touch = move |conn: &mut Db| K::touch(conn, &hashed, now);
                    self.write(touch, "a session's use was not noted").await;
                }
                Ok(Some(state))
            }
            Ok(Found::Shut) => {
                let end = move |conn: &mut Db| K::delete(conn, &hashed);
                self.write(end, "a session was not ended").await;
                Ok(None)
            }
            Ok(Found::Nothing) => Ok(None),
            Err(DbError::Away(_)) => Ok(Some(State::from([(AWAY.to_owned(), "true".to_owned())]))),
            Err(error) => Err(LoadError::Other(error.into())),
        }
    }

    async fn save(&self, state: State, _: &CookieDuration) -> Result<SessionKey, SaveError> {
        let key = random_text(64);
        let hashed = hash(&key);
        let parts = Parts::of(state);
        let keep = move |conn: &mut Db| K::insert(conn, &hashed, &parts, clock::now());
        // Whoever was not kept is asked to sign in at the next request.
        self.write(keep, "a session was not kept").await;
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
        let parts = Parts::of(state);
        let keep = move |conn: &mut Db| K::update(conn, &hashed, &parts);
        self.write(keep, "a session was not kept").await;
        Ok(key)
    }

    async fn update_ttl(&self, _: &SessionKey, _: &CookieDuration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let hashed = hash(key.as_ref());
        self.0.write(move |conn| K::delete(conn, &hashed)).await?;
        Ok(())
    }
}
