//! Removals that gateways are owed: written with whatever takes a card away, told to its gateway afterwards, and
//! again until the gateway has heard it. They outlive the card and whoever it was of.

use chrono::{Duration, NaiveDateTime};

use super::Gateways;
use super::end::Token;
use crate::clock;
use crate::db::prelude::*;
use crate::db::schema::{card_removals, cards};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::on_backend;

/// How long after the first failed try the gateway is asked again; twice as long after each further one.
const AGAIN_AFTER: Duration = Duration::minutes(15);

/// How long whoever wrote a removal has to ask the gateway itself.
const TURN: Duration = Duration::seconds(30);

/// How often that doubles: sixteen hours at last.
const MOST_DOUBLINGS: i64 = 6;

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 2_000;

/// A removal of a card whose customer is gone.
#[derive(Insertable)]
#[diesel(table_name = card_removals)]
struct New {
    public_id: String,
    gateway_id: i64,
    username: String,
    token_sealed: String,
    attempts: i64,
    next_at: NaiveDateTime,
}

/// What a gateway has to forget.
#[derive(Clone, Copy)]
pub struct Kept<'a> {
    /// What the seal is bound to.
    pub public_id: &'a str,
    /// Whose it is to forget.
    pub gateway: i64,
    /// The name by which it knows the card.
    pub username: &'a str,
    /// The token, sealed.
    pub sealed: &'a str,
}

/// Writes down that a gateway has to remove a card; the number of that. Whoever writes it asks at once: this
/// is for when that is cut off.
///
/// # Errors
/// When the database fails.
pub fn owe(conn: &mut Db, card: Kept<'_>, now: NaiveDateTime) -> QueryResult<i64> {
    diesel::insert_into(card_removals::table)
        .values((
            card_removals::public_id.eq(card.public_id),
            card_removals::gateway_id.eq(card.gateway),
            card_removals::username.eq(card.username),
            card_removals::token_sealed.eq(card.sealed),
            card_removals::attempts.eq(0),
            card_removals::next_at.eq(now + TURN),
        ))
        .returning(card_removals::id)
        .get_result(conn)
}

/// Takes away all cards of customers who are gone, and writes down that their gateways have to; whether there
/// were any.
///
/// # Errors
/// When the database fails.
pub fn leave(conn: &mut Db, customers: &[i64], now: NaiveDateTime) -> QueryResult<bool> {
    let theirs = || among(cards::customer_id, customers);
    let rows: Vec<(String, i64, String, String)> = cards::table
        .filter(theirs())
        .filter(cards::status.ne("removed"))
        .select((cards::public_id, cards::gateway_id, cards::username, cards::token_sealed))
        .load(conn)?;
    if rows.is_empty() {
        return Ok(false);
    }
    let owed = rows.into_iter().map(|(public_id, gateway_id, username, token_sealed)| New {
        public_id,
        gateway_id,
        username,
        token_sealed,
        attempts: 0,
        next_at: now,
    });
    for some in owed.collect::<Vec<_>>().chunks(TOGETHER) {
        on_backend!(conn, c => diesel::insert_into(card_removals::table).values(some).execute(c))?;
    }
    diesel::update(cards::table.filter(theirs()).filter(cards::status.ne("removed")))
        .set((
            cards::status.eq("removed"),
            cards::is_default.eq(false),
            cards::removed_at.eq(Some(now)),
            cards::version.eq(cards::version + 1),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Wipes what is known of the cards that a customer had.
///
/// # Errors
/// When the database fails.
pub fn forget(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let theirs = cards::table.filter(cards::customer_id.eq(customer));
    diesel::delete(theirs).execute(conn).map(|_| ())
}

/// Removals whose time has come, oldest first.
///
/// # Errors
/// When the database fails.
pub fn due(conn: &mut Db, now: NaiveDateTime, most: i64) -> QueryResult<Vec<i64>> {
    card_removals::table
        .filter(card_removals::done_at.is_null().and(card_removals::next_at.le(now)))
        .order(card_removals::next_at)
        .limit(most)
        .select(card_removals::id)
        .load(conn)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = card_removals)]
struct Owed {
    public_id: String,
    gateway_id: i64,
    username: String,
    token_sealed: String,
    attempts: i64,
    done_at: Option<NaiveDateTime>,
}

/// Asks the gateway to remove a card, with no transaction open; whether it has. The next try is written down
/// first, so that whoever is cut off here holds nobody up.
///
/// # Errors
/// When the token does not open, or the database fails.
pub fn settle(gateways: &Gateways, id: i64) -> Result<bool, AppError> {
    let (owed, end) = gateways.db().write_now(|conn| {
        let owed: Owed = card_removals::table.find(id).select(columns::<Owed>()).first(conn)?;
        let wait = AGAIN_AFTER * (1 << owed.attempts.clamp(0, MOST_DOUBLINGS));
        diesel::update(card_removals::table.find(id))
            .set((
                card_removals::attempts.eq(owed.attempts + 1),
                card_removals::next_at.eq(clock::now() + wait),
            ))
            .execute(conn)?;
        let end = gateways.end(conn, owed.gateway_id)?;
        Ok::<_, AppError>((owed, end))
    })?;
    if owed.done_at.is_some() {
        return Ok(true);
    }
    let token: Token =
        gateways.keys().open(&owed.public_id, &owed.token_sealed).map_err(AppError::Bug)?;
    let removed = end.and_then(|end| end.remove(&owed.username, &token));
    let is_removed = removed.is_ok();
    gateways.db().write_now(|conn| {
        diesel::update(card_removals::table.find(id))
            .set((
                card_removals::done_at.eq(is_removed.then(clock::now)),
                card_removals::last_error.eq(removed.err().map(|fault| format!("{fault:?}"))),
            ))
            .execute(conn)?;
        Ok::<_, AppError>(())
    })?;
    Ok(is_removed)
}
