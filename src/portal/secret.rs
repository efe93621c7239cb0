//! What opens the portal once: a temporary password and a link of the staff's, and a link that whoever
//! forgot the password asked for. Only their hashes are stored; a new one takes the place of the former,
//! and using either of a mail uses up both.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};
use rand::seq::IndexedRandom as _;

use super::account::{self, MOST_FAILURES};
use crate::clock;
use crate::db::schema::portal_accounts;
use crate::db::{Db, among};
use crate::error::AppError;
use crate::password;
use crate::settings::PortalSecret;
use crate::token::{hash, random_text};

/// What a temporary password is made of: nothing that reads like something else. Twelve of them are
/// about 59 bits.
const ALPHABET: &[u8] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Its characters.
const LENGTH: usize = 12;
/// Characters of a group, as it is written.
const GROUP: usize = 4;
/// Characters of a link's token: more than 256 bits.
const TOKEN: usize = 48;

/// A secret that is made and hashed, and stands nowhere yet. Hashing is slow on purpose, so that it is
/// over before a transaction begins. Has no `Debug`, so that no log can show it.
pub struct Prepared {
    pub(super) code: Option<Code>,
    pub(super) token: String,
}

/// A temporary password.
pub(super) struct Code {
    /// As it is written, in groups.
    pub shown: String,
    pub hash: String,
}

impl Prepared {
    /// A secret of the kind that the organisation wants.
    ///
    /// # Errors
    /// `TooMany` when too many passwords are hashed already.
    pub async fn new(kind: PortalSecret) -> Result<Self, AppError> {
        Ok(match kind {
            PortalSecret::Link => Self::with(None),
            PortalSecret::Password => {
                let code = draw();
                Self::with(Some(Code { shown: grouped(&code), hash: password::hash(code).await? }))
            }
        })
    }

    /// The same, hashed on the calling thread: for jobs.
    ///
    /// # Errors
    /// When no memory or randomness can be had.
    pub fn now(kind: PortalSecret) -> anyhow::Result<Self> {
        Ok(match kind {
            PortalSecret::Link => Self::with(None),
            PortalSecret::Password => {
                let code = draw();
                Self::with(Some(Code { shown: grouped(&code), hash: password::hash_now(&code)? }))
            }
        })
    }

    fn with(code: Option<Code>) -> Self {
        Self { code, token: random_text(TOKEN) }
    }
}

fn draw() -> String {
    let mut random = rand::rng();
    let letters = (0..LENGTH).filter_map(|_| ALPHABET.choose(&mut random));
    letters.map(|letter| char::from(*letter)).collect()
}

fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// A temporary password as it is hashed, whatever hyphens, blanks and case it was typed with.
#[must_use]
pub fn normal(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Puts a prepared secret in the place of the former one, for so many hours; until when it works.
///
/// # Errors
/// When the database fails.
pub(super) fn put(
    conn: &mut Db,
    customer: i64,
    (code, token): (Option<&Code>, &str),
    hours: i64,
) -> QueryResult<NaiveDateTime> {
    account::ensure(conn, customer)?;
    account::end_restricted_sessions(conn, &[customer])?;
    let ends = clock::now() + Duration::hours(hours);
    diesel::update(portal_accounts::table.find(customer))
        .set((
            portal_accounts::temp_password_hash.eq(code.map(|code| code.hash.as_str())),
            portal_accounts::temp_expires_at.eq(code.map(|_| ends)),
            portal_accounts::temp_used_at.eq(None::<NaiveDateTime>),
            portal_accounts::temp_failures.eq(0),
            portal_accounts::link_hash.eq(Some(hash(token))),
            portal_accounts::link_expires_at.eq(Some(ends)),
            portal_accounts::link_used_at.eq(None::<NaiveDateTime>),
            no_forgotten(),
        ))
        .execute(conn)?;
    Ok(ends)
}

type NoForgotten = (
    diesel::dsl::Eq<portal_accounts::forgot_hash, Option<String>>,
    diesel::dsl::Eq<portal_accounts::forgot_expires_at, Option<NaiveDateTime>>,
);

/// No link that the customer asked for.
fn no_forgotten() -> NoForgotten {
    (portal_accounts::forgot_hash.eq(None), portal_accounts::forgot_expires_at.eq(None))
}

/// Puts a link that somebody asked for in the place of the former such link, for so many hours.
/// Whoever asks may be a stranger, so that what the staff mailed keeps working. Returns the token and
/// until when it works.
///
/// # Errors
/// When the database fails.
pub fn put_forgotten(
    conn: &mut Db,
    customer: i64,
    hours: i64,
) -> QueryResult<(String, NaiveDateTime)> {
    let (token, ends) = (random_text(TOKEN), clock::now() + Duration::hours(hours));
    diesel::update(portal_accounts::table.find(customer))
        .set((
            portal_accounts::forgot_hash.eq(Some(hash(&token))),
            portal_accounts::forgot_expires_at.eq(Some(ends)),
        ))
        .execute(conn)?;
    Ok((token, ends))
}

/// Makes what the staff mailed worthless, unless it was used.
///
/// # Errors
/// When the database fails.
pub fn end_mailed(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let unused = portal_accounts::table
        .find(customer)
        .filter(portal_accounts::temp_used_at.is_null())
        .filter(portal_accounts::link_used_at.is_null());
    diesel::update(unused)
        .set((
            portal_accounts::temp_password_hash.eq(None::<String>),
            portal_accounts::temp_expires_at.eq(None::<NaiveDateTime>),
            portal_accounts::link_hash.eq(None::<String>),
            portal_accounts::link_expires_at.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Makes the link that was asked for worthless.
///
/// # Errors
/// When the database fails.
pub fn end_forgotten(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let account = portal_accounts::table.find(customer);
    diesel::update(account).set(no_forgotten()).execute(conn).map(|_| ())
}

/// Makes whatever opens the portal of these customers once worthless, and takes back the letters that
/// carry it.
///
/// # Errors
/// When the database fails.
pub fn kill(conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
    account::end_restricted_sessions(conn, customers)?;
    diesel::update(portal_accounts::table.filter(among(portal_accounts::customer_id, customers)))
        .set((
            portal_accounts::temp_password_hash.eq(None::<String>),
            portal_accounts::temp_expires_at.eq(None::<NaiveDateTime>),
            portal_accounts::temp_used_at.eq(None::<NaiveDateTime>),
            portal_accounts::link_hash.eq(None::<String>),
            portal_accounts::link_expires_at.eq(None::<NaiveDateTime>),
            portal_accounts::link_used_at.eq(None::<NaiveDateTime>),
            no_forgotten(),
        ))
        .execute(conn)?;
    account::cancel_letters(conn, customers)
}

/// Counts a try at a temporary password before it is looked at, so that many at once gain nothing; the
/// hash to compare with, while it opens the door.
///
/// # Errors
/// When the database fails.
pub fn begin_try(conn: &mut Db, customer: i64) -> QueryResult<Option<String>> {
    let live = portal_accounts::table
        .filter(portal_accounts::customer_id.eq(customer))
        .filter(portal_accounts::temp_used_at.is_null())
        .filter(portal_accounts::temp_failures.lt(MOST_FAILURES))
        .filter(portal_accounts::temp_expires_at.gt(clock::now()));
    let found: Option<Option<String>> = diesel::update(live)
        .set(portal_accounts::temp_failures.eq(portal_accounts::temp_failures + 1))
        .returning(portal_accounts::temp_password_hash)
        .get_result(conn)
        .optional()?;
    Ok(found.flatten())
}

/// Takes a try back that compared nothing.
///
/// # Errors
/// When the database fails.
pub fn take_try_back(conn: &mut Db, customer: i64, untried: &str) -> QueryResult<()> {
    let same = portal_accounts::table
        .filter(portal_accounts::customer_id.eq(customer))
        .filter(portal_accounts::temp_password_hash.eq(untried))
        .filter(portal_accounts::temp_failures.gt(0));
    diesel::update(same)
        .set(portal_accounts::temp_failures.eq(portal_accounts::temp_failures - 1))
        .execute(conn)
        .map(|_| ())
}

/// Uses a temporary password up, and the link of the same mail; false when somebody was faster or it is
/// no longer the one that was compared.
///
/// # Errors
/// When the database fails.
pub fn spend_temp(conn: &mut Db, customer: i64, compared: &str) -> QueryResult<bool> {
    let now = clock::now();
    let live = portal_accounts::table
        .filter(portal_accounts::customer_id.eq(customer))
        .filter(portal_accounts::temp_password_hash.eq(compared))
        .filter(portal_accounts::temp_used_at.is_null())
        .filter(portal_accounts::temp_expires_at.gt(now));
    diesel::update(live)
        .set((
            portal_accounts::temp_used_at.eq(Some(now)),
            portal_accounts::link_used_at.eq(Some(now)),
        ))
        .execute(conn)
        .map(|used| used == 1)
}

/// Whose link this is, while it opens the door. Looking uses nothing up: mail scanners look too.
///
/// # Errors
/// When the database fails.
pub fn find_link(conn: &mut Db, token: &str) -> QueryResult<Option<i64>> {
    let (hash, now) = (hash(token), clock::now());
    let mailed = portal_accounts::link_hash
        .eq(hash.clone())
        .and(portal_accounts::link_used_at.is_null())
        .and(portal_accounts::link_expires_at.gt(now));
    let asked =
        portal_accounts::forgot_hash.eq(hash).and(portal_accounts::forgot_expires_at.gt(now));
    portal_accounts::table
        .filter(mailed.or(asked))
        .filter(portal_accounts::disabled_at.is_null())
        .select(portal_accounts::customer_id)
        .first(conn)
        .optional()
}

/// Uses a link up, and the temporary password of the same mail; false when somebody was faster.
///
/// # Errors
/// When the database fails.
pub fn spend_link(conn: &mut Db, token: &str) -> QueryResult<bool> {
    let (hash, now) = (hash(token), clock::now());
    let open = portal_accounts::table.filter(portal_accounts::disabled_at.is_null());
    let mailed = open
        .filter(portal_accounts::link_hash.eq(&hash))
        .filter(portal_accounts::link_used_at.is_null())
        .filter(portal_accounts::link_expires_at.gt(now));
    let used = diesel::update(mailed)
        .set((
            portal_accounts::link_used_at.eq(Some(now)),
            portal_accounts::temp_used_at.eq(Some(now)),
        ))
        .execute(conn)?;
    let asked = open
        .filter(portal_accounts::forgot_hash.eq(&hash))
        .filter(portal_accounts::forgot_expires_at.gt(now));
    let asked = diesel::update(asked).set(no_forgotten()).execute(conn)?;
    Ok(used + asked == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_twelve_letters_that_look_like_nothing_else() {
        assert_eq!(ALPHABET.len(), 31);
        for _ in 0..200 {
            let code = draw();
            assert_eq!(code.len(), LENGTH);
            assert!(!code.contains(['0', 'O', '1', 'I', 'L']), "{code}");
        }
        assert_ne!(draw(), draw());
    }

    #[test]
    fn case_hyphens_and_blanks_do_not_count() {
        assert_eq!(grouped("K7MP3XWD9TRA"), "K7MP-3XWD-9TRA");
        for typed in ["K7MP-3XWD-9TRA", " k7mp 3xwd 9tra ", "k7mp\u{2013}3xwd\u{a0}9TRA"] {
            assert_eq!(normal(typed), "K7MP3XWD9TRA", "{typed:?}");
        }
    }
}
