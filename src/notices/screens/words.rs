//! Events, and why somebody is written to or nobody is, in words.

use crate::i18n::Text;
use crate::mail::words::of_reason;
use crate::notices::recipients::{Event, Silence, Why};

/// What an event is called.
pub(super) fn event(t: Text, event: Event) -> &'static str {
    match event {
        Event::Invoice => t.notice_invoice(),
        Event::CreditNote => t.notice_credit_note(),
        Event::Payment => t.notice_payment(),
        Event::Reminder => t.notice_reminder(),
        Event::CardRenewal => t.notice_card_renewal(),
    }
}

/// Why an address is written to.
pub(super) fn why(t: Text, why: &Why) -> String {
    match why {
        Why::Contact { name } => format!("{}: {name}", of_reason(t, why.code())),
        Why::Main | Why::Listed => of_reason(t, why.code()).to_owned(),
    }
}

/// Why nobody is written to.
pub(super) fn silence(t: Text, silence: Silence) -> &'static str {
    match silence {
        Silence::NoMain => t.notice_no_main(),
        Silence::SwitchedOff => t.notice_switched_off(),
        Silence::Gone => t.notice_gone(),
        Silence::NotMailed => t.notice_not_mailed(),
    }
}
