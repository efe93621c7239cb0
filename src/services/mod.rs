//! What customers have a service by: the states of contracts and subscriptions, and what a service costs. It knows
//! no customer and no screen.

pub mod machines;
mod price;

pub use price::{Terms, price_of};
