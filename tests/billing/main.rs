//! Documents and payments below the screens: numbers, what is taken down, what settles what. SQLite, or
//! PostgreSQL when TEST_DATABASE names a server.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    dead_code,
    reason = "tests stop at the first surprise; the helpers serve other tests too"
)]

mod checks;
#[path = "../http/support/database.rs"]
mod database;
mod debtors;
mod document_lists;
mod exported;
mod figures;
mod house;
mod invoices;
mod lists;
mod past;
mod payments;
mod run;
