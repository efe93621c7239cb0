//! Mail about a customer's affairs: who is written to, and why. One place decides it for every letter, so
//! that what is shown (who receives what) is what is sent.

pub mod party;
pub mod recipients;
