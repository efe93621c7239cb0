//! The installation's secret: made at the first start, kept in a file that only its owner reads.

use std::fs;
use std::io::Write;

use actix_web::cookie::Key;
use anyhow::Context;

use crate::config::Config;

const FILE: &str = "secret.key";

/// The key that signs cookies.
///
/// # Errors
/// When the data folder cannot be read or written.
pub fn load_or_make(config: &Config) -> anyhow::Result<Key> {
    let path = config.data_file(FILE);
    match fs::read(&path) {
        Ok(bytes) if bytes.len() >= 64 => Ok(Key::from(&bytes)),
        Ok(_) => anyhow::bail!("{} is damaged: it must hold 64 bytes or more", path.display()),
        Err(_) => {
            fs::create_dir_all(&config.data_dir)
                .with_context(|| format!("cannot make {}", config.data_dir.display()))?;
            let key = Key::generate();
            write_private(&path, key.master())
                .with_context(|| format!("cannot write {}", path.display()))?;
            Ok(key)
        }
    }
}

#[cfg(unix)]
fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

#[cfg(not(unix))]
fn write_private(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}
