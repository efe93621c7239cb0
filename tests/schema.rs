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
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use padron::db::schema::customer_search;
use padron::db::{Db, DbError, first_load, migrate};

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
            diesel::sql_query(sql).load(conn).map_err(DbError::from)
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
fn presets_of_exports_go_back_to_their_table_and_return_as_they_were() {
    use padron::db::schema::{saved_views, staff};
    let scratch = Scratch::new();
    let read = || {
        scratch
            .db
            .read_now(|conn| {
                let row = (saved_views::kind, saved_views::name, saved_views::query);
                let rows = saved_views::table.order(saved_views::id).select(row);
                rows.load::<(String, String, String)>(conn).map_err(DbError::from)
            })
            .unwrap()
    };
    scratch
        .db
        .write_now(|conn| {
            conn.batch_execute(
                "INSERT INTO staff (email, email_folded, name, role, password_hash, \
                 password_changed_at, created_at) VALUES ('a@x.test', 'a@x.test', 'Ana', 'admin', \
                 '', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
            )?;
            let owner: i64 = staff::table.select(staff::id).first(conn)?;
            for (kind, query) in
                [("view", "q=ana&sort=-name"), ("preset", "format=xlsx&columns=city%2Cid")]
            {
                diesel::insert_into(saved_views::table)
                    .values((
                        saved_views::staff_id.eq(owner),
                        saved_views::kind.eq(kind),
                        saved_views::name.eq("Mía"),
                        saved_views::visibility.eq("own"),
                        saved_views::role.eq(""),
                        saved_views::query.eq(query),
                        saved_views::created_at.eq(padron::clock::now()),
                    ))
                    .execute(conn)?;
            }
            Ok::<_, DbError>(())
        })
        .unwrap();
    let before = read();
    migrate::redo(&scratch.db).unwrap();
    assert_eq!((read(), before.len()), (before, 2));
}

#[test]
fn names_that_were_saved_twice_are_told_apart_by_the_upgrade() {
    use padron::db::schema::saved_views;
    let scratch = Scratch::new();
    let names: Vec<String> = scratch
        .db
        .write_now(|conn| {
            let (down, up) = match conn {
                Db::Sqlite(_) => (
                    include_str!("../migrations/sqlite/2026-11-23-000032_save_presets_as_views/down.sql"),
                    include_str!("../migrations/sqlite/2026-11-23-000032_save_presets_as_views/up.sql"),
                ),
                Db::Pg(_) => (
                    include_str!("../migrations/postgres/2026-11-23-000032_save_presets_as_views/down.sql"),
                    include_str!("../migrations/postgres/2026-11-23-000032_save_presets_as_views/up.sql"),
                ),
            };
            conn.batch_execute(down)?;
            conn.batch_execute(
                "INSERT INTO staff (id, email, email_folded, name, role, password_hash, \
                 password_changed_at, created_at) VALUES (1, 'a@x.test', 'a@x.test', 'Ana', 'admin', \
                 '', '2026-01-01 00:00:00', '2026-01-01 00:00:00')",
            )?;
            let taken =
                ["Morosos", "Morosos (3)", "Morosos", "Morosos · n.º 3", "Otros", "Morosos · n.º 3"];
            for (name, id) in taken.iter().zip(1..) {
                conn.batch_execute(&format!(
                    "INSERT INTO saved_views (id, staff_id, name, visibility, role, query, created_at) \
                     VALUES ({id}, 1, '{name}', 'own', '', '', '2026-01-01 00:00:00')"
                ))?;
            }
            conn.batch_execute(up)?;
            let names = saved_views::table.order(saved_views::id).select(saved_views::name);
            names.load(conn).map_err(DbError::from)
        })
        .unwrap();
    let apart: BTreeSet<&String> = names.iter().collect();
    assert_eq!(apart.len(), 6, "{names:?}");
    assert_eq!((&*names[0], &*names[1], &*names[4]), ("Morosos", "Morosos (3)", "Otros"));
    assert_eq!(names[2], "Morosos · n.º 3");
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

/// Names and texts of the indexes and triggers.
fn definitions(scratch: &Scratch) -> BTreeSet<String> {
    #[derive(QueryableByName)]
    struct Definition {
        #[diesel(sql_type = Text)]
        sql: String,
    }
    let read = |conn: &mut Db| {
        let sql = match conn {
            Db::Sqlite(_) => {
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
            }
            Db::Pg(_) => "SELECT indexdef AS sql FROM pg_indexes WHERE schemaname = 'public'",
        };
        diesel::sql_query(sql).load::<Definition>(conn).map_err(DbError::from)
    };
    scratch.db.read_now(read).unwrap().into_iter().map(|row| row.sql).collect()
}

#[test]
fn a_first_load_leaves_every_index_and_the_search() {
    let scratch = Scratch::new();
    let before = definitions(&scratch);
    assert!(before.len() > 20, "{before:?}");
    let insert = |id: i64, email: &str| {
        format!(
            "INSERT INTO customers (id, public_id, name_sort, search_text, email_folded, \
             created_via, created_at, updated_at) VALUES ({id}, 'p{id}', 'n', 'zubizarreta{id}', \
             '{email}', 'panel', '2026-01-01 00:00:00', '2026-01-01 00:00:00')"
        )
    };
    let load = |rows: Vec<String>| {
        scratch.db.write_now(|conn| {
            first_load(conn, |conn| {
                rows.iter().try_for_each(|row| conn.batch_execute(row)).map_err(DbError::from)
            })
        })
    };
    let twins = vec![insert(1, "a@x.cl"), insert(2, "a@x.cl")];
    assert!(load(twins).is_err(), "two customers with one e-mail");
    assert_eq!(definitions(&scratch), before, "a load that failed leaves all as it was");
    load(vec![insert(3, "a@x.cl"), insert(4, "b@x.cl")]).unwrap();
    assert_eq!(definitions(&scratch), before);
    let found: Vec<i64> = scratch
        .db
        .read_now(|conn| {
            customer_search::table
                .select(customer_search::rowid)
                .filter(customer_search::search_text.like("%zubizarreta4%"))
                .load(conn)
                .map_err(DbError::from)
        })
        .unwrap();
    assert_eq!(found, [4]);
}
