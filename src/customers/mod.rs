//! Customers: everything the panel and the commands know about them.

pub mod import;
