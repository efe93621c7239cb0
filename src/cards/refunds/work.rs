//! Refunds whose time has come: sent, or asked about. Each step is taken by one, in a transaction; the gateway is
//! spoken to between two of them.

use chrono::{Duration, NaiveDateTime};

use super::settle::{self, Verdict};
use super::{NOT_CONFIGURED, Refund, STANDS, find};
use crate::access::{Actor, Via};
use crate::cards::charges;
use crate::cards::work::Desk;
use crate::clock;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::refunds;
use crate::error::AppError;
use crate::gateways::{Charged, End, Fault, Order, Token};
use crate::invoices::Writing;
use crate::money::Amount;
use crate::payments::refund::can_go_back;
use crate::settings::Settings;

/// How long whoever speaks to a gateway about a refund has it to itself.
const TURN: Duration = Duration::minutes(2);

/// After how many conversations an answer that the charge stands is believed: more than ten minutes after the
/// refund was sent, by the waits between.
pub(super) const MOST_ASKED: i64 = 5;

/// Refunds at a time: whoever enrols a card waits behind it, and has a minute.
const FEW: i64 = 1;

/// What is asked of a gateway.
struct Errand {
    refund: Refund,
    end: Result<Box<dyn End>, Fault>,
    order: Order,
    is_first: bool,
}

/// Does what is due now; whether there was something.
///
/// # Errors
/// When the database fails.
pub fn work(desk: &Desk<'_>) -> Result<bool, AppError> {
    let now = clock::now();
    let due: Vec<(i64, Option<NaiveDateTime>)> = desk.gateways.db().read_now(|conn| {
        refunds::table
            .filter(refunds::next_at.le(now))
            .order(refunds::next_at)
            .limit(FEW)
            .select((refunds::id, refunds::next_at))
            .load(conn)
            .map_err(AppError::from)
    })?;
    for one in &due {
        if let Err(error) = step(desk, *one) {
            // One that cannot be done must not keep the others.
            tracing::warn!(%error, refund = one.0, "a refund waits for its next turn");
            postpone(desk, *one)?;
        }
    }
    Ok(!due.is_empty())
}

fn step(desk: &Desk<'_>, due: (i64, Option<NaiveDateTime>)) -> Result<(), AppError> {
    let db = desk.gateways.db();
    let Some(errand) = db.write_now(|conn| take(conn, desk, due))? else { return Ok(()) };
    let verdict = asked(&errand);
    db.write_now(|conn| {
        let settings = Settings::load(conn)?;
        let actor = Actor::command(Via::Command);
        let w = Writing::new(&actor, &settings, clock::now());
        settle::settle(conn, &w, &errand.refund, &verdict)
    })
}

fn postpone(desk: &Desk<'_>, (id, seen): (i64, Option<NaiveDateTime>)) -> Result<(), AppError> {
    desk.gateways.db().write_now(|conn| {
        diesel::update(refunds::table.find(id))
            .filter(refunds::next_at.eq(seen))
            .set(refunds::next_at.eq(Some(clock::now() + TURN)))
            .execute(conn)?;
        Ok(())
    })
}

/// Takes a refund to speak to its gateway about; none where there is nothing to say, or another was faster.
fn take(
    conn: &mut Db,
    desk: &Desk<'_>,
    (id, seen): (i64, Option<NaiveDateTime>),
) -> Result<Option<Errand>, AppError> {
    let settings = Settings::load(conn)?;
    let actor = Actor::command(Via::Command);
    let w = Writing::new(&actor, &settings, clock::now());
    let found = find(conn, id)?;
    let payment = settle::locked(conn, &found)?;
    let refund = find(conn, id)?;
    if refund.next_at != seen || !refund.is_open() {
        return Ok(None);
    }
    let is_first = refund.status == "prepared";
    if is_first && !can_go_back(&payment) {
        settle::withdraw(conn, &w, &refund)?;
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
    Ok(Some(Errand { refund: find(conn, id)?, end, order, is_first }))
}

fn asked(errand: &Errand) -> Verdict {
    let end = match &errand.end {
        Ok(end) => end.as_ref(),
        Err(_) if errand.is_first => return Verdict::NotGiven(NOT_CONFIGURED.to_owned()),
        Err(fault) => return Verdict::Unknown(format!("{fault:?}")),
    };
    if errand.is_first { sent(end, &errand.order) } else { looked_up(errand, end) }
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
fn looked_up(errand: &Errand, end: &dyn End) -> Verdict {
    match end.asked(&errand.order) {
        Ok(Some(Charged::Undone)) => Verdict::Approved,
        Ok(Some(Charged::Approved { .. })) if errand.refund.attempts > MOST_ASKED => {
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
