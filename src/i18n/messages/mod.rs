//! The rows of texts, by area.

mod customer_form;
mod detail;
mod errors;
mod problems;
mod shared;
mod values;
