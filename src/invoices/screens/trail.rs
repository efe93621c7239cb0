//! The history of a document in words.

use std::borrow::Cow;

use crate::fields::Choice;
use crate::history::Entry;
use crate::invoices::states::{CHOICES, METHODS};
use crate::notices::screens::sending::MAILED;
use crate::settings::screens::changes::{Change, signed};
use crate::web::Page;

/// What happened to a document, newest first.
pub(super) fn of(page: &Page, currency: &str, entries: &[Entry]) -> Vec<Change> {
    let change = |entry: &Entry| Change {
        label: Cow::Borrowed(label(page, &entry.field)),
        before: value(page, currency, &entry.field, entry.before.as_deref()),
        after: after(page, currency, entry),
        ..signed(page, entry)
    };
    entries.iter().map(change).collect()
}

fn label(page: &Page, field: &str) -> &'static str {
    let t = page.t;
    match field {
        "drafted" => t.invoice_change_drafted(),
        "discarded" => t.invoice_change_discarded(),
        "issued" => t.invoice_change_issued(),
        "credited" => t.invoice_change_credited(),
        "due_date" => t.invoice_due(),
        "payment_method" => t.invoice_method(),
        MAILED => t.notice_change_mailed(),
        "paid" => t.invoice_paid_so_far(),
        "total" => t.invoice_total(),
        _ => t.invoice_status(),
    }
}

/// What it became, with the reason that was given.
fn after(page: &Page, currency: &str, entry: &Entry) -> String {
    let value = value(page, currency, &entry.field, entry.after.as_deref());
    match entry.reason.as_deref().filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{value} ({reason})"),
        None => value,
    }
}

fn value(page: &Page, currency: &str, field: &str, kept: Option<&str>) -> String {
    let Some(kept) = kept else { return String::new() };
    let display = page.display();
    let of = |choices: &[Choice]| display.choice(choices, kept);
    match field {
        "due_date" => kept.parse().map_or_else(|_| kept.to_owned(), |day| display.date(day)),
        "payment_method" => of(METHODS),
        "status" => of(CHOICES),
        "paid" | "total" => {
            kept.parse().map_or_else(|_| kept.to_owned(), |minor| display.money(minor, currency))
        }
        // What a draft is called inside tells nobody anything.
        "drafted" | "discarded" => String::new(),
        _ => kept.to_owned(),
    }
}
