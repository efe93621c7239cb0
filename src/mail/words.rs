//! What each letter says, in words.

use chrono::NaiveDateTime;

use super::letter::{Access, Content, Kind, Recipient};
use crate::i18n::{Text, format};
use crate::settings::Organisation;
use crate::text;

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
    let when = |at: NaiveDateTime| format::moment(t.0, at, house.zone());
    let company = &*company(house);
    let account = &*to.address;
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
        Content::PortalPassword(access) => portal_password(t, company, account, access, &when),
        Content::PortalForgotten(link) => (
            t.mail_portal_forgotten_title(),
            t.mail_portal_forgotten_lead(company, account),
            vec![t.mail_link_ends(&when(link.expires_at)), t.mail_link_unasked().to_owned()],
        ),
        Content::PortalPasswordChanged(at) => (
            t.mail_password_changed_title(),
            t.mail_portal_password_changed_lead(company, account, &when(*at)),
            vec![t.mail_portal_not_you(company)],
        ),
        Content::PortalEmailChanged(at) => (
            t.mail_portal_email_changed_title(),
            t.mail_portal_email_changed_lead(company, &when(*at)),
            vec![t.mail_portal_not_you(company)],
        ),
        Content::ExportReady(whom, rows, link) => (
            t.mail_export_ready_title(),
            t.mail_export_ready_lead(&rows.to_string(), whom),
            vec![t.mail_export_until(&when(link.expires_at))],
        ),
        Content::ExportFailed(whom, why) => {
            (t.mail_export_failed_title(), t.mail_export_failed_lead(whom), vec![why.clone()])
        }
    };
    Words {
        title: title.to_owned(),
        greeting: if to.name.is_empty() {
            t.mail_greeting_nobody().to_owned()
        } else {
            t.mail_greeting(&to.name)
        },
        lead,
        code: match content {
            Content::PortalPassword(access) => access.code.clone().unwrap_or_default(),
            _ => String::new(),
        },
        button: match content {
            Content::ExportReady(..) => t.mail_export_fetch(),
            _ => t.password_choose(),
        },
        notes,
    }
}

/// The name by which customers know whoever writes to them.
fn company(house: &Organisation) -> String {
    let name = text::clean_line(&house.name);
    if name.is_empty() { Organisation::default().name } else { name }
}

fn portal_password(
    t: Text,
    company: &str,
    account: &str,
    access: &Access,
    when: &dyn Fn(NaiveDateTime) -> String,
) -> (&'static str, String, Vec<String>) {
    let ends = when(access.link.expires_at);
    let (lead, how) = if access.code.is_some() {
        let how = vec![t.mail_portal_code_where(&access.sign_in), t.mail_portal_code_ends(&ends)];
        (t.mail_portal_password_lead(company, account), how)
    } else {
        (t.mail_portal_link_lead(company, account), vec![t.mail_link_ends(&ends)])
    };
    let warned = [t.mail_portal_nobody_asks(company), t.mail_portal_unexpected(company)];
    (t.mail_portal_password_title(), lead, how.into_iter().chain(warned).collect())
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
    }
}
