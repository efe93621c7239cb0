//! Contracts, subscriptions and payments that are meant by what their pages call them, or by what others call them.

use super::Hit;
use crate::access::Actor;
use crate::contracts::{self, Contracts};
use crate::customers::owned::save::find_visible;
use crate::db::Db;
use crate::db::prelude::*;
use crate::lists::screens::{Shown, standing};
use crate::payments::{self, Payments};
use crate::subscriptions::{self, Subscriptions};
use crate::web::Page;

/// Records of one sort that are shown at once.
const FEW: usize = 5;

/// What was meant, of each sort.
#[derive(Default)]
pub(super) struct Called {
    contracts: Vec<contracts::Record>,
    subscriptions: Vec<subscriptions::Record>,
    payments: Vec<payments::fields::Record>,
}

/// The records of one sort under its title.
pub(super) struct Group {
    pub title: &'static str,
    pub hits: Vec<Hit>,
}

impl Called {
    /// What the words mean of what the actor sees, by indexes alone.
    pub(super) fn read(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Self> {
        let ids = contracts::called(conn, typed)?;
        let contracts = seen::<Contracts>(conn, actor, &ids)?;
        let ids: Vec<i64> = subscriptions::called(typed).into_iter().collect();
        let subscriptions = seen::<Subscriptions>(conn, actor, &ids)?;
        let ids = payments::called(conn, typed)?;
        Ok(Self { contracts, subscriptions, payments: seen::<Payments>(conn, actor, &ids)? })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.contracts.len() + self.subscriptions.len() + self.payments.len()
    }

    /// As the page shows them: those of which there are any.
    pub(super) fn groups(&self, page: &Page) -> Vec<Group> {
        let groups = [
            group::<Contracts>(&self.contracts, "contract", page),
            group::<Subscriptions>(&self.subscriptions, "repeat", page),
            group::<Payments>(&self.payments, "bank", page),
        ];
        groups.into_iter().filter(|group| !group.hits.is_empty()).collect()
    }
}

/// The first few that the actor sees.
fn seen<E: Shown>(conn: &mut Db, actor: &Actor, ids: &[i64]) -> QueryResult<Vec<E::Record>> {
    let mut found = Vec::new();
    for id in ids.iter().take(FEW) {
        found.extend(find_visible::<E>(conn, actor, *id)?);
    }
    Ok(found)
}

fn group<E: Shown>(records: &[E::Record], icon: &'static str, page: &Page) -> Group {
    let hit = |record: &E::Record| {
        let line = E::line(record, page);
        let customer = E::customer(record).1.unwrap_or_else(|| page.t.no_name()).to_owned();
        let sub =
            if line.sub.is_empty() { customer } else { format!("{} · {customer}", line.sub) };
        let (glyph, word) = standing::<E>(record, page).unwrap_or_default();
        Hit { href: line.href, icon, name: line.title, sub, glyph, word }
    };
    Group { title: E::title(page.t), hits: records.iter().map(hit).collect() }
}
