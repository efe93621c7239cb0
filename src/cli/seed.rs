//! `padron seed`: invented customers for measuring.

use std::io::IsTerminal;
use std::time::Instant;

use anyhow::Context as _;
use clap::Args;

use crate::access::{Actor, Via};
use crate::config::Config;
use crate::db::{Database, migrate};
use crate::seeds::{Filled, Filling};

/// How many, and which.
#[derive(Args)]
pub struct Options {
    /// How many customers to add
    #[arg(long)]
    customers: u32,
    /// Another seed makes other customers
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many invoices each has at most, with contracts and payments that agree; 0: nothing is billed
    #[arg(long, default_value_t = 0)]
    invoices: u32,
}

/// Runs the command.
///
/// # Errors
/// When the database fails.
pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    let filling = Filling {
        seed: options.seed,
        count: u64::from(options.customers),
        authors: vec![Actor::command(Via::Command)],
        has_stories: false,
        invoices: options.invoices,
    };
    let started = Instant::now();
    let mut told = 0;
    let filled = filling.run(&db, |filled| {
        let done = filled.added + filled.refused;
        let is_worth_telling = done - told >= 10_000 || done == filling.count;
        if is_worth_telling || std::io::stderr().is_terminal() {
            told = done;
            progress(filled, filling.count, started);
        }
    })?;
    eprintln!();
    println!("added {}, refused {}", filled.added, filled.refused);
    Ok(())
}

/// One line that renews itself on a terminal, one of many in a file.
fn progress(filled: Filled, of: u64, started: Instant) {
    let done = filled.added + filled.refused;
    let seconds = started.elapsed().as_secs().max(1);
    let line = format!("{done} of {of} customers, {} a second", done / seconds);
    if std::io::stderr().is_terminal() {
        eprint!("\r{line}   ");
    } else {
        eprintln!("{line}");
    }
}
