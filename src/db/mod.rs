//! One connection type over SQLite and PostgreSQL, the pools, and the only two roads to the data:
//! `read` and `write` (and `snapshot`, a read of one moment). A write is one transaction; on SQLite it begins IMMEDIATE behind a fair lock,
//! because deferred transactions fail as soon as two of them read before they write.

mod among;
mod copy;
mod first_load;
mod folding;
mod json;
pub mod migrate;
mod pool;
mod run;
pub mod schema;

use std::any::Any;
use std::sync::Arc;

use diesel::connection::{SimpleConnection, TransactionManager};
use diesel::{Connection, PgConnection, SqliteConnection};
use parking_lot::FairMutex;

pub use among::{Among, among, among_texts};
pub use copy::Rehearsal;
pub use first_load::first_load;
pub use folding::fold;
pub use json::at_key;
pub use pool::{Kind, Url};

/// What a file that asks the database brings in: Diesel's own prelude, with our way to run a query.
pub mod prelude {
    pub use diesel::prelude::*;

    pub use super::run::{RunQueryDsl, columns};
}

/// A connection to whichever database the installation uses.
#[derive(diesel::MultiConnection)]
pub enum Db {
    /// PostgreSQL, for those who outgrow one machine.
    Pg(PgConnection),
    /// SQLite, embedded: the default.
    Sqlite(SqliteConnection),
}

/// The dialect-neutral backend that typed queries are written for.
pub type Backend = <Db as Connection>::Backend;

/// Runs the same expression on the concrete connection: for what the neutral backend cannot say.
#[macro_export]
macro_rules! on_backend {
    ($db:expr, $c:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Pg($c) => $body,
            $crate::db::Db::Sqlite($c) => $body,
        }
    };
}

/// Why the data could not be reached.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The database does not answer: worth trying again later.
    #[error("the database is away: {0}")]
    Away(String),
    /// The work panicked, or the server stops.
    #[error("the work on the database stopped: {0}")]
    Stopped(String),
    /// A query failed: a bug or a broken rule.
    #[error(transparent)]
    Query(#[from] diesel::result::Error),
}

/// The pools of one database. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    readers: r2d2::Pool<pool::Manager>,
    writers: r2d2::Pool<pool::Manager>,
    /// Held for the length of a write on SQLite, which has one writer and an unfair queue of its own.
    gate: Option<Arc<FairMutex<()>>>,
    url: Url,
}

impl Database {
    /// Opens the pools; SQLite's file and folder are made when missing.
    ///
    /// # Errors
    /// When the address cannot be read or the file cannot be made.
    pub fn open(url: &str) -> anyhow::Result<Self> {
        let url = Url::parse(url)?;
        let kind = url.kind();
        let readers = pool::build(&url, kind.readers())?;
        let (writers, gate) = match kind {
            Kind::Sqlite => (pool::build(&url, 1)?, Some(Arc::new(FairMutex::new(())))),
            Kind::Postgres => (readers.clone(), None),
        };
        Ok(Self { readers, writers, gate, url })
    }

    /// Which database this is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.url.kind()
    }

    /// Reads on the calling thread.
    ///
    /// # Errors
    /// What `job` returns, or `Away`.
    pub fn read_now<T, E: From<DbError>>(
        &self,
        job: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.readers.get().map_err(away)?;
        job(&mut conn)
    }

    /// Reads on the calling thread, all of it as of one moment: what others write meanwhile is not in
    /// it. For long reads; it keeps a connection and holds nobody up.
    ///
    /// # Errors
    /// What `job` returns, or `Away`.
    pub fn snapshot<T, E: From<DbError> + From<diesel::result::Error>>(
        &self,
        job: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.readers.get().map_err(away)?;
        in_transaction(&mut conn, Purpose::Snapshot, job)
    }

    /// Writes on the calling thread, in one transaction: all of `job` or nothing.
    ///
    /// # Errors
    /// What `job` returns, or `Away`; nothing is written then.
    pub fn write_now<T, E: From<DbError> + From<diesel::result::Error>>(
        &self,
        job: impl FnOnce(&mut Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let _turn = self.gate.as_ref().map(|gate| gate.lock());
        let mut conn = self.writers.get().map_err(away)?;
        in_transaction(&mut conn, Purpose::Write, job)
    }

    /// Gives SQLite's writer more memory, and fewer and larger moves into the file: for a command
    /// that writes a great deal and then ends.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn widen_writer(&self) -> Result<(), DbError> {
        if self.kind() == Kind::Sqlite {
            let mut conn = self.writers.get().map_err(away)?;
            conn.batch_execute("PRAGMA cache_size = -256000; PRAGMA wal_autocheckpoint = 25000")?;
        }
        Ok(())
    }

    /// Moves what was written last from SQLite's log into its file, beside the writer: a save whose end
    /// has to do it waits for the disk, and every other save behind it. It waits for nobody; what cannot be
    /// moved yet is moved the next time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub fn checkpoint(&self) -> Result<(), DbError> {
        if self.kind() == Kind::Sqlite {
            let mut conn = self.readers.get().map_err(away)?;
            conn.batch_execute("PRAGMA wal_checkpoint(PASSIVE)")?;
        }
        Ok(())
    }

    /// Reads without blocking the caller's thread.
    ///
    /// # Errors
    /// What `job` returns, or `Away`.
    pub async fn read<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let db = self.clone();
        aside(move || db.read_now(job)).await?
    }

    /// Writes without blocking the caller's thread.
    ///
    /// # Errors
    /// What `job` returns, or `Away`; nothing is written then.
    pub async fn write<T, E, F>(&self, job: F) -> Result<T, E>
    where
        F: FnOnce(&mut Db) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + From<diesel::result::Error> + Send + 'static,
    {
        let db = self.clone();
        aside(move || db.write_now(job)).await?
    }
}

/// Runs what waits or calculates on a thread of its own kind, so that requests go on.
///
/// # Errors
/// `Stopped` after a panic, which its hook has logged: the request gets the page of a fault, not a cut
/// line.
pub async fn aside<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, DbError> {
    let done = work_aside(Box::new(move || Box::new(job()))).await?;
    done.downcast().map(|answer| *answer).map_err(|_| DbError::Stopped("another's answer".into()))
}

/// One type of work and of answer: the machinery of tasks is compiled once, not once for each.
type Work = Box<dyn FnOnce() -> Box<dyn Any + Send> + Send>;

async fn work_aside(work: Work) -> Result<Box<dyn Any + Send>, DbError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|stopped| DbError::Stopped(stopped.to_string()))
}

/// What a transaction is for.
#[derive(Clone, Copy)]
enum Purpose {
    Write,
    Snapshot,
}

impl Purpose {
    /// How it begins on the database of the connection.
    fn begin(self, conn: &mut Db) -> diesel::QueryResult<()> {
        use diesel::connection::AnsiTransactionManager as Manager;
        match (conn, self) {
            (Db::Sqlite(c), Self::Write) => Manager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
            (Db::Sqlite(c), Self::Snapshot) => Manager::begin_transaction_sql(c, "BEGIN DEFERRED"),
            (Db::Pg(c), Self::Write) => Manager::begin_transaction_sql(c, "BEGIN"),
            (Db::Pg(c), Self::Snapshot) => Manager::begin_transaction_sql(
                c,
                "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
        }
    }
}

fn in_transaction<T, E: From<diesel::result::Error>>(
    conn: &mut Db,
    purpose: Purpose,
    job: impl FnOnce(&mut Db) -> Result<T, E>,
) -> Result<T, E> {
    let (mut job, mut result) = (Some(job), None);
    whole_or_not(conn, purpose, &mut |conn| {
        result = job.take().map(|job| job(conn));
        result.as_ref().is_some_and(Result::is_ok)
    })?;
    result.ok_or(diesel::result::Error::RollbackTransaction)?
}

/// Does a piece of work in a transaction, which stays when that says so.
fn whole_or_not(
    conn: &mut Db,
    purpose: Purpose,
    work: &mut dyn FnMut(&mut Db) -> bool,
) -> diesel::QueryResult<()> {
    type Manager = <Db as Connection>::TransactionManager;
    purpose.begin(conn)?;
    // A panic in the job must not leave the transaction open on a pooled connection.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(conn)));
    match result {
        Ok(true) => Manager::commit_transaction(conn),
        Ok(false) => Manager::rollback_transaction(conn),
        Err(panic) => {
            let _ = Manager::rollback_transaction(conn);
            std::panic::resume_unwind(panic)
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err asks for")]
fn away(error: r2d2::Error) -> DbError {
    DbError::Away(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::prelude::*;

    #[test]
    fn a_checkpoint_moves_what_was_written_into_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.db");
        let db = Database::open(&format!("sqlite:{}", file.display())).unwrap();
        let write = |sql: &str| db.write_now(|conn| Ok::<_, DbError>(conn.batch_execute(sql)?));
        write("CREATE TABLE a (n INTEGER)").unwrap();
        db.checkpoint().unwrap();
        write("INSERT INTO a VALUES (7)").unwrap();
        let rows_in_file = |name: &str| {
            // The file alone, without its log.
            let copy = folder.path().join(name);
            std::fs::copy(&file, &copy).unwrap();
            let mut conn = SqliteConnection::establish(&copy.to_string_lossy()).unwrap();
            let rows = diesel::sql_query("DELETE FROM a").execute(&mut conn);
            rows.unwrap()
        };
        assert_eq!(rows_in_file("before.db"), 0);
        db.checkpoint().unwrap();
        assert_eq!(rows_in_file("after.db"), 1);
    }
}
