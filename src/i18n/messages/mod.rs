//! The rows of texts, by area.

mod errors;
mod shared;
mod values;
