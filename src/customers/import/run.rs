//! The import: a file into customers, in chunks that are one transaction each.
//!
//! Constant memory: no more than one chunk of rows and a bounded report are held. A dry run does
//! the same in a single transaction that is undone; on SQLite in a copy of the database, so that
//! nobody waits to write meanwhile.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use super::assemble::{AssembleOptions, Assembler};
use super::errors_file::ErrorsFile;
use super::facts::{self, Facts};
use super::headers::recognise;
use super::options::{ImportError, Options, check_column};
use super::report::{Counts, Note, Reason, Report};
use super::row::{self, Done, Fate};
use super::source::{BadRow, Row, Source};
use super::wanted::Job;
use crate::access::Actor;
use crate::db::{Database, Db, DbError};
use crate::error::AppError;
use crate::i18n::Text;
use crate::settings::{self, Settings};

/// Rows of one transaction.
pub const CHUNK: usize = 500;

/// A row as it was read.
type Line = Result<Row, BadRow>;

/// Imports a file. `progress` hears the counts after every chunk.
///
/// # Errors
/// [`ImportError`] says why nothing was written, or that the database stopped it on the way.
pub fn import(
    db: &Database,
    settings: &Settings,
    actor: &Actor,
    path: &Path,
    options: &Options,
    progress: &mut dyn FnMut(&Counts),
) -> Result<Report, ImportError> {
    let country = options.country_code()?;
    let key = options.key()?;
    let mut source = Source::open(path, &options.source)?;
    let columns = recognise(&source.layout.headers, &options.map)?;
    if let Some(key) = key {
        check_column(key, &columns)?;
    }
    let lang = settings.organisation.lang();
    let first: Vec<Line> = source.by_ref().take(CHUNK).collect();
    let mut job = Job {
        actor,
        columns,
        key,
        mode: options.mode,
        empty: options.empty,
        country,
        facts: Facts::default(),
        lang,
    };
    let mut report = Report::new(source.layout.clone(), &job.columns, options.dry_run);
    job.facts = look_at(&job, &first, &settings.organisation.country);
    if country.is_none() {
        job.country = job.facts.country;
        report.presumed_country = job.facts.country;
    }
    let errors = errors_file(path, options, &source, Text(lang))?;
    let assembler = assembler(&job);
    let rehearsal = match options.dry_run.then(|| db.rehearsal()).transpose() {
        Ok(rehearsal) => rehearsal.flatten(),
        Err(error) => return Err(ImportError::Stopped(Box::new(report), error.into())),
    };
    let db = rehearsal.as_ref().map_or(db, |rehearsal| &rehearsal.db);
    let run = Run { db, job, assembler, settings: settings.clone(), report, errors, progress };
    run.all(first, source, options.dry_run)
}

/// Reads the first rows without writing them, for what they tell about all of them.
fn look_at(job: &Job, first: &[Line], default_country: &str) -> Facts {
    let assembler = assembler(job);
    let rows: Vec<_> =
        first.iter().filter_map(|line| line.as_ref().ok()).map(|r| assembler.assemble(r)).collect();
    match job.country {
        Some(country) => Facts { country: None, ..facts::of(&rows, country) },
        None => facts::of(&rows, default_country),
    }
}

fn assembler(job: &Job) -> Assembler {
    let options = AssembleOptions {
        id_matches: matches!(job.key, Some(super::options::Key::Id)),
        contact_label: job.texts().import_contact().to_owned(),
        country: job.country.map(str::to_owned),
    };
    Assembler::new(job.columns.clone(), options)
}

type Errors = Option<ErrorsFile<BufWriter<File>>>;

/// The file for failed rows; made anew even when none will fail, so that no old one misleads.
fn errors_file(
    path: &Path,
    options: &Options,
    source: &Source,
    t: Text,
) -> Result<Errors, ImportError> {
    let Some(to) = &options.errors else {
        return Ok(None);
    };
    let is_same = to.canonicalize().is_ok_and(|to| path.canonicalize().is_ok_and(|p| p == to));
    if is_same {
        return Err(ImportError::ErrorsOverSource);
    }
    let writer = BufWriter::new(File::create(to)?);
    Ok(Some(ErrorsFile::new(writer, &source.layout, t.import_error_column())?))
}

/// An import on its way.
struct Run<'a, 'p> {
    db: &'a Database,
    job: Job<'a>,
    assembler: Assembler,
    settings: Settings,
    report: Report,
    errors: Errors,
    progress: &'p mut dyn FnMut(&Counts),
}

/// Why a transaction ended without being kept.
enum End {
    /// It was a dry run, and all went well.
    Rehearsed,
    /// The file for failed rows could not be written.
    Errors(std::io::Error),
    /// The database failed.
    Failed(AppError),
}

impl From<DbError> for End {
    fn from(error: DbError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<diesel::result::Error> for End {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<AppError> for End {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

impl From<std::io::Error> for End {
    fn from(error: std::io::Error) -> Self {
        Self::Errors(error)
    }
}

impl Run<'_, '_> {
    fn all(
        mut self,
        first: Vec<Line>,
        source: Source,
        is_dry: bool,
    ) -> Result<Report, ImportError> {
        let ended = if is_dry {
            let db = self.db.clone();
            db.write_now(|conn| {
                self.each(first, source, |run, lines| Ok(run.chunk(conn, lines)?))?;
                Err::<(), End>(End::Rehearsed)
            })
        } else {
            self.each(first, source, Self::commit)
        };
        match ended {
            Ok(()) | Err(End::Rehearsed) => {}
            Err(End::Errors(error)) => return Err(ImportError::Errors(error)),
            Err(End::Failed(error)) => {
                return Err(ImportError::Stopped(Box::new(self.report), error));
            }
        }
        if let Some(errors) = self.errors {
            errors.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        }
        Ok(self.report)
    }

    fn each(
        &mut self,
        first: Vec<Line>,
        mut source: Source,
        mut write: impl FnMut(&mut Self, &[Line]) -> Result<Vec<Done>, End>,
    ) -> Result<(), End> {
        let mut lines = first;
        while !lines.is_empty() {
            let done = write(self, &lines)?;
            self.count(&lines, done)?;
            (self.progress)(&self.report.counts);
            lines = source.by_ref().take(CHUNK).collect();
        }
        Ok(())
    }

    /// One transaction for the chunk; should the database refuse it, one for each row, so that no
    /// row is lost for another one's sake.
    fn commit(&mut self, lines: &[Line]) -> Result<Vec<Done>, End> {
        let db = self.db.clone();
        match db.write_now(|conn| self.chunk(conn, lines)) {
            Ok(done) => return Ok(done),
            Err(AppError::Unavailable) => return Err(End::Failed(AppError::Unavailable)),
            Err(error) => tracing::warn!(%error, "a chunk of an import is written row by row"),
        }
        let mut done = Vec::new();
        for line in lines {
            match db.write_now(|conn| self.chunk(conn, std::slice::from_ref(line))) {
                Ok(one) => done.extend(one),
                Err(AppError::Unavailable) => return Err(End::Failed(AppError::Unavailable)),
                Err(error) => {
                    tracing::warn!(%error, "a row of an import was refused by the database");
                    done.push(refused(line));
                }
            }
        }
        Ok(done)
    }

    fn chunk(&mut self, conn: &mut Db, lines: &[Line]) -> Result<Vec<Done>, AppError> {
        if settings::cache::current_version(conn)? != self.settings.version {
            self.settings = Settings::load(conn)?;
        }
        lines.iter().map(|line| self.line(conn, line)).collect()
    }

    fn line(&mut self, conn: &mut Db, line: &Line) -> Result<Done, AppError> {
        match line {
            Ok(read) => {
                let assembled = self.assembler.assemble(read);
                row::write(conn, &self.job, &mut self.settings, &assembled, &read.cells)
            }
            Err(bad) => {
                let reason = Reason::Row(bad.reason.clone());
                let note = about(bad.line, reason);
                let is_skip = bad.reason.is_skip();
                let fate = if is_skip { Fate::Skipped(note) } else { Fate::Failed(note) };
                Ok(Done { fate, notes: Vec::new(), added: Vec::new() })
            }
        }
    }

    /// Counts rows whose transaction has ended, and writes down those that failed.
    fn count(&mut self, lines: &[Line], done: Vec<Done>) -> std::io::Result<()> {
        for (line, done) in lines.iter().zip(done) {
            let cells = match line {
                Ok(row) => &row.cells,
                Err(bad) => &bad.cells,
            };
            let report = &mut self.report;
            report.note_unnamed(&self.job.columns, cells);
            match done.fate {
                Fate::Created => report.counts.created += 1,
                Fate::Updated => report.counts.updated += 1,
                Fate::Unchanged => report.counts.unchanged += 1,
                Fate::Skipped(note) => {
                    report.counts.skipped += 1;
                    report.skips.add(note);
                }
                Fate::Failed(note) => {
                    report.counts.failed += 1;
                    if let Some(errors) = &mut self.errors {
                        errors.write(cells, &note.text(self.job.texts()))?;
                    }
                    report.failures.add(note);
                }
            }
            done.notes.into_iter().for_each(|note| report.warnings.add(note));
            report.lookups.extend(done.added);
        }
        Ok(())
    }
}

fn about(line: u64, reason: Reason) -> Note {
    Note { line, column: String::new(), typed: String::new(), reason, is_kept: false }
}

fn refused(line: &Line) -> Done {
    let number = match line {
        Ok(row) => row.line,
        Err(bad) => bad.line,
    };
    let fate = Fate::Failed(about(number, Reason::Database));
    Done { fate, notes: Vec::new(), added: Vec::new() }
}
