//! What a customer owes, and how a payment is spread over it.

use chrono::NaiveDate;

use crate::db::Db;
use crate::db::prelude::*;
use crate::invoices::store;
use crate::money::Amount;

/// A document of which something is left to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvoice {
    /// Its row.
    pub id: i64,
    /// Its number as written.
    pub full_number: String,
    /// Last day to pay.
    pub due_on: Option<NaiveDate>,
    /// Currency.
    pub currency: String,
    /// What is left.
    pub balance: Amount,
}

/// What a customer owes, the oldest day to pay first.
///
/// # Errors
/// When the database fails.
pub fn open_of(conn: &mut Db, customer: i64) -> QueryResult<Vec<OpenInvoice>> {
    let rows = store::open_of(conn, customer)?.into_iter().map(|row| OpenInvoice {
        id: row.id,
        full_number: row.full_number.unwrap_or_default(),
        due_on: row.due_date,
        currency: row.currency,
        balance: Amount(row.balance),
    });
    Ok(rows.collect())
}

/// «Repartir»: settles one document after the other, the oldest day to pay first, until nothing is left.
#[must_use]
pub fn spread(amount: Amount, open: &[OpenInvoice]) -> Vec<(i64, Amount)> {
    let mut oldest: Vec<&OpenInvoice> = open.iter().collect();
    oldest.sort_by_key(|invoice| (invoice.due_on, invoice.id));
    let mut left = amount.0;
    let mut parts = Vec::new();
    for invoice in oldest {
        let part = left.min(invoice.balance.0);
        if part > 0 {
            parts.push((invoice.id, Amount(part)));
            left -= part;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(id: i64, day: u32, balance: i64) -> OpenInvoice {
        OpenInvoice {
            id,
            full_number: String::new(),
            due_on: NaiveDate::from_ymd_opt(2026, 11, day),
            currency: "ARS".to_owned(),
            balance: Amount(balance),
        }
    }

    #[test]
    fn a_payment_over_several_invoices_settles_the_oldest_first() {
        let owed = [open(1, 20, 500), open(2, 3, 300), open(3, 3, 200), open(4, 9, 0)];
        let cases: [(i64, &[(i64, i64)]); 5] = [
            (0, &[]),
            (100, &[(2, 100)]),
            (300, &[(2, 300)]),
            (600, &[(2, 300), (3, 200), (1, 100)]),
            (5_000, &[(2, 300), (3, 200), (1, 500)]),
        ];
        for (amount, parts) in cases {
            let got: Vec<(i64, i64)> =
                spread(Amount(amount), &owed).into_iter().map(|(id, part)| (id, part.0)).collect();
            assert_eq!(got, parts, "{amount}");
        }
    }
}
