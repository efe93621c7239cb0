//! `padron staff …`: members from the command line, for the first one and for the day nobody can
//! sign in. Passwords come from standard input, never from an argument that others could see.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};

use crate::access::{Actor, Role, Via};
use crate::app::PANEL;
use crate::audit::{self, Action, By};
use crate::config::Config;
use crate::db::{Database, Db, migrate};
use crate::error::AppError;
use crate::identity::email;
use crate::mail::Post;
use crate::password::{self, Context, Weakness};
use crate::secret;
use crate::settings::organisation;
use crate::sign_in::throttle::{self, Subject};
use crate::staff::letters::{self, Change};
use crate::staff::{Account, NewMember, Refusal, query, save};
use crate::text;

/// What to do with members.
#[derive(Subcommand)]
pub enum Command {
    /// Add a member; the password is read from standard input
    Add(New),
    /// List members
    List,
    /// Shut a member out and end the sessions at once
    Disable {
        /// E-mail of the member
        #[arg(long)]
        email: String,
    },
    /// Set a password, read from standard input, and end the sessions
    ResetPassword {
        /// E-mail of the member
        #[arg(long)]
        email: String,
        /// Take off the second factor too, of somebody who lost it
        #[arg(long)]
        second_factor: bool,
    },
}

/// A new member.
#[derive(Args)]
pub struct New {
    /// E-mail
    #[arg(long)]
    email: String,
    /// Name
    #[arg(long)]
    name: String,
    /// admin, billing, sales, collector, support or viewer
    #[arg(long, value_parser = role)]
    role: Role,
}

fn role(code: &str) -> Result<Role, String> {
    Role::from_code(code)
        .ok_or_else(|| "use admin, billing, sales, collector, support or viewer".to_owned())
}

/// Runs the command.
///
/// # Errors
/// When the database fails or the command cannot be done.
pub fn run(config: &Config, command: Command) -> anyhow::Result<()> {
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    match command {
        Command::Add(new) => add(&db, &new),
        Command::List => list(&db),
        Command::Disable { email } => disable(&db, &email),
        Command::ResetPassword { email, second_factor } => {
            let post = Post::open(config, &secret::load_or_make(config)?, PANEL)?;
            reset_password(&db, &post, &email, second_factor)
        }
    }
}

fn add(db: &Database, new: &New) -> anyhow::Result<()> {
    let address =
        email::check(&new.email).map_err(|_| anyhow::anyhow!("that is not one complete e-mail"))?;
    let name = text::clean_line(&new.name);
    if name.is_empty() {
        bail!("the name is empty");
    }
    let password_hash = read_password(db, &address, &name)?;
    let member = NewMember {
        email: &address,
        name: &name,
        role: new.role,
        own_customers_only: new.role == Role::Collector,
        password_hash: &password_hash,
    };
    let added = db.write_now(|conn| {
        let added = save::create(conn, &member)?;
        if let Ok(id) = added {
            note(conn, Action::MemberAdded, id)?;
        }
        Ok::<_, AppError>(added)
    })?;
    match added {
        Ok(_) => {
            println!("{address} may sign in now.");
            Ok(())
        }
        Err(Refusal::EmailTaken) => bail!("another member has this e-mail"),
        Err(other) => bail!("not added: {other:?}"),
    }
}

fn list(db: &Database) -> anyhow::Result<()> {
    let members = db.read_now(|conn| query::all(conn).map_err(AppError::from))?;
    for member in members {
        let state = if member.is_active() { "active" } else { "disabled" };
        println!("{}\t{}\t{}\t{}", member.email, member.role, state, member.name);
    }
    Ok(())
}

fn disable(db: &Database, address: &str) -> anyhow::Result<()> {
    let done = db.write_now(|conn| {
        let account = must_find(conn, address)?;
        let done = save::disable(conn, account.id)?;
        if done.is_ok() {
            note(conn, Action::MemberDisabled, account.id)?;
        }
        Ok::<_, AppError>(done)
    });
    match done.map_err(unknown)? {
        Ok(()) => Ok(()),
        Err(_) => bail!("this is the last administrator"),
    }
}

fn reset_password(
    db: &Database,
    post: &Post,
    address: &str,
    second_factor: bool,
) -> anyhow::Result<()> {
    let account = db.read_now(|conn| must_find(conn, address)).map_err(unknown)?;
    let password_hash = read_password(db, &account.email, &account.name)?;
    db.write_now(|conn| {
        save::set_password(conn, account.id, &password_hash, None)?;
        throttle::forgive(conn, &Subject::account(&account.email))?;
        if second_factor {
            save::clear_second_factor(conn, account.id)?;
            note(conn, Action::SecondFactorOff, account.id)?;
            letters::notify(conn, post, account.id, Change::SecondFactorOff)?;
        }
        note(conn, Action::PasswordSet, account.id)?;
        letters::notify(conn, post, account.id, Change::Password)
    })?;
    Ok(())
}

fn must_find(conn: &mut Db, address: &str) -> Result<Account, AppError> {
    query::find_by_email(conn, address)?.ok_or(AppError::NotFound)
}

fn unknown(error: AppError) -> anyhow::Error {
    match error {
        AppError::NotFound => anyhow::anyhow!("no member has this e-mail"),
        other => other.into(),
    }
}

fn note(conn: &mut Db, action: Action, member: i64) -> Result<(), AppError> {
    let by = By::command(&Actor::command(Via::Command));
    Ok(audit::note(conn, &by, action, Some(member))?)
}

/// Reads the first line of standard input and hashes it.
fn read_password(db: &Database, address: &str, name: &str) -> anyhow::Result<String> {
    let mut input = std::io::stdin().lock();
    if input.is_terminal() {
        eprintln!("Password, of {} characters or more:", password::SHORTEST);
    }
    let mut line = String::new();
    input.read_line(&mut line).context("the password could not be read")?;
    let typed = line.trim_end_matches(['\n', '\r']);
    let house = db.read_now(|conn| organisation::load(conn).map_err(AppError::from))?;
    let context = Context { organisation: &house.name, email: address, name, ..Context::default() };
    match password::check(typed, &context) {
        Ok(()) => password::hash_now(typed),
        Err(Weakness::TooShort(least)) => bail!("use {least} characters or more"),
        Err(Weakness::TooLong) => bail!("use {} characters at most", password::LONGEST),
        Err(Weakness::TooCommon) => bail!("this password is easy to guess"),
    }
}
