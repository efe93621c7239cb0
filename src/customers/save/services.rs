//! What becomes of services and cards when the status of their customer changes.

use super::Writing;
use crate::accounts::{self, Rules};
use crate::db::Db;
use crate::db::prelude::*;
use crate::gateways::owed;
use crate::services::{self, Leaving};

/// Ends what runs of customers who are archived or anonymised and removes their cards, here and afterwards at the
/// gateways; does with what runs of those who are deactivated as the writer said; has go on what paused when they
/// are active again, and brings back what an undo brings back. `status` is the one that these customers have by
/// now. Answers how many services moved.
pub(super) fn follow(
    conn: &mut Db,
    writing: &Writing,
    customers: &[i64],
    status: &str,
) -> QueryResult<usize> {
    if customers.is_empty() {
        return Ok(0);
    }
    let circumstance = writing.circumstance();
    let rules = Rules::of(writing.settings, writing.at);
    let is_gone = matches!(status, "archived" | "anonymized");
    let have_cards_left = is_gone && owed::leave(conn, customers, writing.at)?;
    let moved = match (status, writing.leaving) {
        _ if is_gone => services::leave(conn, &circumstance, customers)?,
        ("inactive", Leaving::Pause) => services::pause(conn, &circumstance, customers)?,
        ("inactive", Leaving::End) => services::leave(conn, &circumstance, customers)?,
        (status, _) => {
            let mut back = 0;
            if writing.restores {
                back += services::come_back(conn, &circumstance, customers)?;
            }
            if status == "active" {
                back += services::go_on(conn, &circumstance, customers, rules.today)?;
            }
            back
        }
    };
    if moved > 0 || have_cards_left {
        accounts::refresh(conn, customers, &rules)?;
    }
    Ok(moved)
}
