//! A fresh database for each test, copied from a template that is migrated once per process.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use padron::db::{Database, migrate};
use tempfile::TempDir;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A database that is dropped with its test, and the folder for everything else.
pub struct TestDatabase {
    /// As `DATABASE_URL` has it.
    pub url: String,
    /// The data folder.
    pub folder: TempDir,
    postgres: Option<(String, String)>,
}

impl TestDatabase {
    /// A copy of the template.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        match std::env::var("TEST_DATABASE") {
            Ok(server) if !server.is_empty() => Self::on_postgres(server, folder),
            _ => Self::on_sqlite(folder),
        }
    }

    fn on_sqlite(folder: TempDir) -> Self {
        let path = folder.path().join("padron.db");
        std::fs::copy(sqlite_template(), &path).unwrap();
        Self { url: format!("sqlite:{}", path.display()), folder, postgres: None }
    }

    fn on_postgres(server: String, folder: TempDir) -> Self {
        let number = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("padron_test_{}_{number}", std::process::id());
        let template = postgres_template(&server);
        create_database(&server, &name, Some(template));
        Self { url: with_name(&server, &name), folder, postgres: Some((server, name)) }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.postgres {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            if let Err(error) = admin(server).batch_execute(&drop) {
                eprintln!("{name} stays: {error}");
            }
        }
    }
}

/// The file of the template; it lives as long as the process.
fn sqlite_template() -> &'static Path {
    static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("template.db");
        let db = Database::open(&format!("sqlite:{}", path.display())).unwrap();
        migrate::run(&db).unwrap();
        // What is still in the journal would not be copied.
        db.read_now(|conn| {
            conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").map_err(padron::db::DbError::from)
        })
        .unwrap();
        (folder, path)
    });
    path
}

/// The name of the template, made anew for each process.
fn postgres_template(server: &str) -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("padron_template_{}", std::process::id());
        let _ =
            admin(server).batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        create_database(server, &name, None);
        let db = Database::open(&with_name(server, &name)).unwrap();
        migrate::run(&db).unwrap();
        drop(db);
        // A template must have no other connection; the pool's threads may need a moment.
        let end = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        );
        admin(server).batch_execute(&end).unwrap();
        name
    })
}

fn create_database(server: &str, name: &str, template: Option<&str>) {
    let from = template.map_or_else(String::new, |template| format!(" TEMPLATE {template}"));
    let create = format!("CREATE DATABASE {name}{from}");
    let mut last = None;
    // Two copies of one template at the same moment get in each other's way.
    for _ in 0..50 {
        match admin(server).batch_execute(&create) {
            Ok(()) => return,
            Err(error) => last = Some(error),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{name} could not be made: {last:?}");
}

fn admin(server: &str) -> PgConnection {
    PgConnection::establish(server).expect("TEST_DATABASE must name a server that answers")
}

fn with_name(server: &str, name: &str) -> String {
    let (base, _) = server.rsplit_once('/').unwrap();
    format!("{base}/{name}")
}
