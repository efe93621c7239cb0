//! The whole panel through HTTP: a real server, a real database of its own for every test. SQLite, or
//! PostgreSQL when TEST_DATABASE names a server.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod access;
mod account;
mod at_once;
mod audit;
mod billing;
mod cards;
mod catalogues;
mod charging;
mod contracts;
mod customers;
mod daily;
mod documents;
mod exports;
mod languages;
mod mail;
mod portal;
mod portal_password;
mod security;
mod settings;
mod sign_in;
mod staff;
#[path = "../gateway/stand_in/mod.rs"]
#[allow(dead_code, reason = "the tests of the client use all of it")]
mod stand_in;
mod subscriptions;
mod support;
