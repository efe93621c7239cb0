//! Passwords: Argon2id, a bound on how many are hashed at once, and which ones are refused.
//! An unknown member costs as much time as a known one.

use std::sync::LazyLock;
use std::time::Duration;

use anyhow::anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Argon2, Params};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::error::AppError;

mod strength;

pub use strength::Context;

/// Fewest characters of a member's password, which may be the only factor.
pub const SHORTEST: usize = 15;
/// Most characters: a bound for the hash.
pub const LONGEST: usize = 128;

/// Each hash takes 19 MiB, so a flood of sign-ins must not run them all at once.
static SEATS: Semaphore = Semaphore::const_new(2);
/// How long a request waits for a seat.
const PATIENCE: Duration = Duration::from_secs(5);

/// What stands in for the hash of a member who does not exist or never set a password.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer characters than this.
    TooShort(usize),
    /// More characters than [`LONGEST`].
    TooLong,
    /// Among the first that anybody would try.
    TooCommon,
}

/// What a typed password is to a stored hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Another one.
    Wrong,
    /// The same.
    Right,
    /// The same, but hashed with weaker parameters than today's.
    Outdated,
}

/// Whether a new password may be used.
///
/// # Errors
/// Why not.
pub fn check(password: &str, context: &Context<'_>) -> Result<(), Weakness> {
    check_at_least(SHORTEST, password, context)
}

/// The same, for those of whom fewer or more characters are asked.
///
/// # Errors
/// Why not.
pub fn check_at_least(
    shortest: usize,
    password: &str,
    context: &Context<'_>,
) -> Result<(), Weakness> {
    let length = password.nfc().count();
    if length < shortest {
        Err(Weakness::TooShort(shortest))
    } else if length > LONGEST {
        Err(Weakness::TooLong)
    } else if strength::is_guessable(password, context) {
        Err(Weakness::TooCommon)
    } else {
        Ok(())
    }
}

/// Hashes on the calling thread: for commands.
///
/// # Errors
/// When no memory or randomness can be had.
pub fn hash_now(password: &str) -> anyhow::Result<String> {
    let normal: String = password.nfc().collect();
    let hashed = Argon2::default().hash_password(normal.as_bytes());
    hashed
        .map(|hash: PasswordHash| hash.to_string())
        .map_err(|error| anyhow!("a password could not be hashed: {error}"))
}

/// Hashes a new password.
///
/// # Errors
/// `TooMany` when too many are hashed already.
pub async fn hash(password: String) -> Result<String, AppError> {
    seated(move || hash_now(&password)).await?.map_err(AppError::Bug)
}

/// Compares a typed password with a stored hash; without one it takes the same time.
///
/// # Errors
/// `TooMany` when too many are hashed already.
pub async fn verify(password: String, stored: Option<String>) -> Result<Verdict, AppError> {
    seated(move || verify_now(&password, stored.as_deref())).await
}

async fn seated<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, AppError> {
    let seat = tokio::time::timeout(PATIENCE, SEATS.acquire()).await;
    let Ok(Ok(seat)) = seat else {
        return Err(AppError::TooMany);
    };
    // The seat goes along: who hangs up does not make room while the hashing goes on.
    let seated = move || {
        let _seat = seat;
        job()
    };
    tokio::task::spawn_blocking(seated).await.map_err(|error| AppError::Bug(error.into()))
}

fn verify_now(password: &str, stored: Option<&str>) -> Verdict {
    // What is too long was never stored, but still costs the same time.
    let normal: String = password.nfc().take(LONGEST + 1).collect();
    let parsed = stored.and_then(|stored| PasswordHash::new(stored).ok());
    let Some(hash) = parsed else {
        if let Ok(nobody) = PasswordHash::new(&NOBODY) {
            let _ = Argon2::default().verify_password(normal.as_bytes(), &nobody);
        }
        return Verdict::Wrong;
    };
    match Argon2::default().verify_password(normal.as_bytes(), &hash) {
        Ok(()) if is_outdated(&hash) => Verdict::Outdated,
        Ok(()) => Verdict::Right,
        Err(_) => Verdict::Wrong,
    }
}

fn is_outdated(hash: &PasswordHash) -> bool {
    let today = Params::default();
    Params::try_from(hash)
        .map_or(true, |then| then.m_cost() < today.m_cost() || then.t_cost() < today.t_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_knows_its_password_in_any_normal_form() {
        let hash = hash_now("contrase\u{f1}a larga y propia").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let decomposed = "contrasen\u{303}a larga y propia";
        assert_eq!(verify_now(decomposed, Some(&hash)), Verdict::Right);
        assert_eq!(verify_now("contrasena larga y propia", Some(&hash)), Verdict::Wrong);
        assert_eq!(verify_now("anything", Some("!")), Verdict::Wrong);
        assert_eq!(verify_now("nobody has this password", None), Verdict::Wrong);
    }

    #[test]
    fn a_weaker_hash_is_to_be_made_anew() {
        let weaker = Argon2::new(
            argon2::Algorithm::Argon2id,
            argon2::Version::V0x13,
            Params::new(8192, 1, 1, None).unwrap(),
        );
        let hash: PasswordHash = weaker.hash_password(b"quite a long password").unwrap();
        let verdict = verify_now("quite a long password", Some(&hash.to_string()));
        assert_eq!(verdict, Verdict::Outdated);
    }

    #[test]
    fn the_length_is_counted_in_characters() {
        let context = Context::default();
        assert_eq!(check("corta", &context), Err(Weakness::TooShort(SHORTEST)));
        assert_eq!(check(&"ñandú8Gx".repeat(17), &context), Err(Weakness::TooLong));
        assert_eq!(check("ñ8kV ú2pW é5qX í", &context), Ok(()));
    }
}
