//! The rows of texts, by area.

mod customer_form;
mod detail;
mod errors;
mod import;
mod list;
mod problems;
mod search;
mod organisation;
mod settings;
mod shared;
mod sign_in;
mod values;
