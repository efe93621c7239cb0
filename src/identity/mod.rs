//! The numbers and names by which the world knows a person or company: pure functions, no storage, no UI language.

pub mod bank;
pub mod card;
pub mod contact;
pub mod email;
pub mod gender;
pub mod geo;
pub mod login;
pub mod phone;
pub mod tax_id;

#[cfg(test)]
mod vectors;
