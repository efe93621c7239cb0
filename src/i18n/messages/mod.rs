//! The rows of texts, by area.

mod errors;
mod shared;
mod sign_in;
mod values;
