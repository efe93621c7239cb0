//! What letters about invoices, payments and cards say.

use chrono::NaiveDate;

use super::Parts;
use crate::i18n::{Text, format};
use crate::mail::billing::{Issued, Owed, Paid, Renewal};
use crate::settings::Organisation;
use crate::text;

/// Who writes, to a customer who reads this language.
pub(super) struct Billing {
    t: Text,
    company: String,
}

impl Billing {
    pub fn new(t: Text, house: &Organisation) -> Self {
        let name = text::clean_line(&house.name);
        let company = if name.is_empty() { Organisation::default().name } else { name };
        Self { t, company }
    }

    fn day(&self, day: NaiveDate) -> String {
        format::date(self.t.0, day)
    }

    pub fn invoice(&self, issued: &Issued) -> Parts {
        let t = self.t;
        let lead = t.mail_invoice_lead(&self.company, &issued.name, &issued.total);
        let notes = issued.due.map(|day| t.mail_invoice_due(&self.day(day))).into_iter().collect();
        (t.mail_invoice_title(), lead, notes)
    }

    pub fn credit_note(&self, issued: &Issued) -> Parts {
        let t = self.t;
        let lead = t.mail_credit_note_lead(&self.company, &issued.name, &issued.total);
        let corrects = issued.corrects.as_deref().map(|name| t.mail_credit_note_corrects(name));
        (t.mail_credit_note_title(), lead, corrects.into_iter().collect())
    }

    pub fn payment(&self, paid: &Paid) -> Parts {
        let t = self.t;
        let day = self.day(paid.on);
        let lead = t.mail_payment_lead(&self.company, &paid.amount, &day, &paid.method);
        let mut notes: Vec<String> =
            paid.parts.iter().map(|(name, amount)| t.mail_payment_part(name, amount)).collect();
        notes.extend(paid.credit.as_deref().map(|credit| t.mail_payment_credit(credit)));
        (t.mail_payment_title(), lead, notes)
    }

    pub fn reminder(&self, owed: &Owed) -> Parts {
        let (t, company, total) = (self.t, &self.company, &owed.total);
        let lead = match (owed.is_overdue, owed.parts.len()) {
            (false, 1) => t.mail_reminder_soon_one(company, total),
            (false, _) => t.mail_reminder_soon(company, total),
            (true, 1) => t.mail_reminder_overdue_one(company, total),
            (true, _) => t.mail_reminder_overdue(company, total),
        };
        let part = |(name, balance, day): &(String, String, NaiveDate)| {
            t.mail_reminder_part(name, balance, &self.day(*day))
        };
        let mut notes: Vec<String> = owed.parts.iter().map(part).collect();
        notes.push(t.mail_reminder_paid().to_owned());
        (t.mail_reminder_title(), lead, notes)
    }

    pub fn renewal(&self, renewal: &Renewal, ends: &str) -> Parts {
        let t = self.t;
        let lead = match &renewal.card {
            Some(card) if renewal.still_works => t.mail_card_other(&self.company, card),
            Some(card) => t.mail_card_lead(&self.company, card),
            None => t.mail_card_none(&self.company),
        };
        let notes = vec![t.mail_link_ends(ends), t.mail_card_where().to_owned()];
        (t.mail_card_title(), lead, notes)
    }
}

#[cfg(test)]
mod tests;
