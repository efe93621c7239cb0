//! `padron import`: the import of the panel, at the command line.
//!
//! Exit 0: no row failed. 1: some did. 2: the file could not be read, or nothing could be done.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::access::{Actor, Via};
use crate::config::Config;
use crate::customers::import::options::{self, ImportError, Options};
use crate::customers::import::source;
use crate::customers::import::{self, report::Counts};
use crate::db::{Database, migrate};
use crate::error::AppError;
use crate::i18n::Text;
use crate::settings::Settings;

mod printed;

/// What `padron import` takes.
#[derive(Args)]
pub struct Arguments {
    /// CSV or XLSX file
    file: PathBuf,
    /// Field by which rows find their customers: a field's key, or `id`
    #[arg(long = "match", value_name = "FIELD")]
    match_field: Option<String>,
    /// Which rows are taken
    #[arg(long, value_enum, default_value = "create")]
    mode: Mode,
    /// Cell separator of a text file; `tab` for the tabulator
    #[arg(long, value_name = "C", value_parser = separator)]
    separator: Option<char>,
    /// Encoding of a text file, such as `utf-8` or `windows-1252`
    #[arg(long, value_name = "E")]
    encoding: Option<String>,
    /// Sheet of a workbook, by name or by number from 1
    #[arg(long, value_name = "S")]
    sheet: Option<String>,
    /// Line of the header, from 1
    #[arg(long, value_name = "N")]
    header_line: Option<u64>,
    /// Read a column into a field; `-` leaves it out. May be repeated
    #[arg(long, value_name = "HEADER=field", value_parser = mapping)]
    map: Vec<(String, String)>,
    /// Country of rows that name none: two letters, or its name
    #[arg(long, value_name = "CC")]
    country: Option<String>,
    /// What an empty cell does to a known customer
    #[arg(long, value_enum, default_value = "keep")]
    empty: Empty,
    /// Do everything, say what would come of it, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Write the rows that fail to this file, in the same layout and with the reason
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Mode {
    /// New customers only
    Create,
    /// Known customers only
    Update,
    /// New and known customers
    Both,
}

#[derive(Clone, Copy, ValueEnum)]
enum Empty {
    /// Leaves the field as it is
    Keep,
    /// Empties the field
    Clear,
}

fn separator(text: &str) -> Result<char, String> {
    let mut signs = text.chars();
    match (text, signs.next(), signs.next()) {
        ("tab" | "TAB" | "\\t", _, _) => Ok('\t'),
        (_, Some(sign), None) => Ok(sign),
        _ => Err("one character, or tab".to_owned()),
    }
}

/// A field key holds no `=`, a header may.
fn mapping(text: &str) -> Result<(String, String), String> {
    text.rsplit_once('=')
        .map(|(header, field)| (header.to_owned(), field.to_owned()))
        .ok_or_else(|| "HEADER=field".to_owned())
}

impl Arguments {
    fn options(&self, data: &Path) -> Options {
        Options {
            source: source::Options {
                separator: self.separator,
                encoding: self.encoding.clone(),
                sheet: self.sheet.clone(),
                header_line: self.header_line,
                scratch: Some(data.to_owned()).filter(|folder| folder.is_dir()),
            },
            match_field: self.match_field.clone(),
            mode: match self.mode {
                Mode::Create => options::Mode::Create,
                Mode::Update => options::Mode::Update,
                Mode::Both => options::Mode::Both,
            },
            country: self.country.clone(),
            empty: match self.empty {
                Empty::Keep => options::Empty::Keep,
                Empty::Clear => options::Empty::Clear,
            },
            map: self.map.clone(),
            dry_run: self.dry_run,
            errors: self.errors.clone(),
        }
    }
}

/// Imports the file and prints what came of it.
#[must_use]
pub fn run(config: &Config, arguments: &Arguments) -> ExitCode {
    match open(config) {
        Ok((db, settings)) => {
            import(&db, &settings, arguments, &arguments.options(&config.data_dir))
        }
        Err(error) => {
            eprintln!("padron: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn open(config: &Config) -> anyhow::Result<(Database, Settings)> {
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    let settings = db.read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?))?;
    Ok((db, settings))
}

fn import(
    db: &Database,
    settings: &Settings,
    arguments: &Arguments,
    options: &Options,
) -> ExitCode {
    let t = Text(settings.organisation.lang());
    let actor = Actor::command(Via::Import);
    let mut progress = Progress::default();
    let mut tell = |counts: &Counts| progress.tell(t, counts);
    let done = import::import(db, settings, &actor, &arguments.file, options, &mut tell);
    match done {
        Ok(report) => {
            if arguments.json {
                println!("{:#}", printed::json(&report, t));
            } else {
                print!("{}", printed::text(&report, t));
            }
            ExitCode::from(u8::from(report.counts.failed > 0))
        }
        Err(error) => {
            eprintln!("padron: {}", error.text(t));
            if let ImportError::Stopped(report, _) = error {
                print!("{}", printed::text(&report, t));
            }
            ExitCode::from(2)
        }
    }
}

/// A line on stderr now and then, so that a long import is seen to go on.
#[derive(Default)]
struct Progress {
    told: u64,
}

/// Rows between two lines of progress.
const PROGRESS_ROWS: u64 = 10_000;

impl Progress {
    fn tell(&mut self, t: Text, counts: &Counts) {
        let rows = counts.rows();
        if rows / PROGRESS_ROWS > self.told {
            self.told = rows / PROGRESS_ROWS;
            eprintln!("{}", t.import_progress(rows));
        }
    }
}
