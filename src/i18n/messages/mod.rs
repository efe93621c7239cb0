//! The rows of texts, by area.

mod errors;
mod import;
mod problems;
mod shared;
mod values;
