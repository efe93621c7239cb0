//! The rows of texts, by area.

mod account;
mod customer_form;
mod detail;
mod errors;
mod import;
mod list;
mod mail;
mod organisation;
mod problems;
mod search;
mod settings;
mod shared;
mod sign_in;
mod staff;
mod values;
