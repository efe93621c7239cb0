//! Sections and problems in words: what is wrong, and how to put it right.

use super::{Group, Lock, Problem};
use crate::i18n::Text;
use crate::identity::email::EmailRefusal;
use crate::identity::phone::PhoneDoubt;
use crate::identity::tax_id::{Doubt, IdKind, Refusal};
use crate::money;

impl Text {
    /// The title of a section of fields, the same on every page.
    #[must_use]
    pub fn group_title(self, group: Group) -> &'static str {
        match group {
            Group::Basic => self.group_basic(),
            Group::Fiscal => self.group_fiscal(),
            Group::Contact => self.group_contact(),
            Group::Address => self.group_address(),
            Group::Shipping => self.group_shipping(),
            Group::Legal => self.group_legal(),
            Group::Billing => self.group_billing(),
            Group::Account => self.group_account(),
            Group::Services => self.group_services(),
            Group::Gateways => self.group_gateways(),
            Group::Origin => self.group_origin(),
            Group::System => self.group_system(),
        }
    }

    /// What a problem at a field says.
    #[must_use]
    pub fn problem(self, problem: &Problem) -> String {
        match problem {
            Problem::Required => self.problem_required().to_owned(),
            Problem::TooLong(max) => self.problem_too_long(*max),
            Problem::Characters => self.problem_characters().to_owned(),
            Problem::Number => self.problem_number().to_owned(),
            Problem::Range(min, max) => self.problem_range(*min, *max),
            Problem::Percent => self.problem_percent().to_owned(),
            Problem::BelowZero => self.problem_below_zero().to_owned(),
            Problem::AboveWhole => self.problem_above_whole().to_owned(),
            Problem::Date => self.problem_date().to_owned(),
            Problem::Future => self.problem_future().to_owned(),
            Problem::Choice => self.problem_choice().to_owned(),
            Problem::Step => self.problem_step().to_owned(),
            Problem::ActivateFirst => self.problem_activate_first().to_owned(),
            Problem::Reference => self.problem_reference().to_owned(),
            Problem::Email(refusal) => self.email_refusal(*refusal).to_owned(),
            Problem::EmailInList(address) => self.problem_email_in_list(address),
            Problem::Login => self.problem_login().to_owned(),
            Problem::Url => self.problem_url().to_owned(),
            Problem::Identity(kind, refusal) => self.identity(self.kind(*kind), *refusal),
            Problem::IdentityType => self.problem_identity_type().to_owned(),
            Problem::PostalCode | Problem::IdentityDoubt(..) | Problem::Phone(_) => {
                format!("{} {}", self.doubt(problem), self.doubt_kept())
            }
            Problem::TooMany(max) => self.problem_too_many(*max),
            Problem::Iban => self.problem_iban().to_owned(),
            Problem::Bic => self.problem_bic().to_owned(),
            Problem::BankAccount => self.problem_bank_account().to_owned(),
            Problem::Taken(Some((id, name))) => self.problem_taken_by(*id, name),
            Problem::Taken(None) => self.problem_taken().to_owned(),
            Problem::Locked(lock) => self.lock(*lock).to_owned(),
            Problem::NotInBulk => self.problem_not_in_bulk().to_owned(),
            Problem::BothMarks => self.problem_both_marks().to_owned(),
            Problem::MainInList => self.problem_main_in_list().to_owned(),
            Problem::Renaming => self.problem_renaming().to_owned(),
            Problem::CardNumber => self.problem_card_number().to_owned(),
            Problem::Rounded(text) => self.problem_rounded(text),
            Problem::Amount(refused, written) => self.amount(*refused, *written),
            Problem::Unreadable => self.settings_name_unreadable().to_owned(),
            Problem::Named(name, true) => self.settings_name_taken(name),
            Problem::Named(name, false) => self.settings_name_taken_inactive(name),
            Problem::Elsewhere => self.problem_elsewhere().to_owned(),
            Problem::Validity => self.problem_validity().to_owned(),
            Problem::CreditNote => self.problem_credit_note().to_owned(),
            Problem::NoRate => self.problem_no_rate().to_owned(),
            Problem::NotOfIssuer { is_fantasy: true } => {
                self.problem_condition_fantasy().to_owned()
            }
            Problem::NotOfIssuer { is_fantasy: false } => self.problem_condition_legal().to_owned(),
            Problem::NotSent(types) if types.is_empty() => self.problem_sends_nothing().to_owned(),
            Problem::NotSent(types) => self.problem_not_sent(types),
            Problem::TaxNumber(kinds) => {
                let names: Vec<&str> = kinds.iter().map(|kind| self.kind(*kind)).collect();
                self.problem_tax_number(&names.join(self.list_or()))
            }
            of_service => self.problem_of_service(of_service),
        }
    }

    /// What is wrong with a contract or a subscription.
    fn problem_of_service(self, problem: &Problem) -> String {
        let plain = match problem {
            Problem::Degrees(most) => return self.problem_degrees(*most),
            Problem::BeforeStart => self.problem_before_start(),
            Problem::Past => self.problem_past(),
            Problem::NumberInUse => self.problem_number_in_use(),
            Problem::NetworkAddress => self.problem_network_address(),
            _ => self.problem_device_address(),
        };
        plain.to_owned()
    }

    /// What is doubtful about a value that is not kept yet.
    #[must_use]
    pub fn doubt(self, problem: &Problem) -> String {
        match problem {
            Problem::PostalCode => self.doubt_postal_code().to_owned(),
            Problem::IdentityDoubt(kind, Doubt::CheckDigit) => {
                self.doubt_check_digit(self.kind(*kind))
            }
            Problem::IdentityDoubt(kind, Doubt::Prefix) => self.doubt_prefix(self.kind(*kind)),
            Problem::Phone(PhoneDoubt::Rounded) => self.doubt_phone_rounded().to_owned(),
            Problem::Phone(PhoneDoubt::Several) => self.doubt_phone_several().to_owned(),
            Problem::Phone(PhoneDoubt::Invalid) => self.doubt_phone_invalid().to_owned(),
            other => self.problem(other),
        }
    }

    /// Why a field is locked.
    #[must_use]
    pub fn lock(self, lock: Lock) -> &'static str {
        match lock {
            Lock::CreateOnly => self.lock_create_only(),
            Lock::OneAlone => self.lock_one_alone(),
            Lock::Personal => self.lock_personal(),
            Lock::FromStart => self.lock_from_start(),
            Lock::Archived => self.lock_archived(),
            Lock::Anonymized => self.lock_anonymized(),
            Lock::InUse => self.lock_in_use(),
            Lock::Role => self.lock_role(),
        }
    }

    /// Why a typed amount is none.
    #[must_use]
    pub fn amount(self, refused: money::Refused, written: money::Written) -> String {
        use money::Refused as R;
        let example = written.example();
        match refused {
            R::NotANumber => self.amount_not_a_number(&example),
            R::Separator => self.amount_separator(&example),
            R::Decimals => self.amount_decimals(&example),
            R::Negative => self.amount_negative().to_owned(),
            R::TooLarge => self.amount_too_large().to_owned(),
        }
    }

    fn email_refusal(self, refusal: EmailRefusal) -> &'static str {
        match refusal {
            EmailRefusal::Empty => self.problem_required(),
            EmailRefusal::TooLong => self.email_too_long(),
            EmailRefusal::AtSign => self.email_at_sign(),
            EmailRefusal::Several => self.email_several(),
            EmailRefusal::Local => self.email_local(),
            EmailRefusal::Domain => self.email_domain(),
        }
    }

    fn kind(self, kind: IdKind) -> &'static str {
        kind.label(self.0.code())
    }

    /// `5–8, 10` as it is said: «de 5 a 8 o 10».
    fn lengths(self, expected: &str) -> String {
        let said = |part: &str| match part.split_once('–') {
            Some((least, most)) => self.identity_lengths(least, most),
            None => part.to_owned(),
        };
        expected.split(", ").map(said).collect::<Vec<_>>().join(self.list_or())
    }

    fn identity(self, kind: &str, refusal: Refusal) -> String {
        match refusal {
            Refusal::Empty => self.identity_empty(kind),
            Refusal::Length { expected } => self.identity_length(kind, &self.lengths(expected)),
            Refusal::Characters => self.identity_characters(kind),
            Refusal::CheckDigit => self.identity_check_digit(kind),
            Refusal::Date => self.identity_date(kind),
            Refusal::Province => self.identity_province(kind),
            Refusal::Prefix => self.identity_prefix(kind),
            Refusal::Suffix => self.identity_suffix(kind),
            Refusal::Zeros | Refusal::Repeated => self.identity_repeated(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let kind = IdKind::Passport;
        for (lang, expected, said) in [
            (Lang::Es, "5–8, 10", "debe tener de 5 a 8 o 10 caracteres"),
            (Lang::Pt, "5–8, 10", "deve ter de 5 a 8 ou 10 caracteres"),
            (Lang::En, "5–8, 10", "must have from 5 to 8 or 10 characters"),
            (Lang::Es, "11", "debe tener 11 caracteres"),
        ] {
            let text = Text(lang).problem(&Problem::Identity(kind, Refusal::Length { expected }));
            assert!(text.contains(said), "{text}");
        }
    }
}
