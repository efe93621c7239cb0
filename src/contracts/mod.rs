//! Contracts: a plan, for a customer, at an address. One catalogue of fields gives its list, its form and its
//! history; what it may become says `services::machines`.

mod check;
pub mod fields;
pub mod foreign;
mod list;
pub mod save;
pub mod screens;
pub mod turn;

pub use fields::{Contract, PlanTerms, Record};
pub use list::{Contracts, called, live};
