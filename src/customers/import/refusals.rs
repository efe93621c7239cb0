//! What the save path refuses gives way: it is taken out of the row and kept in the remarks. Only
//! what tells who the customer is, and a customer that is read-only, fail the row.

use super::report::{Note, Reason};
use super::row::Row;
use super::wanted::add_email;
use crate::customers::fields;
use crate::fields::{Finding, Findings, Group, Lock, Problem, Value};

impl Row<'_> {
    /// Takes out what was refused; gives the note of what fails the whole row.
    pub fn give_way(&mut self, findings: &Findings) -> Option<Note> {
        let refusals: Vec<Finding> = findings.refusals().cloned().collect();
        let turns_on = self.wanted.changes.get("billing_enabled") == Some(&Value::Flag(true));
        for Finding { key, problem, .. } in refusals {
            let typed = self.typed(&key);
            let reason = Reason::Value(problem.clone());
            match (key.as_str(), &problem) {
                (_, Problem::Locked(Lock::Archived | Lock::Anonymized)) => {
                    return Some(self.whole("", "", reason));
                }
                ("custom_id" | "external_ref", Problem::Taken(_)) => {
                    return Some(self.whole(&typed, &self.job.column(&key), reason));
                }
                ("email", Problem::Taken(_)) => self.move_email(&typed),
                (_, Problem::Locked(_)) => {
                    if self.take_out(&key) {
                        self.wanted.tell(self.job, &key, &typed, reason);
                    }
                }
                (_, Problem::TaxNumber(_)) if turns_on => self.leave_off(&key, reason),
                _ if self.take_out(&key) => self.wanted.keep(self.job, &key, &typed, reason),
                // What the row gives of billing stays with its customer; it is only not turned on.
                (key, _) if turns_on && is_of_billing(key) => self.leave_off(key, reason),
                ("is_bad", _) if self.take_out("is_vip") => {
                    let vip = self.typed("is_vip");
                    self.wanted.keep(self.job, "is_vip", &vip, reason);
                }
                ("tax_id" | "doc_number", _) if self.take_out("country") => {
                    let country = self.typed("country");
                    self.wanted.keep(self.job, "country", &country, reason);
                }
                _ => return Some(self.whole(&typed, &self.job.column(&key), reason)),
            }
        }
        None
    }

    /// Leaves billing off, told once.
    fn leave_off(&mut self, key: &str, reason: Reason) {
        if self.take_out("billing_enabled") {
            let typed = self.typed("billing_enabled");
            self.wanted.tell(self.job, key, &typed, reason);
        }
    }

    /// Whether the field was wanted, or the type that goes with it was.
    fn take_out(&mut self, key: &str) -> bool {
        let changes = &mut self.wanted.changes;
        let twin = match key {
            "tax_id" => changes.remove("tax_id_type").is_some(),
            "doc_number" => changes.remove("doc_type").is_some(),
            "tax_id_type" => changes.remove("tax_id").is_some(),
            _ => false,
        };
        changes.remove(key).is_some() || twin
    }

    /// Another customer has the main address: this one is notified there as well.
    fn move_email(&mut self, typed: &str) {
        let Some(Value::Text(address)) = self.wanted.changes.remove("email") else {
            return;
        };
        let mut list = match self.wanted.changes.get("notify_emails") {
            Some(Value::List(list)) => list.clone(),
            _ => self.before.as_ref().map(|r| r.notify_emails.clone()).unwrap_or_default(),
        };
        add_email(&mut list, address);
        self.wanted.changes.set("notify_emails", Value::List(list));
        self.wanted.tell(self.job, "email", typed, Reason::EmailTaken);
    }
}

/// Whether the field says how the customer is invoiced, or is asked for by that alone.
fn is_of_billing(key: &str) -> bool {
    fields::find(key).is_some_and(|field| field.group == Group::Billing)
}
