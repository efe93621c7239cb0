//! Why a contract of a run gets no document: kept as data, said in the language of whoever reads it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::invoices::Refusal;
use crate::jobs::Fate;

/// Why a contract gets no document, or what else is to be known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The document would not be issued.
    Refused(Refusal),
    /// The contract begins on a later day.
    NotBegun(NaiveDate),
    /// The contract ended on an earlier day.
    Over(NaiveDate),
    /// The period is billed; until this day.
    Billed(NaiveDate),
    /// It is blocked.
    Blocked,
    /// It is no contract in force any more.
    Ended,
    /// A subscription charges it.
    Subscribed,
    /// Its plan is charged by days or weeks, which no billing day of a month fits.
    Rhythm,
    /// Its plan is gone.
    NoPlan,
    /// Its plan has another currency by now.
    Repriced,
    /// It costs nothing.
    Free,
    /// It would be billed something else than what was looked at.
    Moved,
    /// It is billed; but from this day on nothing was, before the period.
    Gap(NaiveDate),
    /// It is billed; but in another currency than the one of its issuer's country.
    Foreign,
}

impl Why {
    /// What becomes of a contract for it: there is nothing to bill, or it cannot be billed.
    pub(super) fn fate(self) -> Fate {
        match self {
            Self::NotBegun(_)
            | Self::Over(_)
            | Self::Billed(_)
            | Self::Blocked
            | Self::Ended
            | Self::Subscribed
            | Self::Free
            | Self::Refused(Refusal::BilledAlready | Refusal::Inactive) => Fate::Same,
            Self::Gap(_) | Self::Foreign => Fate::Ready,
            Self::Refused(_) | Self::Rhythm | Self::NoPlan | Self::Repriced | Self::Moved => {
                Fate::Refused
            }
        }
    }

    /// As an item keeps it.
    pub(super) fn to_json(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }

    /// What an item keeps.
    #[must_use]
    pub fn of(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }
}
