//! What becomes of services and cards when the status of their customer changes.

use super::Writing;
use crate::accounts::{self, Rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::gateways::owed;
use crate::services;

/// Ends what runs of customers who are archived or anonymised and removes their cards, here and afterwards at the
/// gateways, and brings back what an undo brings back: `status` is
/// the one that these customers have by now.
pub(super) fn follow(
    conn: &mut Db,
    writing: &Writing,
    customers: &[i64],
    status: &str,
) -> QueryResult<()> {
    if customers.is_empty() {
        return Ok(());
    }
    let circumstance = writing.circumstance();
    let has_moved = if matches!(status, "archived" | "anonymized") {
        let have_cards_left = owed::leave(conn, customers, writing.at)?;
        services::leave(conn, &circumstance, customers)? || have_cards_left
    } else if writing.restores {
        services::come_back(conn, &circumstance, customers)?
    } else {
        false
    };
    if has_moved {
        accounts::refresh(conn, customers, &Rules::of(writing.settings, writing.at))?;
    }
    Ok(())
}
