//! Writing the file. It is whole or not there: written beside and renamed, under the name of its job,
//! so that a second try replaces the first.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::sweep::remove_drafts;
use super::work::{Desk, folder};
use super::{Ask, Made};
use crate::access::Permission;
use crate::background::with_heartbeat;
use crate::customers::Query;
use crate::customers::export::{self, Export, ExportError, Format, Rows};
use crate::db::Db;
use crate::error::AppError;
use crate::files::{Draft, private_folder};
use crate::i18n::Said;
use crate::jobs::{self, Claim, Fate};
use crate::web::Form;

/// How often the claim is renewed beside the writing: the end of a large workbook takes longer than a
/// claim lasts, and tells of no progress.
pub const BEAT: Duration = Duration::from_secs(15);
/// How long it is renewed so without a word of progress: longer than any file takes to end.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// Why there is no file.
pub(super) enum Stop {
    /// Somebody stopped it.
    Asked,
    /// The process ends.
    Over,
    /// It cannot be had, and why.
    Sentence(Said),
    /// It is worth another try.
    Fault(AppError),
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        Self::Fault(error)
    }
}

/// Writes the file of a job, from its beginning.
pub(super) fn write(claim: &Claim, desk: &Desk) -> Result<Made, Stop> {
    let ask = Ask::from_json(&claim.job.payload);
    let format = Format::from_code(&ask.format).unwrap_or(Format::Csv);
    let export = Export { rows: rows(claim, desk, &ask)?, columns: columns(&ask)?, format };
    // Under a name of its own for whoever holds the claim: one that lost it replaces nobody's file.
    let holder: String = claim.holder.chars().take(8).collect();
    let name = format!("{}-{holder}.{}", claim.job.id, format.code());
    let disk = |error: io::Error| refused_by_disk(&ExportError::File(error));
    private_folder(&folder(desk.config)).map_err(disk)?;
    remove_drafts(&folder(desk.config), claim.job.id);
    let draft = Draft::of(&folder(desk.config).join(&name)).map_err(disk)?;
    let is_stopped = AtomicBool::new(false);
    let mut out = Stoppable { out: (desk.pen)(draft.file()), is_stopped: &is_stopped };
    let progress = Mutex::new(Instant::now());
    let mut told = Told { claim, desk, progress: &progress, done: 0, is_begun: false, stop: None };
    let (db, is_over) = (desk.db, desk.is_over);
    let beat = || {
        if is_over() {
            return is_stopped.store(true, Ordering::Relaxed);
        }
        if progress.lock().elapsed() > LONGEST {
            return;
        }
        let held = db.write_now(|conn| Ok::<_, AppError>(jobs::renew(conn, claim)?));
        is_stopped.store(matches!(held, Ok(false)), Ordering::Relaxed);
    };
    let written = with_heartbeat(desk.beat, beat, || {
        let rows = export.write(db, &mut out, &mut |done, total| told.tell(done, total))?;
        out.flush()?;
        Ok(rows)
    });
    if let Some(stop) = told.stop {
        return Err(stop);
    }
    let rows = match written {
        Ok(rows) => rows,
        Err(_) if is_over() => return Err(Stop::Over),
        Err(_) if is_stopped.load(Ordering::Relaxed) => return Err(Stop::Asked),
        Err(ExportError::Database(error)) => return Err(Stop::Fault(error)),
        Err(other) => return Err(refused_by_disk(&other)),
    };
    drop(out);
    let bytes = draft.file().metadata().map_err(disk)?.len();
    draft.keep().map_err(disk)?;
    Ok(Made { file: name, rows, bytes })
}

/// The way of an export's bytes into its file.
#[must_use]
pub fn to_disk(file: &File) -> Box<dyn Write + Send + '_> {
    Box::new(BufWriter::new(file))
}

/// Takes nothing more once somebody stopped the export, also between two words of progress.
struct Stoppable<'a, W> {
    out: W,
    is_stopped: &'a AtomicBool,
}

impl<W: Write> Write for Stoppable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_stopped.load(Ordering::Relaxed) {
            return Err(io::Error::other("the export was stopped"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// In words for the owner; what the system said is in the log.
fn refused_by_disk(error: &ExportError) -> Stop {
    tracing::warn!(%error, "an export was not written");
    Stop::Sentence(Said::of(|t| error.text(t)))
}

/// The progress of an export, told to its job.
struct Told<'a> {
    claim: &'a Claim,
    desk: &'a Desk<'a>,
    /// When there was some.
    progress: &'a Mutex<Instant>,
    done: u64,
    is_begun: bool,
    stop: Option<Stop>,
}

impl Told<'_> {
    fn tell(&mut self, done: u64, total: u64) -> ControlFlow<()> {
        self.stop = self.told(done, total).err();
        if self.stop.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn told(&mut self, done: u64, total: u64) -> Result<(), Stop> {
        if (self.desk.is_over)() {
            return Err(Stop::Over);
        }
        let more = i64::try_from(done - self.done).unwrap_or(0);
        let total = i64::try_from(total).unwrap_or(i64::MAX);
        let is_first = !self.is_begun;
        let goes_on = self.desk.db.write_now(|conn| {
            if is_first {
                jobs::set_total(conn, self.claim, total)?;
            }
            Ok::<_, AppError>(jobs::hold_on(conn, self.claim, (more, 0, 0))?)
        })?;
        *self.progress.lock() = Instant::now();
        (self.done, self.is_begun) = (done, true);
        if goes_on { Ok(()) } else { Err(Stop::Asked) }
    }
}

fn rows(claim: &Claim, desk: &Desk, ask: &Ask) -> Result<Rows, Stop> {
    if ask.is_everything() && !desk.actor.may(Permission::ExportAll) {
        return Err(Stop::Sentence(Said::of(|t| t.process_not_allowed().to_owned())));
    }
    let Some(list) = &ask.list else {
        return Ok(Rows::picked(desk.actor, desk.db.read_now(|conn| picked(conn, claim.job.id))?));
    };
    let refused = || Stop::Sentence(Said::of(|t| t.export_query_refused().to_owned()));
    let form = Form::parse(list.as_bytes()).map_err(|_| refused())?;
    let query = Query::visible_to(desk.actor).narrowed_exactly(&form, desk.settings);
    Ok(Rows::matching(query.map_err(|_| refused())?))
}

fn picked(conn: &mut Db, job: i64) -> Result<Vec<i64>, AppError> {
    let mut ids = Vec::new();
    loop {
        let after = ids.last().copied().unwrap_or(0);
        let some = jobs::page(conn, job, &[Fate::Waiting], after, 10_000)?;
        if some.is_empty() {
            return Ok(ids);
        }
        ids.extend(some.iter().map(|item| item.customer_id));
    }
}

fn columns(ask: &Ask) -> Result<Vec<export::Column>, Stop> {
    if ask.columns.is_empty() {
        return Ok(export::usual());
    }
    let unknown = |unknown: export::UnknownColumns| {
        Stop::Sentence(Said::of(|t| t.export_unknown_columns(&unknown.0.join(", "))))
    };
    export::chosen(&ask.columns.join(",")).map_err(unknown)
}
