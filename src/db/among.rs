//! `column IN (…)` for ids, of a few lengths only: the database keeps the statement prepared, where
//! Diesel's `eq_any` has it read anew each time.

use crate::db::prelude::*;
use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool};

use super::Backend;

/// Lengths of the list: shorter ones repeat their last id.
const LENGTHS: [usize; 7] = [1, 5, 26, 51, 101, 300, 1_101];

/// See [`among`].
#[derive(Debug, Clone)]
pub struct Among<E> {
    expression: E,
    ids: Vec<i64>,
}

/// Whether the expression is one of these ids.
pub fn among<E: Expression<SqlType = BigInt>>(expression: E, ids: &[i64]) -> Among<E> {
    let mut ids = ids.to_vec();
    if let Some(last) = ids.last().copied() {
        let length = LENGTHS.into_iter().find(|length| *length >= ids.len());
        ids.resize(length.unwrap_or(ids.len()), last);
    }
    Among { expression, ids }
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
        if self.ids.is_empty() {
            out.push_sql("1 = 0");
            return Ok(());
        }
        self.expression.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        for (place, id) in self.ids.iter().enumerate() {
            if place > 0 {
                out.push_sql(", ");
            }
            out.push_bind_param::<BigInt, i64>(id)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_few_lengths_and_the_same_ids() {
        assert_eq!(among(1_i64.into_sql::<BigInt>(), &[7, 8]).ids, [7, 8, 8, 8, 8]);
        assert_eq!(among(1_i64.into_sql::<BigInt>(), &[9]).ids, [9]);
        let many: Vec<i64> = (0..2_000).collect();
        assert_eq!(among(1_i64.into_sql::<BigInt>(), &many).ids, many);
    }
}
