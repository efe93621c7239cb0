//! Customers by what they have: of a rare plan, server or gateway there are few, and its index names them sooner
//! than a walk past everybody would meet them.

use std::sync::Arc;

use crate::db::prelude::*;
use diesel::query_builder::{AstPass, Query as SqlQuery, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::Query;
use super::newest::kept;
use crate::customers::services;
use crate::db::{Backend, Db};
use crate::lists::Condition;

/// As many owners are looked at one by one; of more, the order's index is walked.
const FEW: i64 = 1_000;

/// `SELECT DISTINCT customer_id FROM table WHERE condition LIMIT …`.
struct Owners {
    table: &'static str,
    condition: Condition,
}

impl QueryFragment<Backend> for Owners {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        out.push_sql("SELECT DISTINCT customer_id FROM ");
        out.push_sql(self.table);
        out.push_sql(" WHERE ");
        self.condition.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_bind_param::<BigInt, i64>(&LIMIT)
    }
}

const LIMIT: i64 = FEW + 1;

impl SqlQuery for Owners {
    type SqlType = BigInt;
}
impl diesel::RunQueryDsl<Db> for Owners {}
impl QueryId for Owners {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query {
    /// The matches of a query without words, when what it asks of services leads to few customers.
    pub(super) fn few_owners(&self, conn: &mut Db) -> QueryResult<Option<Arc<[i64]>>> {
        if self.search.is_some() || self.filters.is_empty() {
            return Ok(None);
        }
        kept(&self.memo.owners, || {
            let Some((table, condition)) = services::way(&self.filters) else { return Ok(None) };
            let ids: Vec<i64> = Owners { table, condition }.load(conn)?;
            if i64::try_from(ids.len()).unwrap_or(i64::MAX) > FEW {
                return Ok(None);
            }
            Ok(Some(self.visible_among(conn, &ids)?.into()))
        })
    }
}
