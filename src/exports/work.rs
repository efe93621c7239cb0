//! The job of an export: its file is written, and whoever asked is told what came of it.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use chrono::Duration;

use super::writing::{Stop, write};
use super::{Ask, KEPT_DAYS, Made, file};
use crate::access::{Actor, Scope};
use crate::audit::{self, Action, By};
use crate::clock;
use crate::config::Config;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::i18n::{Said, Text};
use crate::jobs::{self, Claim, State};
use crate::mail::{Attachment, Content, Exported, Letter, Link, Post, Recipient};
use crate::settings::{Display, Settings};
use crate::staff::{self, Account};

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
    pub is_over: &'a (dyn Fn() -> bool + Sync),
    /// How bytes get into a file: see [`super::to_disk`].
    pub pen: Pen,
    /// How often the claim is renewed beside the writing: see [`super::BEAT`].
    pub beat: std::time::Duration,
}

/// What writes into a file.
pub type Pen = for<'f> fn(&'f File) -> Box<dyn Write + Send + 'f>;

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
            Err(Stop::Sentence(why)) => failed(conn, claim, desk, &why)?,
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
    let whom = whom(claim, desk);
    let attachment = attachment(claim, desk, made).filter(|_| sees_the_same(&account, desk.actor));
    if attachment.is_some() {
        let by = By::job(conn, desk.actor, claim.job.id)?;
        audit::note(conn, &by, Action::ExportAttached, Some(claim.job.id))?;
    }
    let exported = Exported { whom, rows: made.rows, link, attachment };
    tell(conn, claim, desk, account, &Content::ExportReady(exported))
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

fn failed(conn: &mut Db, claim: &Claim, desk: &Desk, why: &Said) -> Result<(), AppError> {
    jobs::give_up(conn, claim, &why.to_json())?;
    tell_failed(conn, claim, desk, why)
}

/// Tells the owner that there will be no file.
///
/// # Errors
/// When the database fails.
pub fn tell_failed(conn: &mut Db, claim: &Claim, desk: &Desk, why: &Said) -> Result<(), AppError> {
    let Some(account) = reader(conn, claim)? else { return Ok(()) };
    let whom = whom(claim, desk);
    tell(conn, claim, desk, account, &Content::ExportFailed(whom, why.to(desk.t).to_owned()))
}

/// Which customers it is of, in the owner's language.
fn whom(claim: &Claim, desk: &Desk) -> String {
    let display = Display::new(desk.t.0, desk.settings);
    Ask::from_json(&claim.job.payload).whom_to(desk.actor, desk.settings, &display)
}

/// To the own address of whoever asked, and to no other.
fn tell(
    conn: &mut Db,
    claim: &Claim,
    desk: &Desk,
    account: Account,
    content: &Content,
) -> Result<(), AppError> {
    let to = Recipient {
        name: account.name,
        address: account.email,
        language: desk.t.0,
        staff_id: Some(account.id),
        customer_id: None,
    };
    let mut letter = Letter::compose(&desk.settings.organisation, to, content)?;
    letter.job_id = Some(claim.job.id);
    desk.post.queue(conn, &letter).map(|_| ())
}
