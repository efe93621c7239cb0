//! Charges whose time has come: sent, asked about, or followed by the next try.

use chrono::NaiveDateTime;

use super::settle::{self, Verdict};
use super::{Charge, find};
use crate::cards::store;
use crate::cards::turns::{self, Due, Errand, MOST_ASKED, TURN, Talk};
use crate::cards::work::Desk;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::charges;
use crate::error::AppError;
use crate::gateways::{Charged, Fault, Order, Token};
use crate::invoices::Writing;
use crate::money::Amount;

/// Does what is due now; whether there was something.
///
/// # Errors
/// When the database fails.
pub fn work(desk: &Desk<'_>) -> Result<bool, AppError> {
    turns::work::<Charges>(desk)
}

struct Charges;

impl Talk for Charges {
    type About = Charge;
    type Verdict = Verdict;
    const WHAT: &'static str = "a charge";
    const SOME: i64 = 5;

    fn due(conn: &mut Db, now: NaiveDateTime, most: i64) -> QueryResult<Vec<Due>> {
        charges::table
            .filter(charges::next_at.le(now))
            .order(charges::next_at)
            .limit(most)
            .select((charges::id, charges::next_at))
            .load(conn)
    }

    fn take(
        conn: &mut Db,
        w: &Writing,
        desk: &Desk<'_>,
        (id, seen): Due,
    ) -> Result<Option<Errand<Charge>>, AppError> {
        let charge = find(conn, id)?;
        super::prepare::locked(conn, charge.invoice_id)?;
        let charge = find(conn, id)?;
        if charge.next_at != seen {
            return Ok(None);
        }
        if !charge.is_open() {
            settle::follow(conn, w, desk, &charge)?;
            return Ok(None);
        }
        let is_first = charge.status == "prepared";
        if is_first && !settle::is_wanted(conn, w, &charge)? {
            settle::withdraw(conn, w, &charge)?;
            if charge.by_hand {
                return Ok(None);
            }
            // What is left of the document by now is charged to the card that is the default by now.
            if let Err(why) = super::prepare::prepare(conn, w, charge.invoice_id)? {
                tracing::info!(?why, charge = id, "a charge was withdrawn");
            }
            return Ok(None);
        }
        diesel::update(charges::table.find(id))
            .set((
                is_first.then_some(charges::status.eq("sent")),
                charges::attempts.eq(charges::attempts + 1),
                charges::next_at.eq(Some(w.at + TURN)),
            ))
            .execute(conn)?;
        let keys = desk.gateways.keys();
        let known = store::token_of(conn, keys, charge.card_id)?;
        // A card that cannot be named cannot be charged; to be asked about, the charge's own name is enough.
        let end = if is_first && known.is_none() {
            Err(Fault::NotConfigured)
        } else {
            desk.gateways.end(conn, charge.gateway_id)?
        };
        let (username, token) = known.unwrap_or_else(|| (String::new(), Token::new("")));
        let order = Order {
            buy_order: charge.buy_order.clone(),
            username,
            token,
            amount: Amount(charge.amount),
            currency: charge.currency.clone(),
        };
        Ok(Some(Errand { about: find(conn, id)?, end, order, is_first }))
    }

    fn ask(errand: &Errand<Charge>) -> Verdict {
        let end = match &errand.end {
            Ok(end) => end,
            Err(fault) if errand.is_first => return Verdict::NotSent(format!("{fault:?}")),
            Err(fault) => return Verdict::Unknown(format!("{fault:?}")),
        };
        if errand.is_first {
            return match end.charge(&errand.order) {
                Ok(charged) => of(charged),
                // A name that the gateway knows already, or a part that it does not take: it says what it knows.
                Err(fault @ (Fault::Refused { status: 409 | 422, .. } | Fault::Unknown(_))) => {
                    Verdict::Unknown(format!("{fault:?}"))
                }
                Err(fault) => Verdict::NotSent(format!("{fault:?}")),
            };
        }
        match end.asked(&errand.order) {
            Ok(Some(charged)) => of(charged),
            Ok(None) if errand.about.attempts > MOST_ASKED => {
                Verdict::NotSent("unknown there".into())
            }
            Ok(None) => Verdict::Unknown("not known there yet".into()),
            Err(fault) => Verdict::Unknown(format!("{fault:?}")),
        }
    }

    fn settle(
        conn: &mut Db,
        w: &Writing,
        desk: &Desk<'_>,
        charge: &Charge,
        verdict: &Verdict,
    ) -> Result<(), AppError> {
        settle::settle(conn, w, desk, charge, verdict)
    }

    fn postpone(conn: &mut Db, (id, seen): Due, to: NaiveDateTime) -> QueryResult<()> {
        diesel::update(charges::table.find(id))
            .filter(charges::next_at.eq(seen))
            .set(charges::next_at.eq(Some(to)))
            .execute(conn)
            .map(|_| ())
    }
}

fn of(charged: Charged) -> Verdict {
    match charged {
        Charged::Approved { authorization } => Verdict::Approved(authorization),
        Charged::Refused { code } => Verdict::Refused(code),
        Charged::Undone => Verdict::Undone,
    }
}

/// Has a charge in doubt asked about now. It does not count among the times after which the gateway's ignorance is
/// believed: those lie apart on purpose.
///
/// # Errors
/// When the database fails.
pub fn again(conn: &mut Db, id: i64, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(charges::table.find(id))
        .filter(charges::status.eq("review").and(charges::next_at.gt(now)))
        .set((charges::next_at.eq(Some(now)), charges::attempts.eq(charges::attempts - 1)))
        .execute(conn)
        .map(|_| ())
}
