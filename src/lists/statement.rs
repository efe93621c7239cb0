//! The statements of a list: numbers of rows and how many there are, whatever the table.

use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::BigInt;

use super::condition::Condition;
use super::order::Order;
use crate::db::prelude::*;
use crate::db::{Backend, Db};

/// A part of a statement.
enum Part<'a> {
    Sql(&'static str),
    Name(&'static str),
    Condition(&'a Condition),
    Number(i64),
}

/// A statement that answers whole numbers.
struct Statement<'a>(Vec<Part<'a>>);

impl QueryFragment<Backend> for Statement<'_> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        for part in &self.0 {
            match part {
                Part::Sql(text) => out.push_sql(text),
                Part::Name(name) => out.push_identifier(name)?,
                Part::Condition(condition) => condition.walk_ast(out.reborrow())?,
                Part::Number(number) => out.push_bind_param::<BigInt, i64>(number)?,
            }
        }
        Ok(())
    }
}

impl Query for Statement<'_> {
    type SqlType = BigInt;
}
impl diesel::RunQueryDsl<Db> for Statement<'_> {}
impl QueryId for Statement<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<'a> Statement<'a> {
    /// `SELECT what FROM table WHERE conditions`.
    fn select(what: &'static str, table: &'static str, conditions: &[&'a Condition]) -> Self {
        let mut parts = vec![Part::Sql("SELECT "), Part::Sql(what), Part::Sql(" FROM ")];
        parts.extend([Part::Name(table), Part::Sql(" WHERE 1 = 1")]);
        for condition in conditions {
            parts.extend([Part::Sql(" AND ("), Part::Condition(condition), Part::Sql(")")]);
        }
        Self(parts)
    }

    fn push<const N: usize>(&mut self, parts: [Part<'a>; N]) {
        self.0.extend(parts);
    }

    /// `"table"."column"`.
    fn column(&mut self, table: &'static str, column: &'static str) {
        self.push([Part::Name(table), Part::Sql("."), Part::Name(column)]);
    }

    /// The key of a row of the table, which the databases look up once.
    fn key_of(&mut self, table: &'static str, column: &'static str, id: i64) {
        self.push([Part::Sql("(SELECT edge."), Part::Name(column), Part::Sql(" FROM ")]);
        self.push([Part::Name(table), Part::Sql(" AS edge WHERE edge.id = "), Part::Number(id)]);
        self.push([Part::Sql(")")]);
    }

    /// Only rows on one side of a row. The first condition lets the index be entered, the second skips what is
    /// equal; `sign` compares the numbers of what is.
    fn beyond(&mut self, stretch: &Stretch, id: i64, (outer, inner, sign): Signs) {
        let table = stretch.table;
        if let Some(column) = stretch.column {
            self.push([Part::Sql(" AND ")]);
            self.column(table, column);
            self.push([Part::Sql(outer)]);
            self.key_of(table, column, id);
            self.push([Part::Sql(" AND (")]);
            self.column(table, column);
            self.push([Part::Sql(inner)]);
            self.key_of(table, column, id);
            self.push([Part::Sql(" OR ")]);
            self.column(table, "id");
            self.push([Part::Sql(sign), Part::Number(id), Part::Sql(")")]);
        } else {
            self.push([Part::Sql(" AND ")]);
            self.column(table, "id");
            self.push([Part::Sql(sign), Part::Number(id)]);
        }
    }
}

/// How a row is compared with the key of another, with a key that is not equal, and with its number.
type Signs = (&'static str, &'static str, &'static str);

const BEHIND: Signs = (" >= ", " > ", " > ");
const BEFORE: Signs = (" <= ", " < ", " < ");
const UP_TO: Signs = (" <= ", " < ", " <= ");
const DOWN_TO: Signs = (" >= ", " > ", " >= ");

/// A stretch of an index to read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    pub table: &'static str,
    /// The column that the index orders; none for the numbers of the rows.
    pub column: Option<&'static str>,
    /// From the end of the index to its beginning.
    pub descending: bool,
    /// Begin behind this row.
    pub after: Option<i64>,
    /// Stop at this row, it included.
    pub until: Option<i64>,
    pub offset: i64,
    pub limit: i64,
}

/// The numbers of the rows of a stretch, in the order of the index.
pub(super) fn ids(
    conn: &mut Db,
    stretch: &Stretch,
    conditions: &[&Condition],
) -> QueryResult<Vec<i64>> {
    let mut select = Statement::select("id", stretch.table, conditions);
    if let Some(id) = stretch.after {
        select.beyond(stretch, id, if stretch.descending { BEFORE } else { BEHIND });
    }
    if let Some(id) = stretch.until {
        select.beyond(stretch, id, if stretch.descending { DOWN_TO } else { UP_TO });
    }
    let direction = if stretch.descending { " DESC" } else { " ASC" };
    select.push([Part::Sql(" ORDER BY ")]);
    if let Some(column) = stretch.column {
        select.column(stretch.table, column);
        select.push([Part::Sql(direction), Part::Sql(", ")]);
    }
    select.column(stretch.table, "id");
    select.push([Part::Sql(direction), Part::Sql(" LIMIT "), Part::Number(stretch.limit)]);
    select.push([Part::Sql(" OFFSET "), Part::Number(stretch.offset)]);
    select.load(conn)
}

/// The numbers of all rows in any order that there is, at most so many. What is empty comes last both ways.
pub(super) fn sorted(
    conn: &mut Db,
    table: &'static str,
    conditions: &[&Condition],
    (order, descending): (&Order, bool),
    most: i64,
) -> QueryResult<Vec<i64>> {
    let key = order.key(table);
    let mut select = Statement::select("id", table, conditions);
    select.push([Part::Sql(" ORDER BY ("), Part::Condition(&key), Part::Sql(") IS NULL, ")]);
    select.push([Part::Condition(&key)]);
    select.push([Part::Sql(if descending { " DESC, " } else { " ASC, " })]);
    select.column(table, "id");
    select.push([Part::Sql(if descending { " DESC" } else { " ASC" })]);
    select.push([Part::Sql(" LIMIT "), Part::Number(most)]);
    select.load(conn)
}

/// How many rows the conditions let through, at most so many.
pub(super) fn count(
    conn: &mut Db,
    table: &'static str,
    conditions: &[&Condition],
    most: i64,
) -> QueryResult<i64> {
    let mut counted = Statement(vec![Part::Sql("SELECT count(*) FROM (")]);
    counted.0.extend(Statement::select("id", table, conditions).0);
    counted.push([Part::Sql(" LIMIT "), Part::Number(most), Part::Sql(") AS capped")]);
    counted.get_result(conn)
}

/// The highest number of a row.
pub(super) fn highest(conn: &mut Db, table: &'static str) -> QueryResult<i64> {
    Statement::select("coalesce(max(id), 0)", table, &[]).get_result(conn)
}

/// Whether the conditions let a row through.
pub(super) fn lets_through(
    conn: &mut Db,
    table: &'static str,
    id: i64,
    conditions: &[&Condition],
) -> QueryResult<bool> {
    let mut select = Statement::select("id", table, conditions);
    select.push([Part::Sql(" AND ")]);
    select.column(table, "id");
    select.push([Part::Sql(" = "), Part::Number(id)]);
    Ok(!select.load::<i64>(conn)?.is_empty())
}
