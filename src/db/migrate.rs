//! Migrations, embedded, one folder per database with the same names.

use anyhow::anyhow;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Database, Db, DbError};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// An error of the harness, which is boxed and not `Sync`.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Query(#[from] diesel::result::Error),
    #[error("{0}")]
    Migration(String),
}

/// Applies what is missing; returns how many were applied.
///
/// # Errors
/// When the database is away or a migration fails.
pub fn run(db: &Database) -> anyhow::Result<usize> {
    outside_transaction(db, |conn| match conn {
        Db::Sqlite(c) => c.run_pending_migrations(SQLITE).map(|done| done.len()),
        Db::Pg(c) => c.run_pending_migrations(POSTGRES).map(|done| done.len()),
    })
}

/// Reverts the last migration and applies it again.
///
/// # Errors
/// When the database is away or a migration fails.
pub fn redo(db: &Database) -> anyhow::Result<()> {
    outside_transaction(db, |conn| match conn {
        Db::Sqlite(c) => {
            c.revert_last_migration(SQLITE)?;
            c.run_pending_migrations(SQLITE).map(|_| ())
        }
        Db::Pg(c) => {
            c.revert_last_migration(POSTGRES)?;
            c.run_pending_migrations(POSTGRES).map(|_| ())
        }
    })
}

/// Reverts every migration: what the tests prove the way back with.
///
/// # Errors
/// When the database is away or a migration fails.
pub fn revert_all(db: &Database) -> anyhow::Result<()> {
    outside_transaction(db, |conn| match conn {
        Db::Sqlite(c) => c.revert_all_migrations(SQLITE).map(|_| ()),
        Db::Pg(c) => c.revert_all_migrations(POSTGRES).map(|_| ()),
    })
}

/// Whether every migration has been applied.
///
/// # Errors
/// When the database is away.
pub fn is_current(db: &Database) -> anyhow::Result<bool> {
    outside_transaction(db, |conn| match conn {
        Db::Sqlite(c) => c.has_pending_migration(SQLITE).map(|pending| !pending),
        Db::Pg(c) => c.has_pending_migration(POSTGRES).map(|pending| !pending),
    })
}

type Boxed = Box<dyn std::error::Error + Send + Sync>;

fn outside_transaction<T>(
    db: &Database,
    job: impl FnOnce(&mut Db) -> Result<T, Boxed>,
) -> anyhow::Result<T> {
    db.read_now(|conn| job(conn).map_err(|e| Failure::Migration(e.to_string())))
        .map_err(|failure| anyhow!(failure))
}
