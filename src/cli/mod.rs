//! The commands of the one binary.
#![expect(clippy::print_stdout, reason = "commands answer on stdout")]

mod backup;
mod demo;
mod doctor;
mod export;
mod import;
mod seed;
mod staff;
mod worker;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::Application;
use crate::config::Config;
use crate::db::{Database, migrate};
use crate::error::AppError;
use crate::staff::links::{self, Purpose};
use crate::staff::query;

#[derive(Parser)]
#[command(name = "padron", version, about = "Padrón: the customers of your company, in one panel")]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate, serve the panel and run its jobs (the default)
    Serve {
        /// Leave the jobs to processes of `padron worker`
        #[arg(long)]
        no_worker: bool,
    },
    /// Run jobs only
    Worker,
    /// Apply migrations
    Migrate {
        /// Revert the last one and apply it again
        #[arg(long)]
        redo: bool,
    },
    /// Bring customers in from a CSV or XLSX file
    Import(import::Arguments),
    /// Write customers to a CSV or XLSX file
    Export(export::Arguments),
    /// Copy database, files and secret into one archive, while the panel runs
    Backup {
        /// The archive to write
        file: std::path::PathBuf,
    },
    /// Check settings, database and declarations
    Doctor,
    /// Serve the panel of an invented company, in a database of its own
    Demo(demo::Options),
    /// Add invented customers
    Seed(seed::Options),
    /// Members of the staff
    Staff {
        #[command(subcommand)]
        command: staff::Command,
    },
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let cli = Cli { config: cli.config.settled(), ..cli };
    start_log(&cli.config);
    let done = match cli.command.unwrap_or(Command::Serve { no_worker: false }) {
        Command::Serve { no_worker } => serve(cli.config, no_worker),
        Command::Worker => worker::run(cli.config),
        Command::Migrate { redo } => migrate(&cli.config, redo),
        Command::Backup { file } => backup::run(&cli.config, &file),
        Command::Doctor => doctor::run(&cli.config),
        Command::Import(arguments) => return import::run(&cli.config, &arguments),
        Command::Export(arguments) => return export::run(&cli.config, &arguments),
        Command::Demo(options) => demo::run(&cli.config, &options),
        Command::Seed(options) => seed::run(&cli.config, &options),
        Command::Staff { command } => staff::run(&cli.config, command),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("padron: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn migrate(config: &Config, redo: bool) -> anyhow::Result<()> {
    let db = Database::open(&config.database_url)?;
    let applied = migrate::run(&db)?;
    if redo {
        migrate::redo(&db)?;
    }
    println!("{applied} migrations applied");
    Ok(())
}

fn serve(config: Config, no_worker: bool) -> anyhow::Result<()> {
    let application = Application::build(config)?;
    println!("Padrón listens on http://{}", application.address);
    if let Some(link) = setup_link(&application)? {
        println!("Nobody can sign in yet. Set up the panel within 24 hours at {link}");
    }
    if no_worker {
        actix_web::rt::System::new().block_on(application.run())?;
        return Ok(());
    }
    worker::beside(application)
}

/// With no member yet, a new link to make the first one; the former link ends.
fn setup_link(application: &Application) -> anyhow::Result<Option<String>> {
    let app = &application.app;
    let token = app.db.write_now(|conn| {
        if query::any(conn)? {
            links::revoke(conn, Purpose::SetUp, None)?;
            return Ok::<_, AppError>(None);
        }
        links::issue(conn, Purpose::SetUp, None).map(Some).map_err(AppError::from)
    })?;
    Ok(token.map(|token| links::address(&app.config.public_url, Purpose::SetUp, &token)))
}

fn start_log(config: &Config) {
    use tracing_subscriber::filter::{LevelFilter, Targets};
    use tracing_subscriber::prelude::*;
    let usual = Targets::new().with_default(LevelFilter::INFO);
    let filter = config.log.parse().unwrap_or(usual);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let log = tracing_subscriber::registry().with(filter);
    if config.log_format == "json" {
        log.with(lines.json()).init();
    } else {
        log.with(lines.with_target(false)).init();
    }
}
