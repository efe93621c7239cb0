//! Clearing away files of exports: those that are old, and what was left half written.

use std::path::Path;

use chrono::Duration;

use super::work::folder;
use super::{KEPT_DAYS, Made};
use crate::clock;
use crate::config::Config;
use crate::db::Database;
use crate::error::AppError;
use crate::files::Draft;
use crate::jobs::{self, Job, Kind};

/// How long a file stays that no job ever knew.
const UNKNOWN: std::time::Duration = std::time::Duration::from_secs(24 * 3600);

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
pub(super) fn remove_drafts(folder: &Path, job: i64) {
    let beginning = format!("{job}-");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if Draft::is_of(&path, &beginning) {
            remove(&path);
        }
    }
}

/// Files whose job is gone, is over, or went on without them: also the halves that a power cut left.
fn orphans(db: &Database, config: &Config) -> Result<(), AppError> {
    let Ok(entries) = std::fs::read_dir(folder(config)) else { return Ok(()) };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let id = name.trim_start_matches('.').split('-').next();
        let job = match id.and_then(|id| id.parse::<i64>().ok()) {
            Some(id) => db.read_now(|conn| Ok::<_, AppError>(jobs::find(conn, id, None)?))?,
            None => None,
        };
        let is_orphan = match job {
            Some(job) => {
                !job.state().is_moving() && Made::of(&job).is_none_or(|made| made.file != name)
            }
            None => is_old(&path),
        };
        if is_orphan {
            remove(&path);
        }
    }
    Ok(())
}

fn is_old(path: &Path) -> bool {
    let changed = path.metadata().and_then(|data| data.modified());
    changed.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > UNKNOWN))
}

fn remove(path: &Path) {
    if let Err(error) = std::fs::remove_file(path) {
        tracing::warn!(%error, "the file of an export stays");
    }
}
