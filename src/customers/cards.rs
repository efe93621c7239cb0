//! What happens to a customer's cards, in the customer's history: in the place of a field, with the card as everybody
//! may know it. It moves no version: nothing of the customer's own changes.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::customers;
use crate::history::{self, Change, Circumstance, Entity};
use crate::i18n::Text;

/// A card was added.
pub const ADDED: &str = "card_added";
/// A card was removed.
pub const REMOVED: &str = "card_removed";
/// Another card is the one that is charged.
pub const CHOSEN: &str = "card_chosen";
/// A link to choose a card was mailed.
pub const LINK_MAILED: &str = "card_link_mailed";

/// What happened, in words; nothing for other keys.
#[must_use]
pub fn label(t: Text, key: &str) -> Option<&'static str> {
    Some(match key {
        ADDED => t.audit_card_enrolled(),
        REMOVED => t.audit_card_removed(),
        CHOSEN => t.audit_card_chosen(),
        LINK_MAILED => t.audit_card_link_mailed(),
        _ => return None,
    })
}

/// Tells the history of a customer: which of these happened, and the card before and after.
///
/// # Errors
/// When the database fails.
pub fn note(
    conn: &mut Db,
    why: &Circumstance<'_>,
    customer: i64,
    what: &str,
    (before, after): (Option<String>, Option<String>),
) -> QueryResult<()> {
    let version: i64 = customers::table.find(customer).select(customers::version).first(conn)?;
    let change = Change { field: what.to_owned(), before, after };
    history::record_as(conn, why, (Entity::Customer, customer, version), &[change])
}
