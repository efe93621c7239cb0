//! `column IN (…)` for ids, as one bind however many they are: the database keeps the statement prepared,
//! where Diesel's `eq_any` has it read anew for each length.

use std::fmt::Write as _;

use crate::db::prelude::*;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Text};

use super::Backend;

/// See [`among`].
#[derive(Debug, Clone)]
pub struct Among<E> {
    expression: E,
    /// The ids, separated by commas.
    ids: String,
}

/// Whether the expression is one of these ids.
pub fn among<E: Expression<SqlType = BigInt>>(expression: E, ids: &[i64]) -> Among<E> {
    Among { expression, ids: listed(ids) }
}

fn listed(ids: &[i64]) -> String {
    let mut list = String::with_capacity(ids.len() * 8);
    for id in ids {
        if !list.is_empty() {
            list.push(',');
        }
        // A string takes whatever is written to it.
        let _ = write!(list, "{id}");
    }
    list
}

impl<E> Expression for Among<E> {
    type SqlType = Bool;
}

impl<E, G> ValidGrouping<G> for Among<E>
where
    E: ValidGrouping<G>,
{
    type IsAggregate = E::IsAggregate;
}

impl<E, T> AppearsOnTable<T> for Among<E> where E: AppearsOnTable<T> {}
impl<E, T> SelectableExpression<T> for Among<E> where E: SelectableExpression<T> {}

impl<E> QueryId for Among<E> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<E: QueryFragment<Backend>> QueryFragment<Backend> for Among<E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.expression.walk_ast(out.reborrow())?;
        let (before, after) = match out.backend() {
            Backend::Pg(_) => (" = ANY (CAST(string_to_array(", ", ',') AS bigint[]))"),
            Backend::Sqlite(_) => (" IN (SELECT value FROM json_each('[' || ", " || ']'))"),
        };
        out.push_sql(before);
        out.push_bind_param::<Text, String>(&self.ids)?;
        out.push_sql(after);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_one_list_even_when_there_are_none() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&[7]), "7");
        assert_eq!(listed(&[7, -8, i64::MAX]), "7,-8,9223372036854775807");
    }
}
