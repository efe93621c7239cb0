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

/// «Repartir»: settles one document after the other, the oldest day to pay first, until nothing is left. The one that
/// the payment was brought for, if any, comes before them all.
#[must_use]
pub fn spread(amount: Amount, first: Option<i64>, open: &[OpenInvoice]) -> Vec<(i64, Amount)> {
    let mut oldest: Vec<&OpenInvoice> = open.iter().collect();
    oldest.sort_by_key(|invoice| (Some(invoice.id) != first, invoice.due_on, invoice.id));
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
            let got: Vec<(i64, i64)> = spread_of(amount, None, &owed);
            assert_eq!(got, parts, "{amount}");
        }
        assert_eq!(spread_of(600, Some(1), &owed), [(1, 500), (2, 100)]);
        assert_eq!(spread_of(100, Some(8), &owed), [(2, 100)]);
    }

    fn spread_of(amount: i64, first: Option<i64>, owed: &[OpenInvoice]) -> Vec<(i64, i64)> {
        spread(Amount(amount), first, owed).into_iter().map(|(id, part)| (id, part.0)).collect()
    }
}
