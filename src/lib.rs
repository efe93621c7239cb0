//! Padrón.
pub mod customers;
pub mod identity;
pub mod text;
