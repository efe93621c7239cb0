//! `Changes`: what a write wants, by field. Absent fields stay as they are.

use std::collections::BTreeMap;

use super::Value;

/// New values by the key of their field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes(BTreeMap<String, Value>);

impl Changes {
    /// Wants a value; `Empty` clears.
    pub fn set(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    /// The wanted value of a field, if any is wanted.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// No longer wants anything of a field; returns what was wanted.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.0.remove(key)
    }

    /// All wanted values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether nothing is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Value)> for Changes {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
