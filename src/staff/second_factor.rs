//! Codes of an authenticator app (TOTP, RFC 6238), and the recovery codes for the day it is lost.

use anyhow::Context;
use chrono::NaiveDateTime;
use qrcode::{Color, EcLevel, QrCode};
use rand::RngExt;
use totp_rs::{Builder, Secret, Totp};

use crate::token::hash;

/// Seconds of a time step.
const STEP: u64 = 30;
/// Steps before and after the present one whose codes count: clocks differ.
const SKEW: u16 = 1;
/// How many recovery codes are made.
const CODES: usize = 10;
/// Without look-alikes.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A new secret, in base32.
#[must_use]
pub fn new_secret() -> String {
    Secret::new_stack(rand::random()).to_base32()
}

/// The time step whose code this is, if it is one of now.
#[must_use]
pub fn step_of(secret: &str, code: &str, now: NaiveDateTime) -> Option<i64> {
    let digits = crate::text::digits(code);
    let seconds = u64::try_from(now.and_utc().timestamp()).ok()?;
    let step = totp(secret, None).ok()?.check(&digits, seconds)?;
    i64::try_from(step).ok()
}

/// The address that authenticator apps read.
///
/// # Errors
/// When the secret is none, or the account has no name.
pub fn enrolment(secret: &str, account: &str) -> anyhow::Result<String> {
    let name = account.replace(':', " ");
    totp(secret, Some(&name))?
        .to_url()
        .context("the address of the second factor could not be made")
}

/// Whether a secret came back from the form whole.
#[must_use]
pub fn is_secret(secret: &str) -> bool {
    Secret::try_from_base32(secret).is_ok_and(|secret| secret.as_bytes().len() == 20)
}

fn totp(secret: &str, account: Option<&str>) -> anyhow::Result<Totp> {
    let secret = Secret::try_from_base32(secret)
        .map_err(|error| anyhow::anyhow!("a secret is damaged: {error:?}"))?;
    let builder = Builder::new().with_secret(secret).with_skew(SKEW).with_step_duration(STEP);
    let builder = match account {
        Some(name) => builder.with_account_name(name).with_issuer(Some("Padron")),
        None => builder,
    };
    builder
        .build()
        .map_err(|error| anyhow::anyhow!("the second factor could not be read: {error:?}"))
}

/// A code as squares: the side of the whole with its quiet zone, and one path over the dark ones.
pub struct Squares {
    /// Side, in modules.
    pub side: usize,
    /// Data of an SVG path.
    pub path: String,
}

/// Draws an address as a QR code. Geometry only: the page's policy allows no inline style.
///
/// # Errors
/// When the address is too long.
pub fn squares(address: &str) -> anyhow::Result<Squares> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .context("the address does not fit a QR code")?;
    let width = code.width();
    let path = code
        .to_colors()
        .iter()
        .enumerate()
        .filter(|(_, color)| **color == Color::Dark)
        .map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET))
        .collect();
    Ok(Squares { side: width + 2 * QUIET, path })
}

/// New recovery codes, as shown once.
#[must_use]
pub fn new_codes() -> Vec<String> {
    let mut random = rand::rng();
    let mut group = || -> String {
        (0..5)
            .filter_map(|_| ALPHABET.get(random.random_range(0..ALPHABET.len())))
            .map(|letter| char::from(*letter))
            .collect()
    };
    (0..CODES).map(|_| format!("{}-{}", group(), group())).collect()
}

/// The hash under which a recovery code is stored, however it was typed. The codes have 50 bits and
/// tries are counted, so a fast hash does.
#[must_use]
pub fn code_hash(typed: &str) -> String {
    let plain: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    hash(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> NaiveDateTime {
        chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc()
    }

    #[test]
    fn codes_of_the_standard_are_known_one_step_around() {
        // RFC 6238, appendix B: the last six of its eight digits.
        let secret = Secret::new_stack(*b"12345678901234567890").to_base32();
        assert_eq!(step_of(&secret, "287082", at(59)), Some(1));
        assert_eq!(step_of(&secret, "287 082", at(89)), Some(1));
        assert_eq!(step_of(&secret, "287082", at(90)), None);
        assert_eq!(step_of(&secret, "081804", at(1_111_111_109)), Some(37_037_036));
        for wrong in ["", "28708", "2870820", "abcdef", "000000"] {
            assert_eq!(step_of(&secret, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn an_enrolment_names_product_and_account() {
        let secret = new_secret();
        let address = enrolment(&secret, "ana:x@empresa.ar").unwrap();
        assert!(address.starts_with("otpauth://totp/Padron:"), "{address}");
        assert!(address.contains(&secret) && is_secret(&secret));
        assert!(!is_secret("AAAA") && !is_secret("%%%"));
        let squares = squares(&address).unwrap();
        assert!(squares.side > 29 && squares.path.starts_with("M4 4h1v1h-1z"));
    }

    #[test]
    fn recovery_codes_differ_and_are_read_as_people_type_them() {
        let codes = new_codes();
        let unlike: std::collections::HashSet<_> = codes.iter().collect();
        assert_eq!(unlike.len(), CODES);
        let sloppy = codes[0].to_lowercase().replace('-', " ");
        assert_eq!(code_hash(&sloppy), code_hash(&codes[0]));
    }
}
