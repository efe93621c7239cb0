//! What a customer owes, by currency.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::invoices::store::Invoice;
use crate::web::Page;

/// What is owed in a currency.
pub(super) struct Sum {
    /// All of it.
    pub total: String,
    /// What is overdue of it; nothing when nothing is.
    pub overdue: String,
}

/// Of documents of which something is left.
pub(super) fn of(page: &Page, open: &[Invoice], today: NaiveDate) -> Vec<Sum> {
    let mut sums: BTreeMap<&str, (i64, i64)> = BTreeMap::new();
    for row in open {
        let (total, overdue) = sums.entry(&row.currency).or_default();
        *total += row.balance;
        if row.due_date.is_some_and(|day| day < today) {
            *overdue += row.balance;
        }
    }
    let display = page.display();
    let sum = |(currency, (total, overdue)): (&str, (i64, i64))| Sum {
        total: display.money(total, currency),
        overdue: if overdue > 0 { display.money(overdue, currency) } else { String::new() },
    };
    sums.into_iter().map(sum).collect()
}
