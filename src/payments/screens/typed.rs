//! The form of a payment as it was typed, and what can be made of it.

use chrono::NaiveDate;

use crate::fields::Problem;
use crate::i18n::{Text, format};
use crate::identity::geo;
use crate::invoices::states::METHODS;
use crate::money::{Amount, Refused};
use crate::payments::{OpenInvoice, Received, spread};
use crate::text::clean_line;
use crate::token;
use crate::web::Form;

/// Most letters of a reference.
const LONGEST_REFERENCE: usize = 100;

/// What is wrong, by field.
pub type Errors = Vec<(String, String)>;

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
            ..Self::default()
        };
        typed.see(open);
        if let Some(one) = open.iter().find(|one| Some(one.id) == wanted) {
            let written = typed.written(one.balance, decimal_comma);
            typed.amount.clone_from(&written);
            typed.parts = vec![(one.id, written)];
        }
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
            seen: keyed("seen:").filter_map(|(id, left)| Some((id, left.parse().ok()?))).collect(),
            once: form.text("once").trim().chars().take(64).collect(),
        }
    }

    /// From now on what is left of these is what the form has seen.
    pub fn see(&mut self, open: &[OpenInvoice]) {
        self.seen = open.iter().map(|one| (one.id, one.balance.0)).collect();
    }

    /// What stands beside a document.
    pub fn part(&self, id: i64) -> &str {
        self.parts.iter().find(|(known, _)| *known == id).map_or("", |(_, part)| part)
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

    /// «Repartir»: the amount over what is owed.
    ///
    /// # Errors
    /// When there is no amount to spread.
    pub fn spread(
        &mut self,
        t: Text,
        open: &[OpenInvoice],
        decimal_comma: bool,
    ) -> Result<(), Errors> {
        let amount =
            self.amount(decimal_comma).map_err(|refused| vec![wrong_amount(t, refused)])?;
        let parts = spread(amount, open);
        self.parts =
            parts.into_iter().map(|(id, part)| (id, self.written(part, decimal_comma))).collect();
        Ok(())
    }

    /// The payment that it asks for, of a customer. Where nothing was spread, all of it is credit.
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
                let (field, text) = wrong_amount(t, refused);
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
        let mut to = Vec::with_capacity(self.parts.len());
        for (id, part) in &self.parts {
            match Amount::parse(part, self.exponent(), decimal_comma) {
                Ok(Amount(0)) => {}
                Ok(part) => to.push((*id, part)),
                Err(refused) => note(&format!("pay:{id}"), t.problem(&Problem::Amount(refused))),
            }
        }
        let parts: i64 = to.iter().map(|(_, part)| part.0).fold(0, i64::saturating_add);
        if amount.is_some_and(|amount| parts > amount.0) {
            note("amount", t.payment_parts_exceed().to_owned());
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

fn wrong_amount(t: Text, refused: Refused) -> (String, String) {
    ("amount".to_owned(), t.problem(&Problem::Amount(refused)))
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
        let form = "currency=ARS&method=cash&paid_at=2026-11-22&amount=100&pay:7=60&pay:9=&seen:7=6000&seen:x=1";
        let read = typed(form).received(T, 1, (today(), true)).unwrap();
        assert_eq!((read.to, read.seen), (vec![(7, Amount(6_000))], vec![(7, Amount(6_000))]));
        let over = typed(&form.replace("pay:9=", "pay:9=40,01"));
        assert_eq!(over.received(T, 1, (today(), true)).unwrap_err()[0].0, "amount");
        let tomorrow = typed(&form.replace("2026-11-22", "2026-11-23"));
        assert_eq!(tomorrow.received(T, 1, (today(), true)).unwrap_err()[0].0, "paid_at");
    }
}
