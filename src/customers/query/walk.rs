//! Walks: the orders that an index keeps, read from either end and from any row on.

use chrono::NaiveDateTime;
use diesel::prelude::*;

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

/// Makes the conditions of a query anew: boxed conditions cannot be copied.
pub(super) type Conditions<'a> = &'a dyn Fn() -> Vec<Predicate>;

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

/// Names from Z to A, read backwards or not: who has no name stays at the end of the list, which is
/// not where the index has them, so the list is read in two parts.
pub(super) fn names_descending(
    conn: &mut Db,
    stretch: Stretch,
    backwards: bool,
    conditions: Conditions<'_>,
) -> QueryResult<Vec<i64>> {
    let cursor_is_nameless = match stretch.after {
        Some(id) => is_nameless(conn, id)?,
        None => backwards,
    };
    let parts: &[bool] = match (backwards, cursor_is_nameless) {
        (false, false) => &[false, true],
        (false, true) => &[true],
        (true, true) => &[true, false],
        (true, false) => &[false],
    };
    let mut found = Vec::new();
    let mut rest = stretch;
    for nameless in parts {
        let mut all = conditions();
        all.push(part(*nameless));
        found.extend(ids(conn, rest, all)?);
        if found.len() >= usize::try_from(stretch.limit).unwrap_or(usize::MAX) {
            break;
        }
        // The next part begins at its own end; what the offset skipped here is not skipped again.
        if rest.offset > 0 && found.is_empty() {
            rest.offset -= count_part(conn, *nameless, conditions)?;
        } else {
            rest.offset = 0;
        }
        rest.after = None;
        rest.limit = stretch.limit - i64::try_from(found.len()).unwrap_or(i64::MAX);
    }
    Ok(found)
}

fn part(nameless: bool) -> Predicate {
    if nameless {
        Box::new(customers::name_sort.ge(Walk::NAMELESS).nullable())
    } else {
        Box::new(customers::name_sort.lt(Walk::NAMELESS).nullable())
    }
}

fn is_nameless(conn: &mut Db, id: i64) -> QueryResult<bool> {
    let key: Option<String> =
        customers::table.find(id).select(customers::name_sort).first(conn).optional()?;
    Ok(key.is_some_and(|key| key.as_str() >= Walk::NAMELESS))
}

fn count_part(conn: &mut Db, nameless: bool, conditions: Conditions<'_>) -> QueryResult<i64> {
    let mut query = customers::table.into_boxed();
    for condition in conditions() {
        query = query.filter(condition);
    }
    query.filter(part(nameless)).count().get_result(conn)
}
