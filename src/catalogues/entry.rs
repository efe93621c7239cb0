//! A row of any catalogue, its values by the key of their column.

use std::collections::BTreeMap;

use crate::fields::{Changes, Value};

/// A row, whatever its catalogue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Number; zero before it is stored.
    pub id: i64,
    /// How often it was written: whoever saves says which state they saw.
    pub version: i64,
    /// Offered for new choices.
    pub is_active: bool,
    values: BTreeMap<&'static str, Value>,
}

impl Entry {
    /// A row that says nothing yet.
    #[must_use]
    pub fn new(id: i64, version: i64, is_active: bool) -> Self {
        Self { id, version, is_active, values: BTreeMap::new() }
    }

    /// The value of a column.
    #[must_use]
    pub fn get(&self, key: &str) -> &Value {
        self.values.get(key).unwrap_or(&Value::Empty)
    }

    /// Puts a value into a column.
    pub fn set(&mut self, key: &'static str, value: Value) {
        self.values.insert(key, value);
    }

    /// The same with the wanted values of the columns that it has.
    #[must_use]
    pub fn with(mut self, changes: &Changes) -> Self {
        for (key, value) in &mut self.values {
            if let Some(wanted) = changes.get(key) {
                value.clone_from(wanted);
            }
        }
        self
    }

    /// The text of a column, or nothing.
    #[must_use]
    pub fn text(&self, key: &str) -> &str {
        self.get(key).text().unwrap_or_default()
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text("name")
    }

    /// The country whose rules it is of; none for what belongs to no country.
    #[must_use]
    pub fn country(&self) -> Option<&str> {
        self.get("country").text()
    }

    /// Whether it has no legal validity; none for what has no validity either way.
    #[must_use]
    pub fn is_fantasy(&self) -> Option<bool> {
        match self.get("is_fantasy") {
            Value::Flag(yes) => Some(*yes),
            _ => None,
        }
    }

    /// The row that a column points to.
    #[must_use]
    pub fn link(&self, key: &str) -> Option<i64> {
        match self.get(key) {
            Value::Ref(id) => Some(*id),
            _ => None,
        }
    }
}
