//! Writing the file, and clearing away those that are old. A file is whole or not there: written
//! beside and renamed, under the name of its job, so that a second try replaces the first.

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::Duration;

use super::{Ask, KEPT_DAYS, Made, file};
use crate::access::{Actor, Permission, Scope};
use crate::audit::{self, Action, By};
use crate::clock;
use crate::config::Config;
use crate::customers::Query;
use crate::customers::export::{self, Export, ExportError, Format, Rows};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::files::{Draft, private_folder};
use crate::i18n::Text;
use crate::jobs::{self, Claim, Fate, Job, Kind, State};
use crate::mail::{Attachment, Content, Exported, Letter, Link, Post, Recipient};
use crate::settings::Settings;
use crate::staff::{self, Account};
use crate::web::Form;

/// The folder of exports, in the data folder.
const FOLDER: &str = "exports";

/// The folder of exports.
#[must_use]
pub fn folder(config: &Config) -> PathBuf {
    config.data_file(FOLDER)
}

/// What a worker brings along.
pub struct Desk<'a> {
    /// The data.
    pub db: &'a Database,
    /// Where files are.
    pub config: &'a Config,
    /// Whose export it is.
    pub actor: &'a Actor,
    /// The organisation's rules.
    pub settings: &'a Settings,
    /// The owner's language.
    pub t: Text,
    /// Where mail is queued.
    pub post: &'a Post,
    /// Whether the process ends.
    pub is_over: &'a dyn Fn() -> bool,
}

/// Writes the file of a job, from its beginning, and tells its owner by mail what came of it.
///
/// # Errors
/// `ClaimLost` when somebody else has the job, else when the database fails: it is tried again.
pub fn run(claim: &Claim, desk: &Desk) -> Result<(), AppError> {
    let written = match write(claim, desk) {
        Err(Stop::Fault(error)) => return Err(error),
        written => written,
    };
    desk.db.write_now(|conn| {
        match written {
            Ok(made) => ready(conn, claim, desk, &made)?,
            Err(Stop::Asked) => jobs::finish(conn, claim, State::Cancelled)?,
            Err(Stop::Over) => jobs::release(conn, claim)?,
            Err(Stop::Sentence(sentence)) => failed(conn, claim, desk, &sentence)?,
            Err(Stop::Fault(error)) => return Err(error),
        }
        Ok(())
    })
}

/// The file is there: told by mail, in the same transaction.
fn ready(conn: &mut Db, claim: &Claim, desk: &Desk, made: &Made) -> Result<(), AppError> {
    let kept = serde_json::to_string(made).unwrap_or_default();
    jobs::keep_result(conn, claim.job.id, Some(&kept))?;
    jobs::finish(conn, claim, State::Done)?;
    let link = Link {
        address: format!("{}/exports/{}/file", desk.config.public_url, claim.job.id),
        expires_at: clock::now() + Duration::days(KEPT_DAYS),
    };
    let Some(account) = reader(conn, claim)? else { return Ok(()) };
    let whom = Ask::from_json(&claim.job.payload).whom;
    let attachment = attachment(claim, desk, made).filter(|_| sees_the_same(&account, desk.actor));
    if attachment.is_some() {
        audit::note(conn, &By::command(desk.actor), Action::ExportAttached, Some(claim.job.id))?;
    }
    let exported = Exported { whom, rows: made.rows, link, attachment };
    tell(conn, desk, account, &Content::ExportReady(exported))
}

/// Who is told: whoever asked, unless they may no longer sign in. Nobody changes that until the
/// transaction ends, and whoever does then takes the letter back.
fn reader(conn: &mut Db, claim: &Claim) -> Result<Option<Account>, AppError> {
    let Some(id) = claim.job.owner_id else { return Ok(None) };
    Ok(Some(staff::query::hold(conn, id)?).filter(Account::is_active))
}

/// Whether a member still has the role and the view with which the file was written.
fn sees_the_same(account: &Account, actor: &Actor) -> bool {
    let is_limited = account.own_customers_only && account.role().can_be_limited();
    account.role() == actor.role && is_limited == (actor.scope != Scope::All)
}

/// The file, where the organisation wants it mailed and nobody on the way can read it.
fn attachment(claim: &Claim, desk: &Desk, made: &Made) -> Option<Attachment> {
    let is_small = made.bytes <= desk.settings.organisation.largest_attachment();
    (is_small && !desk.post.way().is_exposed()).then(|| Attachment {
        path: format!("{FOLDER}/{}", made.file),
        name: file::name(&claim.job, made, desk.t, desk.settings),
        media_type: made.format().media_type().to_owned(),
    })
}

fn failed(conn: &mut Db, claim: &Claim, desk: &Desk, why: &str) -> Result<(), AppError> {
    jobs::give_up(conn, claim, why)?;
    tell_failed(conn, claim, desk, why)
}

/// Tells the owner that there will be no file.
///
/// # Errors
/// When the database fails.
pub fn tell_failed(conn: &mut Db, claim: &Claim, desk: &Desk, why: &str) -> Result<(), AppError> {
    let Some(account) = reader(conn, claim)? else { return Ok(()) };
    let whom = Ask::from_json(&claim.job.payload).whom;
    tell(conn, desk, account, &Content::ExportFailed(whom, why.to_owned()))
}

/// To the own address of whoever asked, and to no other.
fn tell(conn: &mut Db, desk: &Desk, account: Account, content: &Content) -> Result<(), AppError> {
    let to = Recipient {
        name: account.name,
        address: account.email,
        language: desk.t.0,
        staff_id: Some(account.id),
        customer_id: None,
    };
    let letter = Letter::compose(&desk.settings.organisation, to, content)?;
    desk.post.queue(conn, &letter).map(|_| ())
}

/// Why there is no file.
enum Stop {
    /// Somebody stopped it.
    Asked,
    /// The process ends.
    Over,
    /// It cannot be had, and why.
    Sentence(String),
    /// It is worth another try.
    Fault(AppError),
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        Self::Fault(error)
    }
}

fn write(claim: &Claim, desk: &Desk) -> Result<Made, Stop> {
    let ask = Ask::from_json(&claim.job.payload);
    let format = Format::from_code(&ask.format).unwrap_or(Format::Csv);
    let export = Export { rows: rows(claim, desk, &ask)?, columns: columns(&ask, desk.t)?, format };
    // Under a name of its own for whoever holds the claim: one that lost it replaces nobody's file.
    let holder: String = claim.holder.chars().take(8).collect();
    let name = format!("{}-{holder}.{}", claim.job.id, format.code());
    let disk = |error: std::io::Error| refused_by_disk(&ExportError::File(error), desk.t);
    private_folder(&folder(desk.config)).map_err(disk)?;
    remove_drafts(&folder(desk.config), claim.job.id);
    let draft = Draft::of(&folder(desk.config).join(&name)).map_err(disk)?;
    let mut out = BufWriter::new(draft.file());
    let mut told = Told { claim, desk, done: 0, is_begun: false, stop: None };
    let written = export.write(desk.db, &mut out, &mut |done, total| told.tell(done, total));
    if let Some(stop) = told.stop {
        return Err(stop);
    }
    let rows = written.map_err(|error| match error {
        ExportError::Database(error) => Stop::Fault(error),
        other => refused_by_disk(&other, desk.t),
    })?;
    out.flush().map_err(disk)?;
    drop(out);
    let bytes = draft.file().metadata().map_err(disk)?.len();
    draft.keep().map_err(disk)?;
    Ok(Made { file: name, rows, bytes })
}

/// In words for the owner; what the system said is in the log.
fn refused_by_disk(error: &ExportError, t: Text) -> Stop {
    tracing::warn!(%error, "an export was not written");
    Stop::Sentence(t.export_error(error))
}

/// The progress of an export, told to its job.
struct Told<'a> {
    claim: &'a Claim,
    desk: &'a Desk<'a>,
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
        (self.done, self.is_begun) = (done, true);
        if goes_on { Ok(()) } else { Err(Stop::Asked) }
    }
}

fn rows(claim: &Claim, desk: &Desk, ask: &Ask) -> Result<Rows, Stop> {
    if ask.is_everything() && !desk.actor.may(Permission::ExportAll) {
        return Err(Stop::Sentence(desk.t.process_not_allowed().to_owned()));
    }
    let Some(list) = &ask.list else {
        return Ok(Rows::picked(desk.actor, desk.db.read_now(|conn| picked(conn, claim.job.id))?));
    };
    let refused = || Stop::Sentence(desk.t.export_query_refused().to_owned());
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

fn columns(ask: &Ask, t: Text) -> Result<Vec<export::Column>, Stop> {
    if ask.columns.is_empty() {
        return Ok(export::usual());
    }
    let unknown = |unknown: export::UnknownColumns| {
        Stop::Sentence(t.export_unknown_columns(&unknown.0.join(", ")))
    };
    export::chosen(&ask.columns.join(",")).map_err(unknown)
}

/// Removes the files of exports that are old, and files that no job knows.
///
/// # Errors
/// When the database fails.
pub fn sweep(db: &Database, config: &Config) -> Result<(), AppError> {
    let old = clock::now() - Duration::days(KEPT_DAYS);
    let jobs: Vec<Job> =
        db.read_now(|conn| Ok::<_, AppError>(jobs::finished_before(conn, Kind::Export, old)?))?;
    for job in jobs {
        if let Some(made) = Made::of(&job) {
            remove(&folder(config).join(made.file));
        }
        db.write_now(|conn| Ok::<_, AppError>(jobs::keep_result(conn, job.id, None)?))?;
    }
    orphans(db, config)
}

/// Removes what a process that was cut off left of a job's file: whoever holds the claim begins anew.
fn remove_drafts(folder: &Path, job: i64) {
    let beginning = format!("{job}-");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if Draft::is_of(&path, &beginning) {
            remove(&path);
        }
    }
}

/// Files whose job is gone, or went on without them.
fn orphans(db: &Database, config: &Config) -> Result<(), AppError> {
    let Ok(entries) = std::fs::read_dir(folder(config)) else { return Ok(()) };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let id = name.split('-').next().and_then(|id| id.parse::<i64>().ok());
        let job = match id {
            Some(id) => db.read_now(|conn| Ok::<_, AppError>(jobs::find(conn, id, None)?))?,
            None => None,
        };
        let is_young = path
            .metadata()
            .and_then(|data| data.modified())
            .is_ok_and(|at| at.elapsed().is_ok_and(|age| age.as_secs() < 24 * 3600));
        let is_known = job.is_some_and(|job| {
            job.state().is_moving() || Made::of(&job).is_some_and(|made| made.file == name)
        });
        if !is_known && !is_young {
            remove(&path);
        }
    }
    Ok(())
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "the file of an export stays");
    }
}
