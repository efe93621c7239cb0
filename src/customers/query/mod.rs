//! `Query`: every read of customers. It starts from what the actor may see and can only narrow.

mod count;
mod every;
mod few;
mod load;
mod matched;
mod narrow;
mod newest;
mod owners;
mod page;
mod relevance;
mod search;
mod walk;
mod whole;

use std::time::Instant;

use crate::db::prelude::*;

pub use every::Every;
pub use few::{find_by_custom_id, find_by_sign_in};
pub(crate) use load::load;
pub use load::{Needs, find, find_to_change, find_visible, lock, visible_names};
pub use search::{Search, words};
pub use walk::Walk;
pub(super) use walk::with_walk;

use super::conditions::{Order, Predicate};
use super::fields::{self, Field};
use super::services;
use crate::access::{Actor, Scope};
use crate::db::schema::customers;
use crate::fields::Kind;
use crate::fields::filter::Op;
use crate::lists::{Filter, Sort};

/// Which customers, in which order.
#[derive(Clone, Debug)]
pub struct Query {
    scope: Scope,
    /// The words of the search box.
    pub search: Option<Search>,
    /// All of these must hold.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    withheld: Withheld,
    deadline: Option<Instant>,
    memo: newest::Memo,
}

/// Who is not in a query that names neither a status nor a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Withheld {
    /// The archived and the anonymised: lists.
    Archived,
    /// The anonymised: files of everybody.
    Anonymised,
    /// Nobody: customers picked one by one.
    Nobody,
}

impl Query {
    /// All that the actor may see: the only way to begin a query.
    #[must_use]
    pub fn visible_to(actor: &Actor) -> Self {
        Self {
            scope: actor.scope.clone(),
            search: None,
            filters: Vec::new(),
            sort: Sort::Usual,
            withheld: Withheld::Archived,
            deadline: None,
            memo: newest::Memo::default(),
        }
    }

    /// Narrowed to what the search box found, exact identifiers first.
    #[must_use]
    pub fn searching(mut self, search: Search) -> Self {
        self.search = Some(search);
        self.sort = Sort::Relevance;
        self
    }

    /// With the archived, who are not in a list that asks for no status or category.
    #[must_use]
    pub fn with_archived(self) -> Self {
        Self { withheld: Withheld::Anonymised, memo: newest::Memo::default(), ..self }
    }

    /// With the archived and the anonymised: for customers that somebody picked one by one.
    #[must_use]
    pub fn with_everybody(self) -> Self {
        Self { withheld: Withheld::Nobody, memo: newest::Memo::default(), ..self }
    }

    /// Looking no longer than until then: one of several searches of a request.
    #[must_use]
    pub fn until(self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self }
    }

    /// Whether a search that began then has looked long enough.
    fn is_out_of_time(&self, began: Instant) -> bool {
        began.elapsed() > page::PATIENCE || self.deadline.is_some_and(|end| Instant::now() > end)
    }

    /// Whether anything but the default view is asked for.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.search.is_some() || !self.filters.is_empty()
    }

    /// The single value of an equality filter on a field, as typed.
    #[must_use]
    pub fn equal_to(&self, key: &str) -> Option<&str> {
        let found = self.filters.iter().find(|f| f.key == key && f.op == Op::Eq)?;
        match found.raw.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The conditions that hold for every row of the result, the search apart.
    pub(super) fn predicates(&self) -> Vec<Predicate> {
        // A filter that cannot be said lets nobody through: dropping it would show everybody.
        let (of_rows, own): (Vec<_>, Vec<_>) =
            self.filters.iter().partition(|filter| services::is_asked(&filter.key));
        let said = own.into_iter().map(condition).chain(services::conditions(&of_rows));
        let mut all: Vec<Predicate> = said.map(|one| one.unwrap_or_else(nobody)).collect();
        all.extend(within(&self.scope));
        all.extend(self.without_withheld());
        all
    }

    /// Archived and anonymised customers need asking for, unless the address names a status or a
    /// category.
    fn without_withheld(&self) -> Option<Predicate> {
        if self.filters.iter().any(|f| f.key == "status" || f.key == "category") {
            return None;
        }
        match self.withheld {
            Withheld::Archived => {
                Some(Box::new(customers::status.ne_all(["archived", "anonymized"]).nullable()))
            }
            Withheld::Anonymised => Some(Box::new(customers::status.ne("anonymized").nullable())),
            Withheld::Nobody => None,
        }
    }

    /// How the order is reached.
    fn order(&self) -> Option<Order> {
        match &self.sort {
            Sort::Usual => Some(Order::Indexed(Walk::Name)),
            Sort::Relevance => None,
            Sort::By { key, .. } => fields::find(key).and_then(|field: &Field| field.order),
        }
    }

    fn is_descending(&self) -> bool {
        matches!(self.sort, Sort::By { descending: true, .. })
    }
}

fn nobody() -> Predicate {
    Box::new(diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::Bool>>("1 = 0"))
}

fn condition(filter: &Filter) -> Option<Predicate> {
    let field = fields::find(&filter.key)?;
    let takes_all = matches!(filter.op, Op::Eq | Op::Not) && field.kind != Kind::Moment;
    if takes_all || filter.raw.len() < 2 {
        return (field.condition)(filter.op, &filter.values);
    }
    // Elsewhere each typed value is a test of its own; an instant is two bounds.
    let each = (filter.values.len() / filter.raw.len()).max(1);
    filter
        .values
        .chunks(each)
        .filter_map(|values| (field.condition)(filter.op, values))
        .reduce(|any, one| Box::new(any.or(one)))
}

/// What a scope lets through; nothing to say for everybody.
pub(crate) fn within(scope: &Scope) -> Option<Predicate> {
    match scope {
        Scope::All => None,
        Scope::Own { staff_id, lookups } => Some(Box::new(
            customers::seller_id
                .eq_any(lookups.clone())
                .or(customers::collector_id.eq_any(lookups.clone()))
                .or(customers::created_by.eq(*staff_id)),
        )),
        Scope::Oneself(id) => Some(Box::new(customers::id.eq(*id).nullable())),
    }
}
