//! The account of a customer: the password, whether it is shut, and the sessions that hang on it. A
//! customer without a row never had anything to do with the portal.

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use super::SECRET_LETTERS;
use crate::clock;
use crate::db::schema::{portal_accounts, portal_sessions};
use crate::db::{Db, among};
use crate::mail;
use crate::on_backend;

/// Wrong tries that kill a temporary password.
pub const MOST_FAILURES: i64 = 5;

/// An account. Has no `Debug`, so that no log can show its hashes.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = portal_accounts)]
pub struct Account {
    /// The customer's number.
    pub customer_id: i64,
    /// PHC string of the lasting password; none until one is set.
    pub password_hash: Option<String>,
    /// When it was set.
    pub password_changed_at: Option<NaiveDateTime>,
    /// PHC string of the temporary password, in its normal form; stays after its use, until a
    /// password is set that must be another one.
    pub temp_password_hash: Option<String>,
    /// Until when it works.
    pub temp_expires_at: Option<NaiveDateTime>,
    /// When it was used.
    pub temp_used_at: Option<NaiveDateTime>,
    /// Tries with something else.
    pub temp_failures: i64,
    /// Until when the link works.
    pub link_expires_at: Option<NaiveDateTime>,
    /// When it was used.
    pub link_used_at: Option<NaiveDateTime>,
    /// Until when the link works that the customer asked for.
    pub forgot_expires_at: Option<NaiveDateTime>,
    /// Sessions of a lower number are over.
    pub session_epoch: i64,
    /// Since when the customer is shut out.
    pub disabled_at: Option<NaiveDateTime>,
    /// The last sign-in.
    pub last_sign_in_at: Option<NaiveDateTime>,
    /// Code of the language that the customer chose.
    pub language: Option<String>,
}

/// Where an account stands, as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The customer cannot come in, and nothing is on its way.
    None,
    /// A temporary password or a link is waiting to be used.
    Invited,
    /// The customer has a password.
    Active,
    /// The customer is shut out.
    Disabled,
}

impl Account {
    /// Where it stands now.
    #[must_use]
    pub fn state(&self) -> State {
        if self.disabled_at.is_some() {
            State::Disabled
        } else if self.password_hash.is_some() {
            State::Active
        } else if self.live_temp().is_some() || self.has_live_link() {
            State::Invited
        } else {
            State::None
        }
    }

    /// The hash of the temporary password, while that opens the door.
    #[must_use]
    pub fn live_temp(&self) -> Option<&str> {
        let is_live = self.temp_used_at.is_none()
            && self.temp_failures < MOST_FAILURES
            && self.temp_expires_at.is_some_and(|end| end > clock::now());
        self.temp_password_hash.as_deref().filter(|_| is_live)
    }

    fn has_live_link(&self) -> bool {
        let now = clock::now();
        let is_mailed =
            self.link_used_at.is_none() && self.link_expires_at.is_some_and(|end| end > now);
        is_mailed || self.forgot_expires_at.is_some_and(|end| end > now)
    }
}

/// Whether customers of this status may use the portal: pending ones not yet, and archived ones are
/// kept, not served.
#[must_use]
pub fn is_open_to(status: &str) -> bool {
    status == "active"
}

/// The account of a customer, if there is one.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, customer: i64) -> QueryResult<Option<Account>> {
    portal_accounts::table.find(customer).select(columns::<Account>()).first(conn).optional()
}

/// The accounts of these customers, of those who have one.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Db, customers: &[i64]) -> QueryResult<Vec<Account>> {
    let own = among(portal_accounts::customer_id, customers);
    portal_accounts::table.filter(own).select(columns::<Account>()).load(conn)
}

/// Makes sure that a customer has an account.
///
/// # Errors
/// When the database fails.
pub fn ensure(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let new = diesel::insert_into(portal_accounts::table).values((
        portal_accounts::customer_id.eq(customer),
        portal_accounts::created_at.eq(clock::now()),
    ));
    on_backend!(conn, c => new.on_conflict_do_nothing().execute(c)).map(|_| ())
}

/// Sets the lasting password of an account. Whatever else opened the door is dead, and the sessions
/// end. The number of the sessions that begin now; none when there is no such account any more.
///
/// # Errors
/// When the database fails.
pub fn set_password(conn: &mut Db, customer: i64, password_hash: &str) -> QueryResult<Option<i64>> {
    super::secret::kill(conn, &[customer])?;
    end_sessions(conn, &[customer])?;
    diesel::update(portal_accounts::table.find(customer))
        .set((
            portal_accounts::password_hash.eq(Some(password_hash)),
            portal_accounts::password_changed_at.eq(Some(clock::now())),
        ))
        .returning(portal_accounts::session_epoch)
        .get_result(conn)
        .optional()
}

/// Takes the lasting password away, and ends the sessions.
///
/// # Errors
/// When the database fails.
pub fn cut(conn: &mut Db, customer: i64) -> QueryResult<()> {
    diesel::update(portal_accounts::table.find(customer))
        .set(portal_accounts::password_hash.eq(None::<String>))
        .execute(conn)?;
    end_sessions(conn, &[customer])
}

/// Shuts a customer out at once: what opened the door is dead, and the sessions end. The password
/// stays for the day they are let in again.
///
/// # Errors
/// When the database fails.
pub fn disable(conn: &mut Db, customer: i64) -> QueryResult<()> {
    ensure(conn, customer)?;
    leave(conn, &[customer])?;
    diesel::update(portal_accounts::table.find(customer))
        .set(portal_accounts::disabled_at.eq(Some(clock::now())))
        .execute(conn)
        .map(|_| ())
}

/// These customers may enter no longer: what opened the door is dead, and the sessions end.
///
/// # Errors
/// When the database fails.
pub fn leave(conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
    super::secret::kill(conn, customers)?;
    end_sessions(conn, customers)
}

/// Lets a customer in again, by the password of before.
///
/// # Errors
/// When the database fails.
pub fn enable(conn: &mut Db, customer: i64) -> QueryResult<()> {
    diesel::update(portal_accounts::table.find(customer))
        .set(portal_accounts::disabled_at.eq(None::<NaiveDateTime>))
        .execute(conn)
        .map(|_| ())
}

/// Notes a sign-in; a hash that was made anew with stronger parameters replaces the former.
///
/// # Errors
/// When the database fails.
pub fn signed_in(conn: &mut Db, customer: i64, rehashed: Option<&str>) -> QueryResult<()> {
    diesel::update(portal_accounts::table.find(customer))
        .set((
            portal_accounts::last_sign_in_at.eq(Some(clock::now())),
            rehashed.map(|hash| portal_accounts::password_hash.eq(Some(hash))),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Keeps the language that a customer chose, for pages and letters.
///
/// # Errors
/// When the database fails.
pub fn choose_language(conn: &mut Db, customer: i64, language: &str) -> QueryResult<()> {
    diesel::update(portal_accounts::table.find(customer))
        .set(portal_accounts::language.eq(Some(language)))
        .execute(conn)
        .map(|_| ())
}

/// Ends the sessions of these customers, also those that a sign-in of before is about to write.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
    let accounts = portal_accounts::table.filter(among(portal_accounts::customer_id, customers));
    diesel::update(accounts)
        .set(portal_accounts::session_epoch.eq(portal_accounts::session_epoch + 1))
        .execute(conn)?;
    let own = among(portal_sessions::customer_id.assume_not_null(), customers);
    diesel::delete(portal_sessions::table.filter(own)).execute(conn).map(|_| ())
}

/// Ends the sessions of these customers that a temporary password opened.
///
/// # Errors
/// When the database fails.
pub(super) fn end_restricted_sessions(conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
    let own = among(portal_sessions::customer_id.assume_not_null(), customers);
    let restricted = portal_sessions::table.filter(own).filter(portal_sessions::restricted);
    diesel::delete(restricted).execute(conn).map(|_| ())
}

/// Drops the account, its sessions and every letter to the customer, who is to be forgotten.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, customer: i64) -> QueryResult<()> {
    end_sessions(conn, &[customer])?;
    diesel::delete(portal_accounts::table.find(customer)).execute(conn)?;
    mail::forget(conn, customer)
}

/// Takes back the letters with a secret that have not left.
pub(super) fn cancel_letters(conn: &mut Db, customers: &[i64]) -> QueryResult<()> {
    mail::cancel(conn, customers, &SECRET_LETTERS)
}
