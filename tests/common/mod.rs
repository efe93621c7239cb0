//! A fresh, migrated database per test: SQLite in a temporary folder, or, with `TEST_DATABASE` set
//! to the address of a PostgreSQL server, a database of its own there.

use diesel::RunQueryDsl;
use padron::db::{Database, DbError, migrate};

/// A database that is gone when dropped.
pub struct Scratch {
    /// The database.
    pub db: Database,
    #[expect(dead_code, reason = "keeps the folder until the end")]
    folder: tempfile::TempDir,
    server: Option<(String, String)>,
}

impl Scratch {
    /// Makes and migrates it.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (url, server) = match std::env::var("TEST_DATABASE") {
            Ok(server) => {
                let name = format!("scratch_{:016x}", rand::random::<u64>());
                run(&server, &format!("CREATE DATABASE {name}"));
                let (base, _) = server.rsplit_once('/').unwrap();
                (format!("{base}/{name}"), Some((server.clone(), name)))
            }
            Err(_) => (format!("sqlite:{}", folder.path().join("test.db").display()), None),
        };
        let db = Database::open(&url).unwrap();
        migrate::run(&db).unwrap();
        Self { db, folder, server }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.server {
            run(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn run(server: &str, sql: &str) {
    let admin = Database::open(server).unwrap();
    admin.read_now(|conn| diesel::sql_query(sql).execute(conn).map_err(DbError::from)).unwrap();
}
