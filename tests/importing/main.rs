//! The import into a database: files with a known answer, files of real programs, the rules for
//! rows, and the command. On SQLite, or on PostgreSQL with `TEST_DATABASE` set.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    clippy::cast_possible_truncation,
    clippy::format_push_string,
    clippy::manual_is_multiple_of,
    reason = "tests stop at the first surprise"
)]

mod cases;
mod command;
#[path = "../common/mod.rs"]
mod common;
mod memory;
mod real;
mod rules;

use std::path::{Path, PathBuf};

use common::Scratch;
use padron::access::{Actor, Via};
use padron::customers::import::import;
use padron::customers::import::options::{Empty, ImportError, Mode, Options};
use padron::customers::import::report::{Counts, Notes, Report};
use padron::customers::query::{self, Needs};
use padron::customers::{Query, Record};
use padron::db::Database;
use padron::error::AppError;
use padron::settings::Settings;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// A scratch database and a folder for files.
struct Desk {
    scratch: Scratch,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { scratch: Scratch::new(), folder: tempfile::tempdir().unwrap() }
    }

    fn db(&self) -> &Database {
        &self.scratch.db
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("file.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn settings(&self) -> Settings {
        self.db().read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?)).unwrap()
    }

    fn try_import(&self, path: &Path, options: &Options) -> Result<Report, ImportError> {
        let actor = Actor::command(Via::Import);
        import(self.db(), &self.settings(), &actor, path, options, &mut |_| {})
    }

    fn import(&self, path: &Path, options: &Options) -> Report {
        self.try_import(path, options).unwrap()
    }

    /// Imports a text with the default options.
    fn take(&self, text: &str) -> Report {
        self.import(&self.file(text), &Options::default())
    }

    /// Imports a text, new and known customers, matched by a field.
    fn renew(&self, key: &str, text: &str) -> Report {
        self.import(&self.file(text), &both(key))
    }

    /// Every customer, by number.
    fn records(&self) -> Vec<Record> {
        let query = Query::visible_to(&Actor::command(Via::Command));
        self.db()
            .read_now(|conn| {
                let mut ids = query.few(conn, 10_000)?;
                ids.sort_unstable();
                Ok::<_, AppError>(query.records(conn, &ids, Needs::ALL)?)
            })
            .unwrap()
    }

    fn by_custom_id(&self, own: &str) -> Record {
        self.db()
            .read_now(|conn| {
                let (id, _) = query::find_by_custom_id(conn, own)?.unwrap();
                Ok::<_, AppError>(query::find(conn, id)?.unwrap())
            })
            .unwrap()
    }

    fn named(&self, name: &str) -> Record {
        let all = self.records();
        let found = all.iter().find(|r| r.display_name() == Some(name));
        found.unwrap_or_else(|| panic!("no {name}")).clone()
    }
}

fn both(key: &str) -> Options {
    Options { match_field: Some(key.to_owned()), mode: Mode::Both, ..Options::default() }
}

/// Created, updated, unchanged, skipped, failed.
fn counts(report: &Report) -> [u64; 5] {
    let Counts { created, updated, unchanged, skipped, failed } = report.counts;
    [created, updated, unchanged, skipped, failed]
}

/// The lines of the notes with this reason.
fn lines(notes: &Notes, code: &str) -> Vec<u64> {
    let wanted = notes.first.iter().filter(|note| note.reason.code() == code);
    wanted.map(|note| note.line).collect()
}
