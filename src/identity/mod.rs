//! The numbers and names by which the world knows a person or company: pure functions, no storage, no UI language.

pub mod email;
pub mod phone;
pub mod tax_id;

#[cfg(test)]
mod vectors;
