//! Taking back letters that have not left.

use super::kind::Kind;
use super::outbox::{State, erased};
use crate::clock;
use crate::db::prelude::*;
use crate::db::schema::mails;
use crate::db::{Db, among};

/// Takes back letters of a kind to a member; see [`cancel`]. Nobody can have a failed one tried again either.
///
/// # Errors
/// When the database fails.
pub fn cancel_to_member(conn: &mut Db, member: i64, kind: Kind) -> QueryResult<()> {
    let own = mails::table.filter(mails::kind.eq(kind.code())).filter(mails::staff_id.eq(member));
    diesel::update(own.filter(mails::state.eq(State::Failed.code())))
        .set((mails::state.eq(State::Cancelled.code()), erased()))
        .execute(conn)?;
    cancel(conn, kind, Addressee::Member(member))
}

/// Who a letter is to, by number.
#[derive(Clone, Copy)]
pub enum Addressee<'a> {
    Member(i64),
    Customers(&'a [i64]),
}

/// Takes back letters of a kind that have not left. One that is being sent goes its way this once: it is
/// of no use any more, so that a second try of it cannot arrive after a later letter.
///
/// # Errors
/// When the database fails.
pub fn cancel(conn: &mut Db, kind: Kind, to: Addressee<'_>) -> QueryResult<()> {
    let of_kind = mails::table.filter(mails::kind.eq(kind.code()));
    let waiting = of_kind.filter(mails::state.eq(State::Queued.code()));
    let sending = of_kind.filter(mails::state.eq(State::Sending.code()));
    let cancelled = (mails::state.eq(State::Cancelled.code()), erased());
    let ended = mails::expires_at.eq(Some(clock::now()));
    match to {
        Addressee::Member(id) => {
            let own = mails::staff_id.eq(id);
            diesel::update(waiting.filter(own)).set(cancelled).execute(conn)?;
            diesel::update(sending.filter(own)).set(ended).execute(conn)
        }
        Addressee::Customers(ids) => {
            let own = || among(mails::customer_id.assume_not_null(), ids);
            diesel::update(waiting.filter(own())).set(cancelled).execute(conn)?;
            diesel::update(sending.filter(own())).set(ended).execute(conn)
        }
    }
    .map(|_| ())
}
