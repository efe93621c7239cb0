//! `column IN (…)` for ids and texts, as one bind however many they are: the database keeps the statement
//! prepared, where Diesel's `eq_any` has it read anew each time.

use std::fmt::Write as _;

use crate::db::prelude::*;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Text};

use super::Backend;

/// See [`among`] and [`among_texts`].
#[derive(Debug, Clone)]
pub struct Among<E> {
    expression: E,
    values: Values,
}

/// What is looked for, as the databases take it.
#[derive(Debug, Clone)]
enum Values {
    /// Separated by commas.
    Ids(String),
    /// As JSON.
    Texts(String),
}

/// Whether the expression is one of these ids.
pub fn among<E: Expression<SqlType = BigInt>>(expression: E, ids: &[i64]) -> Among<E> {
    Among { expression, values: Values::Ids(listed(ids)) }
}

/// Whether the expression is one of these texts.
pub fn among_texts<E, T>(expression: E, texts: &[T]) -> Among<E>
where
    E: Expression<SqlType = Text>,
    T: AsRef<str>,
{
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    Among { expression, values: Values::Texts(serde_json::json!(texts).to_string()) }
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
        let (before, bound, after) = match (out.backend(), &self.values) {
            (Backend::Pg(_), Values::Ids(ids)) => {
                (" = ANY (CAST(string_to_array(", ids, ", ',') AS bigint[]))")
            }
            (Backend::Sqlite(_), Values::Ids(ids)) => {
                (" IN (SELECT value FROM json_each('[' || ", ids, " || ']'))")
            }
            (Backend::Pg(_), Values::Texts(texts)) => {
                (" = ANY (ARRAY(SELECT json_array_elements_text(CAST(", texts, " AS json))))")
            }
            (Backend::Sqlite(_), Values::Texts(texts)) => {
                (" IN (SELECT value FROM json_each(", texts, "))")
            }
        };
        out.push_sql(before);
        out.push_bind_param::<Text, String>(bound)?;
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
