//! What a customer buys, owes and will be charged, on the customer's own page: figures that stand written, the
//! latest documents and payments, the charges to come, and a chart of twelve months drawn here.
//!
//! It knows the customer and all that hangs on it; none of them knows it.

mod charges;
mod chart;
mod read;
mod show;
mod words;

pub use show::show;
