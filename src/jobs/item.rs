//! One customer of a job's frozen set, and what became of it.

use crate::db::prelude::*;
use crate::db::schema::job_items;

/// What became of a customer, or would.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Not looked at yet.
    Waiting,
    /// It would change.
    Ready,
    /// It has the values already.
    Same,
    /// It cannot be changed, for a reason.
    Refused,
    /// It was changed.
    Changed,
    /// It was passed over, for a reason.
    Skipped,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Waiting, Self::Ready, Self::Same, Self::Refused, Self::Changed, Self::Skipped];

    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Same => "same",
            Self::Refused => "refused",
            Self::Changed => "changed",
            Self::Skipped => "skipped",
        }
    }

    /// From the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fate| fate.code() == code)
    }
}

/// One customer of a job's set.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = job_items, treat_none_as_default_value = false)]
pub struct Item {
    job_id: i64,
    /// The customer.
    pub customer_id: i64,
    state: String,
    /// Values before, as JSON by key.
    pub before: Option<String>,
    /// Values after, as JSON by key.
    pub after: Option<String>,
    /// Why it was not changed, as the kind of job keeps it.
    pub reason: Option<String>,
    version: Option<i64>,
    alike: Option<String>,
}

/// A customer that waits to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = job_items)]
pub struct Ready {
    /// The customer.
    pub customer_id: i64,
    /// Its version when it was looked at.
    pub version: Option<i64>,
    /// The sign that customers share whose rows change alike.
    pub alike: Option<String>,
}

impl Item {
    /// A customer of a job, and what becomes of it.
    #[must_use]
    pub fn new(job_id: i64, customer_id: i64, fate: Fate) -> Self {
        let state = fate.code().to_owned();
        let (before, after, reason) = (None, None, None);
        Self { job_id, customer_id, state, before, after, reason, version: None, alike: None }
    }

    /// The same customer with another fate.
    #[must_use]
    pub fn becomes(self, fate: Fate) -> Self {
        Self { state: fate.code().to_owned(), reason: None, ..self }
    }

    /// The same customer, left as it is for a reason.
    #[must_use]
    pub fn because(self, fate: Fate, reason: String) -> Self {
        Self { state: fate.code().to_owned(), reason: Some(reason), ..self }
    }

    /// The same customer with what changes about it.
    #[must_use]
    pub fn with_values(self, before: Option<String>, after: Option<String>) -> Self {
        Self { before, after, ..self }
    }

    /// The same customer with the version that was looked at, and the sign that it shares with those
    /// whose rows change alike.
    #[must_use]
    pub fn seen_at(self, version: i64, alike: Option<String>) -> Self {
        Self { version: Some(version), alike, ..self }
    }

    /// Whether it shares this sign.
    #[must_use]
    pub fn is_alike(&self, sign: &str) -> bool {
        self.alike.as_deref() == Some(sign)
    }

    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> Option<Fate> {
        Fate::from_code(&self.state)
    }
}
