//! What the pages about documents, payments, cards and subscriptions share.

use crate::error::AppError;
use crate::invoices::settled::Settlement;
use crate::invoices::settling::Source;
use crate::invoices::states::METHODS;
use crate::settings::Opens;
use crate::web::{Entered, Page};

/// Lets a customer go on where the organisation opens that part of the portal; else there is no such page.
pub(super) fn open(entered: &Entered, is_open: fn(Opens) -> bool) -> Result<(), AppError> {
    let opens = entered.settings.organisation.portal.opens;
    is_open(opens).then_some(()).ok_or(AppError::NotFound)
}

/// What settled a document, in words.
pub(super) fn source(page: &Page, one: &Settlement) -> String {
    match one.source {
        Source::Payment(_) => {
            page.t.invoice_settled_payment(&page.display().choice(METHODS, &one.called))
        }
        Source::Note(_) => page.t.invoice_settled_note(&one.called),
    }
}
