//! The installation's secret: made at the first start, kept in a file that only its owner reads.

use std::fs;
use std::io::Write;

pub use actix_web::cookie::Key;
use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::config::Config;
use crate::files::{private_file, private_folder};

/// Its name in the data folder.
pub const FILE: &str = "secret.key";

/// A key for one purpose; it tells nothing about the secret or the keys for other purposes.
#[must_use]
pub fn derive(secret: &Key, purpose: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"padron ");
    hash.update(purpose.as_bytes());
    hash.update([0]);
    hash.update(secret.master());
    hash.finalize().into()
}

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
            private_folder(&config.data_dir)
                .with_context(|| format!("cannot make {}", config.data_dir.display()))?;
            let key = Key::generate();
            private_file(&path)
                .and_then(|mut file| file.write_all(key.master()))
                .with_context(|| format!("cannot write {}", path.display()))?;
            Ok(key)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let (one, other) = (Key::from(&[1; 64]), Key::from(&[2; 64]));
        assert_eq!(derive(&one, "a"), derive(&one, "a"));
        assert_ne!(derive(&one, "a"), derive(&one, "b"));
        assert_ne!(derive(&one, "a"), derive(&other, "a"));
    }
}
