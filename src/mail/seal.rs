//! Bodies that hold a secret: encrypted while they wait, and bound to their message, so that no row can
//! borrow another's.

use anyhow::{Context as _, anyhow};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};

/// Bytes of a nonce: long enough to be drawn at random.
const NONCE: usize = 24;

/// Both parts of a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Bodies {
    /// The plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Encrypts the bodies of a message.
///
/// # Errors
/// When they cannot be encrypted.
pub fn seal(key: &[u8; 32], message_id: &str, bodies: &Bodies) -> anyhow::Result<String> {
    let plain = serde_json::to_vec(&[&bodies.text, &bodies.html])?;
    let nonce: [u8; NONCE] = rand::random();
    let payload = Payload { msg: &plain, aad: message_id.as_bytes() };
    let sealed = XChaCha20Poly1305::new(key.into())
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| anyhow!("a mail could not be sealed"))?;
    Ok(STANDARD.encode([nonce.as_slice(), &sealed].concat()))
}

/// Decrypts what `seal` made for the same message.
///
/// # Errors
/// When the installation's secret is another one, or somebody changed the row.
pub fn open(key: &[u8; 32], message_id: &str, sealed: &str) -> anyhow::Result<Bodies> {
    let bytes = STANDARD.decode(sealed).context("a sealed mail is damaged")?;
    let (nonce, sealed) = bytes.split_at_checked(NONCE).context("a sealed mail is too short")?;
    let payload = Payload { msg: sealed, aad: message_id.as_bytes() };
    let plain = XChaCha20Poly1305::new(key.into())
        .decrypt(XNonce::from_slice(nonce), payload)
        .map_err(|_| anyhow!("a sealed mail does not open: the secret is another one"))?;
    let [text, html] = serde_json::from_slice(&plain)?;
    Ok(Bodies { text, html })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_with_its_key_for_its_message_only() {
        let bodies = Bodies { text: "token=abc".into(), html: "<p>token=abc</p>".into() };
        let sealed = seal(&[7; 32], "<1@x>", &bodies).unwrap();
        assert!(!sealed.contains("abc"));
        assert!(open(&[7; 32], "<1@x>", &sealed).unwrap() == bodies);
        assert!(open(&[8; 32], "<1@x>", &sealed).is_err());
        assert!(open(&[7; 32], "<2@x>", &sealed).is_err());
        assert!(open(&[7; 32], "<1@x>", "AAAA").is_err());
        assert_ne!(sealed, seal(&[7; 32], "<1@x>", &bodies).unwrap());
    }
}
