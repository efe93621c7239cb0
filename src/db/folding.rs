//! `fold(text)` in SQL: the application's folding on SQLite, a function of the migrations on
//! PostgreSQL, so that filters ignore accents and case on both.

use diesel::SqliteConnection;
use diesel::result::QueryResult;
use diesel::sql_types::{Nullable, Text};

diesel::define_sql_function! {
    /// Lower case, without accents.
    fn fold(value: Nullable<Text>) -> Nullable<Text>;
}

pub(super) fn register(conn: &mut SqliteConnection) -> QueryResult<()> {
    fold_utils::register_impl(conn, |value: Option<String>| {
        value.map(|text| crate::text::fold(&text))
    })
}
