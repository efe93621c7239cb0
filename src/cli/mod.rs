//! The commands of the one binary.

mod import;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::Application;
use crate::config::Config;

#[derive(Parser)]
#[command(
    name = "padron",
    version,
    about = "Padrón: the customers of your company, in one panel"
)]
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
}

/// Reads the command line and does what it says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli.config);
    let done = match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => serve(cli.config),
        Command::Migrate { .. } => Ok(()),
        Command::Import(arguments) => return import::run(&cli.config, &arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("padron: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn serve(config: Config) -> anyhow::Result<()> {
    let application = Application::build(config)?;
    println!("Padrón listens on http://{}", application.address);
    actix_web::rt::System::new().block_on(application.run())?;
    Ok(())
}

fn start_log(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log_format == "json" {
        log.json().init()
    } else {
        log.with_target(false).init()
    }
}
