//! Tokens and keys at rest: encrypted, and bound to what they belong to, so that no row can borrow another's.

use anyhow::{Context as _, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

use super::end::Token;
use crate::secret::{self, Key};

/// What the installation's secret is used for here.
const PURPOSE: &str = "gateway tokens";

/// Bytes of a nonce: long enough to be drawn at random.
const NONCE: usize = 24;

/// Opens and closes the seals. Has no `Debug`, so that no log can show it.
#[derive(Clone)]
pub struct Keys([u8; 32]);

impl Keys {
    /// From the installation's secret.
    #[must_use]
    pub fn of(secret: &Key) -> Self {
        Self(secret::derive(secret, PURPOSE))
    }

    /// Encrypts a token for whatever it belongs to.
    ///
    /// # Errors
    /// When it cannot be encrypted.
    pub fn seal(&self, bound_to: &str, token: &Token) -> anyhow::Result<String> {
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload { msg: token.reveal().as_bytes(), aad: bound_to.as_bytes() };
        let sealed = XChaCha20Poly1305::new((&self.0).into())
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| anyhow!("a token could not be sealed"))?;
        Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Decrypts what `seal` made for the same owner.
    ///
    /// # Errors
    /// When the installation's secret is another one, or somebody changed the row.
    pub fn open(&self, bound_to: &str, sealed: &str) -> anyhow::Result<Token> {
        let bytes = STANDARD.decode(sealed).context("a sealed token is damaged")?;
        let (nonce, sealed) =
            bytes.split_at_checked(NONCE).context("a sealed token is too short")?;
        let payload = Payload { msg: sealed, aad: bound_to.as_bytes() };
        let plain = XChaCha20Poly1305::new((&self.0).into())
            .decrypt(XNonce::from_slice(nonce), payload)
            .map_err(|_| anyhow!("a sealed token does not open: the secret is another one"))?;
        Ok(Token::new(String::from_utf8(plain).context("a sealed token is no text")?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_with_its_key_for_its_owner_only() {
        let (keys, others) = (Keys::of(&Key::from(&[1; 64])), Keys::of(&Key::from(&[2; 64])));
        let token = Token::new("b6bd6ba3-e718");
        let sealed = keys.seal("car_1", &token).unwrap();
        assert!(!sealed.contains("b6bd6ba3"));
        assert!(keys.open("car_1", &sealed).unwrap() == token);
        assert!(keys.open("car_2", &sealed).is_err(), "another card's row");
        assert!(others.open("car_1", &sealed).is_err(), "another installation");
        assert!(keys.open("car_1", "AAAA").is_err());
        assert_ne!(sealed, keys.seal("car_1", &token).unwrap());
    }
}
