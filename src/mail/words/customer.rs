//! What letters to customers say about their portal.

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use super::Parts;
use crate::i18n::{Text, format};
use crate::mail::letter::{Access, Link};
use crate::settings::Organisation;
use crate::text;

/// The customer who is written to, and by whom.
pub(super) struct Customer<'a> {
    t: Text,
    zone: Tz,
    /// The name by which customers know whoever writes to them.
    company: String,
    account: &'a str,
}

impl<'a> Customer<'a> {
    pub fn new(t: Text, house: &Organisation, account: &'a str) -> Self {
        let name = text::clean_line(&house.name);
        let company = if name.is_empty() { Organisation::default().name } else { name };
        Self { t, zone: house.zone(), company, account }
    }

    fn when(&self, at: NaiveDateTime) -> String {
        format::instant(self.t.0, at, self.zone)
    }

    pub fn password(&self, access: &Access) -> Parts {
        let (t, company) = (self.t, &self.company);
        let ends = self.when(access.link.expires_at);
        let (lead, mut notes) = if access.code.is_some() {
            let lead = t.mail_portal_password_lead(company, self.account);
            let place = t.mail_portal_code_where(&access.sign_in);
            (lead, vec![place, t.mail_portal_code_ends(&ends)])
        } else {
            (t.mail_portal_link_lead(company, self.account), vec![t.mail_link_ends(&ends)])
        };
        notes.extend([t.mail_portal_nobody_asks(company), t.mail_portal_unexpected(company)]);
        (t.mail_portal_password_title(), lead, notes)
    }

    pub fn forgotten(&self, link: &Link) -> Parts {
        let t = self.t;
        let ends = t.mail_link_ends(&self.when(link.expires_at));
        let lead = t.mail_portal_forgotten_lead(&self.company, self.account);
        (t.mail_portal_forgotten_title(), lead, vec![ends, t.mail_link_unasked().to_owned()])
    }

    pub fn password_changed(&self, at: NaiveDateTime) -> Parts {
        let when = self.when(at);
        let lead = self.t.mail_portal_password_changed_lead(&self.company, self.account, &when);
        (self.t.mail_password_changed_title(), lead, self.not_you())
    }

    pub fn email_changed(&self, at: NaiveDateTime) -> Parts {
        let lead = self.t.mail_portal_email_changed_lead(&self.company, &self.when(at));
        (self.t.mail_portal_email_changed_title(), lead, self.not_you())
    }

    fn not_you(&self) -> Vec<String> {
        vec![self.t.mail_portal_not_you(&self.company)]
    }
}
