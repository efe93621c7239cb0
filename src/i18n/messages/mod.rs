//! The rows of texts, by area.

mod customer_form;
mod detail;
mod errors;
mod problems;
mod organisation;
mod settings;
mod shared;
mod sign_in;
mod values;
