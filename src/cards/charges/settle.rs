//! What became of a charge, written down once: the document, the payment, the card and the subscription follow it.

use chrono::Duration;

use super::prepare::{self, Why};
use super::{Charge, find, may_become};
use crate::cards::charged::{self, Turn};
use crate::cards::link::{self, Mailing};
use crate::cards::store;
use crate::cards::turns;
use crate::cards::work::Desk;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::{cards, charges};
use crate::db::{Db, among};
use crate::error::AppError;
use crate::invoices::Writing;
use crate::invoices::settling;
use crate::invoices::store::Invoice;
use crate::mail::{self, Kind};
use crate::notices;
use crate::payments::by_card;

/// What became of a document that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charging {
    /// It is not charged by itself: its customer pays.
    NotWanted,
    /// It is charged.
    Prepared(i64),
    /// It would be.
    Refused(Why),
}

/// Charges a document that was just issued, if its customer is charged by card: to be called by whoever issued it,
/// in that transaction. Without a card the customer is mailed the link to choose one.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn by_itself(
    conn: &mut Db,
    w: &Writing,
    desk: &Desk<'_>,
    invoice: i64,
) -> Result<Charging, AppError> {
    let document = prepare::locked(conn, invoice)?;
    if !charged::is_charged_by_itself(conn, &document)? {
        return Ok(Charging::NotWanted);
    }
    let why = match prepare::prepare(conn, w, invoice)? {
        Ok(charge) => return Ok(Charging::Prepared(charge)),
        Err(why) => why,
    };
    if why == Why::NoCard {
        charged::card_missing(conn, &w.circumstance(None), document.customer_id)?;
        ask_for_a_card(conn, w, desk, document.customer_id)?;
    }
    Ok(Charging::Refused(why))
}

/// What is known of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The card was charged.
    Approved(String),
    /// The card was not charged, for a reason of its own.
    Refused(i64),
    /// The card was not charged, and it is not the card's fault: in words for the staff.
    NotSent(String),
    /// It was charged, and that was taken back.
    Undone,
    /// Nobody knows.
    Unknown(String),
}

/// Writes it down. What another has settled meanwhile stays.
pub(super) fn settle(
    conn: &mut Db,
    w: &Writing,
    desk: &Desk<'_>,
    charge: &Charge,
    verdict: &Verdict,
) -> Result<(), AppError> {
    let mut document = prepare::locked(conn, charge.invoice_id)?;
    let charge = find(conn, charge.id)?;
    let status = match verdict {
        Verdict::Approved(_) => "approved",
        Verdict::Refused(_) | Verdict::NotSent(_) => "refused",
        Verdict::Undone => "reversed",
        Verdict::Unknown(_) => "review",
    };
    let is_still_in_doubt = charge.status == "review" && status == "review";
    if !may_become(&charge.status, status) && !is_still_in_doubt {
        return Ok(());
    }
    match verdict {
        Verdict::Approved(authorization) => {
            approved(conn, w, &charge, authorization)?;
            let mailing = notices::Mailing { post: desk.post, public_url: desk.public_url };
            notices::tell_payment(conn, w, mailing, charge.payment_id)?;
        }
        Verdict::Refused(code) => {
            end(conn, w, &charge, ("refused", Some(*code), None))?;
            let is_worn = blame(conn, w, &charge)?;
            refused(conn, w, &charge, &mut document, None)?;
            if is_worn {
                ask_for_a_card(conn, w, desk, document.customer_id)?;
            }
        }
        Verdict::NotSent(words) => {
            end(conn, w, &charge, ("refused", None, Some(words)))?;
            refused(conn, w, &charge, &mut document, Some(words))?;
        }
        Verdict::Undone => {
            end(conn, w, &charge, ("reversed", None, None))?;
            by_card::ended(conn, w, charge.payment_id, "rejected", None)?;
            if !charge.by_hand {
                settling::reject(conn, w, &mut document)?;
            }
        }
        Verdict::Unknown(words) => {
            diesel::update(charges::table.find(charge.id))
                .set((
                    charges::status.eq("review"),
                    charges::error.eq(Some(words)),
                    charges::next_at.eq(Some(w.at + turns::wait(charge.attempts))),
                ))
                .execute(conn)?;
            by_card::ended(conn, w, charge.payment_id, "review", None)?;
        }
    }
    Ok(w.refresh(conn, &[document.customer_id])?)
}

fn end(
    conn: &mut Db,
    w: &Writing,
    charge: &Charge,
    (status, code, error): (&str, Option<i64>, Option<&str>),
) -> QueryResult<()> {
    diesel::update(charges::table.find(charge.id))
        .set((
            charges::status.eq(status),
            charges::response_code.eq(code),
            charges::error.eq(error),
            charges::next_at.eq(None::<chrono::NaiveDateTime>),
            charges::settled_at.eq(Some(w.at)),
        ))
        .execute(conn)
        .map(|_| ())
}

fn approved(
    conn: &mut Db,
    w: &Writing,
    charge: &Charge,
    authorization: &str,
) -> Result<(), AppError> {
    end(conn, w, charge, ("approved", Some(0), None))?;
    diesel::update(charges::table.find(charge.id))
        .set(charges::authorization_code.eq(Some(authorization)))
        .execute(conn)?;
    by_card::came_in(conn, w, charge.payment_id, charge.invoice_id, authorization)?;
    let there = cards::table.find(charge.card_id).filter(cards::status.ne("removed"));
    diesel::update(there)
        .set((cards::failure_count.eq(0), cards::status.eq("active")))
        .execute(conn)?;
    Ok(())
}

/// One refusal more of a card; whether it is charged no more from now on, after some in a row.
fn blame(conn: &mut Db, w: &Writing, charge: &Charge) -> QueryResult<bool> {
    let there = || cards::table.find(charge.card_id).filter(cards::status.eq("active"));
    diesel::update(there()).set(cards::failure_count.eq(cards::failure_count + 1)).execute(conn)?;
    let most = w.settings.organisation.billing.failures();
    let worn = there().filter(cards::failure_count.ge(most));
    diesel::update(worn)
        .set((cards::status.eq("failed"), cards::version.eq(cards::version + 1)))
        .execute(conn)
        .map(|count| count > 0)
}

/// Mails the customer a link to choose another card; whoever cannot be written to is found by the state of the card.
///
/// # Errors
/// When the database fails.
pub fn ask_for_a_card(
    conn: &mut Db,
    w: &Writing,
    desk: &Desk<'_>,
    customer: i64,
) -> Result<(), AppError> {
    let Some(record) = query::find(conn, customer)? else { return Ok(()) };
    // Each letter ends the link of the one before: one a day, whatever number of documents asks for it.
    let since = w.at - Duration::hours(20);
    if !mail::queued_since(conn, &[customer], Kind::CardRenewal, since)?.is_empty() {
        return Ok(());
    }
    let mailing = Mailing {
        actor: w.actor,
        house: &w.settings.organisation,
        post: desk.post,
        public_url: desk.public_url,
    };
    let cards = store::of_customer(conn, customer)?;
    let card = cards.iter().find(|card| card.is_default);
    link::send(conn, mailing, &record, card, w.at).map(|_| ())
}

/// The document is rejected, and charged again some days later, or no more.
fn refused(
    conn: &mut Db,
    w: &Writing,
    charge: &Charge,
    document: &mut Invoice,
    reason: Option<&str>,
) -> Result<(), AppError> {
    if charge.by_hand {
        // The customer is told, and chooses what to do: neither the document nor the subscription changes by it.
        return by_card::ended(conn, w, charge.payment_id, "rejected", reason);
    }
    settling::reject(conn, w, document)?;
    let again = next_try(conn, w, charge)?;
    let turn = if again.is_some() { Turn::Retrying } else { Turn::Unpaid };
    charged::turned(conn, &w.circumstance(None), document.subscription_id, turn)?;
    if let Some(days) = again {
        diesel::update(charges::table.find(charge.id))
            .set(charges::next_at.eq(Some(w.at + Duration::days(days))))
            .execute(conn)?;
        // One of which it had to be asked ends here; the next try is a payment of its own.
        return leave_review(conn, w, charge, reason);
    }
    give_up(conn, w, charge, reason)
}

fn leave_review(
    conn: &mut Db,
    w: &Writing,
    charge: &Charge,
    reason: Option<&str>,
) -> Result<(), AppError> {
    let payment = crate::payments::find(conn, charge.payment_id)?.ok_or(AppError::NotFound)?;
    if payment.status == "review" {
        by_card::ended(conn, w, payment.id, "rejected", reason)?;
    }
    Ok(())
}

/// Nothing follows: the payment could not be had.
fn give_up(
    conn: &mut Db,
    w: &Writing,
    charge: &Charge,
    reason: Option<&str>,
) -> Result<(), AppError> {
    leave_review(conn, w, charge, reason)?;
    by_card::ended(conn, w, charge.payment_id, "unable_to_charge", reason)
}

/// In how many days a document is charged again, by how often it was.
fn next_try(conn: &mut Db, w: &Writing, charge: &Charge) -> QueryResult<Option<i64>> {
    let tries: i64 = charges::table
        .filter(charges::invoice_id.eq(charge.invoice_id))
        .filter(charges::status.eq("refused").and(charges::by_hand.eq(false)))
        .count()
        .get_result(conn)?;
    let at = usize::try_from(tries - 1).unwrap_or(usize::MAX);
    Ok(w.settings.organisation.billing.retries().get(at).copied())
}

/// Documents that are owed again because their money went back: what was to be tried again of them is not, until
/// somebody asks for it.
///
/// # Errors
/// When the database fails.
pub fn stop_trying(conn: &mut Db, w: &Writing, documents: &[i64]) -> Result<(), AppError> {
    let tried = charges::table
        .filter(among(charges::invoice_id, documents))
        .filter(charges::status.eq("refused").and(charges::next_at.is_not_null()));
    let tried: Vec<(i64, i64)> = tried.select((charges::id, charges::payment_id)).load(conn)?;
    for (id, payment) in tried {
        diesel::update(charges::table.find(id))
            .set(charges::next_at.eq(None::<chrono::NaiveDateTime>))
            .execute(conn)?;
        by_card::ended(conn, w, payment, "rejected", None)?;
    }
    Ok(())
}

/// A charge that nobody sent is not wanted any more: paid otherwise meanwhile, or the card is gone.
pub(super) fn withdraw(conn: &mut Db, w: &Writing, charge: &Charge) -> Result<(), AppError> {
    end(conn, w, charge, ("refused", None, None))?;
    by_card::ended(conn, w, charge.payment_id, "rejected", None)
}

/// The day of the next try has come.
pub(super) fn follow(
    conn: &mut Db,
    w: &Writing,
    desk: &Desk<'_>,
    charge: &Charge,
) -> Result<(), AppError> {
    let document = prepare::locked(conn, charge.invoice_id)?;
    match prepare::follow(conn, w, charge)? {
        Ok(()) => {}
        // Paid otherwise, or nobody is left to charge.
        Err(Why::NothingOpen | Why::Gone | Why::Asked | Why::OtherAmount) => {
            by_card::ended(conn, w, charge.payment_id, "rejected", None)?;
        }
        Err(Why::NoCard | Why::OtherCurrency) => {
            give_up(conn, w, charge, None)?;
            let why = w.circumstance(None);
            charged::turned(conn, &why, document.subscription_id, Turn::Unpaid)?;
            ask_for_a_card(conn, w, desk, document.customer_id)?;
        }
    }
    diesel::update(charges::table.find(charge.id))
        .set(charges::next_at.eq(None::<chrono::NaiveDateTime>))
        .execute(conn)?;
    Ok(w.refresh(conn, &[document.customer_id])?)
}

/// Whether a charge that is about to be sent is still for what it was made for.
pub(super) fn is_wanted(conn: &mut Db, w: &Writing, charge: &Charge) -> Result<bool, AppError> {
    let document = prepare::locked(conn, charge.invoice_id)?;
    let is_open = crate::invoices::states::is_open(&document.status);
    if !is_open || document.balance != charge.amount {
        return Ok(false);
    }
    let cards = store::of_customer(conn, document.customer_id)?;
    let there = cards.iter().any(|card| card.id == charge.card_id && card.works_on(w.today()));
    Ok(there && store::is_here(conn, document.customer_id)?)
}
