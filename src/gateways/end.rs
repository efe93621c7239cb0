//! What a gateway is asked, and what it answers.

use std::fmt;

use crate::money::Amount;

/// What stands for a card, or opens an enrolment. Whoever has it can charge: it is shown to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Of the text that the gateway gave.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the gateway and the seal only.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Whose card is enrolled.
#[derive(Clone, Debug)]
pub struct Who {
    /// The name by which the gateway knows this one card.
    pub username: String,
    /// E-mail, which the gateway may write to.
    pub email: String,
}

/// An enrolment that has begun: the browser goes to `url` with the token in `field`.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Names the enrolment.
    pub token: Token,
    /// The gateway's page.
    pub url: String,
    /// The form field in which the page expects the token.
    pub field: &'static str,
}

/// What kind of card it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardKind {
    /// Paid later.
    Credit,
    /// Paid from an account.
    Debit,
    /// Paid before.
    Prepaid,
}

impl CardKind {
    /// As stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Credit => "credit",
            Self::Debit => "debit",
            Self::Prepaid => "prepaid",
        }
    }
}

/// A card that can be charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inscribed {
    /// What stands for it.
    pub token: Token,
    /// Brand, as the gateway names it.
    pub brand: String,
    /// The last four digits, all that is ever known of its number.
    pub last4: String,
    /// What kind of card it is.
    pub kind: CardKind,
    /// Month and year after which it is no longer valid, where the gateway tells them.
    pub expires: Option<(i64, i64)>,
    /// Whose name stands on it, where the gateway tells it.
    pub holder: Option<String>,
}

/// How an enrolment ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// With a card.
    Approved(Inscribed),
    /// Without one; the gateway's code says why.
    Refused(i64),
}

/// A charge.
#[derive(Clone, Debug)]
pub struct Order {
    /// Names it, here and at the gateway: made before anything is sent, and never used for another.
    pub buy_order: String,
    /// The name by which the gateway knows the card.
    pub username: String,
    /// What stands for the card.
    pub token: Token,
    /// How much.
    pub amount: Amount,
    /// Of which currency.
    pub currency: String,
}

/// What became of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charged {
    /// The money is on its way.
    Approved {
        /// The issuer's code for it.
        authorization: String,
    },
    /// The card was not charged; the gateway's code says why.
    Refused {
        /// The code.
        code: i64,
    },
    /// It was charged, and that was taken back.
    Undone,
}

/// Why a call did not end as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The gateway said no: nothing happened there.
    Refused {
        /// The HTTP status.
        status: u16,
        /// Its own words, without any token.
        words: String,
    },
    /// It may have happened, or not.
    Unknown(Trouble),
    /// Nothing was sent: the gateway does not take this.
    Unfit(Unfit),
    /// Nothing was sent: its settings are not complete.
    NotConfigured,
}

/// Why nobody knows whether a call happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer in time.
    Late,
    /// The connection could not be made, or broke.
    Cut,
    /// The gateway itself failed, with this HTTP status.
    Failed(u16),
    /// The answer cannot be read, or is about something else.
    NotUnderstood,
    /// The gateway has not decided yet.
    Undecided,
}

/// What does not fit a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The name of the card.
    Username,
    /// The e-mail: missing or too long.
    Email,
    /// The address to come back to.
    ReturnUrl,
    /// The name of a charge.
    BuyOrder,
    /// The token.
    Token,
    /// It charges in another currency.
    Currency,
    /// It does not charge so little or so much.
    Amount,
}

/// Whoever keeps cards. Every call may take seconds: none is made on a thread that answers requests, nor
/// while a transaction is open.
pub trait End: Send + Sync {
    /// Begins an enrolment that will come back to `return_url`.
    ///
    /// # Errors
    /// [`Fault`] says why; nothing is lost when it is unknown.
    fn begin(&self, who: &Who, return_url: &str) -> Result<Begun, Fault>;

    /// Ends an enrolment whose customer came back.
    ///
    /// # Errors
    /// [`Fault`] says why.
    fn confirm(&self, token: &Token) -> Result<Answer, Fault>;

    /// Removes a card; one that the gateway does not know is removed.
    ///
    /// # Errors
    /// [`Fault`] says why.
    fn remove(&self, username: &str, token: &Token) -> Result<(), Fault>;

    /// Charges a card.
    ///
    /// # Errors
    /// [`Fault`] says why; after [`Fault::Unknown`] ask [`End::asked`] first.
    fn charge(&self, order: &Order) -> Result<Charged, Fault>;

    /// What became of a charge; nothing when the gateway knows none of that name.
    ///
    /// # Errors
    /// [`Fault`] says why.
    fn asked(&self, order: &Order) -> Result<Option<Charged>, Fault>;

    /// Gives back so much of a charge.
    ///
    /// # Errors
    /// [`Fault`] says why.
    fn refund(&self, order: &Order, amount: Amount) -> Result<Charged, Fault>;

    /// Where the enrolment's page stands, if it is not the panel itself.
    fn page_origin(&self) -> Option<String>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_in_no_debug_output() {
        let order = Order {
            buy_order: "P1-1".into(),
            username: "car_1".into(),
            token: Token::new("b6bd6ba3"),
            amount: Amount(100),
            currency: "CLP".into(),
        };
        let shown = format!("{order:?} {:?}", Fault::Unknown(Trouble::Late));
        assert!(!shown.contains("b6bd6ba3"), "{shown}");
    }
}
