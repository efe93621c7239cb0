//! The first load of empty tables: their indexes are made afterwards, each in one go, which takes a
//! fraction of the time. One transaction: who stops half-way leaves what was there before.

use crate::db::prelude::*;
use diesel::connection::SimpleConnection;
use diesel::sql_types::Text;

use super::Db;

/// The tables whose indexes wait.
const TABLES: [&str; 18] = [
    "customers",
    "customer_details",
    "customer_accounts",
    "customer_billing",
    "customer_balances",
    "customer_sales",
    "contracts",
    "subscriptions",
    "invoices",
    "invoice_papers",
    "invoice_lines",
    "invoice_taxes",
    "payments",
    "allocations",
    "customer_phones",
    "customer_notify_emails",
    "customer_legal",
    "history",
];

#[derive(QueryableByName)]
struct Definition {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    sql: String,
}

/// Runs `job` while the tables of customers have no indexes but those of their keys, and makes the
/// indexes again. For tables that are empty, inside a transaction.
///
/// # Errors
/// What `job` returns, or when the database fails: also when two rows have what only one may have.
pub fn first_load<T, E: From<diesel::result::Error>>(
    conn: &mut Db,
    job: impl FnOnce(&mut Db) -> Result<T, E>,
) -> Result<T, E> {
    let definitions = definitions(conn)?;
    for Definition { name, kind, .. } in &definitions {
        conn.batch_execute(&format!("DROP {kind} {name}"))?;
    }
    let done = job(conn)?;
    for Definition { sql, .. } in &definitions {
        conn.batch_execute(sql)?;
    }
    if let Db::Sqlite(_) = conn {
        conn.batch_execute("INSERT INTO customer_search (customer_search) VALUES ('rebuild')")?;
    }
    Ok(done)
}

/// The indexes that no constraint owns, and on SQLite the triggers that keep the search.
fn definitions(conn: &mut Db) -> QueryResult<Vec<Definition>> {
    let tables = TABLES.map(|table| format!("'{table}'")).join(", ");
    match conn {
        Db::Sqlite(_) => diesel::sql_query(format!(
            "SELECT name, type AS kind, sql FROM sqlite_master \
             WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name IN ({tables}) \
             ORDER BY type, name"
        ))
        .load(conn),
        Db::Pg(_) => {
            // Nobody waits for a page here.
            conn.batch_execute("SET LOCAL statement_timeout = 0")?;
            diesel::sql_query(format!(
                "SELECT indexname::text AS name, 'index' AS kind, indexdef AS sql FROM pg_indexes \
                 WHERE schemaname = current_schema() AND tablename IN ({tables}) \
                 AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY indexname"
            ))
            .load(conn)
        }
    }
}
