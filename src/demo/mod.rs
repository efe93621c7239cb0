//! The demo: an invented company with its staff and customers, in a database of its own. Passwords
//! are made anew at each start and printed, never stored in the clear.

mod cards;
mod house;
mod members;
mod subscriptions;
mod visitor;

use anyhow::Context as _;

use crate::accounts::Rules;
use crate::clock;
use crate::config::Config;
use crate::daily;
use crate::db::{Database, migrate};
use crate::error::AppError;
use crate::files;
use crate::secret;
use crate::seeds::Filling;
use crate::settings::Settings;

pub use members::Credentials;
pub use visitor::Visitor;

/// Who can sign in.
pub struct People {
    /// A member of each role.
    pub members: Vec<Credentials>,
    /// A customer, in the portal.
    pub visitor: Option<Visitor>,
}

/// The seed of the demo's customers: everybody sees the same ones.
const SEED: u64 = 1;

/// Documents of each of them who is billed, at most.
const INVOICES: u32 = 3;

/// The settings of the panel, with the demo's database in the place of the configured one.
#[must_use]
pub fn config(config: &Config) -> Config {
    Config {
        database_url: format!("sqlite:{}", config.data_file("demo.db").display()),
        ..config.clone()
    }
}

/// Makes the database of these settings ready: at least so many customers, and new passwords.
///
/// # Errors
/// When the database cannot be made or written.
pub fn prepare(config: &Config, customers: u64) -> anyhow::Result<People> {
    files::private_folder(&config.data_dir)
        .with_context(|| format!("cannot make {}", config.data_dir.display()))?;
    let db = Database::open(&config.database_url)?;
    migrate::run(&db).context("the database could not be migrated")?;
    let members = members::renew(&db)?;
    let missing = customers.saturating_sub(db.read_now(house::size)?);
    if missing > 0 {
        let authors = db.write_now(house::furnish)?;
        let filling =
            Filling { seed: SEED, count: missing, authors, has_stories: true, invoices: INVOICES };
        filling.run(&db, |_| ())?;
        cards::enrol(&db, &secret::load_or_make(config)?)?;
        subscriptions::subscribe(&db)?;
        // Nobody is written to before anybody has looked.
        db.write_now(|conn| {
            let today = Rules::of(&Settings::load(conn)?, clock::now()).today;
            Ok::<_, AppError>(daily::take_for_done(conn, today)?)
        })?;
    }
    Ok(People { members, visitor: visitor::renew(&db)? })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::access::Role;
    use crate::db::prelude::*;
    use crate::db::schema::{customers, staff, subscriptions};

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        config: Config,
    }

    #[test]
    fn a_second_start_keeps_the_customers_and_renews_the_passwords() {
        let folder = tempfile::tempdir().unwrap();
        let line = ["demo", "--data-dir"].map(std::ffi::OsString::from);
        let line = line.into_iter().chain([folder.path().into()]);
        let config = config(&Line::parse_from(line).config);
        assert!(config.database_url.ends_with("demo.db"));
        let first = prepare(&config, 90).unwrap();
        let second = prepare(&config, 90).unwrap();
        assert_eq!(first.members.len(), Role::ALL.len());
        let (one, other) = (first.visitor.unwrap(), second.visitor.unwrap());
        assert_eq!((one.id, one.email), (other.id, other.email));
        assert_ne!(one.password, other.password);
        for (one, other) in first.members.iter().zip(&second.members) {
            assert_eq!((one.role, &one.email), (other.role, &other.email));
            assert_ne!(one.password, other.password);
        }
        let db = Database::open(&config.database_url).unwrap();
        let today = db.read_now(|conn| {
            let today = Rules::of(&Settings::load(conn)?, clock::now()).today;
            Ok::<_, AppError>(daily::is_begun(conn, today)?)
        });
        assert!(today.unwrap(), "nobody is reminded by the demo's first start");
        let (people, creators, members, charged): (i64, i64, i64, i64) = db
            .read_now(|conn| {
                let by_members = customers::table.filter(customers::created_by.is_not_null());
                Ok::<_, AppError>((
                    customers::table.count().get_result(conn)?,
                    by_members.count().get_result(conn)?,
                    staff::table.count().get_result(conn)?,
                    subscriptions::table.count().get_result(conn)?,
                ))
            })
            .unwrap();
        assert_eq!((people, members), (90, 6));
        assert!(creators > 30 && charged >= 6, "{creators}, {charged}");
        let (still, ending): (i64, i64) = db
            .read_now(|conn| {
                let still = subscriptions::table.filter(subscriptions::status.eq("paused"));
                let ending = subscriptions::table.filter(subscriptions::cancel_at.is_not_null());
                let still = still.count().get_result(conn)?;
                Ok::<_, AppError>((still, ending.count().get_result(conn)?))
            })
            .unwrap();
        assert_eq!((still, ending), ((charged + 3) / 6, charged / 6));
    }
}
