//! `padron backup FILE`: one archive with the database as of one moment, the generated secret and
//! the files, made while the panel runs.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::config::Config;
use crate::db::{Database, Kind};

/// Name of the database in the archive.
const DATABASE: &str = "padron.db";

/// Writes the archive; it must not exist yet.
pub(super) fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    let db = Database::open(&config.database_url)?;
    if db.kind() == Kind::Postgres {
        bail!(
            "a PostgreSQL database is copied by its own tool: pg_dump --format=custom \
             --file=padron.dump \"$DATABASE_URL\"; copy {} beside it",
            config.data_dir.display()
        );
    }
    let folder = tempfolder(file)?;
    let copy = folder.join(DATABASE);
    let result = db.copy_to(&copy).and_then(|()| pack(config, &copy, file));
    let _ = std::fs::remove_dir_all(&folder);
    result?;
    println!("{}", file.display());
    Ok(())
}

/// A folder beside the archive, so that the copy lies on the same disk.
fn tempfolder(file: &Path) -> anyhow::Result<PathBuf> {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder =
        parent.unwrap_or(Path::new(".")).join(format!(".padron-backup-{}", std::process::id()));
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

fn pack(config: &Config, copy: &Path, file: &Path) -> anyhow::Result<()> {
    let out = File::create_new(file).with_context(|| format!("cannot write {}", file.display()))?;
    let mut archive = ZipWriter::new(out);
    add(&mut archive, copy, DATABASE)?;
    for entry in std::fs::read_dir(&config.data_dir).into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The database stands in the archive already, as of one moment.
        let is_database = name.contains(".db");
        if path.is_file() && !is_database && path != file {
            add(&mut archive, &path, &name)?;
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
