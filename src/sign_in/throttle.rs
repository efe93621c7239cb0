//! Slows down guessing: failures are counted per account and per address, and too many within a
//! quarter of an hour shut that account or address out for some minutes, never for good. A try counts
//! before its password is looked at, so that many at once gain nothing. Subjects are stored hashed.

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime};

use crate::clock;
use crate::db::Db;
use crate::db::schema::sign_in_failures;
use crate::identity::email;
use crate::on_backend;
use crate::token::hash;
use crate::web::peer;

/// Minutes within which failures are added up.
const WINDOW: i64 = 15;

/// What failures are counted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    key: String,
    /// Failures that are allowed.
    most: i64,
    /// Minutes of the block after that.
    block: i64,
}

impl Subject {
    /// An account, existing or not.
    #[must_use]
    pub fn account(typed: &str) -> Self {
        Self::new("account", &email::fold(typed), 10, 10)
    }

    /// An address: an office shares one, so it may fail more often.
    #[must_use]
    pub fn address(address: &str) -> Self {
        Self::new("address", &peer::network(address), 40, 15)
    }

    /// The second step of a member, whose codes are short.
    #[must_use]
    pub fn second_step(member: i64) -> Self {
        Self::new("second-step", &member.to_string(), 5, 10)
    }

    /// The password asked again of a signed-in member.
    #[must_use]
    pub fn confirmation(member: i64) -> Self {
        Self::new("confirmation", &member.to_string(), 10, 10)
    }

    /// Links asked for with an e-mail, of an account or of none: each is a mail to somebody.
    #[must_use]
    pub fn forgotten(typed: &str) -> Self {
        Self::new("forgotten", &email::fold(typed), 3, 60)
    }

    /// Links asked for from an address.
    #[must_use]
    pub fn forgotten_from(address: &str) -> Self {
        Self::new("forgotten-from", &peer::network(address), 20, 15)
    }

    /// A name that nobody signs in to the portal with.
    #[must_use]
    pub fn portal_account(typed: &str) -> Self {
        Self::new("portal-account", &email::fold(typed), 10, 10)
    }

    /// A customer, by whichever of their names.
    #[must_use]
    pub fn portal_customer(customer: i64) -> Self {
        Self::new("portal-customer", &customer.to_string(), 10, 10)
    }

    /// An address, for the portal: customers share one, and must not shut out the staff behind it.
    #[must_use]
    pub fn portal_address(address: &str) -> Self {
        Self::new("portal-address", &peer::network(address), 40, 15)
    }

    /// The password asked again of a customer.
    #[must_use]
    pub fn portal_confirmation(customer: i64) -> Self {
        Self::new("portal-confirmation", &customer.to_string(), 10, 10)
    }

    /// Links of the portal asked for with an e-mail or a user name, of an account or of none.
    #[must_use]
    pub fn portal_forgotten(typed: &str) -> Self {
        Self::new("portal-forgotten", &email::fold(typed), 3, 60)
    }

    /// Links of the portal asked for from an address.
    #[must_use]
    pub fn portal_forgotten_from(address: &str) -> Self {
        Self::new("portal-forgotten-from", &peer::network(address), 20, 15)
    }

    fn new(kind: &str, text: &str, most: i64, block: i64) -> Self {
        Self { key: format!("{kind}:{}", hash(text)), most, block }
    }
}

/// Counts a try as a failure until `forgive` says otherwise; while blocked, returns the seconds that
/// are left.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &mut Db, subject: &Subject) -> QueryResult<Option<i64>> {
    let now = clock::now();
    let (failures, first_at, blocked_until) = add_one(conn, subject, now)?;
    if let Some(until) = blocked_until.filter(|until| *until > now) {
        return Ok(Some((until - now).num_seconds() + 1));
    }
    let row = sign_in_failures::table.find(&subject.key);
    if blocked_until.is_some() || now - first_at > Duration::minutes(WINDOW) {
        diesel::update(row)
            .set((
                sign_in_failures::failures.eq(1),
                sign_in_failures::first_at.eq(now),
                sign_in_failures::blocked_until.eq(None::<NaiveDateTime>),
            ))
            .execute(conn)?;
    } else if failures > subject.most {
        let block = Duration::minutes(subject.block);
        diesel::update(row)
            .set(sign_in_failures::blocked_until.eq(Some(now + block)))
            .execute(conn)?;
        return Ok(Some(block.num_seconds()));
    }
    Ok(None)
}

/// The same for several subjects, until one of them is blocked.
///
/// # Errors
/// When the database fails.
pub fn count_all(conn: &mut Db, subjects: &[Subject]) -> QueryResult<Option<i64>> {
    for subject in subjects {
        if let Some(seconds) = count(conn, subject)? {
            return Ok(Some(seconds));
        }
    }
    Ok(None)
}

/// Seconds as the minutes that people are told to wait.
#[must_use]
pub fn minutes(seconds: i64) -> i64 {
    (seconds + 59) / 60
}

type Row = (i64, NaiveDateTime, Option<NaiveDateTime>);

/// Adds before it reads: the update holds the row, so that tries at the same moment are all counted.
fn add_one(conn: &mut Db, subject: &Subject, now: NaiveDateTime) -> QueryResult<Row> {
    let new = diesel::insert_into(sign_in_failures::table).values((
        sign_in_failures::subject.eq(&subject.key),
        sign_in_failures::failures.eq(0),
        sign_in_failures::first_at.eq(now),
    ));
    let added = on_backend!(conn, c => new.on_conflict_do_nothing().execute(c))?;
    if added > 0 {
        // Old rows leave with the arrival of new ones, so that the table stays small.
        let old = sign_in_failures::first_at.lt(now - Duration::days(1));
        diesel::delete(sign_in_failures::table.filter(old)).execute(conn)?;
    }
    let row = sign_in_failures::table.find(&subject.key);
    diesel::update(row)
        .set(sign_in_failures::failures.eq(sign_in_failures::failures + 1))
        .execute(conn)?;
    row.select((
        sign_in_failures::failures,
        sign_in_failures::first_at,
        sign_in_failures::blocked_until,
    ))
    .first(conn)
}

/// The try was right: the account starts anew.
///
/// # Errors
/// When the database fails.
pub fn forgive(conn: &mut Db, subject: &Subject) -> QueryResult<()> {
    diesel::delete(sign_in_failures::table.find(&subject.key)).execute(conn).map(|_| ())
}

/// The try was right: it does not count against the address, whose other failures stay.
///
/// # Errors
/// When the database fails.
pub fn give_back(conn: &mut Db, subject: &Subject) -> QueryResult<()> {
    let counted = sign_in_failures::table
        .filter(sign_in_failures::subject.eq(&subject.key))
        .filter(sign_in_failures::failures.gt(0));
    diesel::update(counted)
        .set(sign_in_failures::failures.eq(sign_in_failures::failures - 1))
        .execute(conn)
        .map(|_| ())
}
