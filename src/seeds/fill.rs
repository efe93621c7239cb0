//! Writes invented customers into a database, by the same road as everybody: so many in one
//! transaction, the next ones made meanwhile. Very many into an empty database are one transaction,
//! with the indexes made at its end.

#[cfg(test)]
mod tests;

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Scope, available_parallelism};

use crate::db::prelude::*;
use chrono::{Duration, NaiveDateTime, NaiveTime};
use diesel::dsl::max;

use super::billing::{self, Billing, House};
use super::reading::Names;
use super::{Sheet, list_names, people, story};
use crate::access::{Actor, Permission, Via};
use crate::clock;
use crate::customers::Record;
use crate::customers::save::{self, Outcome, Writing};
use crate::db::schema::customers;
use crate::db::{Database, Db, first_load};
use crate::error::AppError;
use crate::fields::{Changes, Lookup};
use crate::settings::{Settings, lookups};

/// Customers in one transaction.
const CHUNK: u64 = 2_500;
/// From so many on, an empty database gets its indexes afterwards.
const VERY_MANY: u64 = 50_000;
/// Days over which their creation is spread, up to now.
const DAYS: i64 = 3 * 365;

/// What to write, and in whose name.
pub struct Filling {
    /// Same seed, same customers.
    pub seed: u64,
    /// How many to add.
    pub count: u64,
    /// Who creates and edits them, in turn.
    pub authors: Vec<Actor>,
    /// Whether some are edited, deactivated and archived afterwards, so that they have a history.
    pub has_stories: bool,
    /// Documents of each at most; without any, nobody has Facturación or a service.
    pub invoices: u32,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Customers that were written.
    pub added: u64,
    /// Customers that were not: a number or e-mail of theirs was there already.
    pub refused: u64,
}

impl Filling {
    /// Writes them; `tell` hears after each chunk how many are done. What they are billed follows when all of them
    /// are there.
    ///
    /// # Errors
    /// When the database fails; what is in a transaction that ended before is written.
    pub fn run(&self, db: &Database, tell: impl FnMut(Filled)) -> Result<Filled, AppError> {
        let first = db.read_now(next_index)?;
        let house = if self.invoices > 0 { Some(db.write_now(House::furnish)?) } else { None };
        let settings = db.write_now(with_lists)?;
        db.widen_writer()?;
        let making = Making {
            filling: self,
            first,
            names: Names::of(&settings),
            clock: Spread::new(first, self.count),
            settings: &settings,
            anybody: Actor::command(Via::Command),
            house: house.as_ref(),
        };
        let filled = making.write_all(db, tell)?;
        making.bill(db)?;
        Ok(filled)
    }
}

/// Writes chunk after chunk, and tells after each how many are done.
fn told(
    chunks: impl Iterator<Item = Vec<Made>>,
    mut tell: impl FnMut(Filled),
    mut write: impl FnMut(Vec<Made>) -> Result<Filled, AppError>,
) -> Result<Filled, AppError> {
    let mut filled = Filled::default();
    for chunk in chunks {
        let wrote = write(chunk)?;
        filled.added += wrote.added;
        filled.refused += wrote.refused;
        tell(filled);
    }
    Ok(filled)
}

/// People edit in the panel; not everybody may deactivate and archive.
fn may_edit(actor: &Actor, edit: &Changes) -> bool {
    let permission = if edit.get("status").is_some() {
        Permission::ArchiveCustomers
    } else {
        Permission::EditCustomers
    };
    actor.via != Via::Import && actor.may(permission)
}

/// The first index that no customer of this database was made of: none has a lower one than its id.
fn next_index(conn: &mut Db) -> Result<u64, AppError> {
    let last: Option<i64> = customers::table.select(max(customers::id)).first(conn)?;
    Ok(u64::try_from(last.unwrap_or(0)).unwrap_or(0))
}

/// Creates what is missing of the lists, and reads the settings with them.
fn with_lists(conn: &mut Db) -> Result<Settings, AppError> {
    let actor = Actor::command(Via::Command);
    for list in Lookup::KEPT {
        for name in list_names(list) {
            if lookups::find_by_name(conn, list, name)?.is_none() {
                lookups::create(conn, &actor, list, name, None)?;
            }
        }
    }
    Ok(Settings::load(conn)?)
}

/// Instants of creation: spread evenly, up to now.
#[derive(Clone, Copy)]
struct Spread {
    first: u64,
    step: Duration,
    start: NaiveDateTime,
    end: NaiveDateTime,
}

impl Spread {
    fn new(first: u64, count: u64) -> Self {
        let end = clock::now();
        let parts = i32::try_from(count.max(1)).unwrap_or(i32::MAX);
        Self { first, step: Duration::days(DAYS) / parts, start: end - Duration::days(DAYS), end }
    }

    fn of(self, index: u64) -> NaiveDateTime {
        let turn = i32::try_from(index.saturating_sub(self.first)).unwrap_or(i32::MAX);
        self.at_work(self.start + self.step * turn)
    }

    /// The same day and order, but in the hours in which offices of the continent are open.
    fn at_work(self, at: NaiveDateTime) -> NaiveDateTime {
        let midnight = at.date().and_time(NaiveTime::MIN);
        let within = (at - midnight) * 10 / 24;
        (midnight + Duration::hours(12) + within).min(self.end)
    }

    /// The instant of a step of so many, between creation and now.
    fn after(self, created: NaiveDateTime, step: u64, steps: u64) -> NaiveDateTime {
        let parts = i32::try_from(steps + 1).unwrap_or(i32::MAX);
        let turn = i32::try_from(step).unwrap_or(0);
        self.at_work(created + (self.end - created) / parts * turn).max(created)
    }
}

/// A customer ready to be written.
struct Made {
    index: u64,
    at: NaiveDateTime,
    changes: Changes,
    record: Record,
    is_refused: bool,
    edits: Vec<Changes>,
}

/// Makes customers on threads of their own, and writes them on another.
struct Making<'a> {
    filling: &'a Filling,
    first: u64,
    names: Names,
    clock: Spread,
    settings: &'a Settings,
    anybody: Actor,
    house: Option<&'a House>,
}

impl Making<'_> {
    /// Writes the customers.
    fn write_all(&self, db: &Database, tell: impl FnMut(Filled)) -> Result<Filled, AppError> {
        std::thread::scope(|scope| {
            let chunks = self.chunks(scope);
            if self.first == 0 && self.filling.count >= VERY_MANY {
                return db.write_now(|conn| {
                    first_load(conn, |conn| {
                        told(chunks, tell, |chunk| self.write_first(conn, chunk))
                    })
                });
            }
            told(chunks, tell, |chunk| self.write(db, chunk))
        })
    }

    /// Bills those who have Facturación on.
    fn bill(&self, db: &Database) -> Result<(), AppError> {
        let Some(house) = self.house else { return Ok(()) };
        let author = self.author(0, |actor| actor.may(Permission::EditInvoices));
        let billing = Billing {
            house,
            settings: self.settings,
            actor: author.unwrap_or(&self.anybody),
            seed: self.filling.seed,
            most: usize::try_from(self.filling.invoices).unwrap_or(0),
        };
        billing.run(db, i64::try_from(self.first).unwrap_or(0))
    }

    /// All chunks in order, made by as many threads as there are processors, in turn.
    fn chunks<'scope, 'env>(
        &'env self,
        scope: &'scope Scope<'scope, 'env>,
    ) -> impl Iterator<Item = Vec<Made>> + use<'scope, 'env> {
        let threads = available_parallelism().map_or(1, usize::from).min(4);
        let lanes: Vec<Receiver<Vec<Made>>> = (0..threads)
            .map(|lane| {
                let (made, chunks) = sync_channel(1);
                scope.spawn(move || self.run(lane as u64, threads as u64, &made));
                chunks
            })
            .collect();
        let count = self.filling.count.div_ceil(CHUNK);
        (0_usize..)
            .take(usize::try_from(count).unwrap_or(usize::MAX))
            .map_while(move |turn| lanes.get(turn % threads).and_then(|lane| lane.recv().ok()))
    }

    /// Makes each `lanes`-th chunk; ends early when nobody takes them any more.
    fn run(&self, lane: u64, lanes: u64, out: &SyncSender<Vec<Made>>) {
        let end = self.first + self.filling.count;
        let mut from = self.first + lane * CHUNK;
        while from < end {
            let size = CHUNK.min(end - from);
            let sheets = people(self.filling.seed, from, size).zip(from..);
            let chunk = sheets.map(|(sheet, index)| self.made(index, sheet)).collect();
            if out.send(chunk).is_err() {
                return;
            }
            from += CHUNK * lanes;
        }
    }

    fn made(&self, index: u64, sheet: Sheet) -> Made {
        let (sheet, edits) = if self.filling.has_stories {
            story::of(self.filling.seed, index, sheet)
        } else {
            (sheet, Vec::new())
        };
        let reading = self.settings.organisation.reading();
        let changes = self.names.changes(&sheet, reading);
        let at = self.clock.of(index);
        let (changes, record, is_refused) = self.settled(index, at, changes);
        let edits = edits.iter().map(|sheet| self.names.changes(sheet, reading)).collect();
        Made { index, at, changes, record, is_refused, edits }
    }

    /// With Facturación where it suits the customer, else without.
    fn settled(&self, index: u64, at: NaiveDateTime, plain: Changes) -> (Changes, Record, bool) {
        let writing = self.writing(index, at);
        if let Some(house) = self.house {
            let mut changes = plain.clone();
            billing::terms(house, self.filling.seed, index, &mut changes);
            let (record, findings) = save::settled(&writing, &changes);
            if !findings.stop() {
                return (changes, record, false);
            }
        }
        let (record, findings) = save::settled(&writing, &plain);
        (plain, record, findings.stop())
    }

    /// Who creates the customer of an index.
    fn writing(&self, index: u64, at: NaiveDateTime) -> Writing<'_> {
        let author = self.author(index, |_| true).unwrap_or(&self.anybody);
        Writing::by_program(author, self.settings, at)
    }

    /// Many at once, in a transaction of theirs; should the database refuse one for another's sake,
    /// one by one.
    fn write(&self, db: &Database, chunk: Vec<Made>) -> Result<Filled, AppError> {
        let (refused, mut chunk) = without_refused(chunk);
        let written = db.write_now(|conn| self.write_together(conn, &mut chunk));
        let wrote = match written {
            Err(AppError::Conflict) => db.write_now(|conn| self.write_each(conn, &chunk))?,
            other => other?,
        };
        Ok(Filled { refused: wrote.refused + refused, ..wrote })
    }

    /// Into an empty database, in the caller's transaction: there is nobody to collide with.
    fn write_first(&self, conn: &mut Db, chunk: Vec<Made>) -> Result<Filled, AppError> {
        let (refused, mut chunk) = without_refused(chunk);
        let wrote = self.write_together(conn, &mut chunk)?;
        Ok(Filled { refused, ..wrote })
    }

    fn write_together(&self, conn: &mut Db, chunk: &mut [Made]) -> Result<Filled, AppError> {
        let writings: Vec<Writing> =
            chunk.iter().map(|made| self.writing(made.index, made.at)).collect();
        let mut records: Vec<Record> =
            chunk.iter_mut().map(|made| std::mem::take(&mut made.record)).collect();
        save::create_all(conn, &writings, &mut records)?;
        for (made, record) in chunk.iter().zip(&records) {
            self.edit(conn, made, record.customer.id)?;
        }
        Ok(Filled { added: chunk.len() as u64, refused: 0 })
    }

    fn write_each(&self, conn: &mut Db, chunk: &[Made]) -> Result<Filled, AppError> {
        let mut filled = Filled::default();
        for made in chunk {
            let writing = self.writing(made.index, made.at);
            let Outcome::Saved(saved) = save::create(conn, &writing, &made.changes)? else {
                filled.refused += 1;
                continue;
            };
            filled.added += 1;
            self.edit(conn, made, saved.id)?;
        }
        Ok(filled)
    }

    fn edit(&self, conn: &mut Db, made: &Made, id: i64) -> Result<(), AppError> {
        let steps = made.edits.len() as u64;
        for (step, edit) in (1_u64..).zip(&made.edits) {
            let author = self.author(made.index + step, |actor| may_edit(actor, edit));
            let at = self.clock.after(made.at, step, steps);
            let author = author.unwrap_or(&self.anybody);
            let writing = Writing::by_program(author, self.settings, at);
            save::update(conn, &writing, id, None, edit)?;
        }
        Ok(())
    }

    /// The author whose turn it is, of those who may.
    fn author(&self, turn: u64, may: impl Fn(&Actor) -> bool) -> Option<&Actor> {
        let allowed: Vec<&Actor> = self.filling.authors.iter().filter(|actor| may(actor)).collect();
        let turn = turn.checked_rem(allowed.len() as u64)?;
        allowed.get(usize::try_from(turn).ok()?).copied()
    }
}

/// How many the rules refuse by themselves, and the others.
fn without_refused(chunk: Vec<Made>) -> (u64, Vec<Made>) {
    let (refused, chunk): (Vec<_>, Vec<_>) = chunk.into_iter().partition(|made| made.is_refused);
    (refused.len() as u64, chunk)
}
