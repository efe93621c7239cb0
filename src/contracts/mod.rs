//! Contracts: a plan, for a customer, at an address. One catalogue of fields gives its list, its form and its
//! history.

pub mod fields;
mod list;
pub mod screens;

pub use fields::{Contract, Record};
pub use list::Contracts;
