//! What the staff sees of a customer's way into the portal: the page that mails a new one, the page
//! that takes it away, and the section on the customer's page.

pub mod access;
pub mod password;
mod section;

pub use section::{Section, Shown};

use crate::i18n::Text;
use crate::portal::Refusal;

/// Why a customer can be sent nothing now.
#[must_use]
pub fn refusal_text(t: Text, refusal: Refusal) -> String {
    match refusal {
        Refusal::PortalOff => t.portal_off().to_owned(),
        Refusal::NoEmail => t.portal_no_email().to_owned(),
        Refusal::NotServed => t.portal_not_served().to_owned(),
        Refusal::Disabled => t.portal_disabled_text().to_owned(),
        Refusal::TooOften(_) => t.portal_too_often(refusal.minutes()),
    }
}
