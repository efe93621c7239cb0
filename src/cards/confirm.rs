//! How an enrolment ends: its gateway is asked at the return, and again while nobody knows, within the minute that
//! gateways give. What it says is written down whoever is still there to see it: a card of a customer who is gone
//! meanwhile is removed at the gateway.

use chrono::{Duration, NaiveDateTime};

use super::enrol::{self, Enrolment, TO_CONFIRM};
use super::{charged, link, store};
use crate::access::{Actor, Via};
use crate::audit::{self, Action, By};
use crate::customers::cards as history;
use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{card_enrolments, cards, staff};
use crate::error::AppError;
use crate::gateways::owed::{self, Kept};
use crate::gateways::{Answer, Fault, Gateways, Inscribed};
use crate::history::Circumstance;
use crate::token::random_text;

/// How long after an answer that settles nothing the gateway is asked again.
const PAUSE: Duration = Duration::seconds(5);

/// How often it is tried to write down what a gateway said.
const WRITES: u32 = 4;

/// Between two of those tries.
const BETWEEN: std::time::Duration = std::time::Duration::from_secs(1);

/// Asks the gateway how an enrolment ended, with no transaction open, and writes that down.
///
/// # Errors
/// When its token does not open, or the database fails.
pub fn end(gateways: &Gateways, by: &By, enrolment: &Enrolment) -> Result<(), AppError> {
    let token = enrolment.token(gateways.keys())?;
    let end = gateways.db().read_now(|conn| gateways.end(conn, enrolment.gateway_id))?;
    let answer = end.and_then(|end| end.confirm(&token));
    let now = crate::clock::now();
    for removal in written(gateways, by, enrolment, &answer, now)? {
        // What it does not hear now it is told again: whoever came back need not know.
        if let Err(error) = owed::settle(gateways, removal) {
            tracing::warn!(%error, removal, "a removal waits for its next turn");
        }
    }
    Ok(())
}

/// Writes it down, and tries again: a gateway says only once that a card is approved.
fn written(
    gateways: &Gateways,
    by: &By,
    enrolment: &Enrolment,
    answer: &Result<Answer, Fault>,
    now: NaiveDateTime,
) -> Result<Vec<i64>, AppError> {
    let write =
        || gateways.db().write_now(|conn| settle(conn, gateways, by, enrolment, answer, now));
    let mut done = write();
    for _ in 1..WRITES {
        if let Err(error) = &done {
            tracing::warn!(%error, enrolment = enrolment.id, "how it ended is written again");
            std::thread::sleep(BETWEEN);
            done = write();
        }
    }
    done
}

/// Writes down how an enrolment ended; what its gateway has to remove for that.
fn settle(
    conn: &mut Db,
    gateways: &Gateways,
    by: &By,
    enrolment: &Enrolment,
    answer: &Result<Answer, Fault>,
    now: NaiveDateTime,
) -> Result<Vec<i64>, AppError> {
    let (card, owed) = match answer {
        Ok(Answer::Approved(card)) => {
            let ended = keep(conn, gateways, enrolment, card, now)?;
            write(conn, enrolment.id, ("done", Some(0)), ended.card)?;
            (ended.card, ended.owed)
        }
        Ok(Answer::Refused(code)) => {
            write(conn, enrolment.id, ("refused", Some(*code)), None)?;
            (None, Vec::new())
        }
        Err(_) => {
            doubt(conn, enrolment, now)?;
            (None, Vec::new())
        }
    };
    if card.is_some() {
        audit::note(conn, by, Action::CardEnrolled, enrolment.customer_id)?;
    }
    Ok(owed)
}

fn write(
    conn: &mut Db,
    id: i64,
    (status, code): (&str, Option<i64>),
    card: Option<i64>,
) -> QueryResult<()> {
    diesel::update(card_enrolments::table.find(id))
        .set((
            card_enrolments::status.eq(status),
            card_enrolments::response_code.eq(code),
            card_enrolments::card_id.eq(card),
            card_enrolments::next_at.eq(None::<NaiveDateTime>),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Nobody knows yet: asked again, as long as that makes sense. What another has settled meanwhile stays.
fn doubt(conn: &mut Db, enrolment: &Enrolment, now: NaiveDateTime) -> QueryResult<()> {
    let again = now + PAUSE;
    let is_over = enrolment.returned_at.is_none_or(|at| again > at + TO_CONFIRM);
    diesel::update(card_enrolments::table.find(enrolment.id))
        .filter(card_enrolments::status.eq_any(["confirming", "review"]))
        .set((
            card_enrolments::status.eq("review"),
            card_enrolments::next_at.eq((!is_over).then_some(again)),
        ))
        .execute(conn)
        .map(|_| ())
}

/// What became of an approved card.
struct Ended {
    card: Option<i64>,
    owed: Vec<i64>,
}

fn keep(
    conn: &mut Db,
    gateways: &Gateways,
    enrolment: &Enrolment,
    card: &Inscribed,
    now: NaiveDateTime,
) -> Result<Ended, AppError> {
    let public_id = format!("car_{}", random_text(14));
    let sealed = gateways.keys().seal(&public_id, &card.token).map_err(AppError::Bug)?;
    let Some(customer) = customer_of(conn, enrolment.id)? else {
        let kept = Kept {
            public_id: &public_id,
            gateway: enrolment.gateway_id,
            username: &enrolment.username,
            sealed: &sealed,
        };
        return Ok(Ended { card: None, owed: vec![owed::owe(conn, kept, now)?] });
    };
    let others = store::of_customer(conn, customer)?;
    let former = others.iter().find(|other| Some(other.id) == enrolment.replaces_card_id);
    let is_default = others.iter().all(|other| !other.is_default);
    let (month, year) = card.expires.unzip();
    let id: i64 = diesel::insert_into(cards::table)
        .values((
            cards::public_id.eq(&public_id),
            cards::version.eq(1),
            cards::customer_id.eq(customer),
            cards::gateway_id.eq(enrolment.gateway_id),
            cards::username.eq(&enrolment.username),
            cards::token_sealed.eq(&sealed),
            cards::brand.eq(&card.brand),
            cards::last4.eq(&card.last4),
            cards::kind.eq(card.kind.code()),
            (cards::exp_month.eq(month), cards::exp_year.eq(year)),
            cards::holder.eq(&card.holder),
            cards::is_default.eq(is_default),
            cards::status.eq("active"),
            cards::failure_count.eq(0),
            cards::created_at.eq(now),
        ))
        .returning(cards::id)
        .get_result(conn)?;
    let actor = actor(conn, enrolment, customer)?;
    let why = Circumstance { actor: &actor, at: now, reason: None, job: None };
    let label = store::label(&card.brand, &card.last4);
    history::note(conn, &why, customer, history::ADDED, (None, Some(label)))?;
    let mut owed = Vec::new();
    if let Some(former) = former {
        history::note(conn, &why, customer, history::REMOVED, (Some(former.label()), None))?;
        if former.is_default {
            store::choose(conn, customer, id)?;
        }
        charged::card_gone(conn, &why, customer, (former.id, Some(id)), false)?;
        owed.push(store::remove(conn, former, now)?);
    }
    charged::card_there(conn, &why, customer)?;
    if enrolment.via == "link" {
        link::used(conn, customer, now)?;
    }
    store::refresh(conn, customer, now)?;
    Ok(Ended { card: Some(id), owed })
}

/// Whose doing it is: the member's who began it, or the customer's.
fn actor(conn: &mut Db, enrolment: &Enrolment, customer: i64) -> QueryResult<Actor> {
    let Some(member) = enrolment.started_by else { return Ok(Actor::customer(customer)) };
    let name: Option<String> =
        staff::table.find(member).select(staff::name).first(conn).optional()?;
    let name = name.unwrap_or_default().into();
    Ok(Actor { id: Some(member), name, ..Actor::command(Via::Panel) })
}

/// The customer of an enrolment, locked; none who is gone or in the archive by now.
fn customer_of(conn: &mut Db, enrolment: i64) -> Result<Option<i64>, AppError> {
    let Some(customer) = enrol::by_id(conn, enrolment)?.customer_id else { return Ok(None) };
    query::lock(conn, &[customer])?;
    Ok(store::is_here(conn, customer)?.then_some(customer))
}
