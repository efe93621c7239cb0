//! States and refusals in words.

use chrono::NaiveDate;

use crate::i18n::Text;
use crate::invoices::Refusal;
use crate::invoices::run::Why;
use crate::invoices::states::{APPLIED, CHOICES, is_open, shown};
use crate::invoices::store::Invoice;
use crate::settings::Display;
use crate::web::Page;

/// Glyph and word of how far a document is; what is past its day is overdue.
#[must_use]
pub fn standing(page: &Page, row: &Invoice, today: NaiveDate) -> (&'static str, String) {
    if is_overdue(row, today) {
        return ("overdue", page.t.invoice_overdue().to_owned());
    }
    let state = shown(row);
    (glyph(state), page.display().choice(CHOICES, state))
}

/// Name of the glyph of a state.
pub fn glyph(status: &str) -> &'static str {
    match status {
        "paid" | APPLIED => "active",
        "voided" => "archived",
        "rejected" | "authorizing_error" => "overdue",
        "draft" => "inactive",
        _ => "pending",
    }
}

/// Whether something should have been paid by now.
#[must_use]
pub fn is_overdue(row: &Invoice, today: NaiveDate) -> bool {
    is_open(&row.status) && row.balance > 0 && row.due_date.is_some_and(|due| due < today)
}

/// When it is to be paid, as long as something is left.
#[must_use]
pub fn due(page: &Page, row: &Invoice, today: NaiveDate) -> Option<String> {
    let day = row.due_date.filter(|_| is_open(&row.status))?;
    Some(match (today - day).num_days() {
        1 => page.t.invoice_overdue_day().to_owned(),
        days if days > 1 => page.t.invoice_overdue_days(days),
        _ => page.t.invoice_due_on(&page.display().date(day)),
    })
}

impl Refusal {
    /// Why a document or a payment was not written.
    #[must_use]
    pub fn text(self, t: Text) -> &'static str {
        match self {
            Self::BillingOff => t.refusal_billing_off(),
            Self::Gone => t.refusal_gone(),
            Self::Inactive => t.refusal_inactive(),
            Self::NoIssuer => t.refusal_no_issuer(),
            Self::NoCondition => t.refusal_no_condition(),
            Self::NoType => t.refusal_no_type(),
            Self::TypeNotAllowed => t.refusal_type_not_allowed(),
            Self::NoNoteType => t.refusal_no_note_type(),
            Self::NoLines => t.refusal_no_lines(),
            Self::Nothing => t.refusal_nothing(),
            Self::TooLarge => t.refusal_too_large(),
            Self::DaysReversed => t.refusal_days_reversed(),
            Self::NotYet => t.refusal_not_yet(),
            Self::NoSuchMethod => t.refusal_no_such_method(),
            Self::NoReason => t.refusal_no_reason(),
            Self::WrongState => t.refusal_wrong_state(),
            Self::MoreThanLeft => t.refusal_more_than_left(),
            Self::OtherCurrency => t.refusal_other_currency(),
            Self::NoSuchInvoice => t.refusal_no_such_invoice(),
            Self::BilledAlready => t.refusal_billed_already(),
        }
    }
}

impl Why {
    /// Why a contract of a run gets no document.
    #[must_use]
    pub fn text(self, display: &Display) -> String {
        let t = Text(display.lang());
        match self {
            Self::Refused(refusal) => refusal.text(t).to_owned(),
            Self::NotBegun(day) => t.run_why_not_begun(&display.date(day)),
            Self::Over(day) => t.run_why_over(&display.date(day)),
            Self::Billed(day) => t.run_why_billed(&display.date(day)),
            Self::Blocked => t.run_why_blocked().to_owned(),
            Self::Ended => t.run_why_ended().to_owned(),
            Self::Subscribed => t.run_why_subscribed().to_owned(),
            Self::Rhythm => t.run_why_rhythm().to_owned(),
            Self::NoPlan => t.run_why_no_plan().to_owned(),
            Self::Repriced => t.run_why_repriced().to_owned(),
            Self::Free => t.run_why_free().to_owned(),
            Self::Moved => t.run_why_moved().to_owned(),
            Self::Foreign => t.run_why_foreign().to_owned(),
            Self::Gap(day) => t.run_why_gap(&display.date(day)),
        }
    }
}
