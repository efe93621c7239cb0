//! What ends with a customer who leaves: told before anybody confirms.

use chrono::NaiveDateTime;

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{cards, contracts, plans, subscriptions};
use crate::error::AppError;
use crate::services::machines::{CONTRACT_STATES, SUBSCRIPTION_STATES};
use crate::web::Page;

/// A service or a card: where its page is, what it is called, its state.
struct End {
    href: String,
    name: String,
    state: String,
}

/// What runs of a customer.
pub struct Ends {
    customer: i64,
    contracts: Vec<End>,
    subscriptions: Vec<End>,
    /// «Visa 4417».
    cards: Vec<String>,
}

/// One of them in words.
pub struct Line {
    /// Where it is.
    pub href: String,
    /// What it is.
    pub text: String,
}

/// How many cards a customer has; or, gone into the archive at a moment, had taken along.
///
/// # Errors
/// When the database fails.
pub fn cards_of(
    conn: &mut Db,
    customer: i64,
    archived_at: Option<NaiveDateTime>,
) -> QueryResult<i64> {
    let theirs = cards::table.filter(cards::customer_id.eq(customer));
    match archived_at {
        None => theirs.filter(cards::status.ne("removed")).count().get_result(conn),
        Some(at) => theirs.filter(cards::removed_at.eq(at)).count().get_result(conn),
    }
}

impl Ends {
    /// Of one customer.
    ///
    /// # Errors
    /// When the database fails.
    pub fn find(conn: &mut Db, customer: i64) -> Result<Self, AppError> {
        let contracts: Vec<(i64, String, String)> = contracts::table
            .inner_join(plans::table.on(plans::id.eq(contracts::plan_id)))
            .filter(contracts::customer_id.eq(customer))
            .filter(contracts::state.eq_any(["enabled", "alerted", "disabled"]))
            .order(contracts::id)
            .select((contracts::id, plans::name, contracts::state))
            .load(conn)?;
        let subscriptions: Vec<(i64, String, String)> = subscriptions::table
            .inner_join(plans::table.on(plans::id.eq(subscriptions::plan_id)))
            .filter(subscriptions::customer_id.eq(customer))
            .filter(subscriptions::status.ne_all(["canceled", "finished"]))
            .order(subscriptions::id)
            .select((subscriptions::id, plans::name, subscriptions::status))
            .load(conn)?;
        let cards: Vec<(String, String)> = cards::table
            .filter(cards::customer_id.eq(customer))
            .filter(cards::status.ne("removed"))
            .order(cards::id)
            .select((cards::brand, cards::last4))
            .load(conn)?;
        let end = |path: &'static str| {
            move |(id, name, state)| End { href: format!("/{path}/{id}"), name, state }
        };
        Ok(Self {
            customer,
            contracts: contracts.into_iter().map(end("contracts")).collect(),
            subscriptions: subscriptions.into_iter().map(end("subscriptions")).collect(),
            cards: cards.into_iter().map(|(brand, last4)| format!("{brand} {last4}")).collect(),
        })
    }

    /// Whether there is a service that could go on or end.
    #[must_use]
    pub fn has_services(&self) -> bool {
        !(self.contracts.is_empty() && self.subscriptions.is_empty())
    }

    /// Whether anything ends at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.has_services() && self.cards.is_empty()
    }

    /// Everything, each with its state.
    #[must_use]
    pub fn lines(&self, page: &Page) -> Vec<Line> {
        let (t, display) = (page.t, page.display());
        let contracts = self.contracts.iter().map(|end| Line {
            href: end.href.clone(),
            text: t.ladder_contract(&end.name, &display.choice(CONTRACT_STATES, &end.state)),
        });
        let subscriptions = self.subscriptions.iter().map(|end| Line {
            href: end.href.clone(),
            text: t
                .ladder_subscription(&end.name, &display.choice(SUBSCRIPTION_STATES, &end.state)),
        });
        let cards = self.cards.iter().map(|card| Line {
            href: format!("/customers/{}/cards", self.customer),
            text: t.ladder_card(card),
        });
        contracts.chain(subscriptions).chain(cards).collect()
    }
}
