//! Conditions and sort keys that stand in a 1:1 table beside `customers`. They are asked row by row,
//! by the table's key, so that a walk along the list reads no more of them than of the list.

use std::marker::PhantomData;

use crate::db::prelude::*;
use diesel::expression::{Expression, TypedExpressionType, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Bool, Nullable};
use diesel::{AppearsOnTable, BoxableExpression, SelectableExpression};

use super::conditions::Predicate;
use crate::db::Backend;
use crate::db::schema::customers;
use crate::lists::Condition;

/// `BEFORE what FROM table WHERE table.customer_id = customers.id AND test`, which Diesel's own
/// subqueries cannot say with a boxed part for two backends.
struct Beside<E, ST> {
    table: &'static str,
    says: Says,
    expression: E,
    sql_type: PhantomData<fn() -> ST>,
}

/// What the subquery is for.
#[derive(Clone, Copy)]
enum Says {
    /// Whether the expression holds.
    Holds,
    /// What the expression is.
    Is,
}

impl<E: QueryFragment<Backend>, ST> QueryFragment<Backend> for Beside<E, ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        let of_customer = |out: &mut AstPass<'_, 'b, Backend>| {
            for part in [" FROM ", self.table, " WHERE ", self.table, ".customer_id = customers.id"]
            {
                out.push_sql(part);
            }
        };
        match self.says {
            Says::Holds => {
                out.push_sql("EXISTS (SELECT 1");
                of_customer(&mut out);
                out.push_sql(" AND (");
                self.expression.walk_ast(out.reborrow())?;
                out.push_sql("))");
            }
            Says::Is => {
                out.push_sql("(SELECT ");
                self.expression.walk_ast(out.reborrow())?;
                of_customer(&mut out);
                out.push_sql(")");
            }
        }
        Ok(())
    }
}

impl<E, ST: TypedExpressionType> Expression for Beside<E, ST> {
    type SqlType = ST;
}
impl<E, ST> AppearsOnTable<customers::table> for Beside<E, ST> where Self: Expression {}
impl<E, ST> SelectableExpression<customers::table> for Beside<E, ST> where Self: Expression {}
impl<E, ST> ValidGrouping<()> for Beside<E, ST> {
    type IsAggregate = is_aggregate::No;
}
impl<E, ST> QueryId for Beside<E, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

macro_rules! holds {
    ($table:ident) => {
        /// Whether a test holds, or does not, for the row of this table; without a row it does not.
        pub(super) fn $table(
            test: Box<
                dyn BoxableExpression<
                        crate::db::schema::$table::table,
                        Backend,
                        SqlType = Nullable<Bool>,
                    >,
            >,
            wanted: bool,
        ) -> Predicate {
            let holds: Predicate = Box::new(Beside {
                table: stringify!($table),
                says: Says::Holds,
                expression: test,
                sql_type: PhantomData,
            });
            if wanted { holds } else { Box::new(diesel::dsl::not(holds)) }
        }
    };
}
holds!(customer_details);
holds!(customer_legal);
holds!(customer_shipping);
holds!(customer_billing);
holds!(customer_accounts);

/// Whether any of the customer's rows of this table fulfils a condition.
pub(super) fn any_row(table: &'static str, condition: Condition) -> Predicate {
    Box::new(Beside { table, says: Says::Holds, expression: condition, sql_type: PhantomData })
}

/// Sort keys of the tables beside `customers`.
pub mod key {
    use super::{
        Backend, Beside, BoxableExpression, PhantomData, Says, TypedExpressionType, customers,
    };

    macro_rules! key {
        ($table:ident) => {
            /// The key of this table; without a row it is empty.
            #[must_use]
            pub fn $table<ST>(
                key: Box<
                    dyn BoxableExpression<crate::db::schema::$table::table, Backend, SqlType = ST>,
                >,
            ) -> Box<dyn BoxableExpression<customers::table, Backend, SqlType = ST>>
            where
                ST: diesel::sql_types::SqlType + TypedExpressionType + 'static,
            {
                Box::new(Beside {
                    table: stringify!($table),
                    says: Says::Is,
                    expression: key,
                    sql_type: PhantomData,
                })
            }
        };
    }
    key!(customer_details);
    key!(customer_legal);
    key!(customer_shipping);
    key!(customer_billing);
    key!(customer_accounts);
}
