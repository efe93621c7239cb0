//! Making a charge: who is charged, how much, and by what name. Nothing is sent here.

use super::Charge;
use crate::cards::store::{self, Card};
use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{cards, charges, gateways};
use crate::error::AppError;
use crate::invoices::Writing;
use crate::invoices::states::is_open;
use crate::invoices::store::{Invoice, find as find_invoice};
use crate::money::Amount;
use crate::payments::by_card::{self, Expected};

/// Why nothing is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The customer is gone or in the archive.
    Gone,
    /// Nothing is left to pay of the document.
    NothingOpen,
    /// There is no default card that can be charged.
    NoCard,
    /// The card's gateway charges in another currency.
    OtherCurrency,
    /// A charge is on its way already, or follows one that was refused.
    Asked,
    /// What is left of the document is not what the customer saw.
    OtherAmount,
}

/// Makes the charge of a document's balance to the customer's default card, as it is now; its number.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn prepare(conn: &mut Db, w: &Writing, invoice: i64) -> Result<Result<i64, Why>, AppError> {
    let document = locked(conn, invoice)?;
    let asked: i64 = charges::table
        .filter(charges::invoice_id.eq(invoice))
        .filter(
            charges::status
                .eq_any(["prepared", "sent", "review"])
                .or(charges::next_at.is_not_null()),
        )
        .count()
        .get_result(conn)?;
    if asked > 0 {
        return Ok(Err(Why::Asked));
    }
    let card = match chargeable(conn, w, &document, None)? {
        Ok(card) => card,
        Err(why) => return Ok(Err(why)),
    };
    let label = card.label();
    let payment = by_card::expect(conn, w, expected(&document, &card, &label))?;
    insert(conn, w, (&document, &card, payment), false).map(Ok)
}

/// What a customer asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The document.
    pub invoice: i64,
    /// How much the page said: another balance is another question.
    pub amount: i64,
    /// The card, by its public name.
    pub card: &'a str,
    /// The form's own mark: the same form twice is one charge.
    pub once: &'a str,
}

/// Makes the charge that a customer asks for, of a document's balance to the card that they choose; its number. A try
/// that is to follow a refused one does not stand in its way: once this one is approved, nothing is left for that.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn prepare_by_hand(
    conn: &mut Db,
    w: &Writing,
    wish: Wish<'_>,
) -> Result<Result<i64, Why>, AppError> {
    let document = locked(conn, wish.invoice)?;
    let is_same_form = by_card::is_known(conn, wish.once)?;
    if is_same_form || super::open_of(conn, wish.invoice)?.is_some() {
        return Ok(Err(Why::Asked));
    }
    if document.balance != wish.amount && document.balance > 0 {
        return Ok(Err(Why::OtherAmount));
    }
    let card = match chargeable(conn, w, &document, Some(wish.card))? {
        Ok(card) => card,
        Err(why) => return Ok(Err(why)),
    };
    let label = card.label();
    let once = Some(wish.once);
    let expected = Expected { once, ..expected(&document, &card, &label) };
    let payment = by_card::expect(conn, w, expected)?;
    insert(conn, w, (&document, &card, payment), true).map(Ok)
}

/// Makes the charge that follows one that was refused: of the same payment, as long as that waits.
pub(super) fn follow(
    conn: &mut Db,
    w: &Writing,
    former: &Charge,
) -> Result<Result<(), Why>, AppError> {
    let document = locked(conn, former.invoice_id)?;
    let card = match chargeable(conn, w, &document, None)? {
        Ok(card) => card,
        Err(why) => return Ok(Err(why)),
    };
    let label = card.label();
    let expected = expected(&document, &card, &label);
    let payment = crate::payments::find(conn, former.payment_id)?.ok_or(AppError::NotFound)?;
    let payment = if payment.status == "waiting" {
        by_card::expect_again(conn, w, payment.id, expected)?;
        payment.id
    } else {
        by_card::expect(conn, w, expected)?
    };
    insert(conn, w, (&document, &card, payment), false).map(|_| Ok(()))
}

/// The document, with its customer locked.
pub(super) fn locked(conn: &mut Db, invoice: i64) -> Result<Invoice, AppError> {
    let seen = find_invoice(conn, invoice)?.ok_or(AppError::NotFound)?;
    query::lock(conn, &[seen.customer_id])?;
    find_invoice(conn, invoice)?.ok_or(AppError::NotFound)
}

/// The customer's cards that a document can be charged to, the default first.
///
/// # Errors
/// When the database fails.
pub fn cards_for(conn: &mut Db, w: &Writing, document: &Invoice) -> QueryResult<Vec<Card>> {
    let takers: Vec<i64> = gateways::table
        .filter(gateways::currency.eq(&document.currency))
        .select(gateways::id)
        .load(conn)?;
    let mut cards = store::of_customer(conn, document.customer_id)?;
    cards.retain(|card| card.works_on(w.today()) && takers.contains(&card.gateway_id));
    Ok(cards)
}

/// The currencies that a customer can pay in by card: those of gateways that take new cards, and of their own cards.
///
/// # Errors
/// When the database fails.
pub fn currencies_for(conn: &mut Db, customer: i64) -> QueryResult<Vec<String>> {
    let own = cards::table
        .filter(cards::customer_id.eq(customer).and(cards::status.eq("active")))
        .select(cards::gateway_id);
    let own: Vec<i64> = own.load(conn)?;
    gateways::table
        .filter(gateways::is_active.or(gateways::id.eq_any(own)))
        .select(gateways::currency)
        .load(conn)
}

/// The card that the document's balance can be charged to: the one of this public name, or the default.
fn chargeable(
    conn: &mut Db,
    w: &Writing,
    document: &Invoice,
    chosen: Option<&str>,
) -> Result<Result<Card, Why>, AppError> {
    if !store::is_here(conn, document.customer_id)? {
        return Ok(Err(Why::Gone));
    }
    if !is_open(&document.status) || document.balance == 0 {
        return Ok(Err(Why::NothingOpen));
    }
    let cards = store::of_customer(conn, document.customer_id)?;
    let today = w.today();
    let is_meant = |card: &Card| chosen.map_or(card.is_default, |name| card.public_id == name);
    let card = cards.into_iter().find(|card| is_meant(card) && card.works_on(today));
    let Some(card) = card else { return Ok(Err(Why::NoCard)) };
    let currency: String =
        gateways::table.find(card.gateway_id).select(gateways::currency).first(conn)?;
    Ok(if currency == document.currency { Ok(card) } else { Err(Why::OtherCurrency) })
}

fn expected<'a>(document: &'a Invoice, card: &Card, label: &'a str) -> Expected<'a> {
    Expected {
        customer: document.customer_id,
        currency: &document.currency,
        amount: Amount(document.balance),
        gateway: card.gateway_id,
        card: card.id,
        label,
        once: None,
    }
}

fn insert(
    conn: &mut Db,
    w: &Writing,
    (document, card, payment): (&Invoice, &Card, i64),
    by_hand: bool,
) -> Result<i64, AppError> {
    let before: i64 =
        charges::table.filter(charges::payment_id.eq(payment)).count().get_result(conn)?;
    let id = diesel::insert_into(charges::table)
        .values((
            charges::buy_order.eq(format!("P{payment}-{}", before + 1)),
            charges::payment_id.eq(payment),
            charges::invoice_id.eq(document.id),
            charges::card_id.eq(card.id),
            charges::gateway_id.eq(card.gateway_id),
            charges::amount.eq(document.balance),
            charges::currency.eq(&document.currency),
            charges::status.eq("prepared"),
            charges::attempts.eq(0),
            charges::next_at.eq(Some(w.at)),
            charges::created_at.eq(w.at),
            charges::by_hand.eq(by_hand),
        ))
        .returning(charges::id)
        .get_result(conn)?;
    Ok(id)
}
