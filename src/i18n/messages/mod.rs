//! The rows of texts, by area.

mod errors;
mod list;
mod search;
mod shared;
mod values;
