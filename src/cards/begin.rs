//! The way to a gateway: an enrolment is written down before the gateway is asked, and what the gateway began is
//! kept before anybody is led there.

use chrono::NaiveDateTime;

use super::enrol::{self, Enrolment, New, Offered, Through};
use super::store;
use crate::clock;
use crate::customers::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::gateways::{Begun, Fault, Gateways, Who};
use crate::invoices;

/// An enrolment of which its gateway knows nothing yet.
pub struct Started {
    gateway: Offered,
    enrolment: i64,
    who: Who,
}

/// What leads to a gateway's page. Has no `Debug`, so that no log can show its token.
pub struct Way {
    /// The gateway's name.
    pub gateway: String,
    /// Until when its page waits.
    pub until: NaiveDateTime,
    /// The page, the field that it expects, and the token.
    pub begun: Begun,
    /// Where the page stands, if it is not the panel itself.
    pub origin: Option<String>,
}

/// Writes an enrolment of a customer that is locked down. None where the customer can have no card: gone, in the
/// archive, or without the e-mail that gateways ask for.
///
/// # Errors
/// `BadRequest` for a gateway that takes no cards; when the database fails.
pub fn start(
    conn: &mut Db,
    record: &Record,
    gateway: i64,
    (replaces, through): (Option<i64>, Through),
) -> Result<Option<Started>, AppError> {
    let customer = &record.customer;
    let gateway = enrol::offered(conn)?.into_iter().find(|offered| offered.id == gateway);
    let gateway = gateway.ok_or(AppError::BadRequest)?;
    if store::is_gone(&customer.status) {
        return Ok(None);
    }
    let Some(email) = customer.email.clone() else { return Ok(None) };
    let there = store::of_customer(conn, customer.id)?;
    let new = New {
        customer: customer.id,
        public_id: &customer.public_id,
        replaces: replaces.filter(|id| there.iter().any(|card| card.id == *id)),
        through,
    };
    let (enrolment, username) = enrol::start(conn, &new, &gateway, clock::now())?;
    Ok(Some(Started { gateway, enrolment, who: Who { username, email } }))
}

/// The document that the customer was paying when the card was missing, and the card that came of it, by their public
/// names.
///
/// # Errors
/// When the database fails.
pub fn paying(
    conn: &mut Db,
    enrolment: &Enrolment,
) -> QueryResult<Option<(String, Option<String>)>> {
    let Some(invoice) = enrolment.pays_invoice_id else { return Ok(None) };
    let Some(row) = invoices::store::find(conn, invoice)? else { return Ok(None) };
    let cards = store::of_customer(conn, row.customer_id)?;
    let card = cards.into_iter().find(|card| Some(card.id) == enrolment.card_id);
    Ok(Some((row.public_id, card.map(|card| card.public_id))))
}

/// Has the gateway begin it, with no transaction open. What it does not begin is given up.
///
/// # Errors
/// When the token cannot be sealed, or the database fails.
pub fn at_gateway(
    gateways: &Gateways,
    started: &Started,
    back: &str,
) -> Result<Result<Way, Fault>, AppError> {
    let end = gateways.db().read_now(|conn| gateways.end(conn, started.gateway.id))?;
    let begun = end.and_then(|end| Ok((end.begin(&started.who, back)?, end.page_origin())));
    gateways.db().write_now(|conn| match begun {
        Ok((begun, origin)) => {
            let kept = enrol::begun(conn, gateways.keys(), started.enrolment, &begun)?;
            let gateway = started.gateway.name.clone();
            Ok(Ok(Way { gateway, until: kept.expires_at, begun, origin }))
        }
        Err(fault) => {
            enrol::give_up(conn, started.enrolment)?;
            Ok(Err(fault))
        }
    })
}
