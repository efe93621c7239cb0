//! What the organisation decides about billing its customers. Part of the organisation's document.

use serde::{Deserialize, Serialize};

/// How customers are billed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Billing {
    /// Days after the day to pay on which customers are reminded; before it where they are negative.
    pub reminder_days: Vec<i64>,
    /// Whether customers are mailed that their payment came in.
    pub mails_receipts: bool,
    /// Days after which a charge of a card that was refused is tried again, each counted from the try before.
    pub retry_days: Vec<i64>,
    /// Refusals in a row after which a card is charged no more.
    pub card_failures: i64,
}

impl Default for Billing {
    fn default() -> Self {
        Self {
            reminder_days: vec![-3, 1, 10],
            mails_receipts: true,
            retry_days: vec![1, 3, 5],
            card_failures: 3,
        }
    }
}

impl Billing {
    /// The most reminders of a document.
    pub const MOST_REMINDERS: usize = 6;
    /// The most days before or after the day to pay.
    pub const FARTHEST_DAY: i64 = 90;

    /// The most tries after the first.
    pub const MOST_RETRIES: usize = 6;
    /// The most days between two tries.
    pub const LONGEST_WAIT: i64 = 30;
    /// The most refusals in a row that a card is forgiven.
    pub const MOST_FAILURES: i64 = 10;

    /// The days between the tries of a charge, whatever is stored.
    #[must_use]
    pub fn retries(&self) -> Vec<i64> {
        let mut days = self.retry_days.clone();
        days.retain(|day| (1..=Self::LONGEST_WAIT).contains(day));
        days.truncate(Self::MOST_RETRIES);
        days
    }

    /// Refusals in a row after which a card is charged no more, whatever is stored.
    #[must_use]
    pub fn failures(&self) -> i64 {
        self.card_failures.clamp(1, Self::MOST_FAILURES)
    }

    /// The days of reminders, in order and each once, whatever is stored.
    #[must_use]
    pub fn reminders(&self) -> Vec<i64> {
        let mut days = self.reminder_days.clone();
        days.retain(|day| (-Self::FARTHEST_DAY..=Self::FARTHEST_DAY).contains(day));
        days.sort_unstable();
        days.dedup();
        days.truncate(Self::MOST_REMINDERS);
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Organisation;

    #[test]
    fn a_document_of_before_is_billed_as_usual_and_one_of_today_comes_back() {
        let old: Organisation = serde_json::from_str(r#"{"name":"Nodo"}"#).unwrap();
        assert_eq!(old.billing, Billing::default());
        let new: Organisation =
            serde_json::from_str(r#"{"reminder_days":[5],"mails_receipts":false}"#).unwrap();
        assert_eq!(new.billing.reminders(), [5]);
        let text = serde_json::to_string(&new).unwrap();
        assert_eq!(serde_json::from_str::<Organisation>(&text).unwrap(), new);
    }

    #[test]
    fn days_come_in_order_once_and_within_bounds() {
        let days = |days: &[i64]| {
            Billing { reminder_days: days.to_vec(), ..Billing::default() }.reminders()
        };
        assert_eq!(days(&[10, -3, 10, 1]), [-3, 1, 10]);
        assert_eq!(days(&[91, -91, 0]), [0]);
        assert!(days(&[]).is_empty());
        let waits =
            |days: &[i64]| Billing { retry_days: days.to_vec(), ..Billing::default() }.retries();
        assert_eq!(waits(&[5, 1, 1, 0, 31, -1]), [5, 1, 1], "each from the try before");
        assert_eq!(waits(&[2; 9]).len(), Billing::MOST_RETRIES);
        let forgiven = |card_failures| Billing { card_failures, ..Billing::default() }.failures();
        assert_eq!([0, 4, 99].map(forgiven), [1, 4, Billing::MOST_FAILURES]);
        assert_eq!(days(&[7, 6, 5, 4, 3, 2, 1]).len(), Billing::MOST_REMINDERS);
    }
}
