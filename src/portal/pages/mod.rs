//! What customers see: getting in, choosing a password, their own data, their account. Their sessions
//! are their own, and open nothing of the staff's.

pub mod account;
pub mod cards;
pub mod data;
pub mod forgotten;
pub mod home;
pub mod invoices;
pub mod language;
pub mod login;
mod new_password;
mod own;
mod parts;
pub mod password;
pub mod payment;
pub mod payments;
pub mod session;
pub mod subscriptions;
mod sums;
