//! Padrón.
pub mod identity;
pub mod text;
