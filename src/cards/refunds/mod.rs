//! Money that goes back to the card it came from. As with charges, each is written down before anything is sent, is
//! sent once, and whoever does not know what became of it asks the gateway and never sends it again.
//!
//! prepared → sent → approved | refused, and «review» while nobody knows. Always all of the payment: of a part, a
//! gateway that is asked later cannot say whether it was this one.

mod settle;
mod work;

use chrono::NaiveDateTime;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{charges, refunds};
use crate::error::AppError;
use crate::invoices::{Outcome, Refusal, Writing};
use crate::payments::refund::{self, can_go_back};
use crate::payments::{self, Payment};

use super::turns::MOST_ASKED;
use settle::Verdict;
pub use work::{again, work};

/// In `error`, in the place of the gateway's words: nothing was sent, its settings are not complete.
pub const NOT_CONFIGURED: &str = "not_configured";

/// In `error`: asked for long enough, the gateway still says that the charge stands.
pub const STANDS: &str = "stands";

/// In `error`: there was nothing to give back any more when its turn came.
pub const NOT_WANTED: &str = "not_wanted";

/// In `error`: somebody found out that the money did not go back.
pub const DECIDED: &str = "decided";

/// A row of `refunds`.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = refunds)]
pub struct Refund {
    /// Number.
    pub id: i64,
    /// The payment that goes back.
    pub payment_id: i64,
    /// The charge that brought it.
    pub charge_id: i64,
    /// As stored.
    pub status: String,
    /// Why, in the words of whoever asked for it.
    pub reason: String,
    /// What the gateway answered, where it was a code.
    pub response_code: Option<i64>,
    /// Its words, or one of the constants here.
    pub error: Option<String>,
    /// How often the gateway was spoken to about it.
    pub attempts: i64,
    /// When something is to be done about it.
    pub next_at: Option<NaiveDateTime>,
}

impl Refund {
    /// Whether nobody has said yet what became of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status.as_str(), "prepared" | "sent" | "review")
    }
}

/// Whether a refund may go from one state to another.
#[must_use]
pub fn may_become(from: &str, to: &str) -> bool {
    match from {
        "prepared" => matches!(to, "sent" | "refused"),
        "sent" => matches!(to, "approved" | "refused" | "review"),
        "review" => matches!(to, "approved" | "refused"),
        _ => false,
    }
}

/// The last refund that was asked for of a payment.
///
/// # Errors
/// When the database fails.
pub fn last_of(conn: &mut Db, payment: i64) -> QueryResult<Option<Refund>> {
    refunds::table
        .filter(refunds::payment_id.eq(payment))
        .order(refunds::id.desc())
        .select(columns::<Refund>())
        .first(conn)
        .optional()
}

fn find(conn: &mut Db, id: i64) -> Result<Refund, AppError> {
    let found = refunds::table.find(id).select(columns::<Refund>()).first(conn).optional()?;
    found.ok_or(AppError::NotFound)
}

/// The charge that can be given back of a payment: the one that brought all of it, where none is on its way back.
///
/// # Errors
/// When the database fails.
pub fn refundable(conn: &mut Db, row: &Payment) -> QueryResult<Option<i64>> {
    if !can_go_back(row) || last_of(conn, row.id)?.is_some_and(|last| last.status != "refused") {
        return Ok(None);
    }
    charges::table
        .filter(charges::payment_id.eq(row.id))
        .filter(charges::status.eq("approved").and(charges::amount.eq(row.amount)))
        .order(charges::id.desc())
        .select(charges::id)
        .first(conn)
        .optional()
}

/// Decides that a payment goes back, if nobody wrote it since. It is sent afterwards, by the work of gateways.
///
/// # Errors
/// `NotFound` when the actor sees no such payment; else when the database fails.
pub fn ask(
    conn: &mut Db,
    w: &Writing,
    payment: i64,
    version: i64,
    reason: &str,
) -> Result<Outcome, AppError> {
    let row = payments::locked(conn, w, payment)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    let Some(charge) = refundable(conn, &row)? else {
        return Ok(Outcome::Refused(Refusal::WrongState));
    };
    let reason = reason.trim();
    if reason.is_empty() {
        return Ok(Outcome::Refused(Refusal::NoReason));
    }
    diesel::insert_into(refunds::table)
        .values((
            refunds::payment_id.eq(payment),
            refunds::charge_id.eq(charge),
            refunds::status.eq("prepared"),
            refunds::reason.eq(reason),
            refunds::attempts.eq(0),
            refunds::next_at.eq(Some(w.at)),
            refunds::created_at.eq(w.at),
        ))
        .execute(conn)?;
    Ok(Outcome::Saved(refund::asked(conn, w, row, reason)?))
}

/// Whether people may say what became of a refund: the gateway was asked for long enough, and nobody knows.
#[must_use]
pub fn may_be_decided(refund: &Refund) -> bool {
    refund.status == "review" && refund.attempts > MOST_ASKED
}

/// What somebody found out at the gateway, of a refund that it does not answer for.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    /// Whether the money went back to the card.
    pub went_back: bool,
    /// How they know.
    pub reason: &'a str,
}

/// Ends a refund in doubt by what somebody found out, if nobody wrote the payment since.
///
/// # Errors
/// `NotFound` when the actor sees no such payment; else when the database fails.
pub fn decide(
    conn: &mut Db,
    w: &Writing,
    (payment, version): (i64, i64),
    decision: Decision<'_>,
) -> Result<Outcome, AppError> {
    let row = payments::locked(conn, w, payment)?;
    if row.version != version {
        return Ok(Outcome::Conflict);
    }
    let Some(refund) = last_of(conn, payment)?.filter(may_be_decided) else {
        return Ok(Outcome::Refused(Refusal::WrongState));
    };
    let reason = decision.reason.trim();
    if reason.is_empty() {
        return Ok(Outcome::Refused(Refusal::NoReason));
    }
    let verdict =
        if decision.went_back { Verdict::Approved } else { Verdict::NotGiven(DECIDED.to_owned()) };
    let saved = refund::decided(conn, w, row, (decision.went_back, reason))?;
    settle::settle(conn, w, &refund, &verdict)?;
    Ok(Outcome::Saved(saved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_is_sent_once_and_ends_once() {
        let ways = [
            ("prepared", "sent refused"),
            ("sent", "approved refused review"),
            ("review", "approved refused"),
            ("approved", ""),
            ("refused", ""),
        ];
        for (from, to) in ways {
            for (state, _) in ways {
                let is_way = to.split(' ').any(|to| to == state);
                assert_eq!(may_become(from, state), is_way, "{from} → {state}");
            }
        }
    }
}
