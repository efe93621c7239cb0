//! What the lines of a form come to while they are typed: the same box under a document's and a credit note's.

use super::lines::{self, Typed, Wrong};
use crate::i18n::Text;
use crate::invoices::totals::{Totals, Wrong as NoSum};
use crate::web::{Form, Page};

/// What the lines come to, in words.
pub struct Sums {
    /// Without taxes.
    pub net: String,
    /// All taxes.
    pub tax: String,
    /// Both together.
    pub total: String,
}

/// What the lines come to; nothing where that is no document.
pub fn sums(page: &Page, currency: &str, totals: &Result<Totals, NoSum>) -> Option<Sums> {
    let totals = totals.as_ref().ok()?;
    let money = |minor| page.display().money(minor, currency);
    Some(Sums {
        net: money(totals.subtotal.0),
        tax: money(totals.tax.0),
        total: money(totals.total.0),
    })
}

/// Whether the sums are asked for on purpose, so that whatever they do not count is told.
pub fn is_asked(form: &Form) -> bool {
    form.text("action") == "work_out"
}

/// What is told of lines that are not counted yet, by field: nothing to who is still typing, and nothing of what is
/// missing still.
pub fn uncounted(t: Text, form: &Form, typed: &[Typed], wrong: &[Wrong]) -> Vec<(String, String)> {
    if form.has("typing") {
        return Vec::new();
    }
    let is_told = |(place, column, _): &&Wrong| {
        is_asked(form) || typed.get(*place).is_some_and(|row| !row.lacks(column))
    };
    let told: Vec<Wrong> = wrong.iter().filter(is_told).cloned().collect();
    lines::summary(t, &told)
}
