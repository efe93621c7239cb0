//! A value by its key out of a text column that holds JSON.

use diesel::expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::{Nullable, Text};

use super::Backend;

/// See [`at_key`].
#[derive(Debug, Clone)]
pub struct AtKey<'k, E> {
    expression: E,
    key: &'k str,
}

/// What the JSON of an expression has by this key, as text; NULL when it has nothing or null there.
pub fn at_key<E>(expression: E, key: &str) -> AtKey<'_, E>
where
    E: Expression<SqlType = Nullable<Text>>,
{
    AtKey { expression, key }
}

impl<E> Expression for AtKey<'_, E> {
    type SqlType = Nullable<Text>;
}

impl<E, G> ValidGrouping<G> for AtKey<'_, E>
where
    E: ValidGrouping<G>,
{
    type IsAggregate = E::IsAggregate;
}

impl<E, T> AppearsOnTable<T> for AtKey<'_, E> where E: AppearsOnTable<T> {}
impl<E, T> SelectableExpression<T> for AtKey<'_, E> where E: SelectableExpression<T> {}

impl<E> QueryId for AtKey<'_, E> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<E: QueryFragment<Backend>> QueryFragment<Backend> for AtKey<'_, E> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("(CAST(");
        self.expression.walk_ast(out.reborrow())?;
        out.push_sql(match out.backend() {
            Backend::Pg(_) => " AS json) ->> ",
            Backend::Sqlite(_) => " AS text) ->> ",
        });
        out.push_bind_param::<Text, str>(self.key)?;
        out.push_sql(")");
        Ok(())
    }
}
