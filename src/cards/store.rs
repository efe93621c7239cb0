//! The rows of cards: which there are, which is the default, and how one goes.

use chrono::{NaiveDate, NaiveDateTime, TimeZone as _};

use super::states::{self, CardState};
use crate::accounts::{self, Rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{cards, customers};
use crate::error::AppError;
use crate::gateways::owed::{self, Kept};
use crate::gateways::{Keys, Token};
use crate::settings::organisation;

/// A card that was not removed.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = cards)]
pub struct Card {
    /// Number.
    pub id: i64,
    /// What its seal is bound to.
    pub public_id: String,
    /// Whose it is.
    pub customer_id: i64,
    /// Who keeps it.
    pub gateway_id: i64,
    /// The name by which the gateway knows it.
    pub username: String,
    token_sealed: String,
    /// Brand.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// Credit, debit or prepaid.
    pub kind: String,
    /// Its last month.
    pub exp_month: Option<i64>,
    /// The year of that.
    pub exp_year: Option<i64>,
    /// Whether it is the one that is charged.
    pub is_default: bool,
    /// As stored.
    pub status: String,
    /// When it was added.
    pub created_at: NaiveDateTime,
}

impl Card {
    /// `Visa ···· 6623`.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.brand, &self.last4)
    }

    /// What it is on a day.
    #[must_use]
    pub fn state_on(&self, today: NaiveDate) -> CardState {
        states::of_card(&self.status, states::last_day(self.exp_month, self.exp_year), today)
    }

    /// Whether it can be charged on a day.
    #[must_use]
    pub fn works_on(&self, today: NaiveDate) -> bool {
        matches!(self.state_on(today), CardState::Active | CardState::Expiring)
    }
}

/// What a card is called: brand and last digits.
#[must_use]
pub fn label(brand: &str, last4: &str) -> String {
    format!("{brand} ···· {last4}").trim_start().to_owned()
}

/// Whether a customer of this status can have no cards any more.
#[must_use]
pub fn is_gone(status: &str) -> bool {
    matches!(status, "archived" | "anonymized")
}

/// Whether a customer exists, and can have cards.
///
/// # Errors
/// When the database fails.
pub fn is_here(conn: &mut Db, customer: i64) -> QueryResult<bool> {
    let status: Option<String> =
        customers::table.find(customer).select(customers::status).first(conn).optional()?;
    Ok(status.is_some_and(|status| !is_gone(&status)))
}

/// The cards of a customer, the default first, then as they were added.
///
/// # Errors
/// When the database fails.
pub fn of_customer(conn: &mut Db, customer: i64) -> QueryResult<Vec<Card>> {
    cards::table
        .filter(cards::customer_id.eq(customer).and(cards::status.ne("removed")))
        .order((cards::is_default.desc(), cards::id))
        .select(columns::<Card>())
        .load(conn)
}

/// Has the customer's figures follow what was written: the last act of a transaction.
///
/// # Errors
/// When the database fails.
pub fn refresh(conn: &mut Db, customer: i64, now: NaiveDateTime) -> QueryResult<()> {
    let house = organisation::load(conn)?;
    let rules = Rules {
        today: house.zone().from_utc_datetime(&now).date_naive(),
        follows_status: house.category_follows_status,
        currency: &house.currency,
    };
    accounts::refresh(conn, &[customer], &rules).map(|_| ())
}

/// A card that is still there.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn find(conn: &mut Db, id: i64) -> Result<Card, AppError> {
    let card = cards::table
        .find(id)
        .filter(cards::status.ne("removed"))
        .select(columns::<Card>())
        .first(conn)
        .optional()?;
    card.ok_or(AppError::NotFound)
}

/// The name and the token by which a gateway knows a card; none when it was wiped, or its token does not open.
///
/// # Errors
/// When the database fails.
pub fn token_of(conn: &mut Db, keys: &Keys, card: i64) -> QueryResult<Option<(String, Token)>> {
    let found = cards::table.find(card).select(columns::<Card>()).first::<Card>(conn).optional()?;
    Ok(found.and_then(|card| {
        let token = keys.open(&card.public_id, &card.token_sealed).ok()?;
        Some((card.username, token))
    }))
}

/// Makes a card of a customer's the one that is charged.
///
/// # Errors
/// When the database fails.
pub fn choose(conn: &mut Db, customer: i64, card: i64) -> QueryResult<()> {
    unchoose(conn, customer)?;
    diesel::update(cards::table.find(card))
        .set((cards::is_default.eq(true), cards::version.eq(cards::version + 1)))
        .execute(conn)?;
    Ok(())
}

fn unchoose(conn: &mut Db, customer: i64) -> QueryResult<()> {
    let default = cards::table.filter(cards::customer_id.eq(customer).and(cards::is_default));
    diesel::update(default)
        .set((cards::is_default.eq(false), cards::version.eq(cards::version + 1)))
        .execute(conn)?;
    Ok(())
}

/// Removes a card; what its gateway is owed for it. The caller has chosen another default before.
///
/// # Errors
/// When the database fails.
pub fn remove(conn: &mut Db, card: &Card, now: NaiveDateTime) -> QueryResult<i64> {
    diesel::update(cards::table.find(card.id))
        .set((
            cards::status.eq("removed"),
            cards::is_default.eq(false),
            cards::removed_at.eq(Some(now)),
            cards::version.eq(cards::version + 1),
        ))
        .execute(conn)?;
    let kept = Kept {
        public_id: &card.public_id,
        gateway: card.gateway_id,
        username: &card.username,
        sealed: &card.token_sealed,
    };
    owed::owe(conn, kept, now)
}
