//! The live example of a tax: what it makes of an amount, drawn by the server.

use crate::catalogues::Entry;
use crate::fields::{Changes, Problem, Value};
use crate::identity::geo;
use crate::money::{Amount, Rate, Split};
use crate::web::{Form, Page};

/// Under which name the amount is typed.
pub const AMOUNT: &str = "example";

/// An example as a page shows it.
pub struct Example {
    /// The amount as typed.
    pub typed: String,
    /// What is wrong with it.
    pub error: String,
    /// Net, tax and total, if there is anything to work out.
    pub sums: Option<Sums>,
}

impl Example {
    /// Without sums: they would be those of what is stored.
    pub fn unsaid(self) -> Self {
        Self { sums: None, ..self }
    }
}

/// The parts of an amount in the organisation's currency.
pub struct Sums {
    /// Without the tax.
    pub net: String,
    /// The tax.
    pub tax: String,
    /// With the tax.
    pub gross: String,
}

/// A hundred of the organisation's currency.
fn hundred(page: &Page) -> Amount {
    let unit = 10_i64.pow(u32::from(geo::exponent(&page.settings.organisation.currency)));
    Amount(100 * unit)
}

/// What a tax makes of a hundred, in a line: 100,00 + 21,00 = 121,00.
pub fn of_row(page: &Page, tax: &Entry) -> String {
    let currency = &page.settings.organisation.currency;
    let shown = |amount: Amount| page.display().amount(amount.0, currency);
    match split(tax, hundred(page)) {
        Some(Split { net, tax, gross }) => {
            format!("{}\u{a0}+\u{a0}{}\u{a0}=\u{a0}{}", shown(net), shown(tax), shown(gross))
        }
        None => String::new(),
    }
}

/// What a tax as stored, with what was typed over it, makes of the typed amount.
pub fn of_form(page: &Page, tax: &Entry, typed: Option<(&Form, &Changes)>) -> Example {
    let house = &page.settings.organisation;
    let usual = page.display().amount(hundred(page).0, &house.currency);
    let text = typed.and_then(|(form, _)| form.last(AMOUNT)).map_or(usual, str::to_owned);
    let reading = house.reading();
    let tax = typed.map_or_else(|| tax.clone(), |(_, changes)| tax.clone().with(changes));
    match Amount::parse(&text, reading.exponent, reading.decimal_comma) {
        Ok(amount) => {
            let sums = split(&tax, amount).map(|split| sums(page, split));
            Example { typed: text, error: String::new(), sums }
        }
        Err(refused) => {
            let error = page.t.problem(&Problem::Amount(refused, reading.money()));
            Example { typed: text, error, sums: None }
        }
    }
}

/// Nothing while the tax has no rate that could be one.
fn split(tax: &Entry, amount: Amount) -> Option<Split> {
    let Value::Number(points) = tax.get("rate_bp") else { return None };
    let is_right = *points == 0 || tax.text("kind") == "rated";
    let rate = Rate::of_basis_points(*points).filter(|_| is_right)?;
    let is_inside = *tax.get("is_inside") == Value::Flag(true);
    Some(if is_inside { rate.inside(amount) } else { rate.added_to(amount) })
}

fn sums(page: &Page, split: Split) -> Sums {
    let currency = &page.settings.organisation.currency;
    let shown = |amount: Amount| page.display().money(amount.0, currency);
    Sums { net: shown(split.net), tax: shown(split.tax), gross: shown(split.gross) }
}
