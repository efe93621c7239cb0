//! What Webpay Oneclick answers, read with suspicion: a part that is missing, or that is about something
//! else, makes the whole answer one that is not understood.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::end::{Answer, CardKind, Charged, Fault, Inscribed, Token, Trouble};

/// Letters of a token of a card, at most.
const MOST_TOKEN: usize = 40;

/// An answer in JSON.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    serde_json::from_slice(body).map_err(|_| NOT_UNDERSTOOD)
}

/// The fault of an answer that cannot be believed.
pub const NOT_UNDERSTOOD: Fault = Fault::Unknown(Trouble::NotUnderstood);

/// Of an enrolment that begins.
#[derive(Deserialize)]
pub struct Opened {
    /// Names the enrolment.
    pub token: String,
    /// Where the browser goes.
    pub url_webpay: String,
}

/// Of an enrolment that ends.
#[derive(Deserialize)]
pub struct Finished {
    response_code: i64,
    tbk_user: Option<String>,
    card_type: Option<String>,
    card_number: Option<String>,
}

impl Finished {
    /// The card, or why there is none.
    pub fn answer(self) -> Result<Answer, Fault> {
        if self.response_code != 0 {
            return Ok(Answer::Refused(self.response_code));
        }
        let (Some(user), Some(number)) = (self.tbk_user, self.card_number) else {
            return Err(NOT_UNDERSTOOD);
        };
        if user.is_empty() || user.len() > MOST_TOKEN {
            return Err(NOT_UNDERSTOOD);
        }
        let (brand, kind) = brand(self.card_type.as_deref().unwrap_or_default());
        let last4 = last4(&number).ok_or(NOT_UNDERSTOOD)?;
        let token = Token::new(user);
        Ok(Answer::Approved(Inscribed { token, brand, last4, kind, expires: None, holder: None }))
    }
}

/// The end of a masked number: whatever else it shows is dropped here.
fn last4(number: &str) -> Option<String> {
    let end: Vec<char> = number.trim().chars().rev().take(4).collect();
    (end.len() == 4 && end.iter().all(char::is_ascii_digit))
        .then(|| end.into_iter().rev().collect())
}

/// Brand and kind by the gateway's word for both.
fn brand(card_type: &str) -> (String, CardKind) {
    let (name, kind) = match card_type {
        "AmericanExpress" => ("American Express", CardKind::Credit),
        "MasterCard" => ("Mastercard", CardKind::Credit),
        "Redcompra" => ("Redcompra", CardKind::Debit),
        "Prepago" => ("Prepago", CardKind::Prepaid),
        other => (other, CardKind::Credit),
    };
    // A word that nobody knows could be anything: digits of a number among it are not kept.
    let name = name.chars().filter(|c| c.is_ascii_alphabetic() || *c == ' ').take(20).collect();
    (name, kind)
}

/// Of a charge.
#[derive(Deserialize)]
pub struct Transaction {
    buy_order: String,
    details: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    amount: i64,
    status: String,
    authorization_code: Option<String>,
    response_code: Option<i64>,
    commerce_code: String,
    buy_order: String,
}

/// The detail that a charge of ours has.
pub struct Asked<'a> {
    /// The name of the charge.
    pub buy_order: &'a str,
    /// The name of its one detail.
    pub detail: &'a str,
    /// The store that charges.
    pub store: &'a str,
    /// How much.
    pub amount: i64,
}

impl Transaction {
    /// What became of the charge that was asked for, if the answer is about it.
    pub fn charged(self, asked: &Asked) -> Result<Charged, Fault> {
        let mut details = self.details.into_iter();
        let (Some(detail), None) = (details.next(), details.next()) else {
            return Err(NOT_UNDERSTOOD);
        };
        if self.buy_order != asked.buy_order
            || detail.buy_order != asked.detail
            || detail.commerce_code != asked.store
            || detail.amount != asked.amount
        {
            return Err(NOT_UNDERSTOOD);
        }
        detail.charged()
    }
}

impl Detail {
    fn charged(self) -> Result<Charged, Fault> {
        match (self.status.as_str(), self.response_code) {
            ("AUTHORIZED" | "CAPTURED", Some(0)) => {
                let authorization = self.authorization_code.unwrap_or_default();
                Ok(Charged::Approved { authorization })
            }
            ("FAILED", Some(code)) if code != 0 => Ok(Charged::Refused { code }),
            ("REVERSED" | "NULLIFIED", _) => Ok(Charged::Undone),
            // Some of it was given back: it was charged.
            ("PARTIALLY_NULLIFIED", _) => {
                let authorization = self.authorization_code.unwrap_or_default();
                Ok(Charged::Approved { authorization })
            }
            ("INITIALIZED", _) => Err(Fault::Unknown(Trouble::Undecided)),
            _ => Err(NOT_UNDERSTOOD),
        }
    }
}

/// Of a refund.
#[derive(Deserialize)]
pub struct Refunded {
    #[serde(rename = "type")]
    kind: String,
    response_code: Option<i64>,
    nullified_amount: Option<f64>,
}

impl Refunded {
    /// Whether so much was given back.
    pub fn charged(self, amount: i64) -> Result<Charged, Fault> {
        match (self.kind.as_str(), self.response_code) {
            ("REVERSED", _) => Ok(Charged::Undone),
            ("NULLIFIED", Some(0))
                if self.nullified_amount.is_some_and(|is| is_amount(is, amount)) =>
            {
                Ok(Charged::Undone)
            }
            ("NULLIFIED", Some(code)) if code != 0 => Ok(Charged::Refused { code }),
            _ => Err(NOT_UNDERSTOOD),
        }
    }
}

/// Whether what the gateway writes as `1000.0` is this amount of pesos.
fn is_amount(written: f64, amount: i64) -> bool {
    format!("{written:.2}") == format!("{amount}.00")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charged(change: &str, to: &str) -> Result<Charged, Fault> {
        let body = r#"{"buy_order":"P1-1","card_detail":{"card_number":"6623"},"details":[{"amount":9990,
            "status":"AUTHORIZED","authorization_code":"1213","payment_type_code":"VN","response_code":0,
            "installments_number":0,"commerce_code":"597055555542","buy_order":"P1-1-1"}]}"#;
        assert!(body.contains(change));
        let asked =
            Asked { buy_order: "P1-1", detail: "P1-1-1", store: "597055555542", amount: 9990 };
        read::<Transaction>(body.replace(change, to).as_bytes())?.charged(&asked)
    }

    #[test]
    fn each_part_of_a_charge_is_checked() {
        let approved = Charged::Approved { authorization: "1213".into() };
        assert_eq!(charged("VN", "VN"), Ok(approved));
        for (change, to) in [
            (r#""P1-1","#, r#""P2-1","#),
            ("P1-1-1", "P1-1-2"),
            ("9990", "9991"),
            ("597055555542", "597055555543"),
            ("AUTHORIZED", "CHARGED"),
            (r#""response_code":0"#, r#""response_code":-4"#),
            (r#""response_code":0"#, r#""response_code":null"#),
            (
                r#""details":[{"#,
                r#""details":[{"amount":1,"status":"FAILED","response_code":-1,"commerce_code":"1","buy_order":"x"},{"#,
            ),
            (r#""amount":9990,"#, ""),
        ] {
            assert_eq!(charged(change, to), Err(NOT_UNDERSTOOD), "{change} → {to}");
        }
    }

    #[test]
    fn the_state_of_a_charge_is_told() {
        let failed = r#""FAILED","response_code":-4,"was":0,"#;
        assert_eq!(
            charged(
                r#""AUTHORIZED","authorization_code":"1213","payment_type_code":"VN","response_code":0,"#,
                failed
            ),
            Ok(Charged::Refused { code: -4 })
        );
        assert_eq!(charged("AUTHORIZED", "REVERSED"), Ok(Charged::Undone));
        assert_eq!(charged("AUTHORIZED", "NULLIFIED"), Ok(Charged::Undone));
        let undecided = Err(Fault::Unknown(Trouble::Undecided));
        assert_eq!(charged("AUTHORIZED", "INITIALIZED"), undecided);
    }

    #[test]
    fn nothing_but_the_end_of_a_number_is_kept() {
        let finished = |card_type: &str, number: &str| {
            let body = format!(
                r#"{{"response_code":0,"tbk_user":"u-1","authorization_code":"1","card_type":"{card_type}","card_number":"{number}"}}"#
            );
            read::<Finished>(body.as_bytes()).unwrap().answer()
        };
        let Ok(Answer::Approved(card)) = finished("Visa", "4051885600446623") else { panic!() };
        assert_eq!((card.brand.as_str(), card.last4.as_str()), ("Visa", "6623"));
        let Ok(Answer::Approved(card)) = finished("4051885600446623", "XXXXXXXXXXXX7763") else {
            panic!()
        };
        assert_eq!((card.brand.as_str(), card.last4.as_str()), ("", "7763"));
        let Ok(Answer::Approved(card)) = finished("Redcompra", "7763") else { panic!() };
        assert_eq!(card.kind, CardKind::Debit);
        for number in ["", "XXX", "XXXXXXXXXXXXXXX3", "662３"] {
            assert_eq!(finished("Visa", number), Err(NOT_UNDERSTOOD), "{number}");
        }
    }

    #[test]
    fn a_refund_is_of_what_was_asked() {
        let refunded = |body: &str| read::<Refunded>(body.as_bytes())?.charged(9990);
        assert_eq!(refunded(r#"{"type":"REVERSED"}"#), Ok(Charged::Undone));
        let whole = r#"{"type":"NULLIFIED","nullified_amount":9990.00,"response_code":0}"#;
        assert_eq!(refunded(whole), Ok(Charged::Undone));
        assert_eq!(refunded(&whole.replace("9990", "999")), Err(NOT_UNDERSTOOD));
        let code = Ok(Charged::Refused { code: -5 });
        assert_eq!(refunded(&whole.replace(":0}", ":-5}")), code);
    }
}
