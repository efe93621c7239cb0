//! What invented customers paid of their documents.

use super::documents::Document;
use crate::db::Db;
use crate::error::AppError;
use crate::invoices::past::{Past, Written};
use crate::money::Amount;
use crate::payments::Received;
use crate::payments::past::{Taken, take_in};
use crate::token::random_text;

/// Takes in what was paid, in the order of the days on which that happened.
pub(super) fn settle(conn: &mut Db, documents: &[Document]) -> Result<(), AppError> {
    let mut taken: Vec<Taken> = documents.iter().filter_map(paid).collect();
    taken.sort_by_key(|one| (one.received.paid_on, one.document.row.id));
    take_in(conn, &taken)
}

fn paid<'a>(Document { written, beyond }: &'a Document<'_>) -> Option<Taken<'a>> {
    let Written { row, past: Past::Paid(w, amount), .. } = written else { return None };
    let received = Received {
        customer: row.customer_id,
        currency: row.currency.clone(),
        amount: Amount(amount + beyond),
        method: row.payment_method.clone().unwrap_or_else(|| "transfer".to_owned()),
        paid_on: w.today(),
        reference: None,
        to: vec![(row.id, Amount(*amount))],
        seen: Vec::new(),
        once: random_text(14),
    };
    Some(Taken { w: *w, received, document: written })
}
