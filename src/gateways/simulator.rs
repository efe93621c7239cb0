//! The gateway beside the panel: its page asks what to answer, and it remembers in the database. It charges
//! nobody. The cents of a charge decide how its refund ends: 66 is refused, of 77 the answer is lost.

use chrono::{Datelike, NaiveDateTime};

use super::end::{
    Answer, Begun, CardKind, Charged, End, Fault, Inscribed, Order, Token, Trouble, Who,
};
use crate::clock;
use crate::db::prelude::*;
use crate::db::schema::{simulated_cards, simulated_charges};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::money::Amount;
use crate::token::random_text;

/// In minor units: whatever is more is refused as Oneclick refuses more than a store's limit.
const MOST: i64 = 100_000_000;

/// Charges of so many cents are not given back.
const KEEPS: i64 = 66;

/// Of charges of so many cents the answer to a refund is lost.
const LOSES: i64 = 77;

/// The code of a refund that is refused.
const NOT_GIVEN: i64 = -5;

/// Stands before what names a card.
const PREFIX: &str = "sim-";

/// What may be pressed on its page.
pub const ANSWERS: [&str; 4] = ["approve", "refuse", "cancel", "timeout"];

/// The simulator.
pub struct Simulator {
    db: Database,
}

/// An enrolment, as its page sees it.
#[derive(Queryable, Selectable)]
#[diesel(table_name = simulated_cards)]
pub struct Enrolment {
    /// Names it.
    pub token: String,
    /// The card's name.
    pub username: String,
    /// Where the browser goes back to.
    pub return_url: String,
    /// What was pressed.
    pub answer: Option<String>,
    /// When the panel ended it.
    pub confirmed_at: Option<NaiveDateTime>,
    /// When the panel removed the card.
    pub removed_at: Option<NaiveDateTime>,
}

/// An enrolment by its token.
///
/// # Errors
/// When the database fails.
pub fn find(conn: &mut Db, token: &str) -> QueryResult<Option<Enrolment>> {
    simulated_cards::table.find(token).select(columns::<Enrolment>()).first(conn).optional()
}

/// Keeps what was pressed, once. False when something was pressed before.
///
/// # Errors
/// When the database fails.
pub fn answer(conn: &mut Db, token: &str, answer: &str) -> QueryResult<bool> {
    let open = simulated_cards::table.find(token).filter(simulated_cards::answer.is_null());
    let set = simulated_cards::answer.eq(Some(answer));
    Ok(diesel::update(open).set(set).execute(conn)? == 1)
}

impl Simulator {
    /// Over the panel's database.
    #[must_use]
    pub fn new(db: Database) -> Self {
        Self { db }
    }

    fn write<T>(&self, job: impl FnOnce(&mut Db) -> Result<T, Said>) -> Result<T, Fault> {
        self.db.write_now(job).map_err(|said| match said {
            Said::No(fault) => fault,
            Said::Away => Fault::Unknown(Trouble::Failed(500)),
        })
    }
}

/// Why a call ends early.
enum Said {
    No(Fault),
    Away,
}

impl From<diesel::result::Error> for Said {
    fn from(_: diesel::result::Error) -> Self {
        Self::Away
    }
}

impl From<crate::db::DbError> for Said {
    fn from(_: crate::db::DbError) -> Self {
        Self::Away
    }
}

fn no(status: u16, words: &str) -> Said {
    Said::No(Fault::Refused { status, words: words.to_owned() })
}

impl End for Simulator {
    fn begin(&self, who: &Who, return_url: &str) -> Result<Begun, Fault> {
        let token = random_text(40);
        let url = format!("/simulator/{token}");
        self.write(|conn| {
            diesel::insert_into(simulated_cards::table)
                .values((
                    simulated_cards::token.eq(&token),
                    simulated_cards::username.eq(&who.username),
                    simulated_cards::return_url.eq(return_url),
                    simulated_cards::created_at.eq(clock::now()),
                ))
                .execute(conn)?;
            Ok(())
        })?;
        Ok(Begun { token: Token::new(token), url, field: "TBK_TOKEN" })
    }

    fn confirm(&self, token: &Token) -> Result<Answer, Fault> {
        let now = clock::now();
        let found = self.write(|conn| {
            let found = find(conn, token.reveal())?.ok_or_else(|| no(404, "unknown"))?;
            if found.answer.is_none() || found.confirmed_at.is_some() {
                return Err(no(422, "not open"));
            }
            diesel::update(simulated_cards::table.find(token.reveal()))
                .set(simulated_cards::confirmed_at.eq(Some(now)))
                .execute(conn)?;
            Ok(found)
        })?;
        Ok(match found.answer.as_deref() {
            Some("approve") => Answer::Approved(Inscribed {
                token: Token::new(format!("{PREFIX}{}", found.token)),
                brand: "Visa".to_owned(),
                last4: "6623".to_owned(),
                kind: CardKind::Credit,
                expires: Some((i64::from(now.month()), i64::from(now.year()) + 3)),
                holder: None,
            }),
            Some("refuse") => Answer::Refused(-4),
            _ => Answer::Refused(-1),
        })
    }

    fn remove(&self, username: &str, token: &Token) -> Result<(), Fault> {
        self.write(|conn| {
            if let Some(card) = card(conn, username, token)? {
                diesel::update(simulated_cards::table.find(card.token))
                    .set(simulated_cards::removed_at.eq(Some(clock::now())))
                    .execute(conn)?;
            }
            Ok(())
        })
    }

    fn charge(&self, order: &Order) -> Result<Charged, Fault> {
        self.write(|conn| {
            if charged(conn, &order.buy_order)?.is_some() {
                return Err(no(422, "buy_order was used already"));
            }
            let is_there = card(conn, &order.username, &order.token)?.is_some();
            let code = match order.amount.0 {
                _ if !is_there => -96,
                1..=MOST => 0,
                _ => -98,
            };
            diesel::insert_into(simulated_charges::table)
                .values((
                    simulated_charges::buy_order.eq(&order.buy_order),
                    simulated_charges::amount.eq(order.amount.0),
                    simulated_charges::response_code.eq(code),
                ))
                .execute(conn)?;
            Ok(outcome(code))
        })
    }

    fn asked(&self, order: &Order) -> Result<Option<Charged>, Fault> {
        self.write(|conn| {
            let found = charged(conn, &order.buy_order)?;
            Ok(found.map(|(amount, code, refunded)| match code {
                0 if refunded == amount => Charged::Undone,
                code => outcome(code),
            }))
        })
    }

    fn refund(&self, order: &Order, amount: Amount) -> Result<Charged, Fault> {
        self.write(|conn| {
            let found = charged(conn, &order.buy_order)?;
            let (had, code, refunded) = found.ok_or_else(|| no(404, "unknown"))?;
            if code != 0 || amount.0 < 1 || amount.0 > had - refunded {
                return Err(no(422, "cannot be refunded"));
            }
            if had % 100 == KEEPS {
                return Ok(Charged::Refused { code: NOT_GIVEN });
            }
            diesel::update(simulated_charges::table.find(&order.buy_order))
                .set(simulated_charges::refunded.eq(refunded + amount.0))
                .execute(conn)?;
            Ok(Charged::Undone)
        })
        .and_then(|answer| match order.amount.0 % 100 {
            // It happened, and nobody hears of it.
            LOSES => Err(Fault::Unknown(Trouble::Late)),
            _ => Ok(answer),
        })
    }

    fn page_origin(&self) -> Option<String> {
        None
    }
}

fn outcome(code: i64) -> Charged {
    if code == 0 {
        Charged::Approved { authorization: "1213".to_owned() }
    } else {
        Charged::Refused { code }
    }
}

/// Amount, code, and how much of it was given back.
fn charged(conn: &mut Db, buy_order: &str) -> QueryResult<Option<(i64, i64, i64)>> {
    let (amount, code) = (simulated_charges::amount, simulated_charges::response_code);
    simulated_charges::table
        .find(buy_order)
        .select((amount, code, simulated_charges::refunded))
        .first(conn)
        .optional()
}

/// A card that was enrolled and is still there.
fn card(conn: &mut Db, username: &str, token: &Token) -> QueryResult<Option<Enrolment>> {
    let Some(token) = token.reveal().strip_prefix(PREFIX) else { return Ok(None) };
    let found = find(conn, token)?;
    Ok(found.filter(|card| {
        card.username == username && card.confirmed_at.is_some() && card.removed_at.is_none()
    }))
}

/// Where the simulator's page sends the browser back to, within the panel that it is a part of.
///
/// # Errors
/// `NotFound` when the address is none.
pub fn way_back(enrolment: &Enrolment, answer: &str) -> Result<String, AppError> {
    let url = url::Url::parse(&enrolment.return_url).map_err(|_| AppError::NotFound)?;
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("TBK_TOKEN", &enrolment.token);
    if answer == "cancel" {
        query
            .append_pair("TBK_ORDEN_COMPRA", "simulator")
            .append_pair("TBK_ID_SESION", "simulator");
    }
    Ok(format!("{}?{}", url.path(), query.finish()))
}
