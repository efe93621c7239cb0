//! Enrolments of cards, as they are written down: begun, and come back from once. No gateway is called here: a
//! transaction may be open. How one ends stands in [`super::confirm`].

use std::collections::HashMap;

use chrono::{Duration, NaiveDateTime};

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{card_enrolments, customer_gateways, gateways};
use crate::error::AppError;
use crate::gateways::{Begun, Keys, Token};
use crate::token::{hash, random_text};

/// How long the page of a gateway waits: ten minutes beside the panel, fifteen at Oneclick.
#[must_use]
pub fn lifetime(kind: &str) -> Duration {
    Duration::minutes(if kind == crate::gateways::SIMULATOR { 10 } else { 15 })
}

/// How long after the return an enrolment may be ended at the gateway.
pub const TO_CONFIRM: Duration = Duration::seconds(60);

/// How long whoever asks a gateway how one ended has it to itself: longer than a call may take. Then another
/// follows, who is there when this one was cut off.
pub(super) const TURN: Duration = Duration::seconds(15);

/// An enrolment.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = card_enrolments)]
pub struct Enrolment {
    /// Number.
    pub id: i64,
    /// Names its result page.
    pub public_id: String,
    /// Whose card it becomes; nobody's when the customer is gone.
    pub customer_id: Option<i64>,
    /// At which gateway.
    pub gateway_id: i64,
    /// The card's name there.
    pub username: String,
    token_sealed: Option<String>,
    /// As stored.
    pub status: String,
    /// Why it was refused.
    pub response_code: Option<i64>,
    /// The card that came of it.
    pub card_id: Option<i64>,
    /// The card that it takes the place of.
    pub replaces_card_id: Option<i64>,
    /// By which way it began.
    pub via: String,
    /// The member who began it.
    pub started_by: Option<i64>,
    /// When the gateway is asked next.
    pub next_at: Option<NaiveDateTime>,
    /// When it began.
    pub created_at: NaiveDateTime,
    /// Until when its page waits.
    pub expires_at: NaiveDateTime,
    /// When the customer came back.
    pub returned_at: Option<NaiveDateTime>,
    /// The document that the customer was paying when the card was missing.
    pub pays_invoice_id: Option<i64>,
}

impl Enrolment {
    /// The state as of now: what the clock has ended, and what a crash has left. While the gateway is still
    /// asked, it is not for people to look into.
    #[must_use]
    pub fn state(&self, now: NaiveDateTime) -> &str {
        match self.status.as_str() {
            "started" if self.expires_at < now => "expired",
            "confirming" | "review" if self.is_asked(now) => "confirming",
            "confirming" => "review",
            stored => stored,
        }
    }

    fn is_asked(&self, now: NaiveDateTime) -> bool {
        let is_in_time = |at| now < at + TO_CONFIRM + TURN;
        self.next_at.is_some() && self.returned_at.is_some_and(is_in_time)
    }

    /// The token, which the gateway wants back.
    ///
    /// # Errors
    /// When it does not open.
    pub fn token(&self, keys: &Keys) -> Result<Token, AppError> {
        let sealed = self.token_sealed.as_deref().ok_or(AppError::NotFound)?;
        keys.open(&self.public_id, sealed).map_err(AppError::Bug)
    }
}

/// A gateway that takes new cards.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = gateways)]
pub struct Offered {
    /// Number.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Which end it has.
    pub end_kind: String,
}

/// The gateways that take new cards.
///
/// # Errors
/// When the database fails.
pub fn offered(conn: &mut Db) -> QueryResult<Vec<Offered>> {
    gateways::table
        .filter(gateways::is_active)
        .order(gateways::name_folded)
        .select(columns::<Offered>())
        .load(conn)
}

/// The names of all gateways.
///
/// # Errors
/// When the database fails.
pub fn names(conn: &mut Db) -> QueryResult<HashMap<i64, String>> {
    let all: Vec<(i64, String)> =
        gateways::table.select((gateways::id, gateways::name)).load(conn)?;
    Ok(all.into_iter().collect())
}

/// Who enrols a card.
#[derive(Clone, Copy)]
pub struct New<'a> {
    /// The customer.
    pub customer: i64,
    /// The number by which others know the customer.
    pub public_id: &'a str,
    /// The card that the new one takes the place of.
    pub replaces: Option<i64>,
    /// By which way, and who began it.
    pub through: Through,
}

/// By which way a card is enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// A member, in the panel.
    Panel(i64),
    /// The customer, in the portal; on the way to paying this document.
    Portal(Option<i64>),
    /// The customer, by a link that was mailed.
    Link,
}

/// The code of [`Through::Portal`].
pub const PORTAL: &str = "portal";

impl Through {
    fn code(self) -> &'static str {
        match self {
            Self::Panel(_) => "panel",
            Self::Portal(_) => PORTAL,
            Self::Link => "link",
        }
    }

    fn pays(self) -> Option<i64> {
        match self {
            Self::Portal(invoice) => invoice,
            Self::Panel(_) | Self::Link => None,
        }
    }

    fn member(self) -> Option<i64> {
        match self {
            Self::Panel(member) => Some(member),
            Self::Portal(_) | Self::Link => None,
        }
    }
}

/// Begins an enrolment of a customer that is locked: its number and the card's name. Each card has a name of
/// its own, since a gateway forgets the former card of a name.
///
/// # Errors
/// When the database fails.
pub fn start(
    conn: &mut Db,
    new: &New<'_>,
    gateway: &Offered,
    now: NaiveDateTime,
) -> QueryResult<(i64, String)> {
    let customer = new.customer;
    let known = customer_gateways::table.filter(
        customer_gateways::customer_id
            .eq(customer)
            .and(customer_gateways::gateway_id.eq(gateway.id)),
    );
    let found: Option<(i64, String, i64)> = known
        .select((
            customer_gateways::id,
            customer_gateways::external_id,
            customer_gateways::next_card,
        ))
        .first(conn)
        .optional()?;
    let (external_id, number) = if let Some((id, external_id, number)) = found {
        let row = customer_gateways::table.find(id);
        diesel::update(row).set(customer_gateways::next_card.eq(number + 1)).execute(conn)?;
        (external_id, number)
    } else {
        diesel::insert_into(customer_gateways::table)
            .values((
                customer_gateways::customer_id.eq(customer),
                customer_gateways::gateway_id.eq(gateway.id),
                customer_gateways::external_id.eq(new.public_id),
                customer_gateways::status.eq("active"),
                customer_gateways::next_card.eq(2),
            ))
            .execute(conn)?;
        (new.public_id.to_owned(), 1)
    };
    let username = format!("{external_id}-{number}");
    let id = diesel::insert_into(card_enrolments::table)
        .values((
            card_enrolments::public_id.eq(format!("enr_{}", random_text(24))),
            card_enrolments::customer_id.eq(Some(customer)),
            card_enrolments::gateway_id.eq(gateway.id),
            card_enrolments::username.eq(&username),
            card_enrolments::status.eq("started"),
            card_enrolments::via.eq(new.through.code()),
            card_enrolments::started_by.eq(new.through.member()),
            card_enrolments::replaces_card_id.eq(new.replaces),
            card_enrolments::pays_invoice_id.eq(new.through.pays()),
            card_enrolments::attempts.eq(0),
            card_enrolments::created_at.eq(now),
            card_enrolments::expires_at.eq(now + lifetime(&gateway.end_kind)),
        ))
        .returning(card_enrolments::id)
        .get_result(conn)?;
    Ok((id, username))
}

/// Keeps what the gateway began.
///
/// # Errors
/// When the token cannot be sealed, or the database fails.
pub fn begun(conn: &mut Db, keys: &Keys, id: i64, begun: &Begun) -> Result<Enrolment, AppError> {
    let enrolment = by_id(conn, id)?;
    let sealed = keys.seal(&enrolment.public_id, &begun.token).map_err(AppError::Bug)?;
    diesel::update(card_enrolments::table.find(id))
        .set((
            card_enrolments::token_hash.eq(Some(hash(begun.token.reveal()))),
            card_enrolments::token_sealed.eq(Some(sealed)),
        ))
        .execute(conn)?;
    by_id(conn, id)
}

/// Ends an enrolment that the gateway did not begin, or that somebody gave up.
///
/// # Errors
/// When the database fails.
pub fn give_up(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::update(card_enrolments::table.find(id))
        .set((
            card_enrolments::status.eq("canceled"),
            card_enrolments::next_at.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)?;
    Ok(())
}

/// An enrolment by its number.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn by_id(conn: &mut Db, id: i64) -> Result<Enrolment, AppError> {
    let found = card_enrolments::table.find(id).select(columns::<Enrolment>()).first(conn);
    found.optional()?.ok_or(AppError::NotFound)
}

/// An enrolment by its public name.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, public_id: &str) -> QueryResult<Option<Enrolment>> {
    card_enrolments::table
        .filter(card_enrolments::public_id.eq(public_id))
        .select(columns::<Enrolment>())
        .first(conn)
        .optional()
}

/// Those of a customer of which nobody knows how they ended.
///
/// # Errors
/// When the database fails.
pub fn to_review(conn: &mut Db, customer: i64, now: NaiveDateTime) -> QueryResult<Vec<Enrolment>> {
    let all: Vec<Enrolment> = card_enrolments::table
        .filter(card_enrolments::customer_id.eq(customer))
        .filter(card_enrolments::status.eq_any(["review", "confirming"]))
        .order(card_enrolments::id.desc())
        .select(columns::<Enrolment>())
        .load(conn)?;
    Ok(all.into_iter().filter(|enrolment| enrolment.state(now) == "review").collect())
}

/// A customer who came back.
pub struct Returned {
    /// The enrolment, as it is with that.
    pub enrolment: Enrolment,
    /// Whether it is ours to end at the gateway: the first return, and not a cancelled one.
    pub is_to_confirm: bool,
}

/// Takes note of a return, once.
///
/// # Errors
/// `NotFound` for a token that is none of ours; when the database fails.
pub fn returned(
    conn: &mut Db,
    token: &str,
    is_canceled: bool,
    now: NaiveDateTime,
) -> Result<Returned, AppError> {
    let found = card_enrolments::table
        .filter(card_enrolments::token_hash.eq(Some(hash(token))))
        .select(columns::<Enrolment>())
        .first(conn)
        .optional()?;
    let before: Enrolment = found.ok_or(AppError::NotFound)?;
    let status = if is_canceled { "canceled" } else { "confirming" };
    let open = card_enrolments::table
        .find(before.id)
        .filter(card_enrolments::status.eq_any(["started", "expired"]));
    let is_first = diesel::update(open)
        .set((
            card_enrolments::status.eq(status),
            card_enrolments::returned_at.eq(Some(now)),
            card_enrolments::next_at.eq((!is_canceled).then_some(now + TURN)),
        ))
        .execute(conn)?
        == 1;
    let enrolment = by_id(conn, before.id)?;
    Ok(Returned { enrolment, is_to_confirm: is_first && !is_canceled })
}

/// Enrolments of which nobody knows how they ended, and whose gateway is to be asked again; when that was.
///
/// # Errors
/// When the database fails.
pub fn due(
    conn: &mut Db,
    now: NaiveDateTime,
    most: i64,
) -> QueryResult<Vec<(i64, Option<NaiveDateTime>)>> {
    card_enrolments::table
        .filter(card_enrolments::next_at.le(now))
        .order(card_enrolments::next_at)
        .limit(most)
        .select((card_enrolments::id, card_enrolments::next_at))
        .load(conn)
}

/// Takes one of those to ask about it. None when another was faster, or the gateway's minute is over: then it is
/// for people to look into.
///
/// # Errors
/// When the database fails.
pub fn take(
    conn: &mut Db,
    (id, seen): (i64, Option<NaiveDateTime>),
    now: NaiveDateTime,
) -> Result<Option<Enrolment>, AppError> {
    let enrolment = by_id(conn, id)?;
    let is_over = enrolment.returned_at.is_none_or(|at| now > at + TO_CONFIRM);
    let taken = diesel::update(card_enrolments::table.find(id))
        .filter(card_enrolments::next_at.eq(seen))
        .set((
            is_over.then_some(card_enrolments::status.eq("review")),
            card_enrolments::next_at.eq((!is_over).then_some(now + TURN)),
            card_enrolments::attempts.eq(card_enrolments::attempts + 1),
        ))
        .execute(conn)?;
    Ok((taken == 1 && !is_over).then_some(enrolment))
}
