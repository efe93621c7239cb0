//! Documents fall due and cards expire: figures and category of whom the day changes, and the letter to whoever needs
//! another card.

use std::collections::HashMap;

use super::{Due, Work};
use crate::accounts::{self, Rules};
use crate::cards::{charged, charges};
use crate::clock;
use crate::customers::query;
use crate::db::prelude::*;
use crate::db::schema::customer_accounts;
use crate::db::{Db, among};
use crate::error::AppError;

/// States of a card for which its customer is asked for another one.
const ENDING: [&str; 2] = ["expiring", "expired"];

impl Work<'_> {
    /// Has the figures of these customers follow the day; of how many.
    pub(super) fn refresh(&self, conn: &mut Db, due: &[Due]) -> Result<i64, AppError> {
        let ids: Vec<i64> = due.iter().map(|(_, id)| *id).collect();
        query::lock(conn, &ids)?;
        let before = card_states(conn, &ids)?;
        accounts::refresh(conn, &ids, &Rules::of(self.settings, clock::now()))?;
        let after = card_states(conn, &ids)?;
        for (customer, state) in after {
            if ENDING.contains(&state.as_str()) && before.get(&customer) != Some(&state) {
                self.ask_for_a_card(conn, customer, &state)?;
            }
        }
        Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
    }

    /// The default card of a customer expires, or has: who is charged by card is asked for another one.
    fn ask_for_a_card(&self, conn: &mut Db, customer: i64, state: &str) -> Result<(), AppError> {
        if !charged::needs_card(conn, customer)? {
            return Ok(());
        }
        let w = self.writing();
        if state == "expired" {
            charged::card_missing(conn, &w.circumstance(None), customer)?;
        }
        charges::ask_for_a_card(conn, &w, self.desk, customer)
    }
}

/// The states of the default cards of customers.
fn card_states(conn: &mut Db, ids: &[i64]) -> QueryResult<HashMap<i64, String>> {
    let rows: Vec<(i64, String)> = customer_accounts::table
        .filter(among(customer_accounts::customer_id, ids))
        .select((customer_accounts::customer_id, customer_accounts::card_state))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}
