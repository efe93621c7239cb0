//! A customer as whoever writes to one sees it.

use super::recipients::{Party, Switches};
use crate::customers::Record;

/// Of a customer, about what concerns all of it.
#[must_use]
pub fn of(record: &Record) -> Party {
    let billing = &record.billing;
    Party {
        status: record.customer.status.clone(),
        main: record.customer.email.clone(),
        listed: record.notify_emails.clone(),
        switches: Switches {
            invoice: billing.mail_invoice,
            payment: billing.mail_payment,
            reminder: billing.mail_reminder,
            manual: billing.mail_manual,
        },
        unit: None,
        contacts: Vec::new(),
    }
}
