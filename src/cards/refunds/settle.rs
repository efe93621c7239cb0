//! What became of a refund, written down once: the payment and what it settled follow it.

use super::{NOT_WANTED, Refund, find, may_become};
use crate::cards::{charges, turns};
use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::refunds;
use crate::error::AppError;
use crate::invoices::Writing;
use crate::payments::{self, refund};

/// What a gateway says of a refund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The money is on its way back.
    Approved,
    /// It is not, by this code.
    Refused(i64),
    /// It is not, in these words.
    NotGiven(String),
    /// Nobody knows.
    Unknown(String),
}

/// Locks the customer whose payment it is; the payment as it is by now.
pub(super) fn locked(conn: &mut Db, refund: &Refund) -> Result<payments::Payment, AppError> {
    let seen = payments::find(conn, refund.payment_id)?.ok_or(AppError::NotFound)?;
    query::lock(conn, &[seen.customer_id])?;
    payments::find(conn, refund.payment_id)?.ok_or(AppError::NotFound)
}

/// Writes down what a gateway said, unless somebody did.
pub(super) fn settle(
    conn: &mut Db,
    w: &Writing,
    seen: &Refund,
    verdict: &Verdict,
) -> Result<(), AppError> {
    locked(conn, seen)?;
    let row = find(conn, seen.id)?;
    // Settled meanwhile: the first answer stands.
    if !row.is_open() {
        return Ok(());
    }
    match verdict {
        Verdict::Approved => {
            end(conn, w, &row, ("approved", None, None))?;
            let owed = refund::went_back(conn, w, row.payment_id, &row.reason)?;
            charges::stop_trying(conn, w, &owed)
        }
        Verdict::Refused(code) => {
            end(conn, w, &row, ("refused", Some(*code), None))?;
            refund::stayed(conn, w, row.payment_id, code.to_string())
        }
        Verdict::NotGiven(words) => not_given(conn, w, &row, words),
        Verdict::Unknown(words) => {
            diesel::update(refunds::table.find(row.id))
                .set((
                    may_become(&row.status, "review").then_some(refunds::status.eq("review")),
                    refunds::error.eq(Some(words)),
                    refunds::next_at.eq(Some(w.at + turns::wait(row.attempts))),
                ))
                .execute(conn)?;
            Ok(())
        }
    }
}

fn not_given(conn: &mut Db, w: &Writing, row: &Refund, words: &str) -> Result<(), AppError> {
    end(conn, w, row, ("refused", None, Some(words)))?;
    refund::stayed(conn, w, row.payment_id, words.to_owned())
}

/// One whose payment cannot go back any more is not sent.
pub(super) fn withdraw(conn: &mut Db, w: &Writing, row: &Refund) -> Result<(), AppError> {
    not_given(conn, w, row, NOT_WANTED)
}

fn end(
    conn: &mut Db,
    w: &Writing,
    row: &Refund,
    (status, code, error): (&str, Option<i64>, Option<&str>),
) -> QueryResult<()> {
    diesel::update(refunds::table.find(row.id))
        .set((
            refunds::status.eq(status),
            refunds::response_code.eq(code),
            refunds::error.eq(error),
            refunds::next_at.eq(None::<chrono::NaiveDateTime>),
            refunds::settled_at.eq(Some(w.at)),
        ))
        .execute(conn)
        .map(|_| ())
}
