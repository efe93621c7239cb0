//! What a day brings: contracts and subscriptions begin and end, subscriptions are billed, customers become morosos,
//! cards expire, and who has to pay is reminded.
//!
//! One job for each day of the organisation, made by the first worker that sees the day ([`begin`]), also when none ran
//! at midnight. Every step is one transaction, finds what is due by itself, and can be done again: what a crash cut off
//! is gone on with, and what was missed for days is caught up.

pub mod categories;
mod charges;
mod figures;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Via};
use crate::accounts::{self, Rules};
use crate::cards::work::Desk;
use crate::clock;
use crate::contracts;
use crate::contracts::turn::due_to_end;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::{self as rows, daily_work};
use crate::db::{Database, Db, among};
use crate::error::AppError;
use crate::invoices::Writing;
use crate::jobs::{self, Claim, Job, Kind, New, State};
use crate::notices::{self, Mailing};
use crate::on_backend;
use crate::services;
use crate::settings::Settings;
use crate::subscriptions;
use crate::subscriptions::turn::{due_to_bill, due_to_turn};

/// Under which name the day that was begun last is kept.
const NAME: &str = "day";

/// How many one transaction does something to: others save in between.
const SOME: i64 = 50;
/// The same of what takes longer.
const FEW: i64 = 20;

/// What is done on a day, in this order: figures first, for each later act has those of its customer follow by itself
/// and nobody would see that a card came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Documents fall due and cards expire.
    Figures,
    /// Contracts whose last day has passed end.
    Contracts,
    /// Subscriptions begin and end.
    Subscriptions,
    /// Subscriptions are billed.
    Charges,
    /// Who has to pay is reminded.
    Reminders,
}

impl Step {
    /// All of them, in their order.
    pub const ALL: [Self; 5] =
        [Self::Figures, Self::Contracts, Self::Subscriptions, Self::Charges, Self::Reminders];
}

/// The work of a day, and how far it is: the payload of its job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// The day.
    pub day: NaiveDate,
    /// What is at hand; none once all is done.
    step: Option<Step>,
    /// Where its walk stands.
    place: Place,
    /// How much each step did.
    pub done: BTreeMap<Step, i64>,
}

/// Where the walk of a step stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    day: NaiveDate,
    after: i64,
    reminders: notices::Place,
}

/// How far a step came.
struct Came {
    /// How many it did something to.
    done: i64,
    /// Where it goes on; none once it is through.
    next: Option<Place>,
}

impl Day {
    /// From what is stored; none of what this version does not understand.
    #[must_use]
    pub fn of(job: &Job) -> Option<Self> {
        serde_json::from_str(&job.payload).ok()
    }

    fn begun(day: NaiveDate) -> Self {
        let step = Step::ALL.first().copied();
        Self { day, step, place: Place::default(), done: BTreeMap::new() }
    }

    /// Takes note of how far a step came.
    fn note(&mut self, step: Step, came: &Came) {
        *self.done.entry(step).or_default() += came.done;
        if let Some(place) = came.next {
            self.place = place;
            return;
        }
        self.place = Place::default();
        let at = Step::ALL.iter().position(|known| *known == step);
        self.step = at.and_then(|at| Step::ALL.get(at + 1)).copied();
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Whoever does what a day brings.
#[must_use]
pub fn actor() -> Actor {
    Actor::command(Via::Command)
}

/// Whether this day was begun.
///
/// # Errors
/// When the database fails.
pub fn is_begun(conn: &mut Db, today: NaiveDate) -> QueryResult<bool> {
    let last: Option<NaiveDate> =
        daily_work::table.find(NAME).select(daily_work::done_on).first(conn).optional()?;
    Ok(last.is_some_and(|last| last >= today))
}

/// Takes a day for done, if none was begun yet: whatever is there was made today, as this day has it.
///
/// # Errors
/// When the database fails.
pub fn take_for_done(conn: &mut Db, today: NaiveDate) -> QueryResult<()> {
    let row = (daily_work::name.eq(NAME), daily_work::done_on.eq(today));
    let new = diesel::insert_into(daily_work::table).values(row);
    on_backend!(conn, c => new.on_conflict_do_nothing().execute(c)).map(|_| ())
}

/// Makes the job of a day, unless somebody has made it: its number. Days that were missed are caught up by it.
///
/// # Errors
/// When the database fails.
pub fn begin(conn: &mut Db, today: NaiveDate) -> QueryResult<Option<i64>> {
    take_for_done(conn, today.pred_opt().unwrap_or(today))?;
    let behind = daily_work::table.find(NAME).filter(daily_work::done_on.lt(today));
    let is_mine = diesel::update(behind).set(daily_work::done_on.eq(today)).execute(conn)?;
    if is_mine == 0 {
        return Ok(None);
    }
    let new = New {
        kind: Kind::Daily,
        state: State::Queued,
        payload: Day::begun(today).to_json(),
        owner: &actor(),
        undoes: None,
        retries: None,
        tells: false,
        total: i64::try_from(Step::ALL.len()).unwrap_or(0),
    };
    jobs::create(conn, &new).map(Some)
}

/// Does a piece of what a day brings. True while there is more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn work_some(
    db: &Database,
    claim: &mut Claim,
    settings: &Settings,
    desk: &Desk,
) -> Result<bool, AppError> {
    let Some(mut day) = Day::of(&claim.job) else {
        return Err(AppError::Bug(anyhow::anyhow!("a day that nobody understands")));
    };
    let Some(step) = day.step else {
        db.write_now(|conn| Ok::<_, AppError>(jobs::finish(conn, claim, State::Done)?))?;
        return Ok(false);
    };
    let actor = actor();
    // Never ahead of the clock, also when the organisation's zone was moved meanwhile: what is not due yet would be
    // found again and again.
    let today = day.day.min(Rules::of(settings, clock::now()).today);
    let work = Work { db, desk, actor: &actor, settings, job: claim.job.id, today };
    let due = work.find(step, day.place)?;
    let (payload, goes_on) = db.write_now(|conn| {
        let came = work.take(conn, (step, day.place), &due)?;
        let is_over = i64::from(came.next.is_none());
        day.note(step, &came);
        let mut held = claim.clone();
        held.job.payload = day.to_json();
        jobs::set_payload(conn, &held)?;
        let goes_on = jobs::hold_on(conn, claim, (is_over, 0, 0))?;
        if !goes_on {
            jobs::finish(conn, claim, State::Cancelled)?;
        }
        Ok::<_, AppError>((held.job.payload, goes_on))
    })?;
    claim.job.payload = payload;
    Ok(goes_on)
}

/// Bills some of the subscriptions that fell due as they were written. True while there are more.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails.
pub fn bill_some(
    db: &Database,
    claim: &mut Claim,
    settings: &Settings,
    desk: &Desk,
) -> Result<bool, AppError> {
    let Some(left) = services::AtOnce::of(&claim.job) else {
        return Err(AppError::Bug(anyhow::anyhow!("subscriptions that nobody understands")));
    };
    let actor = actor();
    let today = Rules::of(settings, clock::now()).today;
    let work = Work { db, desk, actor: &actor, settings, job: claim.job.id, today };
    let (some, left) = left.next(usize::try_from(FEW).unwrap_or(1));
    let due: Vec<Due> = some.iter().map(|id| (today, *id)).collect();
    let looked_at = i64::try_from(due.len()).unwrap_or(0);
    let mut held = claim.clone();
    held.job.payload = left.to_json();
    db.write_now(|conn| {
        let billed = work.take(conn, (Step::Charges, Place::default()), &due)?.done;
        jobs::set_payload(conn, &held)?;
        jobs::hold_on(conn, claim, (billed, looked_at - billed, 0))?;
        if left.is_over() {
            jobs::finish(conn, claim, State::Done)?;
        }
        Ok::<_, AppError>(())
    })?;
    claim.job.payload = held.job.payload;
    Ok(!left.is_over())
}

/// Who does it, by which rules.
struct Work<'a> {
    db: &'a Database,
    desk: &'a Desk<'a>,
    actor: &'a Actor,
    settings: &'a Settings,
    job: i64,
    today: NaiveDate,
}

/// What a step has found: the day that decides, where one does, and a number.
type Due = (NaiveDate, i64);

impl Work<'_> {
    /// What is due, looked for beside the writer.
    fn find(&self, step: Step, place: Place) -> Result<Vec<Due>, AppError> {
        let today = self.today;
        let plain = |ids: Vec<i64>| ids.into_iter().map(|id| (today, id)).collect();
        self.db.read_now(|conn| {
            Ok(match step {
                Step::Contracts => plain(due_to_end(conn, today, place.after, SOME)?),
                Step::Subscriptions => plain(due_to_turn(conn, today, place.after, SOME)?),
                Step::Charges => due_to_bill(conn, today, (place.day, place.after), FEW)?,
                Step::Figures => plain(accounts::due_to_change(conn, today, SOME)?),
                Step::Reminders => Vec::new(),
            })
        })
    }

    /// Does it, in the caller's transaction.
    fn take(
        &self,
        conn: &mut Db,
        (step, place): (Step, Place),
        due: &[Due],
    ) -> Result<Came, AppError> {
        // All at once and in one order: each act takes series and figures, behind which no customer may be locked.
        let customers = owners(conn, step, due)?;
        query::lock(conn, &customers)?;
        let done = match step {
            Step::Contracts => {
                Self::each(due, |id| contracts::turn::end(conn, &self.services(), id))
            }
            Step::Subscriptions => {
                Self::each(due, |id| subscriptions::turn::turn(conn, &self.services(), id))
            }
            Step::Charges => self.bill(conn, due),
            Step::Figures => self.refresh(conn, due),
            Step::Reminders => return self.remind(conn, place),
        }?;
        let most = if step == Step::Charges { FEW } else { SOME };
        let is_full = i64::try_from(due.len()).is_ok_and(|found| found == most);
        let last = due.last().filter(|_| is_full);
        Ok(Came {
            done,
            next: last.map(|(day, after)| Place { day: *day, after: *after, ..place }),
        })
    }

    /// Does something to each; to how many.
    fn each(
        due: &[Due],
        mut act: impl FnMut(i64) -> Result<bool, AppError>,
    ) -> Result<i64, AppError> {
        let mut done = 0;
        for (_, id) in due {
            done += i64::from(act(*id)?);
        }
        Ok(done)
    }

    fn remind(&self, conn: &mut Db, place: Place) -> Result<Came, AppError> {
        let w = self.writing();
        let next = notices::remind(conn, &w, self.mailing(), self.today, place.reminders)?;
        let done = next.map_or(0, |next| next.told() - place.reminders.told());
        Ok(Came { done, next: next.map(|reminders| Place { reminders, ..place }) })
    }

    fn writing(&self) -> Writing<'_> {
        Writing::new(self.actor, self.settings, clock::now()).in_job(self.job)
    }

    fn mailing(&self) -> Mailing<'_> {
        Mailing { post: self.desk.post, public_url: self.desk.public_url }
    }

    fn services(&self) -> services::Writing<'_> {
        let at = clock::now();
        services::Writing { actor: self.actor, settings: self.settings, at }
    }
}

/// The customers whom these are of.
fn owners(conn: &mut Db, step: Step, due: &[Due]) -> QueryResult<Vec<i64>> {
    let ids: Vec<i64> = due.iter().map(|(_, id)| *id).collect();
    match step {
        Step::Contracts => rows::contracts::table
            .filter(among(rows::contracts::id, &ids))
            .select(rows::contracts::customer_id)
            .load(conn),
        Step::Subscriptions | Step::Charges => rows::subscriptions::table
            .filter(among(rows::subscriptions::id, &ids))
            .select(rows::subscriptions::customer_id)
            .load(conn),
        Step::Figures | Step::Reminders => Ok(ids),
    }
}
