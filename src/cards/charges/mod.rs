//! Charges of cards for documents. Each has a name that is made and written down before anything is sent, and is
//! sent once; whoever does not know what became of it asks its gateway, and never sends it again. A document has
//! one open question at a time: the database refuses a second one.
//!
//! prepared → sent → approved | refused | reversed, and «review» while nobody knows. One that was refused is
//! followed by another, some days later, until those are used up.
//!
//! As with payments, what is derived of a customer's documents is refreshed by whoever opened the transaction.

mod prepare;
mod settle;
mod work;

use chrono::NaiveDateTime;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::charges;
use crate::error::AppError;

pub use prepare::{Why, Wish, cards_for, currencies_for, prepare, prepare_by_hand};
pub use settle::{Charging, ask_for_a_card, by_itself, stop_trying};
pub use work::{again, work};

/// A row of `charges`.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = charges)]
pub struct Charge {
    /// Number.
    pub id: i64,
    /// Its name, here and at the gateway.
    pub buy_order: String,
    /// The payment that it is to bring.
    pub payment_id: i64,
    /// The document that it is for.
    pub invoice_id: i64,
    /// The card.
    pub card_id: i64,
    /// Who is asked.
    pub gateway_id: i64,
    /// How much.
    pub amount: i64,
    /// Currency.
    pub currency: String,
    /// As stored.
    pub status: String,
    /// How often the gateway was spoken to about it.
    pub attempts: i64,
    /// When something is to be done about it.
    pub next_at: Option<NaiveDateTime>,
    /// When it was made.
    pub created_at: NaiveDateTime,
    /// Whether the customer asked for it: it is tried once, and nothing follows a refusal.
    pub by_hand: bool,
    /// Why the gateway refused it, by its code.
    pub response_code: Option<i64>,
    /// What is known of why nobody knows, or of why it was not sent.
    pub error: Option<String>,
}

impl Charge {
    /// Whether nobody has said yet what became of it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.status.as_str(), "prepared" | "sent" | "review")
    }
}

/// Whether a charge may go from one state to another.
#[must_use]
pub fn may_become(from: &str, to: &str) -> bool {
    match from {
        "prepared" => matches!(to, "sent" | "refused"),
        "sent" => matches!(to, "approved" | "refused" | "reversed" | "review"),
        "review" => matches!(to, "approved" | "refused" | "reversed"),
        _ => false,
    }
}

/// The charge of a document that nobody has an answer to yet, if there is one.
///
/// # Errors
/// When the database fails.
pub fn open_of(conn: &mut Db, invoice: i64) -> QueryResult<Option<Charge>> {
    charges::table
        .filter(charges::invoice_id.eq(invoice))
        .filter(charges::status.eq_any(["prepared", "sent", "review"]))
        .select(columns::<Charge>())
        .first(conn)
        .optional()
}

/// The last charge of a document, if there was any.
///
/// # Errors
/// When the database fails.
pub fn last_of(conn: &mut Db, invoice: i64) -> QueryResult<Option<Charge>> {
    charges::table
        .filter(charges::invoice_id.eq(invoice))
        .order(charges::id.desc())
        .select(columns::<Charge>())
        .first(conn)
        .optional()
}

/// A charge.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn find(conn: &mut Db, id: i64) -> Result<Charge, AppError> {
    let found = charges::table.find(id).select(columns::<Charge>()).first(conn).optional()?;
    found.ok_or(AppError::NotFound)
}

/// The last charge of a payment, if it has any.
///
/// # Errors
/// When the database fails.
pub fn last_for(conn: &mut Db, payment: i64) -> QueryResult<Option<Charge>> {
    charges::table
        .filter(charges::payment_id.eq(payment))
        .order(charges::id.desc())
        .select(columns::<Charge>())
        .first(conn)
        .optional()
}

/// The charge of a payment of which nobody knows what became of it.
///
/// # Errors
/// When the database fails.
pub fn in_doubt(conn: &mut Db, payment: i64) -> QueryResult<Option<Charge>> {
    charges::table
        .filter(charges::payment_id.eq(payment))
        .filter(charges::status.eq("review"))
        .order(charges::id.desc())
        .select(columns::<Charge>())
        .first(conn)
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_charge_is_sent_once_and_ends_once() {
        let ways = [
            ("prepared", "sent refused"),
            ("sent", "approved refused reversed review"),
            ("review", "approved refused reversed"),
            ("approved", ""),
            ("refused", ""),
            ("reversed", ""),
        ];
        for (from, to) in ways {
            for (state, _) in ways {
                let is_way = to.split(' ').any(|to| to == state);
                assert_eq!(may_become(from, state), is_way, "{from} → {state}");
            }
        }
    }
}
