//! The link by which a customer chooses a card without any account: mailed, good for a week, and used up by the
//! card. Only its hash is stored, and a new one takes the place of the former.

use chrono::{Duration, NaiveDateTime, TimeZone as _};

use super::store::{self, Card};
use crate::access::Actor;
use crate::customers::cards as history;
use crate::customers::{Record, query};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::card_links;
use crate::error::AppError;
use crate::history::Circumstance;
use crate::mail::billing::Renewal;
use crate::mail::{self, Content, Kind, Letter, Link, Post, Undelivered};
use crate::notices::party;
use crate::notices::recipients::{Event, Silence, recipients};
use crate::portal::issue;
use crate::settings::Organisation;
use crate::token::{hash, random_text};

/// Days for which it works.
const DAYS: i64 = 7;

/// Characters of its token: more than 256 bits.
const TOKEN: usize = 48;

/// Most letters to a customer within an hour.
const MOST: usize = 3;

/// Who writes the letter, and how it leaves.
#[derive(Clone, Copy)]
pub struct Mailing<'a> {
    /// Who has it written.
    pub actor: &'a Actor,
    /// Whose name it carries.
    pub house: &'a Organisation,
    /// Takes it.
    pub post: &'a Post,
    /// The address of the panel, as people type it.
    pub public_url: &'a str,
}

/// Why no link is mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is written to.
    Silent(Silence),
    /// No gateway takes a card.
    NoGateway,
    /// The way of mail is open to whoever listens.
    ExposedMail,
    /// Too many were asked for within the hour.
    TooOften,
}

/// Why no link can be mailed to a customer, if so; to where it is otherwise.
///
/// # Errors
/// When the database fails.
pub fn address(
    conn: &mut Db,
    post: &Post,
    record: &Record,
) -> QueryResult<Result<String, Refusal>> {
    let to = match recipients(Event::CardRenewal, &party::of(record)) {
        Ok(to) => to.into_iter().next(),
        Err(silence) => return Ok(Err(Refusal::Silent(silence))),
    };
    let Some(to) = to else { return Ok(Err(Refusal::Silent(Silence::NoMain))) };
    if super::enrol::offered(conn)?.is_empty() {
        return Ok(Err(Refusal::NoGateway));
    }
    if post.way().is_exposed() {
        return Ok(Err(Refusal::ExposedMail));
    }
    Ok(Ok(to.address))
}

/// Whether a customer was mailed as many links within the hour as one asks for by hand.
///
/// # Errors
/// When the database fails.
pub fn is_too_often(conn: &mut Db, customer: i64, now: NaiveDateTime) -> QueryResult<bool> {
    let since = now - Duration::hours(1);
    Ok(mail::queued_since(conn, &[customer], Kind::CardRenewal, since)?.len() >= MOST)
}

/// Mails a link to a customer that is locked, in the place of the former one; to where, or why not. `card` is the
/// one that is charged now.
///
/// # Errors
/// When the database fails.
pub fn send(
    conn: &mut Db,
    mailing: Mailing<'_>,
    record: &Record,
    card: Option<&Card>,
    now: NaiveDateTime,
) -> Result<Result<String, Refusal>, AppError> {
    let today = mailing.house.zone().from_utc_datetime(&now).date_naive();
    let address = match address(conn, mailing.post, record)? {
        Ok(address) => address,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let actor = mailing.actor;
    let (customer, token) = (record.customer.id, random_text(TOKEN));
    let expires_at = now + Duration::days(DAYS);
    drop_all(conn, customer)?;
    diesel::insert_into(card_links::table)
        .values((
            card_links::token_hash.eq(hash(&token)),
            card_links::customer_id.eq(customer),
            card_links::expires_at.eq(expires_at),
        ))
        .execute(conn)?;
    let place = format!("{}/cards/renewal?token={token}", mailing.public_url);
    let content = Content::CardRenewal(Renewal {
        card: card.map(Card::label),
        still_works: card.is_some_and(|card| card.works_on(today)),
        link: Link { address: place, expires_at },
    });
    let to = issue::recipient(conn, mailing.house, &record.holder(), &address)?;
    mailing.post.queue(conn, &Letter::compose(mailing.house, to, &content)?)?;
    let why = Circumstance { actor, at: now, reason: None, job: None };
    history::note(conn, &why, customer, history::LINK_MAILED, (None, None))?;
    Ok(Ok(address))
}

/// Whose link it is, if it still works.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, token: &str, now: NaiveDateTime) -> QueryResult<Option<i64>> {
    let customer: Option<i64> = card_links::table
        .find(hash(token))
        .filter(card_links::used_at.is_null().and(card_links::expires_at.gt(now)))
        .select(card_links::customer_id)
        .first(conn)
        .optional()?;
    let Some(customer) = customer else { return Ok(None) };
    Ok(store::is_here(conn, customer)?.then_some(customer))
}

/// The customer of a link that still works, locked for a write.
///
/// # Errors
/// When the database fails.
pub fn owner(conn: &mut Db, token: &str, now: NaiveDateTime) -> QueryResult<Option<Record>> {
    let Some(customer) = find(conn, token, now)? else { return Ok(None) };
    query::lock(conn, &[customer])?;
    // Read again, locked: a card may have come by it meanwhile.
    if find(conn, token, now)?.is_none() {
        return Ok(None);
    }
    query::find(conn, customer)
}

/// A card came by it: it opens nothing any more.
///
/// # Errors
/// When the database fails.
pub fn used(conn: &mut Db, customer: i64, now: NaiveDateTime) -> QueryResult<()> {
    let open = card_links::table
        .filter(card_links::customer_id.eq(customer))
        .filter(card_links::used_at.is_null());
    diesel::update(open).set(card_links::used_at.eq(Some(now))).execute(conn).map(|_| ())
}

fn drop_all(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let own = card_links::table.filter(card_links::customer_id.eq(customer));
    diesel::delete(own).execute(conn).map(|_| ())
}

/// Ends the link of a letter that reaches nobody, in the transaction that gives it up; a later letter's lives on.
///
/// # Errors
/// When the database fails.
pub fn undelivered(conn: &mut Db, letter: &Undelivered) -> Result<(), AppError> {
    let (Some(customer), Some(Kind::CardRenewal)) = (letter.customer, letter.kind) else {
        return Ok(());
    };
    query::lock(conn, &[customer])?;
    if mail::is_last(conn, letter)? {
        drop_all(conn, customer)?;
    }
    Ok(())
}
