//! The form of a payment as it was typed, and what can be made of it.

use chrono::NaiveDate;

use crate::fields::Problem;
use crate::i18n::{Text, format};
use crate::identity::geo;
use crate::invoices::states::METHODS;
use crate::money::{Amount, Refused, Written};
use crate::payments::{OpenInvoice, Received, spread};
use crate::text::clean_line;
use crate::token;
use crate::web::Form;

/// Most letters of a reference.
const LONGEST_REFERENCE: usize = 100;

/// What is wrong, by field.
pub type Errors = Vec<(String, String)>;

/// How much goes to which document.
type Parts = Vec<(i64, Amount)>;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub currency: String,
    pub amount: String,
    pub method: String,
    pub paid_on: String,
    pub reference: String,
    /// What goes to each document.
    pub parts: Vec<(i64, String)>,
    /// What the form had written beside each: as long as it stands there, nobody chose it.
    pub offered: Vec<(i64, String)>,
    /// The document that the payment was brought for.
    pub named: Option<i64>,
    /// What is not spread is meant to be credit.
    pub keeps_rest: bool,
    /// What was left of each when the form was shown, in minor units.
    pub seen: Vec<(i64, i64)>,
    /// The mark of the form: the same form twice is one payment.
    pub once: String,
}

impl Typed {
    /// For what a customer owes in a currency, or for one document of it.
    pub fn suggested(
        currency: &str,
        method: Option<&str>,
        today: NaiveDate,
        open: &[OpenInvoice],
        wanted: Option<i64>,
        decimal_comma: bool,
    ) -> Self {
        let mut typed = Self {
            currency: currency.to_owned(),
            method: method.unwrap_or("cash").to_owned(),
            paid_on: today.to_string(),
            once: token::random_text(32),
            named: wanted,
            ..Self::default()
        };
        typed.see(open);
        let named = open.iter().find(|one| Some(one.id) == wanted);
        if let Some(one) = named {
            typed.amount = typed.written(one.balance, decimal_comma);
        }
        typed.offer(named.map_or(Amount(0), |one| one.balance), open, decimal_comma);
        typed
    }

    /// What was sent.
    pub fn read(form: &Form) -> Self {
        let keyed = |prefix: &'static str| {
            form.pairs().filter_map(move |(name, value)| {
                let id: i64 = name.strip_prefix(prefix)?.parse().ok()?;
                Some((id, value.trim().to_owned()))
            })
        };
        Self {
            currency: form.text("currency").trim().to_owned(),
            amount: form.text("amount").trim().to_owned(),
            method: form.text("method").trim().to_owned(),
            paid_on: form.text("paid_at").trim().to_owned(),
            reference: clean_line(form.text("reference")),
            parts: keyed("pay:").filter(|(_, part)| !part.is_empty()).collect(),
            offered: keyed("offered:").collect(),
            named: form.text("invoice").parse().ok(),
            keeps_rest: !form.text("keeps_rest").is_empty(),
            seen: keyed("seen:").filter_map(|(id, left)| Some((id, left.parse().ok()?))).collect(),
            once: form.text("once").trim().chars().take(64).collect(),
        }
    }

    /// From now on what is left of these is what the form has seen.
    pub fn see(&mut self, open: &[OpenInvoice]) {
        self.seen = open.iter().map(|one| (one.id, one.balance.0)).collect();
    }

    /// These documents as the form has seen them; none that it has not.
    pub fn as_seen(&self, open: &[OpenInvoice]) -> Vec<OpenInvoice> {
        let seen = |one: &OpenInvoice| {
            let (_, left) = self.seen.iter().find(|(id, _)| *id == one.id)?;
            Some(OpenInvoice { balance: Amount(*left), ..one.clone() })
        };
        open.iter().filter_map(seen).collect()
    }

    /// What stands beside a document.
    pub fn part(&self, id: i64) -> &str {
        self.parts.iter().find(|(known, _)| *known == id).map_or("", |(_, part)| part)
    }

    /// What the form writes beside a document by itself.
    pub fn offered_to(&self, id: i64) -> &str {
        self.offered.iter().find(|(known, _)| *known == id).map_or("", |(_, part)| part)
    }

    fn exponent(&self) -> u8 {
        geo::exponent(&self.currency)
    }

    fn written(&self, amount: Amount, decimal_comma: bool) -> String {
        format::decimal(amount.0, u32::from(self.exponent()), decimal_comma)
    }

    fn amount(&self, decimal_comma: bool) -> Result<Amount, Refused> {
        Amount::parse(&self.amount, self.exponent(), decimal_comma)
    }

    /// Writes the parts of an amount beside the documents, as an offer.
    fn offer(&mut self, amount: Amount, open: &[OpenInvoice], decimal_comma: bool) {
        let parts = spread(amount, self.named, open).into_iter();
        self.parts = parts.map(|(id, part)| (id, self.written(part, decimal_comma))).collect();
        self.offered = open.iter().map(|one| (one.id, self.part(one.id).to_owned())).collect();
    }

    /// Whether the parts are those that the form had written.
    fn is_untouched(&self) -> bool {
        let is_as_offered = |(id, text): &(i64, String)| self.part(*id) == text;
        let is_known = |(id, _): &(i64, String)| self.offered.iter().any(|(known, _)| known == id);
        !self.offered.is_empty()
            && self.offered.iter().all(is_as_offered)
            && self.parts.iter().all(is_known)
    }

    /// Parts that nobody chose go along with the amount, unless none is wanted: all of it is to be credit.
    pub fn follow(&mut self, open: &[OpenInvoice], decimal_comma: bool) {
        if self.keeps_rest && self.parts.is_empty() {
            return;
        }
        if let (true, Ok(amount)) = (self.is_untouched(), self.amount(decimal_comma)) {
            self.offer(amount, open, decimal_comma);
        }
    }

    /// «Repartir»: the amount over what is owed, the oldest first, whatever stood there.
    ///
    /// # Errors
    /// When there is no amount to spread.
    pub fn spread(
        &mut self,
        t: Text,
        open: &[OpenInvoice],
        decimal_comma: bool,
    ) -> Result<(), Errors> {
        let amount = self
            .amount(decimal_comma)
            .map_err(|why| vec![self.wrong_amount(t, why, decimal_comma)])?;
        self.named = None;
        self.offer(amount, open, decimal_comma);
        Ok(())
    }

    /// The payment that it asks for, of a customer; the parts are measured by what the form has seen, which the write
    /// compares with what is. Where nothing was spread, all of it is credit.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn received(
        &self,
        t: Text,
        customer: i64,
        (today, decimal_comma): (NaiveDate, bool),
    ) -> Result<Received, Errors> {
        let mut errors = Errors::new();
        let mut note = |field: &str, text: String| errors.push((field.to_owned(), text));
        if geo::currency(&self.currency).is_none() {
            note("amount", t.invoice_currency_wrong().to_owned());
        }
        let amount = match self.amount(decimal_comma) {
            Ok(Amount(0)) => {
                note("amount", t.payment_amount_missing().to_owned());
                None
            }
            Ok(amount) => Some(amount),
            Err(refused) => {
                let (field, text) = self.wrong_amount(t, refused, decimal_comma);
                note(&field, text);
                None
            }
        };
        if !METHODS.iter().any(|known| known.code == self.method) {
            note("method", t.refusal_no_such_method().to_owned());
        }
        let paid_on: Option<NaiveDate> = self.paid_on.parse().ok();
        match paid_on {
            None => note("paid_at", t.invoice_day_wrong().to_owned()),
            Some(day) if day > today => note("paid_at", t.refusal_not_yet().to_owned()),
            Some(_) => {}
        }
        if self.reference.chars().count() > LONGEST_REFERENCE {
            note("reference", t.problem(&Problem::TooLong(LONGEST_REFERENCE)));
        }
        let (to, wrong) = self.parts_read(t, decimal_comma);
        errors.extend(wrong);
        if let Some(amount) = amount.filter(|_| errors.is_empty()) {
            errors.extend(self.wrong_sum(t, (amount, &to), decimal_comma));
        }
        match (amount, paid_on) {
            (Some(amount), Some(paid_on)) if errors.is_empty() => Ok(Received {
                customer,
                currency: self.currency.clone(),
                amount,
                method: self.method.clone(),
                paid_on,
                reference: (!self.reference.is_empty()).then(|| self.reference.clone()),
                to,
                seen: self.seen.iter().map(|(id, left)| (*id, Amount(*left))).collect(),
                once: self.once.clone(),
            }),
            _ => Err(errors),
        }
    }
}

impl Typed {
    /// What goes to each document, and what is wrong beside some.
    fn parts_read(&self, t: Text, comma: bool) -> (Parts, Errors) {
        let (mut to, mut wrong) = (Parts::new(), Errors::new());
        for (id, part) in &self.parts {
            let left = self.seen.iter().find(|(seen, _)| seen == id).map(|(_, left)| Amount(*left));
            let error = match (Amount::parse(part, self.exponent(), comma), left) {
                (Ok(Amount(0)), _) => continue,
                (Ok(part), Some(left)) if part.0 > left.0 => {
                    t.payment_part_exceeds(&self.said(left, comma))
                }
                (Ok(part), _) => {
                    to.push((*id, part));
                    continue;
                }
                (Err(refused), _) => t.amount(refused, self.written_as(comma)),
            };
            wrong.push((format!("pay:{id}"), error));
        }
        (to, wrong)
    }

    /// Parts that come to more than the amount; or to less, while more is owed and nobody said that it is credit.
    fn wrong_sum(
        &self,
        t: Text,
        (amount, to): (Amount, &Parts),
        comma: bool,
    ) -> Option<(String, String)> {
        let sum = |all: &mut dyn Iterator<Item = i64>| all.fold(0, i64::saturating_add);
        let parts = sum(&mut to.iter().map(|(_, part)| part.0));
        let owed = sum(&mut self.seen.iter().map(|(_, left)| *left));
        let said = |minor: i64| self.said(Amount(minor), comma);
        let both = (said(parts), said(amount.0));
        let text = if parts > amount.0 {
            t.payment_parts_exceed(&both.0, &both.1, &said(parts - amount.0))
        } else if parts > 0 && parts < amount.0.min(owed) && !self.keeps_rest {
            t.payment_parts_lack(&both.0, &both.1, &said(amount.0.min(owed) - parts))
        } else {
            return None;
        };
        Some(("parts".to_owned(), text))
    }

    fn wrong_amount(&self, t: Text, refused: Refused, comma: bool) -> (String, String) {
        let text = if self.amount.is_empty() {
            t.payment_amount_missing().to_owned()
        } else {
            t.amount(refused, self.written_as(comma))
        };
        ("amount".to_owned(), text)
    }

    /// How its amounts are written.
    fn written_as(&self, decimal_comma: bool) -> Written {
        Written { exponent: self.exponent(), decimal_comma }
    }

    /// An amount in a sentence.
    fn said(&self, amount: Amount, decimal_comma: bool) -> String {
        format!("{}\u{a0}{}", self.currency, self.written(amount, decimal_comma))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    const T: Text = Text(Lang::Es);

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn typed(body: &str) -> Typed {
        Typed::read(&Form::parse(body.as_bytes()).unwrap())
    }

    #[test]
    fn amounts_that_are_refused_say_why_beside_their_field() {
        let base = "currency=ARS&method=cash&paid_at=2026-11-22&once=x";
        for (amount, is_taken) in [
            ("1.234,50", true),
            ("1000000000000000", false),
            ("0", false),
            ("-1", false),
            ("12,345.00", false),
            ("", false),
        ] {
            let typed = typed(&format!("{base}&amount={amount}"));
            let read = typed.received(T, 1, (today(), true));
            assert_eq!(read.is_ok(), is_taken, "{amount}");
            if let Err(errors) = read {
                assert_eq!(errors[0].0, "amount", "{amount}");
            }
        }
    }

    #[test]
    fn parts_are_read_by_document_and_may_not_exceed_the_amount() {
        let form = "currency=ARS&method=cash&paid_at=2026-11-22&amount=100&pay:7=60&pay:9=&seen:7=6000&seen:9=9000&seen:x=1";
        let read = |form: &str| typed(form).received(T, 1, (today(), true));
        let kept = read(&form.replace("pay:9=", "keeps_rest=1")).unwrap();
        let seen = vec![(7, Amount(6_000)), (9, Amount(9_000))];
        assert_eq!((kept.to, kept.seen), (vec![(7, Amount(6_000))], seen));
        let refused = |form: &str| read(form).unwrap_err().remove(0);
        let (field, text) = refused(form);
        assert!(field == "parts" && text.contains("falta repartir ARS\u{a0}40,00"), "{text}");
        let (field, text) = refused(&form.replace("pay:9=", "pay:9=40,01"));
        assert!(field == "parts" && text.contains("ARS\u{a0}0,01 de más"), "{text}");
        let (field, text) = refused(&form.replace("pay:7=60", "pay:7=60,01"));
        assert!(field == "pay:7" && text.contains("ARS\u{a0}60,00"), "{text}");
        assert_eq!(refused(&form.replace("2026-11-22", "2026-11-23")).0, "paid_at");
    }

    fn owed(id: i64, balance: i64) -> OpenInvoice {
        OpenInvoice {
            id,
            full_number: String::new(),
            due_on: None,
            currency: "ARS".to_owned(),
            balance: Amount(balance),
        }
    }

    #[test]
    fn parts_that_nobody_chose_follow_the_amount() {
        let open = [owed(7, 6_000), owed(9, 9_000)];
        let written = |form: &str| {
            let mut typed = typed(&format!("currency=ARS&{form}"));
            typed.follow(&open, true);
            (typed.part(7).to_owned(), typed.part(9).to_owned())
        };
        let pair = |one: &str, two: &str| (one.to_owned(), two.to_owned());
        assert_eq!(
            written("amount=70&pay:7=&pay:9=&offered:7=&offered:9="),
            pair("60,00", "10,00")
        );
        let named = "amount=70&invoice=9&pay:7=&pay:9=90,00&offered:7=&offered:9=90,00";
        assert_eq!(written(named), pair("", "70,00"));
        let cleared = "amount=70&pay:7=&pay:9=&offered:7=60,00&offered:9=";
        assert_eq!(written(cleared), pair("", ""));
        let chosen = "amount=70&pay:7=&pay:9=70&offered:7=60,00&offered:9=";
        assert_eq!(written(chosen), pair("", "70"));
        assert_eq!(written("amount=x&pay:7=60&offered:7=60"), pair("60", ""));
        let credit = "amount=70&keeps_rest=1&pay:7=&pay:9=&offered:7=&offered:9=";
        assert_eq!(written(credit), pair("", ""));
    }
}
