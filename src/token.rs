//! Random texts for keys, links and names of records, and the hash that is stored of a secret one.

use rand::distr::{Alphanumeric, SampleString};
use sha2::{Digest, Sha256};

/// The SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A random text of so many letters and digits, from the generator for secrets.
#[must_use]
pub fn random_text(length: usize) -> String {
    Alphanumeric.sample_string(&mut rand::rng(), length)
}
