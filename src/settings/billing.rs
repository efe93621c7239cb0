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
}

impl Default for Billing {
    fn default() -> Self {
        Self { reminder_days: vec![-3, 1, 10], mails_receipts: true }
    }
}

impl Billing {
    /// The most reminders of a document.
    pub const MOST_REMINDERS: usize = 6;
    /// The most days before or after the day to pay.
    pub const FARTHEST_DAY: i64 = 90;

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
            Billing { reminder_days: days.to_vec(), mails_receipts: true }.reminders()
        };
        assert_eq!(days(&[10, -3, 10, 1]), [-3, 1, 10]);
        assert_eq!(days(&[91, -91, 0]), [0]);
        assert!(days(&[]).is_empty());
        assert_eq!(days(&[7, 6, 5, 4, 3, 2, 1]).len(), Billing::MOST_REMINDERS);
    }
}
