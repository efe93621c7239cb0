//! Who receives what, on the customer's page of billing; and the page that asks before a letter goes out once more.

pub mod of_customer;
pub mod sending;
mod words;

use super::Mailing;
use super::recipients::Event;
use crate::customers::Record;
use crate::web::{App, Page};

/// Addresses that a sentence names; of more it says how many.
const NAMED: usize = 3;

/// Who gets a letter when a button is pressed that tells of something, or why nobody does: to be said beside it.
#[must_use]
pub fn beforehand(page: &Page, event: Event, record: &Record) -> String {
    let t = page.t;
    match super::who(event, record, &page.settings.organisation) {
        Err(silence) => t.notice_will_not(words::silence(t, silence)),
        Ok(to) => {
            let named: Vec<&str> = to.iter().take(NAMED).map(|one| one.address.as_str()).collect();
            match to.len().saturating_sub(NAMED) {
                0 => t.notice_will(&named.join(", ")),
                others => t.notice_will_more(&named.join(", "), others),
            }
        }
    }
}

/// How letters leave the panel.
pub fn mailing(app: &App) -> Mailing<'_> {
    Mailing { post: &app.mail, public_url: &app.config.public_url }
}
