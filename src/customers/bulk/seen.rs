//! What a form showed of the ticked customers: how many, and a digest of which. Ticks change in another tab
//! and lapse; a set that is another one by then is not what somebody said yes to.

use sha2::{Digest, Sha256};

use crate::token;

/// Letters of the digest: enough that no two sets of one member share it by chance.
const LETTERS: usize = 16;

/// The customers that a form showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How many they were.
    pub count: usize,
    digest: String,
}

impl Seen {
    /// Of these customers, in order.
    #[must_use]
    pub fn of(ids: &[i64]) -> Self {
        let mut digest = Sha256::new();
        for id in ids {
            digest.update(id.to_le_bytes());
        }
        let mut digest = token::hex(&digest.finalize());
        digest.truncate(LETTERS);
        Self { count: ids.len(), digest }
    }

    /// As a form sends it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}-{}", self.count, self.digest)
    }

    /// From what a form sends.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let (count, digest) = code.split_once('-')?;
        let is_digest = digest.len() == LETTERS && digest.bytes().all(|b| b.is_ascii_hexdigit());
        Some(Self { count: count.parse().ok()?, digest: digest.to_owned() }).filter(|_| is_digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_comes_back_and_knows_every_other_set() {
        let seen = Seen::of(&[3, 7]);
        assert_eq!(Seen::from_code(&seen.code()), Some(seen.clone()));
        for other in [&[3][..], &[3, 8], &[3, 7, 9], &[]] {
            assert_ne!(Seen::of(other), seen, "{other:?}");
        }
        for wrong in ["", "2", "2-", "x-0123456789abcdef", "2-0123", "2-0123456789abcdeg"] {
            assert_eq!(Seen::from_code(wrong), None, "{wrong}");
        }
    }
}
