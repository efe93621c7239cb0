//! Conversations with gateways about money, in turns: what is due is taken by one, in a transaction, who has it to
//! himself for a while; the gateway is spoken to between two transactions, and what it says is written down in the
//! second. What no answer settles is asked about later and later.

use chrono::{Duration, NaiveDateTime};

use super::work::Desk;
use crate::access::{Actor, Via};
use crate::clock;
use crate::db::Db;
use crate::db::prelude::*;
use crate::error::AppError;
use crate::gateways::{End, Fault, Order};
use crate::invoices::Writing;
use crate::settings::Settings;

/// How long whoever speaks to a gateway about something has it to itself.
pub(super) const TURN: Duration = Duration::minutes(2);

/// After how many conversations it is believed what a gateway says of something that it may not have heard of yet:
/// more than ten minutes after that was sent, by the waits between.
pub(super) const MOST_ASKED: i64 = 5;

/// How long after an answer that settles nothing the gateway is asked; twice as long after each further one.
const ASK_AFTER: Duration = Duration::seconds(30);

/// How often that doubles: an hour at last.
const MOST_DOUBLINGS: i64 = 7;

/// When something is asked about again, after so many conversations.
pub(super) fn wait(attempts: i64) -> Duration {
    ASK_AFTER * (1 << (attempts - 1).clamp(0, MOST_DOUBLINGS))
}

/// What waits for its turn: its number, and the instant by which whoever comes second knows it.
pub(super) type Due = (i64, Option<NaiveDateTime>);

/// What is asked of a gateway.
pub(super) struct Errand<T> {
    /// What it is about, as it is now.
    pub about: T,
    /// Whom to ask.
    pub end: Result<Box<dyn End>, Fault>,
    /// The charge, as the gateway knows it.
    pub order: Order,
    /// Whether it is sent; else it was, and is asked about.
    pub is_first: bool,
}

/// Something that is asked of gateways in turns.
pub(super) trait Talk {
    /// What it is about.
    type About;
    /// What a gateway says of it.
    type Verdict;
    /// What it is, in the words of the log.
    const WHAT: &'static str;
    /// How many are taken one after another.
    const SOME: i64;

    /// The first of those whose time has come.
    fn due(conn: &mut Db, now: NaiveDateTime, most: i64) -> QueryResult<Vec<Due>>;

    /// Takes one to speak to its gateway about; none where there is nothing to say, or another was faster.
    fn take(
        conn: &mut Db,
        w: &Writing,
        desk: &Desk<'_>,
        due: Due,
    ) -> Result<Option<Errand<Self::About>>, AppError>;

    /// Speaks to the gateway.
    fn ask(errand: &Errand<Self::About>) -> Self::Verdict;

    /// Writes down what it said.
    fn settle(
        conn: &mut Db,
        w: &Writing,
        desk: &Desk<'_>,
        about: &Self::About,
        verdict: &Self::Verdict,
    ) -> Result<(), AppError>;

    /// Puts off one that cannot be done, if nobody took it since.
    fn postpone(conn: &mut Db, due: Due, to: NaiveDateTime) -> QueryResult<()>;
}

/// Does what is due now; whether there was something.
pub(super) fn work<T: Talk>(desk: &Desk<'_>) -> Result<bool, AppError> {
    let (db, now) = (desk.gateways.db(), clock::now());
    let due = db.read_now(|conn| Ok::<_, AppError>(T::due(conn, now, T::SOME)?))?;
    for one in &due {
        if let Err(error) = turn::<T>(desk, *one) {
            // One that cannot be done must not keep the others.
            tracing::warn!(%error, id = one.0, "{} waits for its next turn", T::WHAT);
            db.write_now(|conn| Ok::<_, AppError>(T::postpone(conn, *one, clock::now() + TURN)?))?;
        }
    }
    Ok(!due.is_empty())
}

fn turn<T: Talk>(desk: &Desk<'_>, due: Due) -> Result<(), AppError> {
    let Some(errand) = written(desk, |conn, w| T::take(conn, w, desk, due))? else {
        return Ok(());
    };
    let verdict = T::ask(&errand);
    written(desk, |conn, w| T::settle(conn, w, desk, &errand.about, &verdict))
}

fn written<R>(
    desk: &Desk<'_>,
    job: impl Fn(&mut Db, &Writing) -> Result<R, AppError>,
) -> Result<R, AppError> {
    desk.gateways.db().write_now(|conn| {
        let settings = Settings::load(conn)?;
        let actor = Actor::command(Via::Command);
        job(conn, &Writing::new(&actor, &settings, clock::now()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_less_and_less_often_and_each_hour_at_last() {
        let waits: Vec<i64> = [0, 1, 2, 3, 8, 9, 60].map(|n| wait(n).num_seconds()).to_vec();
        assert_eq!(waits, [30, 30, 60, 120, 3_840, 3_840, 3_840]);
        // What is believed late is believed more than ten minutes after it was sent.
        let asked: i64 = (1..=MOST_ASKED).map(|n| wait(n).num_seconds()).sum();
        assert!(asked > 600);
    }
}
