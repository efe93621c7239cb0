//! What was typed into a form or stands in an address: pairs in their order, bounded, without
//! anything that no text has. Repeated keys have one meaning: the last counts, but for lists. A list
//! that is kept, mailed or worked on by a job is such pairs too: nothing here knows a request.

use crate::error::AppError;

/// Most pairs in a form or an address.
const MOST_PAIRS: usize = 2_000;

/// Typed pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads pairs as browsers write them.
    ///
    /// # Errors
    /// `BadRequest` for invalid UTF-8 or a NUL, `TooLarge` for too many pairs.
    pub fn parse(bytes: &[u8]) -> Result<Self, AppError> {
        let mut pairs = Vec::new();
        for part in bytes.split(|byte| *byte == b'&').filter(|part| !part.is_empty()) {
            if pairs.len() == MOST_PAIRS {
                return Err(AppError::TooLarge);
            }
            let mut halves = part.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    /// From pairs that are already text.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The last value of a key.
    #[must_use]
    pub fn last(&self, key: &str) -> Option<&str> {
        self.0.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// The last value of a key, or nothing.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.last(key).unwrap_or_default()
    }

    /// Every value of a key, in order.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Whether the key was sent at all.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|(name, _)| name == key)
    }

    /// All pairs, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a box is ticked; its hidden empty twin comes before it.
    #[must_use]
    pub fn is_ticked(&self, key: &str) -> bool {
        self.last(key).is_some_and(|value| !value.is_empty())
    }

    /// The same pairs without some keys.
    #[must_use]
    pub fn without(&self, keys: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !keys.contains(&name.as_str())).cloned().collect())
    }

    /// The same pairs without the last one of a key.
    #[must_use]
    pub fn without_last(mut self, key: &str) -> Self {
        if let Some(at) = self.0.iter().rposition(|(name, _)| name == key) {
            self.0.remove(at);
        }
        self
    }

    /// The same pairs and one more.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// As an address writes them.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            out.append_pair(name, value);
        }
        out.finish()
    }
}

/// Percent-decoding that refuses what the usual one would replace in silence.
fn decode(part: &[u8]) -> Result<String, AppError> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits =
                    [rest.next(), rest.next()].map(|d| d.and_then(|d| char::from(d).to_digit(16)));
                let [Some(high), Some(low)] = digits else {
                    return Err(AppError::BadRequest);
                };
                u8::try_from(high * 16 + low).map_err(|_| AppError::BadRequest)?
            }
            other => other,
        });
    }
    let text = String::from_utf8(bytes).map_err(|_| AppError::BadRequest)?;
    if crate::text::has_nul(&text) { Err(AppError::BadRequest) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_repeated_key_counts() {
        let form = Form::parse(b"a=1&a=2&b=&vip=&vip=1&bad=").unwrap();
        assert_eq!(form.last("a"), Some("2"));
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.last("b"), Some(""));
        assert_eq!(form.last("c"), None);
        assert!(form.is_ticked("vip") && !form.is_ticked("bad"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for wrong in ["a=%ff", "a=%00", "a=%4", "a=%zz", "%c3%28=1"] {
            assert!(matches!(Form::parse(wrong.as_bytes()), Err(AppError::BadRequest)), "{wrong}");
        }
        let many = "a=1&".repeat(MOST_PAIRS + 1);
        assert!(matches!(Form::parse(many.as_bytes()), Err(AppError::TooLarge)));
    }

    #[test]
    fn pairs_survive_the_address() {
        let form = Form::parse("q=José+Núñez%26&x=%2B".as_bytes()).unwrap();
        assert_eq!(form.last("q"), Some("José Núñez&"));
        assert_eq!(Form::parse(form.encode().as_bytes()).unwrap(), form);
    }
}
