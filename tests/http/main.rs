//! The whole panel through HTTP: a real server, a real database of its own for every test. SQLite, or
//! PostgreSQL when TEST_DATABASE names a server.

mod access;
mod account;
mod customers;
mod security;
mod settings;
mod sign_in;
mod staff;
mod support;
