//! A list of something that customers have: what it is made of, and a query over it.

use std::marker::PhantomData;

use super::condition::Condition;
use super::filter::{Filter, Sort};
use super::order::{Order, Walk};
use super::parse::{self, Ignorance, Ignored};
use super::place::{Count, SORTABLE};
use super::rows::Rows;
use super::vocabulary::{Entry, Sortable, Vocabulary};
use crate::access::{Actor, Scope};
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::Kind;
use crate::fields::filter::Op;
use crate::form::Form;
use crate::settings::Settings;
use crate::text;

/// A field of a list's records.
pub type Field<R> = crate::fields::Field<R, Condition, Order>;

/// What a list is made of. Its table has `id` and `customer_id`.
pub trait Entity: Sized + 'static {
    /// A record with all that its page of a list shows.
    type Record: Send + 'static;
    /// The table.
    const TABLE: &'static str;
    /// Filters of one value that share an index with an order: `(status, issue_date, id)` leads `status` along
    /// `issue_date`.
    const LEADS: &'static [(&'static str, &'static str)];

    /// What the list can be asked.
    fn vocabulary() -> &'static Vocabulary;

    /// Every field.
    fn fields() -> &'static [Field<Self::Record>];

    /// The record's own number.
    fn id(record: &Self::Record) -> i64;

    /// Number and name of the record's customer.
    fn customer(record: &Self::Record) -> (i64, Option<&str>);

    /// What of the list a scope shows; none for everything.
    fn within(scope: &Scope) -> Option<Condition>;

    /// The rows that the words of the search box mean.
    ///
    /// # Errors
    /// When the database fails.
    fn searched(conn: &mut Db, actor: &Actor, typed: &str) -> QueryResult<Condition>;

    /// The records of these numbers, in their order.
    ///
    /// # Errors
    /// When the database fails.
    fn load(conn: &mut Db, ids: &[i64]) -> QueryResult<Vec<Self::Record>>;
}

/// The field of a key.
#[must_use]
pub fn find<E: Entity>(key: &str) -> Option<&'static Field<E::Record>> {
    E::fields().iter().find(|field| field.key == key)
}

/// Whether a field of a list can make a condition of this: what its vocabulary `says`.
#[must_use]
pub fn says<E: Entity>(key: &str, op: Op, values: &[crate::fields::Value]) -> bool {
    find::<E>(key).is_some_and(|field| (field.condition)(op, values).is_some())
}

/// The fields as the vocabulary has them.
#[must_use]
pub fn entries<E: Entity>() -> Vec<Entry> {
    let entry = |field: &Field<E::Record>| {
        let sortable = match field.order {
            Some(Order::Walk(_)) => Sortable::Always,
            Some(Order::Few(_)) => Sortable::Few,
            None => Sortable::No,
        };
        Entry::of(field, sortable)
    };
    E::fields().iter().map(entry).collect()
}

/// The fields with the walks of those that an index orders: `(column, whether it can be empty)`.
#[must_use]
pub fn walking<R>(mut fields: Vec<Field<R>>, walks: &[(&'static str, bool)]) -> Vec<Field<R>> {
    for field in &mut fields {
        if let Some((column, is_optional)) = walks.iter().find(|(column, _)| *column == field.key) {
            field.order = Some(Order::Walk(Walk { column, is_optional: *is_optional }));
        }
    }
    fields
}

/// Which records of a list, in which order: it begins with what the actor may see and can only be narrowed.
pub struct Query<E> {
    actor: Actor,
    customer: Option<i64>,
    /// The words of the search box.
    pub search: Option<String>,
    /// All of these must hold.
    pub filters: Vec<Filter>,
    /// The order.
    pub sort: Sort,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Query<E> {
    /// All that the actor may see: the only way to begin a query.
    #[must_use]
    pub fn visible_to(actor: &Actor) -> Self {
        Self {
            actor: actor.clone(),
            customer: None,
            search: None,
            filters: Vec::new(),
            sort: Sort::Usual,
            entity: PhantomData,
        }
    }

    /// Only one customer's.
    #[must_use]
    pub fn of_customer(self, id: i64) -> Self {
        Self { customer: Some(id), ..self }
    }

    /// Narrows by the parameters of an address.
    #[must_use]
    pub fn narrowed_by(mut self, form: &Form, settings: &Settings) -> (Self, Vec<Ignored>) {
        let (asked, mut ignored) = parse::read(E::vocabulary(), form, settings);
        self.filters = asked.filters;
        self.sort = asked.sort.unwrap_or(Sort::Usual);
        if let Some(typed) = form.last("q").filter(|typed| !typed.trim().is_empty()) {
            // A box of signs alone looks for nothing, which is said: it must not look like a match of all.
            if typed.chars().any(char::is_alphanumeric) && !text::has_nul(typed) {
                self.search = Some(text::clean_line(typed));
            } else {
                let (name, value) = ("q".to_owned(), typed.to_owned());
                ignored.push(Ignored { name, value, why: Ignorance::Value });
            }
        }
        (self, ignored)
    }

    /// Whether anything but the plain list is asked for.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.search.is_some() || !self.filters.is_empty()
    }

    /// Gives up an order that has no index over more rows than can be sorted; says which.
    pub fn give_up_unsortable(&mut self, count: Count) -> Option<String> {
        let is_small = count.exact().is_some_and(|n| n <= SORTABLE);
        if is_small || matches!(self.order().0, Order::Walk(_)) {
            return None;
        }
        let given_up = self.sort.parameter();
        self.sort = Sort::Usual;
        given_up
    }

    /// The rows, with their conditions as the database takes them.
    ///
    /// # Errors
    /// When the database fails.
    pub fn rows(&self, conn: &mut Db) -> QueryResult<Rows> {
        let mut conditions: Vec<Condition> = self
            .filters
            .iter()
            // A filter that cannot be said lets nothing through: dropping it would show everything.
            .map(|filter| condition::<E>(filter).unwrap_or_else(Condition::nothing))
            .collect();
        if let Some(id) = self.customer {
            let column = super::condition::Column::new(E::TABLE, "customer_id");
            let own = Condition::column(column).then(" = ");
            conditions.push(own.bind(super::condition::Bind::Number(id)));
        }
        if let Some(typed) = &self.search {
            conditions.push(E::searched(conn, &self.actor, typed)?);
        }
        let (order, descending) = self.order();
        Ok(Rows {
            table: E::TABLE,
            within: E::within(&self.actor.scope),
            conditions,
            order,
            descending,
            is_led: self.is_led(order),
        })
    }

    /// The order, and whether it descends.
    fn order(&self) -> (Order, bool) {
        let (usual, descends) = E::vocabulary().usual_sort;
        let (key, descending) = match &self.sort {
            Sort::By { key, descending } => (key.as_str(), *descending),
            Sort::Usual | Sort::Relevance => (usual, descends),
        };
        let order = find::<E>(key).and_then(|field| field.order);
        (order.unwrap_or(Order::Walk(Walk { column: "id", is_optional: false })), descending)
    }

    /// Whether an index leads to the rows: all of them, those of one customer, or of one value that shares an
    /// index with the order.
    fn is_led(&self, order: Order) -> bool {
        if self.customer.is_some() {
            return true;
        }
        if self.search.is_some() || self.actor.scope != Scope::All {
            return false;
        }
        let Order::Walk(walk) = order else { return false };
        match self.filters.as_slice() {
            [] => true,
            [one] if one.op == Op::Eq && one.values.len() == 1 => {
                E::LEADS.iter().any(|(key, column)| *key == one.key && *column == walk.column)
            }
            _ => false,
        }
    }
}

fn condition<E: Entity>(filter: &Filter) -> Option<Condition> {
    let field = find::<E>(&filter.key)?;
    let takes_all = matches!(filter.op, Op::Eq | Op::Not) && field.kind != Kind::Moment;
    if takes_all || filter.raw.len() < 2 {
        return (field.condition)(filter.op, &filter.values);
    }
    // Elsewhere each typed value is a test of its own; an instant is two bounds.
    let each = (filter.values.len() / filter.raw.len()).max(1);
    let tests = filter.values.chunks(each);
    tests.filter_map(|values| (field.condition)(filter.op, values)).reduce(Condition::or)
}
