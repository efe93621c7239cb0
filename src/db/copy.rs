//! Copies of an SQLite database as of one moment; readers and writers go on meanwhile.

use std::path::{Path, PathBuf};

use super::run::RunQueryDsl;
use anyhow::Context;

use super::{Database, DbError, Url};
use crate::files::private_folder;
use crate::token::random_text;

/// A database to try things out in; its files are gone when it is dropped.
pub struct Rehearsal {
    /// The copy.
    pub db: Database,
    folder: PathBuf,
}

impl Drop for Rehearsal {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "a copy of the database stays in {}", self.folder.display());
        }
    }
}

impl Database {
    /// Copies an SQLite database into a file that does not exist yet.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn copy_to(&self, file: &Path) -> anyhow::Result<()> {
        let path = file.to_string_lossy().into_owned();
        self.read_now(|conn| {
            diesel::sql_query("VACUUM INTO ?")
                .bind::<diesel::sql_types::Text, _>(path)
                .execute(conn)
                .map_err(DbError::from)
        })
        .context("the database could not be copied")?;
        Ok(())
    }

    /// A copy beside the database, for work that is not to be kept and would hold up its one
    /// writer. None on PostgreSQL, where a transaction that is undone holds nobody up.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn rehearsal(&self) -> anyhow::Result<Option<Rehearsal>> {
        let Url::Sqlite(original) = &self.url else {
            return Ok(None);
        };
        let beside = original.parent().filter(|parent| !parent.as_os_str().is_empty());
        let name = format!(".padron-rehearsal-{}", random_text(8));
        let folder = beside.unwrap_or(Path::new(".")).join(name);
        private_folder(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let file = folder.join("padron.db");
        let opened = self
            .copy_to(&file)
            .and_then(|()| Database::open(&format!("sqlite:{}", file.display())));
        match opened {
            Ok(db) => Ok(Some(Rehearsal { db, folder })),
            Err(error) => {
                let _ = std::fs::remove_dir_all(&folder);
                Err(error)
            }
        }
    }
}
