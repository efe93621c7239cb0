//! Payments: taken in, spread over documents, taken back. Two clerks who see the same debt are told apart: the
//! customer is locked first, and what a form saw is compared with what is.
//!
//! As with documents, what is derived of them is refreshed by each act, last.

pub mod by_card;
mod credit;
pub mod fields;
mod list;
pub mod past;
pub mod refund;
mod register;
mod reverse;
pub mod screens;
mod spread;
pub mod states;
mod store;
pub mod when;

pub use credit::apply_credit;
pub use list::{Payments, called};
pub use register::{Outcome, REGISTERED, Received, register};
pub use reverse::reverse;
pub use spread::{OpenInvoice, open_of, spread};
pub use store::{Payment, find, latest, locked, of_customer};
