//! Addresses and pools. The derived `establish` of a multi-connection tries one database after the
//! other and hides errors; here the scheme of the address decides.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::{Connection, ConnectionError, PgConnection, SqliteConnection};

use super::{Db, folding};
use crate::files::{private_file, private_folder};

/// Which database an address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Embedded, one file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Kind {
    /// Connections for reading: few are best on SQLite, more on a server.
    pub(super) fn readers(self) -> u32 {
        match self {
            Self::Sqlite => 4,
            Self::Postgres => 12,
        }
    }
}

/// A database address of the settings.
#[derive(Clone, Debug)]
pub enum Url {
    /// Path of the file.
    Sqlite(PathBuf),
    /// The address as libpq takes it.
    Postgres(String),
}

impl Url {
    /// `sqlite:PATH` or `postgres://…`.
    ///
    /// # Errors
    /// When the scheme is neither.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return Ok(Self::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        bail!("DATABASE_URL must start with sqlite: or postgres://")
    }

    /// Which database this names.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }
}

/// Opens connections for r2d2.
pub struct Manager(Url);

impl r2d2::ManageConnection for Manager {
    type Connection = Db;
    type Error = ConnectionError;

    fn connect(&self) -> Result<Db, ConnectionError> {
        match &self.0 {
            Url::Sqlite(path) => {
                let mut conn = SqliteConnection::establish(&path.to_string_lossy())?;
                conn.batch_execute(PRAGMAS).map_err(ConnectionError::CouldntSetupConfiguration)?;
                folding::register(&mut conn).map_err(ConnectionError::CouldntSetupConfiguration)?;
                Ok(Db::Sqlite(conn))
            }
            Url::Postgres(address) => {
                let mut conn = PgConnection::establish(address)?;
                conn.batch_execute("SET statement_timeout = '30s'; SET TIME ZONE 'UTC'")
                    .map_err(ConnectionError::CouldntSetupConfiguration)?;
                // Some faults are known by the server's words alone, which are best in English. Not every
                // user may choose; without it the room of errors knows them in Spanish and Portuguese.
                let _ = conn.batch_execute("SET lc_messages = 'C'");
                Ok(Db::Pg(conn))
            }
        }
    }

    fn is_valid(&self, conn: &mut Db) -> Result<(), ConnectionError> {
        conn.batch_execute("SELECT 1").map_err(ConnectionError::CouldntSetupConfiguration)
    }

    fn has_broken(&self, conn: &mut Db) -> bool {
        use diesel::connection::{TransactionManager, TransactionManagerStatus};
        let status = <Db as Connection>::TransactionManager::transaction_manager_status_mut(conn);
        !matches!(status, TransactionManagerStatus::Valid(s) if s.transaction_depth().is_none())
    }
}

/// The time-out comes first, so that switching the journal already waits for others. The worker moves the
/// log into the file beside the writer; a save does it itself only when nobody else has come to it.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
    PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; \
    PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000;";

/// Seconds a request waits for a connection before it says that the database is away.
const PATIENCE: Duration = Duration::from_secs(3);

pub(super) fn build(url: &Url, size: u32) -> anyhow::Result<r2d2::Pool<Manager>> {
    if let Url::Sqlite(path) = url {
        prepare(path)?;
    }
    Ok(r2d2::Pool::builder()
        .max_size(size)
        .min_idle(Some(1.min(size)))
        .connection_timeout(PATIENCE)
        .test_on_check_out(url.kind() == Kind::Postgres)
        .error_handler(Box::new(Quiet))
        .build_unchecked(Manager(url.clone())))
}

/// Makes the folder and an empty file where there is none: SQLite would make one that all may read.
fn prepare(path: &Path) -> anyhow::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        private_folder(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    match private_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("cannot make {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// r2d2 would print each failed attempt; the request that waits says it once.
#[derive(Debug)]
struct Quiet;

impl<E: std::fmt::Display> r2d2::HandleError<E> for Quiet {
    fn handle_error(&self, error: E) {
        tracing::debug!(%error, "a database connection failed");
    }
}
