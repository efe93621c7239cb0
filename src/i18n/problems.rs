//! The sentence of each [`Problem`].

use super::Text;
use crate::fields::{Lock, Problem};
use crate::identity::email::EmailRefusal;
use crate::identity::phone::PhoneDoubt;
use crate::identity::tax_id::{Doubt, Refusal};

impl Text {
    /// What is wrong or doubtful, as a sentence without its full stop.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        let fixed = match problem {
            Problem::TooLong(most) => return self.problem_too_long(count(*most)),
            Problem::TooMany(most) => return self.problem_too_many(count(*most)),
            Problem::Range(least, most) => return self.problem_range(*least, *most),
            Problem::EmailInList(address) => return self.problem_email_in_list(address),
            Problem::Identity(label, refusal) => return self.refusal(label, *refusal),
            Problem::IdentityDoubt(label, doubt) => return self.doubt(label, *doubt),
            Problem::Taken(Some((id, name))) => return self.problem_taken_by(*id, name),
            Problem::Rounded(text) => return self.problem_rounded(text),
            Problem::Email(refusal) => self.email(*refusal),
            Problem::Locked(lock) => self.lock(*lock),
            Problem::Phone(doubt) => self.phone(*doubt),
            Problem::Required => self.problem_required(),
            Problem::Characters => self.problem_characters(),
            Problem::Number => self.problem_number(),
            Problem::Percent => self.problem_percent(),
            Problem::Date => self.problem_date(),
            Problem::Choice => self.problem_choice(),
            Problem::Reference => self.problem_reference(),
            Problem::Url => self.problem_url(),
            Problem::IdentityType => self.problem_identity_type(),
            Problem::Iban => self.problem_iban(),
            Problem::Bic => self.problem_bic(),
            Problem::BankAccount => self.problem_bank_account(),
            Problem::Taken(None) => self.problem_taken(),
            Problem::BothMarks => self.problem_both_marks(),
            Problem::MainInList => self.problem_main_in_list(),
            Problem::Renaming => self.problem_renaming(),
            Problem::CardNumber => self.problem_card(),
        };
        fixed.to_owned()
    }

    /// Why a field cannot be changed.
    #[must_use]
    pub fn lock(self, lock: Lock) -> &'static str {
        match lock {
            Lock::CreateOnly => self.problem_locked_create(),
            Lock::FromStart => self.problem_locked_start(),
            Lock::Archived => self.problem_locked_archived(),
            Lock::Anonymized => self.problem_locked_anonymized(),
        }
    }

    fn refusal(self, label: &str, refusal: Refusal) -> String {
        match refusal {
            Refusal::Empty | Refusal::Zeros => self.problem_identity_empty(label),
            Refusal::Length { expected } => self.problem_identity_length(label, expected),
            Refusal::Characters => self.problem_identity_characters(label),
            Refusal::CheckDigit => self.problem_identity_check(label),
            Refusal::Date => self.problem_identity_date(label),
            Refusal::Province => self.problem_identity_province(label),
            Refusal::Prefix | Refusal::Suffix => self.problem_identity_class(label),
            Refusal::Repeated => self.problem_identity_repeated(label),
        }
    }

    fn doubt(self, label: &str, doubt: Doubt) -> String {
        match doubt {
            Doubt::CheckDigit => self.problem_identity_doubt_check(label),
            Doubt::Prefix => self.problem_identity_doubt_prefix(label),
        }
    }

    fn email(self, refusal: EmailRefusal) -> &'static str {
        match refusal {
            EmailRefusal::Empty | EmailRefusal::TooLong | EmailRefusal::Local => {
                self.problem_email()
            }
            EmailRefusal::AtSign => self.problem_email_at(),
            EmailRefusal::Several => self.problem_email_several(),
            EmailRefusal::Domain => self.problem_email_domain(),
        }
    }

    fn phone(self, doubt: PhoneDoubt) -> &'static str {
        match doubt {
            PhoneDoubt::Several => self.problem_phone_several(),
            PhoneDoubt::Rounded | PhoneDoubt::Invalid => self.problem_phone(),
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
