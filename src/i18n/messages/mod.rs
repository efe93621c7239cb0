//! The rows of texts, by area.

mod errors;
mod organisation;
mod settings;
mod shared;
mod values;
