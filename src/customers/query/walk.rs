//! Walks: the orders that an index keeps, read from either end and from any row on.

use crate::db::prelude::*;
use chrono::NaiveDateTime;

use crate::customers::conditions::{Order, Predicate};
use crate::customers::fields::Field;
use crate::db::Db;
use crate::db::schema::customers;

/// An order that an index keeps. Ties are broken by the customer's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// By name, as a Spanish reader orders names.
    Name,
    /// By number.
    Id,
    /// By the instant of creation.
    Created,
    /// By the instant of the last change.
    Updated,
}

impl Walk {
    /// What customers without a name sort by: behind every letter.
    pub const NAMELESS: &str = "\u{10ffff}";
}

/// Gives the fields that an index orders their walk.
pub fn with_walk(field: Field) -> Field {
    let walk = match field.key.as_ref() {
        "name" => Walk::Name,
        "created_at" => Walk::Created,
        "updated_at" => Walk::Updated,
        _ => return field,
    };
    Field { order: Some(Order::Indexed(walk)), ..field }
}

/// A stretch of a walk to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub walk: Walk,
    /// From the end of the index to its beginning.
    pub descending: bool,
    /// Begin behind this customer.
    pub after: Option<i64>,
    /// Stop at this customer, it included.
    pub until: Option<i64>,
    pub offset: i64,
    pub limit: i64,
}

macro_rules! stretch_ids {
    ($conn:expr, $stretch:expr, $conditions:expr, $col:expr, $ty:ty) => {{
        let s: Stretch = $stretch;
        let mut query = customers::table.select(customers::id).into_boxed();
        for condition in $conditions {
            query = query.filter(condition);
        }
        // The first condition lets the index be entered, the second skips what is equal.
        if let Some(id) = s.after {
            let row = customers::table.find(id).select($col).first::<$ty>($conn).optional()?;
            let Some(key) = row else {
                return Ok(Vec::new());
            };
            query = if s.descending {
                query.filter($col.le(key.clone())).filter($col.lt(key).or(customers::id.lt(id)))
            } else {
                query.filter($col.ge(key.clone())).filter($col.gt(key).or(customers::id.gt(id)))
            };
        }
        if let Some(id) = s.until {
            let row = customers::table.find(id).select($col).first::<$ty>($conn).optional()?;
            let Some(key) = row else {
                return Ok(Vec::new());
            };
            query = if s.descending {
                query.filter($col.ge(key.clone())).filter($col.gt(key).or(customers::id.ge(id)))
            } else {
                query.filter($col.le(key.clone())).filter($col.lt(key).or(customers::id.le(id)))
            };
        }
        query = if s.descending {
            query.order(($col.desc(), customers::id.desc()))
        } else {
            query.order(($col.asc(), customers::id.asc()))
        };
        query.offset(s.offset).limit(s.limit).load::<i64>($conn)
    }};
}

/// The ids of a stretch, in the order of the index.
pub(super) fn ids(
    conn: &mut Db,
    stretch: Stretch,
    conditions: Vec<Predicate>,
) -> QueryResult<Vec<i64>> {
    match stretch.walk {
        Walk::Name => stretch_ids!(conn, stretch, conditions, customers::name_sort, String),
        Walk::Created => {
            stretch_ids!(conn, stretch, conditions, customers::created_at, NaiveDateTime)
        }
        Walk::Updated => {
            stretch_ids!(conn, stretch, conditions, customers::updated_at, NaiveDateTime)
        }
        Walk::Id => stretch_ids!(conn, stretch, conditions, customers::id, i64),
    }
}

/// Half of the customers: those with a name, and those without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Named,
    Nameless,
}

impl Part {
    pub(super) fn condition(self) -> Predicate {
        match self {
            Self::Named => Box::new(customers::name_sort.lt(Walk::NAMELESS).nullable()),
            Self::Nameless => Box::new(customers::name_sort.ge(Walk::NAMELESS).nullable()),
        }
    }
}

/// The parts in which names from Z to A are read, from a customer on or from one end.
pub(super) fn parts(
    conn: &mut Db,
    after: Option<i64>,
    backwards: bool,
) -> QueryResult<&'static [Part]> {
    let begins_nameless = match after {
        Some(id) => is_nameless(conn, id)?,
        None => backwards,
    };
    Ok(match (backwards, begins_nameless) {
        (false, false) => &[Part::Named, Part::Nameless],
        (false, true) => &[Part::Nameless],
        (true, true) => &[Part::Nameless, Part::Named],
        (true, false) => &[Part::Named],
    })
}

fn is_nameless(conn: &mut Db, id: i64) -> QueryResult<bool> {
    let key: Option<String> =
        customers::table.find(id).select(customers::name_sort).first(conn).optional()?;
    Ok(key.is_some_and(|key| key.as_str() >= Walk::NAMELESS))
}

/// How many rows the conditions let through.
pub(super) fn count(conn: &mut Db, conditions: Vec<Predicate>) -> QueryResult<i64> {
    let mut query = customers::table.into_boxed();
    for condition in conditions {
        query = query.filter(condition);
    }
    query.count().get_result(conn)
}
