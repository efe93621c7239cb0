//! The cards of some customers, enrolled at the simulator by the road of everybody.

use chrono::{Datelike, Months, NaiveDate};

use crate::access::{Actor, Via};
use crate::audit::By;
use crate::cards::enrol::Through;
use crate::cards::{begin, confirm, enrol, store};
use crate::catalogues::{self, save};
use crate::clock;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::{cards, contracts, customers, gateways};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::fields::{Changes, Lookup, Value};
use crate::gateways::{Gateways, SIMULATOR, simulator};
use crate::secret::Key;
use crate::settings::organisation;

/// What the simulator is called.
const NAME: &str = "Simulador de tarjetas";
/// How many customers have a card.
const MOST: i64 = 24;
/// Enrols them, unless somebody has a card already.
pub(super) fn enrol(db: &Database, key: &Key) -> Result<(), AppError> {
    let Some(gateway) = db.write_now(gateway)? else { return Ok(()) };
    let gateways = Gateways::new(db.clone(), key);
    let holders = db.read_now(|conn| Ok::<_, AppError>(holders(conn, gateway)?))?;
    for (turn, customer) in holders.into_iter().enumerate() {
        enrol_one(db, &gateways, gateway, customer)?;
        db.write_now(|conn| age(conn, turn, customer))?;
    }
    Ok(())
}

/// The simulator's row; none where cards are there by now.
fn gateway(conn: &mut Db) -> Result<Option<i64>, AppError> {
    if cards::table.select(cards::id).first::<i64>(conn).optional()?.is_some() {
        return Ok(None);
    }
    let there = gateways::table.filter(gateways::end_kind.eq(SIMULATOR)).select(gateways::id);
    if let Some(id) = there.first(conn).optional()? {
        return Ok(Some(id));
    }
    let catalogue = catalogues::find(Lookup::Gateways).ok_or(AppError::NotFound)?;
    let mut changes = Changes::default();
    changes.set("name", Value::Text(NAME.to_owned()));
    changes.set("end_kind", Value::Text(SIMULATOR.to_owned()));
    let blank = catalogue.blank(&organisation::load(conn)?);
    let actor = Actor::command(Via::Command);
    match save::create(conn, &actor, catalogue, blank, &changes)? {
        save::Outcome::Saved(entry, _) => Ok(Some(entry.id)),
        save::Outcome::Refused(_) | save::Outcome::Conflict(_) => Ok(None),
    }
}

/// Who has a service in the currency that the gateway charges, an e-mail, and is not gone.
fn holders(conn: &mut Db, gateway: i64) -> QueryResult<Vec<i64>> {
    let currency: String = gateways::table.find(gateway).select(gateways::currency).first(conn)?;
    let served =
        contracts::table.filter(contracts::currency.eq(currency)).select(contracts::customer_id);
    customers::table
        .filter(customers::id.eq_any(served))
        .filter(customers::status.eq("active").and(customers::email.is_not_null()))
        .order(customers::id)
        .select(customers::id)
        .limit(MOST)
        .load(conn)
}

/// From the first page to the way back, as a browser would.
fn enrol_one(
    db: &Database,
    gateways: &Gateways,
    gateway: i64,
    customer: i64,
) -> Result<(), AppError> {
    let actor = Actor::command(Via::Command);
    let started = db.write_now(|conn| {
        let record = query::find_to_change(conn, &actor, customer)?.ok_or(AppError::NotFound)?;
        begin::start(conn, &record, gateway, (None, Through::Link))
    })?;
    let Some(started) = started else { return Ok(()) };
    let back = "http://localhost/cards/return";
    let Ok(way) = begin::at_gateway(gateways, &started, back)? else { return Ok(()) };
    let token = way.begun.token.reveal().to_owned();
    let returned = db.write_now(|conn| {
        simulator::answer(conn, &token, "approve")?;
        enrol::returned(conn, &token, false, clock::now())
    })?;
    confirm::end(gateways, &By::command(&actor), &returned.enrolment)
}

/// Gives a card a last month of its own: every sixth expires this month, every twelfth did the last one.
fn age(conn: &mut Db, turn: usize, customer: i64) -> Result<(), AppError> {
    let now = clock::now();
    let today = now.date();
    let expires: NaiveDate = match turn % 12 {
        3 | 9 => today,
        6 => today - Months::new(1),
        other => today + Months::new(u32::try_from(8 + 3 * other).unwrap_or(8)),
    };
    diesel::update(cards::table.filter(cards::customer_id.eq(customer)))
        .set((
            cards::exp_month.eq(i64::from(expires.month())),
            cards::exp_year.eq(i64::from(expires.year())),
        ))
        .execute(conn)?;
    Ok(store::refresh(conn, customer, now)?)
}
