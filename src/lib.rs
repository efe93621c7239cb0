//! Padrón.
