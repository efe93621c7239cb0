//! `src/db/schema.rs` says what both databases really have, and the migrations go back and forth.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod common;

use std::collections::BTreeSet;

use common::Scratch;
use diesel::prelude::*;
use diesel::sql_types::Text;
use padron::db::{Db, migrate};

/// What Diesel calls a type, by what the database calls it.
fn diesel_type(declared: &str) -> &'static str {
    match declared.to_ascii_lowercase().as_str() {
        "text" => "Text",
        "bigint" | "integer" => "BigInt",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        other => panic!("a column of the unknown type {other}"),
    }
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    required: String,
}

const OF_SQLITE: &str = "SELECT m.name AS table_name, c.name AS name, c.type AS kind, \
    CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'yes' ELSE 'no' END AS required \
    FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' \
    AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'customer_search%' \
    AND m.name NOT LIKE '__diesel%'";
const OF_POSTGRES: &str = "SELECT table_name::text, column_name::text AS name, data_type::text AS kind, \
    CASE is_nullable WHEN 'NO' THEN 'yes' ELSE 'no' END AS required \
    FROM information_schema.columns WHERE table_schema = 'public' \
    AND table_name NOT LIKE '\\_\\_diesel%' AND table_name <> 'customer_search'";

fn in_database(scratch: &Scratch) -> BTreeSet<String> {
    let rows: Vec<Column> = scratch
        .db
        .read_now(|conn| {
            let sql = match conn {
                Db::Sqlite(_) => OF_SQLITE,
                Db::Pg(_) => OF_POSTGRES,
            };
            diesel::sql_query(sql).load(conn).map_err(padron::db::DbError::from)
        })
        .unwrap();
    rows.into_iter()
        .map(|c| {
            let kind = diesel_type(&c.kind);
            let kind =
                if c.required == "yes" { kind.to_owned() } else { format!("Nullable<{kind}>") };
            format!("{}.{} {kind}", c.table_name, c.name)
        })
        .collect()
}

fn in_schema() -> BTreeSet<String> {
    let text = include_str!("../src/db/schema.rs");
    let mut table = String::new();
    let mut found = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            name.clone_into(&mut table);
        } else if let Some((column, kind)) = line.split_once(" -> ")
            && table != "customer_search"
        {
            found.insert(format!("{table}.{column} {}", kind.trim_end_matches(',')));
        }
    }
    found
}

#[test]
fn the_schema_is_what_the_database_has() {
    let scratch = Scratch::new();
    let (declared, real) = (in_schema(), in_database(&scratch));
    let missing: Vec<_> = declared.difference(&real).collect();
    let undeclared: Vec<_> = real.difference(&declared).collect();
    assert!(missing.is_empty() && undeclared.is_empty(), "{missing:?} {undeclared:?}");
}

#[test]
fn customers_stay_within_the_columns_that_build_fast() {
    let columns = in_schema().iter().filter(|c| c.starts_with("customers.")).count();
    assert!(columns <= 60, "{columns} columns: groups that nobody sorts by go into a 1:1 table");
}

#[test]
fn every_migration_goes_back_and_forth() {
    let scratch = Scratch::new();
    let before = in_database(&scratch);
    let count = std::fs::read_dir("migrations/sqlite").unwrap().count();
    migrate::revert_all(&scratch.db).unwrap();
    assert_eq!(in_database(&scratch), BTreeSet::new());
    assert_eq!(migrate::run(&scratch.db).unwrap(), count);
    assert_eq!(in_database(&scratch), before);
    migrate::redo(&scratch.db).unwrap();
    assert_eq!(in_database(&scratch), before);
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |kind: &str| -> BTreeSet<String> {
        std::fs::read_dir(format!("migrations/{kind}"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
