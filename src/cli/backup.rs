//! `padron backup FILE`: one archive with the database as of one moment and the generated secret, made
//! while the panel runs.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::config::Config;
use crate::db::{Database, Kind};
use crate::files::{private_file, private_folder};

/// Name of the database in the archive.
const DATABASE: &str = "padron.db";

/// Files of the data folder that a panel cannot do without.
const FILES: &[&str] = &[crate::secret::FILE];

/// Writes the archive; it must not exist yet, and is not left half written.
pub(super) fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    let db = Database::open(&config.database_url)?;
    if db.kind() == Kind::Postgres {
        bail!(
            "a PostgreSQL database is copied by its own tool: pg_dump --format=custom \
             --file=padron.dump \"$DATABASE_URL\"; copy {} beside it",
            config.data_dir.display()
        );
    }
    let out = private_file(file).with_context(|| format!("cannot write {}", file.display()))?;
    let folder = beside(file);
    let result = private_folder(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))
        .and_then(|()| {
            let copy = folder.join(DATABASE);
            db.copy_to(&copy)?;
            pack(config, &copy, out)
        });
    let _ = std::fs::remove_dir_all(&folder);
    if result.is_err() {
        let _ = std::fs::remove_file(file);
    }
    result?;
    println!("{}", file.display());
    Ok(())
}

/// A folder beside the archive, so that the copy lies on the same disk.
fn beside(file: &Path) -> PathBuf {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).join(format!(".padron-backup-{}", std::process::id()))
}

fn pack(config: &Config, copy: &Path, out: File) -> anyhow::Result<()> {
    let mut archive = ZipWriter::new(out);
    add(&mut archive, copy, DATABASE)?;
    for name in FILES {
        let path = config.data_file(name);
        if path.is_file() {
            add(&mut archive, &path, name)?;
        }
    }
    archive.finish()?;
    Ok(())
}

fn add(archive: &mut ZipWriter<File>, path: &Path, name: &str) -> anyhow::Result<()> {
    let options = SimpleFileOptions::default().large_file(true).unix_permissions(0o600);
    archive.start_file(name, options)?;
    io::copy(&mut File::open(path)?, archive)?;
    Ok(())
}
