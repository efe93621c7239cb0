//! What each letter says, in words.

mod billing;
mod customer;
mod work;

use chrono::NaiveDateTime;

use self::billing::Billing;
use self::customer::Customer;
use super::kind::Kind;
use super::letter::{Content, Recipient};
use crate::i18n::{Text, format};
use crate::settings::Organisation;

/// Title, lead and notes of a letter.
type Parts = (&'static str, String, Vec<String>);

/// The words of a letter.
pub struct Words {
    /// What it is about; the subject too.
    pub title: String,
    /// How it begins.
    pub greeting: String,
    /// What happened or what to do.
    pub lead: String,
    /// What is to be typed somewhere; nothing in most letters.
    pub code: String,
    /// What the link says.
    pub button: &'static str,
    /// What else to know, a paragraph each.
    pub notes: Vec<String>,
}

/// The words of a letter to somebody.
pub fn of(t: Text, house: &Organisation, to: &Recipient, content: &Content) -> Words {
    let when = |at: NaiveDateTime| format::instant(t.0, at, house.zone());
    let account = &*to.address;
    let customer = Customer::new(t, house, account);
    let billing = Billing::new(t, house);
    let (title, lead, notes) = match content {
        Content::Test => (t.mail_test_title(), t.mail_test_lead().to_owned(), vec![]),
        Content::PasswordChanged(at) => (
            t.mail_password_changed_title(),
            t.mail_password_changed_lead(account, &when(*at)),
            vec![t.mail_not_you().to_owned()],
        ),
        Content::SecondFactorOn(at) => (
            t.mail_second_factor_on_title(),
            t.mail_second_factor_on_lead(account, &when(*at)),
            vec![t.mail_not_you().to_owned()],
        ),
        Content::SecondFactorOff(at) => (
            t.mail_second_factor_off_title(),
            t.mail_second_factor_off_lead(account, &when(*at)),
            vec![t.mail_not_you().to_owned()],
        ),
        Content::PasswordLink(link) => (
            t.mail_password_link_title(),
            t.mail_password_link_lead(account),
            vec![t.mail_link_ends(&when(link.expires_at)), t.mail_link_is_yours().to_owned()],
        ),
        Content::PasswordForgotten(link) => (
            t.mail_password_forgotten_title(),
            t.mail_password_forgotten_lead(account),
            vec![t.mail_link_ends(&when(link.expires_at)), t.mail_link_unasked().to_owned()],
        ),
        Content::PortalPassword(access) => customer.password(access),
        Content::PortalForgotten(link) => customer.forgotten(link),
        Content::PortalPasswordChanged(at) => customer.password_changed(*at),
        Content::PortalEmailChanged(at) => customer.email_changed(*at),
        Content::ExportReady(exported) => {
            let rows = i64::try_from(exported.rows).unwrap_or(i64::MAX);
            let rows = format::whole(rows, house.decimal_comma());
            work::exported(t, exported, &rows, &when(exported.link.expires_at))
        }
        Content::ExportFailed(whom, why) => work::not_exported(t, whom, why),
        Content::JobEnded(ended) => work::ended(t, ended),
        Content::InvoiceIssued(issued) => billing.invoice(issued),
        Content::CreditNoteIssued(issued) => billing.credit_note(issued),
        Content::PaymentReceived(paid) => billing.payment(paid),
        Content::PaymentReminder(owed) => billing.reminder(owed),
        Content::CardRenewal(renewal) => billing.renewal(renewal, &when(renewal.link.expires_at)),
    };
    Words {
        title: subject_of(title, content),
        greeting: greeting(t, &to.name),
        lead,
        code: match content {
            Content::PortalPassword(access) => access.code.clone().unwrap_or_default(),
            _ => String::new(),
        },
        button: button(t, content),
        notes,
    }
}

/// The title, with what the letter is about where that tells it from the next.
fn subject_of(title: &str, content: &Content) -> String {
    match content {
        Content::InvoiceIssued(of) | Content::CreditNoteIssued(of) => {
            format!("{title}: {}", of.name)
        }
        Content::PaymentReceived(paid) => format!("{title}: {}", paid.amount),
        _ => title.to_owned(),
    }
}

fn button(t: Text, content: &Content) -> &'static str {
    match content {
        Content::ExportReady(_) => t.mail_export_fetch(),
        Content::JobEnded(_) => t.mail_job_open(),
        Content::InvoiceIssued(_) => t.mail_invoice_open(),
        Content::CreditNoteIssued(_) => t.mail_credit_note_open(),
        Content::PaymentReceived(_) => t.mail_payment_open(),
        Content::PaymentReminder(_) => t.mail_reminder_open(),
        Content::CardRenewal(_) => t.mail_card_choose(),
        _ => t.password_choose(),
    }
}

fn greeting(t: Text, name: &str) -> String {
    if name.is_empty() { t.mail_greeting_nobody().to_owned() } else { t.mail_greeting(name) }
}

/// Why a letter goes to its address, by the code that the log keeps; nothing where nobody chose among several.
pub fn of_reason(t: Text, reason: &str) -> &'static str {
    match reason {
        "main" => t.notice_why_main(),
        "listed" => t.notice_why_listed(),
        "contact" => t.notice_why_contact(),
        _ => "",
    }
}

/// What a kind of letter is called in the log.
pub fn of_kind(t: Text, kind: Kind) -> &'static str {
    match kind {
        Kind::Test => t.mail_test_title(),
        Kind::PasswordChanged => t.mail_password_changed_title(),
        Kind::SecondFactorOn => t.mail_second_factor_on_title(),
        Kind::SecondFactorOff => t.mail_second_factor_off_title(),
        Kind::PasswordLink => t.mail_password_link_title(),
        Kind::PasswordForgotten => t.mail_password_forgotten_title(),
        Kind::PortalPassword => t.mail_portal_password_title(),
        Kind::PortalForgotten => t.mail_portal_forgotten_title(),
        Kind::PortalPasswordChanged => t.mail_portal_password_changed_kind(),
        Kind::PortalEmailChanged => t.mail_portal_email_changed_title(),
        Kind::ExportReady => t.mail_export_ready_title(),
        Kind::ExportFailed => t.mail_export_failed_title(),
        Kind::JobEnded => t.mail_job_kind(),
        Kind::InvoiceIssued => t.mail_invoice_title(),
        Kind::CreditNoteIssued => t.mail_credit_note_title(),
        Kind::PaymentReceived => t.mail_payment_title(),
        Kind::PaymentReminder => t.mail_reminder_title(),
        Kind::CardRenewal => t.mail_card_title(),
    }
}
