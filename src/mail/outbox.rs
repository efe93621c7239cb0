//! The outbox: letters wait in a table, one sender at a time has each of them, and what came of it is
//! written down. Nothing here talks to a mail server.

use crate::db::prelude::*;
use anyhow::Context as _;
use chrono::{Duration, NaiveDateTime};
use diesel::dsl::sql;
use diesel::sql_types::{Bool, Timestamp};

use super::attachment::Enclosure;
use super::kind::Kind;
use super::letter::Letter;
use super::recall::{Addressee, cancel};
use super::seal::{self, Bodies};
use crate::clock;
use crate::db::Db;
use crate::db::schema::mails;
use crate::error::AppError;
use crate::i18n::Lang;
use crate::token::random_text;

/// Seconds for which a sender has a mail to itself unless it says that it is still at it; then another one
/// follows. More than the clocks of two hosts lie apart, or one would send what the other is sending.
const LEASE: i64 = 5 * 60;

/// Minutes to wait after each try that failed; then the mail is given up. About a day in all.
const DELAYS: [i64; 8] = [1, 5, 15, 60, 180, 360, 360, 480];

/// Longest answer of a server that is kept, in characters.
const LONGEST_ANSWER: usize = 500;

/// What became of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for its time.
    Queued,
    /// A sender has it.
    Sending,
    /// The server took it.
    Sent,
    /// It was given up.
    Failed,
    /// A later one made it worthless before it left.
    Cancelled,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] =
        [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Cancelled];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the stored code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A mail that a sender has to itself.
#[derive(Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct Claimed {
    pub id: i64,
    pub message_id: String,
    pub kind: String,
    pub language: String,
    pub to_address: String,
    pub to_name: String,
    pub subject: String,
    text: Option<String>,
    html: Option<String>,
    sealed: Option<String>,
    /// Tries that were begun, this one too.
    pub attempts: i64,
    pub expires_at: Option<NaiveDateTime>,
    pub created_at: NaiveDateTime,
    pub customer_id: Option<i64>,
    pub staff_id: Option<i64>,
    attachment: Option<String>,
}

/// A letter with a secret that is given up.
pub struct Undelivered {
    /// Its number.
    pub id: i64,
    /// The customer it was to.
    pub customer: Option<i64>,
    /// The member it was to.
    pub member: Option<i64>,
    /// Whether a server may have read it.
    pub was_seen: bool,
    /// Its kind.
    pub kind: Option<Kind>,
}

impl Claimed {
    /// Whether its bodies hold a secret.
    pub fn is_secret(&self) -> bool {
        self.sealed.is_some()
    }

    /// What goes with it.
    pub fn enclosure(&self) -> Option<Enclosure> {
        self.attachment.as_deref().and_then(Enclosure::from_json)
    }

    /// The language that it is written in.
    pub fn lang(&self) -> Lang {
        Lang::from_code(&self.language).unwrap_or_default()
    }

    /// What to say of it to whoever made its secret.
    pub fn undelivered(&self, was_seen: bool) -> Undelivered {
        let kind = Kind::ALL.into_iter().find(|kind| kind.code() == self.kind);
        let (customer, member) = (self.customer_id, self.staff_id);
        Undelivered { id: self.id, customer, member, was_seen, kind }
    }

    /// When to try again after one that failed just now; none when that makes no sense.
    pub fn next_try(&self) -> Option<NaiveDateTime> {
        let tries = usize::try_from(self.attempts).unwrap_or(usize::MAX);
        let delay = tries.checked_sub(1).and_then(|before| DELAYS.get(before));
        let next_at = delay.map(|minutes| clock::now() + Duration::minutes(*minutes));
        next_at.filter(|at| self.expires_at.is_none_or(|end| *at < end))
    }

    /// Its bodies.
    ///
    /// # Errors
    /// When they do not open.
    pub fn bodies(&self, key: &[u8; 32]) -> anyhow::Result<Bodies> {
        match (&self.sealed, &self.text, &self.html) {
            (Some(sealed), ..) => seal::open(key, &self.message_id, sealed),
            (None, Some(text), Some(html)) => Ok(Bodies { text: text.clone(), html: html.clone() }),
            _ => anyhow::bail!("the mail has no body any more"),
        }
    }

    fn is_tried_too_often(&self) -> bool {
        usize::try_from(self.attempts).is_ok_and(|attempts| attempts > DELAYS.len() + 1)
    }
}

/// See [`super::Post::queue`].
pub fn queue(conn: &mut Db, key: Option<&[u8; 32]>, letter: &Letter) -> Result<i64, AppError> {
    let now = clock::now();
    if letter.kind.replaces_former() {
        cancel_former(conn, letter)?;
    }
    let message_id = random_text(32);
    let Bodies { text, html } = &letter.bodies;
    let seal = || {
        let key = key.context("a letter with a secret needs the post office")?;
        seal::seal(key, &message_id, &letter.bodies)
    };
    let sealed = letter.is_secret.then(seal).transpose()?;
    let clear = sealed.is_none();
    let id = diesel::insert_into(mails::table)
        .values((
            mails::message_id.eq(&message_id),
            mails::kind.eq(letter.kind.code()),
            mails::language.eq(letter.to.language.code()),
            mails::to_address.eq(&letter.to.address),
            mails::to_name.eq(&letter.to.name),
            mails::subject.eq(&letter.subject),
            mails::text.eq(clear.then_some(text)),
            mails::html.eq(clear.then_some(html)),
            mails::sealed.eq(sealed),
            mails::staff_id.eq(letter.to.staff_id),
            mails::customer_id.eq(letter.to.customer_id),
            mails::attachment.eq(letter.enclosure.as_ref().map(Enclosure::to_json)),
            mails::state.eq(State::Queued.code()),
            mails::next_at.eq(now),
            mails::expires_at.eq(letter.expires_at),
            mails::created_at.eq(now),
            mails::in_bulk.eq(letter.in_bulk),
            mails::job_id.eq(letter.job_id),
            mails::reason.eq(&letter.reason),
        ))
        .returning(mails::id)
        .get_result(conn)?;
    Ok(id)
}

/// Takes back waiting letters of the same kind to the same person.
fn cancel_former(conn: &mut Db, letter: &Letter) -> QueryResult<()> {
    if let Some(member) = letter.to.staff_id {
        cancel(conn, letter.kind, Addressee::Member(member))?;
    }
    if let Some(customer) = letter.to.customer_id {
        cancel(conn, letter.kind, Addressee::Customers(&[customer]))?;
    }
    Ok(())
}

pub(super) type Erased = (
    diesel::dsl::Eq<mails::text, Option<String>>,
    diesel::dsl::Eq<mails::html, Option<String>>,
    diesel::dsl::Eq<mails::sealed, Option<String>>,
);

/// No body any more.
pub(super) fn erased() -> Erased {
    (mails::text.eq(None), mails::html.eq(None), mails::sealed.eq(None))
}

/// Takes the mail whose time came first, those of jobs after all others, for the length of a lease.
///
/// # Errors
/// When the database fails.
pub fn claim(conn: &mut Db, sender: &str) -> Result<Option<Claimed>, AppError> {
    let now = clock::now();
    let until = now + Duration::seconds(LEASE);
    // Senders of other processes pass by what one of them has; SQLite has one writer anyway, but would
    // rather sort all that waits than walk the index made for this.
    let (walk, lock) = match conn {
        Db::Pg(_) => ("", " FOR UPDATE SKIP LOCKED)"),
        Db::Sqlite(_) => (" INDEXED BY mails_due", ")"),
    };
    let is_next = sql::<Bool>("id = (SELECT due.id FROM mails due")
        .sql(walk)
        .sql(" WHERE due.state IN ('queued', 'sending') AND due.next_at <= ")
        .bind::<Timestamp, _>(now)
        .sql(" ORDER BY due.in_bulk, due.next_at, due.id LIMIT 1")
        .sql(lock);
    let claimed: Option<i64> = diesel::update(mails::table.filter(is_next))
        .set((
            mails::state.eq(State::Sending.code()),
            mails::attempts.eq(mails::attempts + 1),
            mails::locked_by.eq(Some(sender)),
            mails::locked_until.eq(Some(until)),
            // Due again when the lease is over, unless somebody says what came of it.
            mails::next_at.eq(until),
        ))
        .returning(mails::id)
        .get_result(conn)
        .optional()?;
    let Some(id) = claimed else { return Ok(None) };
    Ok(Some(mails::table.find(id).select(columns::<Claimed>()).first(conn)?))
}

/// The sender is still at it.
///
/// # Errors
/// When the database fails.
pub fn renew(conn: &mut Db, mail: i64, sender: &str) -> QueryResult<()> {
    let until = clock::now() + Duration::seconds(LEASE);
    let held = mails::table.find(mail).filter(mails::locked_by.eq(sender));
    diesel::update(held.filter(mails::state.eq(State::Sending.code())))
        .set((mails::locked_until.eq(Some(until)), mails::next_at.eq(until)))
        .execute(conn)
        .map(|_| ())
}

/// Why a claimed mail is not worth a try.
pub fn is_worthless(mail: &Claimed) -> bool {
    mail.expires_at.is_some_and(|end| end <= clock::now()) || mail.is_tried_too_often()
}

/// The server took it, or it was written to a file.
///
/// # Errors
/// When the database fails.
pub fn sent(conn: &mut Db, mail: &Claimed, sender: &str, is_filed: bool) -> QueryResult<()> {
    let held = mails::table.find(mail.id).filter(mails::locked_by.eq(sender));
    diesel::update(held)
        .set((
            mails::state.eq(State::Sent.code()),
            mails::is_filed.eq(is_filed),
            mails::sent_at.eq(Some(clock::now())),
            mails::last_error.eq(None::<String>),
            erased(),
            unlocked(),
        ))
        .execute(conn)
        .map(|_| ())
}

/// The server did not take it: it is tried again then.
///
/// # Errors
/// When the database fails.
pub fn postpone(
    conn: &mut Db,
    mail: &Claimed,
    sender: &str,
    (answer, next_at): (&str, NaiveDateTime),
) -> QueryResult<()> {
    let held = mails::table.find(mail.id).filter(mails::locked_by.eq(sender));
    diesel::update(held)
        .set((
            mails::state.eq(State::Queued.code()),
            mails::next_at.eq(next_at),
            mails::last_error.eq(Some(shortened(answer))),
            unlocked(),
        ))
        .execute(conn)
        .map(|_| ())
}

/// It is not tried any more. The body stays, so that somebody can have it tried again, unless it holds
/// a secret.
///
/// # Errors
/// When the database fails.
pub fn give_up(
    conn: &mut Db,
    mail: &Claimed,
    sender: &str,
    answer: Option<&str>,
) -> QueryResult<()> {
    let held = mails::table.find(mail.id).filter(mails::locked_by.eq(sender));
    diesel::update(held)
        .set((
            mails::state.eq(State::Failed.code()),
            // Without a new answer the last one stays.
            answer.map(|answer| mails::last_error.eq(Some(shortened(answer)))),
            mails::sealed.eq(None::<String>),
            unlocked(),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Queues a failed mail anew; false when there is none, or nothing is left of it.
///
/// # Errors
/// When the database fails.
pub fn retry(conn: &mut Db, id: i64) -> QueryResult<bool> {
    let failed = mails::table
        .find(id)
        .filter(mails::state.eq(State::Failed.code()))
        .filter(mails::text.is_not_null());
    diesel::update(failed)
        .set((
            mails::state.eq(State::Queued.code()),
            mails::attempts.eq(0),
            mails::next_at.eq(clock::now()),
        ))
        .execute(conn)
        .map(|changed| changed == 1)
}

type Unlocked = (
    diesel::dsl::Eq<mails::locked_by, Option<String>>,
    diesel::dsl::Eq<mails::locked_until, Option<NaiveDateTime>>,
);

fn unlocked() -> Unlocked {
    (mails::locked_by.eq(None), mails::locked_until.eq(None))
}

/// Codes and words of an answer stay lines of their own.
fn shortened(answer: &str) -> String {
    let lines: Vec<String> = answer.lines().map(crate::text::clean_line).collect();
    lines.join("\n").chars().take(LONGEST_ANSWER).collect()
}
