//! What can be wrong with a value, without words: the texts are in the message rows.

use crate::identity::email::EmailRefusal;
use crate::identity::phone::PhoneDoubt;
use crate::identity::tax_id::{Doubt, IdKind, Refusal};
use crate::money;

/// Something wrong, or something to look at again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A value is needed.
    Required,
    /// Longer than so many characters.
    TooLong(usize),
    /// A NUL byte or another character that no text has.
    Characters,
    /// Not a whole number.
    Number,
    /// Outside the bounds.
    Range(i64, i64),
    /// Not a percentage from 0 to 100 with at most two decimals.
    Percent,
    /// Not a coordinate of at most so many degrees.
    Degrees(i64),
    /// What is taken off is more than there is.
    BelowZero,
    /// A percentage that rises above 100.
    AboveWhole,
    /// Not an amount: why, and how one is written here.
    Amount(money::Refused, money::Written),
    /// Not a day of the calendar.
    Date,
    /// A day that has not come yet.
    Future,
    /// A postal code of a shape that the country does not have, kept as typed.
    PostalCode,
    /// Not one of the options.
    Choice,
    /// A status that does not follow the one that the customer has.
    Step,
    /// The same, of a customer who is still pending: only an active one takes the step.
    ActivateFirst,
    /// Points to something that is not there, or is no longer offered.
    Reference,
    /// Not an e-mail address.
    Email(EmailRefusal),
    /// One of several addresses is wrong: the address.
    EmailInList(String),
    /// Not a name to sign in with.
    Login,
    /// Not a web address.
    Url,
    /// A number that the kind refuses: the kind's name, and why.
    Identity(IdKind, Refusal),
    /// A number that the kind doubts: the kind's name, and why.
    IdentityDoubt(IdKind, Doubt),
    /// The type is not one of the country.
    IdentityType,
    /// A phone that no number plan knows, kept as typed.
    Phone(PhoneDoubt),
    /// More phones than a customer may have.
    TooMany(usize),
    /// Not an IBAN.
    Iban,
    /// Not a BIC.
    Bic,
    /// Not a CBU or CLABE.
    BankAccount,
    /// Another customer has it: its number and name, unless the actor may not know.
    Taken(Option<(i64, String)>),
    /// Cannot be changed, for this reason.
    Locked(Lock),
    /// Not a field that many customers can get at once.
    NotInBulk,
    /// VIP and BAD at once.
    BothMarks,
    /// The main e-mail is among those to notify.
    MainInList,
    /// Renaming someone whose name stands on documents.
    Renaming,
    /// A full card number, which is never kept.
    CardNumber,
    /// Digits were lost in a spreadsheet: the text.
    Rounded(String),
    /// A name without a letter or a digit.
    Unreadable,
    /// Another row of the list has the name; whether that one is offered.
    Named(String, bool),
    /// What is chosen belongs to another country.
    Elsewhere,
    /// One of both has legal validity and the other has none.
    Validity,
    /// Only a credit note takes back a document, and it is taken back by none itself.
    CreditNote,
    /// What is exempt or not taxed has no rate.
    NoRate,
    /// The condition is none of those that go with the issuer.
    NotOfIssuer {
        /// Whether the issuer has no legal validity.
        is_fantasy: bool,
    },
    /// The issuer does not send that type to that condition: the names of those that it sends.
    NotSent(String),
    /// A day before the one on which it begins.
    BeforeStart,
    /// A day that has gone by.
    Past,
    /// Another record has the number.
    NumberInUse,
    /// Not an address of a network, such as 10.0.0.7.
    NetworkAddress,
    /// Not an address of a device: six pairs of digits.
    DeviceAddress,
    /// Documents with legal validity need one of these numbers.
    TaxNumber(&'static [IdKind]),
}

impl Problem {
    /// Whether the value can be kept as it was typed, for it may be right all the same.
    #[must_use]
    pub fn is_doubt(&self) -> bool {
        matches!(self, Self::PostalCode | Self::IdentityDoubt(..) | Self::Phone(_))
    }
}

/// Why a field is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lock {
    /// Set when the customer is created, never after.
    CreateOnly,
    /// Only one customer may have a value: not for many at once.
    OneAlone,
    /// It says who a customer is: not for many at once.
    Personal,
    /// The tax authority has validated it.
    FromStart,
    /// Archived customers are read-only.
    Archived,
    /// Anonymised for ever.
    Anonymized,
    /// What points to it would no longer fit.
    InUse,
    /// Other roles decide about it.
    Role,
}

/// A problem at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The field's key.
    pub key: String,
    /// What it is.
    pub problem: Problem,
    /// Whether it stops the write; otherwise the value is kept and the person told.
    pub stops: bool,
}

/// The problems of one write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds what stops the write.
    pub fn refuse(&mut self, key: &str, problem: Problem) {
        self.0.push(Finding { key: key.to_owned(), problem, stops: true });
    }

    /// Adds what is only to be told.
    pub fn warn(&mut self, key: &str, problem: Problem) {
        self.0.push(Finding { key: key.to_owned(), problem, stops: false });
    }

    /// Whether anything stops the write.
    #[must_use]
    pub fn stop(&self) -> bool {
        self.0.iter().any(|finding| finding.stops)
    }

    /// Those that stop the write.
    pub fn refusals(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| finding.stops)
    }

    /// Those that do not.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| !finding.stops)
    }

    /// Those of them that are doubts.
    pub fn doubts(&self) -> impl Iterator<Item = &Finding> {
        self.warnings().filter(|finding| finding.problem.is_doubt())
    }

    /// The first refusal at a field.
    #[must_use]
    pub fn refusal_at(&self, key: &str) -> Option<&Problem> {
        self.refusals().find(|finding| finding.key == key).map(|finding| &finding.problem)
    }
}
