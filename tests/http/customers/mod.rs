//! Customers through HTTP.

mod index;
mod search;
mod views;
