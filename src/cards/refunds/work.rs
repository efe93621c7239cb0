//! Refunds whose time has come: sent, or asked about.

use chrono::NaiveDateTime;

use super::settle::{self, Verdict};
use super::{NOT_CONFIGURED, Refund, STANDS, find};
use crate::cards::charges;
use crate::cards::turns::{self, Due, Errand, MOST_ASKED, TURN, Talk};
use crate::cards::work::Desk;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::refunds;
use crate::error::AppError;
use crate::gateways::{Charged, End, Fault, Order, Token};
use crate::invoices::Writing;
use crate::money::Amount;
use crate::payments::refund::can_go_back;

/// Does what is due now; whether there was something.
///
/// # Errors
/// When the database fails.
pub fn work(desk: &Desk<'_>) -> Result<bool, AppError> {
    turns::work::<Refunds>(desk)
}

struct Refunds;

impl Talk for Refunds {
    type About = Refund;
    type Verdict = Verdict;
    const WHAT: &'static str = "a refund";
    /// Whoever enrols a card waits behind it, and has a minute.
    const SOME: i64 = 1;

    fn due(conn: &mut Db, now: NaiveDateTime, most: i64) -> QueryResult<Vec<Due>> {
        refunds::table
            .filter(refunds::next_at.le(now))
            .order(refunds::next_at)
            .limit(most)
            .select((refunds::id, refunds::next_at))
            .load(conn)
    }

    fn take(
        conn: &mut Db,
        w: &Writing,
        desk: &Desk<'_>,
        (id, seen): Due,
    ) -> Result<Option<Errand<Refund>>, AppError> {
        let found = find(conn, id)?;
        let payment = settle::locked(conn, &found)?;
        let refund = find(conn, id)?;
        if refund.next_at != seen || !refund.is_open() {
            return Ok(None);
        }
        let is_first = refund.status == "prepared";
        if is_first && !can_go_back(&payment) {
            settle::withdraw(conn, w, &refund)?;
            return Ok(None);
        }
        diesel::update(refunds::table.find(id))
            .set((
                is_first.then_some(refunds::status.eq("sent")),
                refunds::attempts.eq(refunds::attempts + 1),
                refunds::next_at.eq(Some(w.at + TURN)),
            ))
            .execute(conn)?;
        let charge = charges::find(conn, refund.charge_id)?;
        let end = desk.gateways.end(conn, charge.gateway_id)?;
        let order = Order {
            buy_order: charge.buy_order,
            // The charge's own name is enough: the card may be gone by now.
            username: String::new(),
            token: Token::new(""),
            amount: Amount(charge.amount),
            currency: charge.currency,
        };
        Ok(Some(Errand { about: find(conn, id)?, end, order, is_first }))
    }

    fn ask(errand: &Errand<Refund>) -> Verdict {
        let end = match &errand.end {
            Ok(end) => end.as_ref(),
            Err(_) if errand.is_first => return Verdict::NotGiven(NOT_CONFIGURED.to_owned()),
            Err(fault) => return Verdict::Unknown(format!("{fault:?}")),
        };
        if errand.is_first { sent(end, &errand.order) } else { looked_up(errand, end) }
    }

    fn settle(
        conn: &mut Db,
        w: &Writing,
        _: &Desk<'_>,
        refund: &Refund,
        verdict: &Verdict,
    ) -> Result<(), AppError> {
        settle::settle(conn, w, refund, verdict)
    }

    fn postpone(conn: &mut Db, (id, seen): Due, to: NaiveDateTime) -> QueryResult<()> {
        diesel::update(refunds::table.find(id))
            .filter(refunds::next_at.eq(seen))
            .set(refunds::next_at.eq(Some(to)))
            .execute(conn)
            .map(|_| ())
    }
}

/// Sends it: this is done once.
fn sent(end: &dyn End, order: &Order) -> Verdict {
    match end.refund(order, order.amount) {
        Ok(Charged::Undone) => Verdict::Approved,
        Ok(Charged::Refused { code }) => no(end, order, Verdict::Refused(code)),
        // Whoever may not ask changes nothing.
        Err(Fault::Refused { status: status @ (401 | 403), words }) => {
            Verdict::NotGiven(format!("{words} ({status})"))
        }
        Err(Fault::Refused { status, words }) => {
            no(end, order, Verdict::NotGiven(format!("{words} ({status})")))
        }
        Err(Fault::NotConfigured | Fault::Unfit(_)) => Verdict::NotGiven(NOT_CONFIGURED.to_owned()),
        unknown @ (Ok(Charged::Approved { .. }) | Err(Fault::Unknown(_))) => {
            Verdict::Unknown(format!("{unknown:?}"))
        }
    }
}

/// It was not taken, perhaps because the money went back before: by the gateway's own pages, or by an earlier
/// refund that was given up too soon. Only a gateway that says the charge stands is believed.
fn no(end: &dyn End, order: &Order, answer: Verdict) -> Verdict {
    match end.asked(order) {
        Ok(Some(Charged::Undone)) => Verdict::Approved,
        Ok(Some(Charged::Approved { .. })) => answer,
        unknown => Verdict::Unknown(format!("{answer:?}, {unknown:?}")),
    }
}

/// A gateway that knows no such charge knows nothing of its end either: every charge here was approved once.
fn looked_up(errand: &Errand<Refund>, end: &dyn End) -> Verdict {
    match end.asked(&errand.order) {
        Ok(Some(Charged::Undone)) => Verdict::Approved,
        Ok(Some(Charged::Approved { .. })) if errand.about.attempts > MOST_ASKED => {
            Verdict::NotGiven(STANDS.to_owned())
        }
        answer => Verdict::Unknown(format!("{answer:?}")),
    }
}

/// Has a refund in doubt asked about now. It does not count among the times after which it is believed that the
/// charge stands: those lie apart on purpose.
///
/// # Errors
/// When the database fails.
pub fn again(conn: &mut Db, id: i64, now: NaiveDateTime) -> QueryResult<()> {
    diesel::update(refunds::table.find(id))
        .filter(refunds::status.eq("review").and(refunds::next_at.gt(now)))
        .set((refunds::next_at.eq(Some(now)), refunds::attempts.eq(refunds::attempts - 1)))
        .execute(conn)
        .map(|_| ())
}
