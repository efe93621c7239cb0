//! The commands of the one binary.
#![expect(clippy::print_stdout, reason = "commands answer on stdout")]

mod backup;
mod demo;
mod doctor;
mod import;
mod seed;
mod staff;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{Application, start_mail};
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
    Serve,
    /// Apply migrations
    Migrate {
        /// Revert the last one and apply it again
        #[arg(long)]
        redo: bool,
    },
    /// Bring customers in from a CSV or XLSX file
    Import(import::Arguments),
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
    let done = match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(cli.config),
        Command::Migrate { redo } => migrate(&cli.config, redo),
        Command::Backup { file } => backup::run(&cli.config, &file),
        Command::Doctor => doctor::run(&cli.config),
        Command::Import(arguments) => return import::run(&cli.config, &arguments),
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

fn serve(config: Config) -> anyhow::Result<()> {
    let application = Application::build(config)?;
    println!("Padrón listens on http://{}", application.address);
    if let Some(link) = setup_link(&application)? {
        println!("Nobody can sign in yet. Set up the panel within 24 hours at {link}");
    }
    run_until_stopped(application)
}

/// Serves, and works beside the requests; ends that work when the server ends.
fn run_until_stopped(application: Application) -> anyhow::Result<()> {
    let app = application.app.clone();
    let mail = start_mail(&app)?;
    let served = actix_web::rt::System::new().block_on(application.run());
    app.bells.mail.end();
    if mail.join().is_err() {
        tracing::error!("the mail thread had ended before");
    }
    Ok(served?)
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
