//! The rows of texts, by area.

mod customer_form;
mod errors;
mod list;
mod search;
mod problems;
mod shared;
mod sign_in;
mod values;
