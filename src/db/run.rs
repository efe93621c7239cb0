//! How a query is run: by `load`, `first`, `get_result` and `execute` as anywhere with Diesel, but with
//! its type left at the door. Diesel compiles the whole way down to two drivers anew for every type of
//! query, which was a quarter of what this crate compiled to; behind one pointer it is compiled once.

use std::cell::{Cell, OnceCell};

use diesel::connection::LoadConnection;
use diesel::deserialize::FromSqlRow;
use diesel::query_builder::{AsQuery, AstPass, Query, QueryBuilder, QueryFragment, QueryId};
use diesel::query_dsl::methods::{ExecuteDsl, LimitDsl, LoadQuery};
use diesel::sql_types::Untyped;
use diesel::{Connection, NotFound, PgConnection, QueryResult, Selectable, SqliteConnection};

use super::{Backend, Db};

/// What `select` takes to read an `R`: the columns that its fields name.
#[must_use]
pub fn columns<R: Selectable<Backend>>() -> R::SelectExpression {
    R::construct_selection()
}

/// Runs a query, in place of Diesel's trait of the same name.
pub trait RunQueryDsl: Sized {
    /// Runs a statement; how many rows it changed.
    ///
    /// # Errors
    /// When the database refuses it.
    fn execute(self, conn: &mut impl Execute<Self>) -> QueryResult<usize> {
        conn.run(self)
    }

    /// Every row of the answer.
    ///
    /// # Errors
    /// When the database refuses the query, or a row cannot be read.
    fn load<'q, U>(self, conn: &mut impl Load<'q, Self, U>) -> QueryResult<Vec<U>> {
        conn.rows(self)
    }

    /// Every row that a statement gives back.
    ///
    /// # Errors
    /// As [`Self::load`].
    fn get_results<'q, U>(self, conn: &mut impl Load<'q, Self, U>) -> QueryResult<Vec<U>> {
        conn.rows(self)
    }

    /// The first row of the answer, however many there are.
    ///
    /// # Errors
    /// As [`Self::load`]; `NotFound` when there is none.
    fn get_result<'q, U>(self, conn: &mut impl Load<'q, Self, U>) -> QueryResult<U> {
        conn.rows(self)?.into_iter().next().ok_or(NotFound)
    }

    /// One row, and no more is asked for.
    ///
    /// # Errors
    /// As [`Self::get_result`].
    fn first<'q, U>(self, conn: &mut impl Load<'q, Self::Output, U>) -> QueryResult<U>
    where
        Self: LimitDsl,
    {
        conn.rows(self.limit(1))?.into_iter().next().ok_or(NotFound)
    }
}

impl<T: diesel::RunQueryDsl<Db>> RunQueryDsl for T {}

/// A connection that runs statements of type `T`.
pub trait Execute<T> {
    /// How many rows the statement changed.
    ///
    /// # Errors
    /// When the database refuses it.
    fn run(&mut self, statement: T) -> QueryResult<usize>;
}

/// A connection that answers queries of type `T` with rows that read as `U`.
pub trait Load<'q, T, U> {
    /// The rows of the answer.
    ///
    /// # Errors
    /// When the database refuses the query, or a row cannot be read.
    fn rows(&mut self, query: T) -> QueryResult<Vec<U>>;
}

impl<T: QueryFragment<Backend>> Execute<T> for Db {
    fn run(&mut self, statement: T) -> QueryResult<usize> {
        self.execute_returning_count(&Erased::of(&statement))
    }
}

impl<'q, T, U> Load<'q, T, U> for Db
where
    T: AsQuery,
    T::Query: QueryFragment<Backend> + 'q,
    U: FromSqlRow<T::SqlType, Backend>,
{
    fn rows(&mut self, query: T) -> QueryResult<Vec<U>> {
        let query = query.as_query();
        let rows = LoadConnection::load(self, Erased::of(&query))?;
        rows.map(|row| {
            U::build_from_row(&row?).map_err(diesel::result::Error::DeserializationError)
        })
        .collect()
    }
}

/// The connections inside know what the neutral one cannot say; few statements go there.
macro_rules! straight {
    ($($connection:ty),*) => {$(
        impl<T: ExecuteDsl<$connection>> Execute<T> for $connection {
            fn run(&mut self, statement: T) -> QueryResult<usize> {
                ExecuteDsl::execute(statement, self)
            }
        }

        impl<'q, T: LoadQuery<'q, $connection, U>, U> Load<'q, T, U> for $connection {
            fn rows(&mut self, query: T) -> QueryResult<Vec<U>> {
                diesel::RunQueryDsl::load(query, self)
            }
        }
    )*};
}

straight!(PgConnection, SqliteConnection);

/// What writes a query in the words of the database.
type Builder = <Backend as diesel::backend::Backend>::QueryBuilder;
type PgQueryBuilder = <diesel::pg::Pg as diesel::backend::Backend>::QueryBuilder;
type SqliteQueryBuilder = <diesel::sqlite::Sqlite as diesel::backend::Backend>::QueryBuilder;

/// A query of any type.
struct Erased<'q> {
    query: &'q dyn QueryFragment<Backend>,
    /// Asked by each of the walks, answered once.
    is_safe_to_cache: Cell<Option<bool>>,
    /// Asked by each of the walks as well: writing it takes longer than what else there is to be done.
    sql: OnceCell<String>,
}

impl<'q> Erased<'q> {
    fn of(query: &'q dyn QueryFragment<Backend>) -> Self {
        Self { query, is_safe_to_cache: Cell::new(None), sql: OnceCell::new() }
    }

    /// The query in the words of the database.
    fn written(&self, backend: &Backend) -> QueryResult<&str> {
        if let Some(known) = self.sql.get() {
            return Ok(known);
        }
        let mut builder = match backend {
            Backend::Pg(_) => Builder::Pg(PgQueryBuilder::default()),
            Backend::Sqlite(_) => Builder::Sqlite(SqliteQueryBuilder::default()),
        };
        self.query.to_sql(&mut builder, backend)?;
        Ok(self.sql.get_or_init(|| builder.finish()))
    }
}

impl QueryFragment<Backend> for Erased<'_> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, Backend>) -> QueryResult<()> {
        self.query.walk_ast(pass)
    }

    fn to_sql(&self, out: &mut Builder, backend: &Backend) -> QueryResult<()> {
        out.push_sql(self.written(backend)?);
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, backend: &Backend) -> QueryResult<bool> {
        if let Some(known) = self.is_safe_to_cache.get() {
            return Ok(known);
        }
        let found = self.query.is_safe_to_cache_prepared(backend)?;
        self.is_safe_to_cache.set(Some(found));
        Ok(found)
    }
}

/// Prepared statements are found again by their text.
impl QueryId for Erased<'_> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Erased<'_> {
    type SqlType = Untyped;
}
