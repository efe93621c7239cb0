//! `padron export`: the export of the panel, at the command line.
//!
//! Exit 0: the file is whole. 1: it failed on the way, and no half file stays. 2: it did not begin,
//! because what was asked for was not wholly understood or cannot be had.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use clap::{Args, ValueEnum};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

use crate::access::{Actor, Via};
use crate::audit;
use crate::config::Config;
use crate::customers::Query;
use crate::customers::export::{self, Column, Export, ExportError, Rows};
use crate::db::{Database, migrate};
use crate::error::AppError;
use crate::exports::presets;
use crate::files::Draft;
use crate::i18n::Text;
use crate::settings::Settings;
use crate::web::Form;

/// What `padron export` takes.
#[derive(Args)]
pub struct Arguments {
    /// Which kind of file
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Which customers, as in the address of the list: `zone_id=3&q=…`. Without `category` and
    /// `status`, the archived ones too
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    query: String,
    /// Which columns, in order: keys separated by commas. Without: the 21 usual ones
    #[arg(long, value_name = "KEYS", default_value = "", hide_default_value = true)]
    columns: String,
    /// The columns and the format of a preset that is shared with everybody, by its name
    #[arg(long, value_name = "NAME", conflicts_with_all = ["columns", "format"])]
    preset: Option<String>,
    /// Where to; standard output without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Text, with the separator of the organisation's country
    Csv,
    /// A workbook
    Xlsx,
}

impl From<Format> for export::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Xlsx => Self::Xlsx,
        }
    }
}

/// Exports, and says on standard error what came of it.
#[must_use]
pub fn run(config: &Config, arguments: &Arguments) -> ExitCode {
    let (db, settings) = match open(config) {
        Ok(opened) => opened,
        Err(error) => {
            eprintln!("padron: {error:#}");
            return ExitCode::from(2);
        }
    };
    let t = Text(settings.organisation.lang());
    let export = match wanted(&db, arguments, &settings, t) {
        Ok(export) => export,
        Err(refusals) => {
            for refusal in refusals {
                eprintln!("padron: {refusal}");
            }
            return ExitCode::from(2);
        }
    };
    if let Err(error) = noted(&db) {
        eprintln!("padron: {error}");
        return ExitCode::from(2);
    }
    match write(&db, &export, arguments, t) {
        Ok(count) => {
            eprintln!("{}", t.export_done(count));
            ExitCode::SUCCESS
        }
        Err(error) => {
            if let ExportError::Database(cause) = &error {
                tracing::error!(%cause, "an export failed");
            }
            eprintln!("padron: {}", error.text(t));
            ExitCode::from(if matches!(error, ExportError::TooMany(_)) { 2 } else { 1 })
        }
    }
}

/// Every export leaves a line in the audit log, this one too.
fn noted(db: &Database) -> Result<(), AppError> {
    let by = audit::By::command(&Actor::command(Via::Command));
    db.write_now(|conn| Ok(audit::note(conn, &by, audit::Action::ExportAsked, None)?))
}

fn open(config: &Config) -> anyhow::Result<(Database, Settings)> {
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    let settings = db.read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?))?;
    Ok((db, settings))
}

/// The export that was asked for, or all that is wrong with the asking.
fn wanted(
    db: &Database,
    arguments: &Arguments,
    settings: &Settings,
    t: Text,
) -> Result<Export, Vec<String>> {
    let query = query(&arguments.query, settings, t);
    let file = match &arguments.preset {
        Some(name) => preset(db, name, t),
        None => columns(&arguments.columns, t).map(|columns| (arguments.format.into(), columns)),
    };
    match (query, file) {
        (Ok(query), Ok((format, columns))) => {
            Ok(Export { rows: Rows::matching(query), columns, format })
        }
        (query, file) => {
            let mut refusals = query.err().unwrap_or_default();
            refusals.extend(file.err());
            Err(refusals)
        }
    }
}

/// Format and columns of a preset; a column that is gone is no column to leave out in silence.
fn preset(db: &Database, name: &str, t: Text) -> Result<(export::Format, Vec<Column>), String> {
    let found = db.read_now(|conn| Ok::<_, AppError>(presets::shared_with_all(conn, name)?));
    let found = found.map_err(|error| ExportError::Database(error).text(t))?;
    match found.as_slice() {
        [] => Err(t.export_no_preset(name)),
        [preset] => match preset.columns() {
            (columns, gone) if gone.is_empty() => Ok((preset.format(), columns)),
            (_, gone) => Err(t.export_unknown_columns(&gone.join(", "))),
        },
        _ => Err(t.export_several_presets(name)),
    }
}

/// Whoever is misunderstood would get customers that they did not ask for.
fn query(typed: &str, settings: &Settings, t: Text) -> Result<Query, Vec<String>> {
    let refused = || t.export_query_refused().to_owned();
    let form =
        Form::parse(typed.trim_start_matches('?').as_bytes()).map_err(|_| vec![refused()])?;
    let everybody = Query::visible_to(&Actor::command(Via::Command));
    everybody.narrowed_exactly(&form, settings).map_err(|ignored| {
        let each = ignored.iter().map(|ignored| ignored.in_words(t));
        std::iter::once(refused()).chain(each).collect()
    })
}

fn columns(keys: &str, t: Text) -> Result<Vec<Column>, String> {
    export::chosen(keys).map_err(|unknown| t.export_unknown_columns(&unknown.0.join(", ")))
}

fn write(
    db: &Database,
    export: &Export,
    arguments: &Arguments,
    t: Text,
) -> Result<u64, ExportError> {
    let mut progress = Progress { t, told: 0 };
    let Some(path) = &arguments.out else {
        let mut out = BufWriter::new(io::stdout());
        let mut tell = |done, total| {
            progress.tell(done, total);
            ControlFlow::Continue(())
        };
        let count = export.write(db, &mut out, &mut tell)?;
        out.flush()?;
        return Ok(count);
    };
    let stopped = stop_sign()?;
    let draft = Draft::of(path)?;
    let mut out = BufWriter::new(draft.file());
    let mut tell = |done, total| {
        progress.tell(done, total);
        let goes_on = !stopped.load(Ordering::Relaxed);
        if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let count = export.write(db, &mut out, &mut tell)?;
    out.flush()?;
    drop(out);
    draft.keep()?;
    Ok(count)
}

/// A line on stderr now and then, so that a long export is seen to go on.
struct Progress {
    t: Text,
    told: u64,
}

/// Customers between two lines of progress.
const PROGRESS_ROWS: u64 = 10_000;

impl Progress {
    fn tell(&mut self, done: u64, total: u64) {
        if done / PROGRESS_ROWS > self.told {
            self.told = done / PROGRESS_ROWS;
            eprintln!("{}", self.t.export_progress(done, total));
        }
    }
}

/// Set when somebody stops the command from now on: half a file of customers must not stay behind.
fn stop_sign() -> io::Result<Arc<AtomicBool>> {
    let sign = Arc::new(AtomicBool::new(false));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    #[cfg(unix)]
    for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
        let mut arrived = {
            let _context = runtime.enter();
            signal(kind)?
        };
        let set = Arc::clone(&sign);
        runtime.spawn(async move {
            arrived.recv().await;
            set.store(true, Ordering::Relaxed);
        });
    }
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    Ok(sign)
}
