//! Invoices, credit notes and debit notes: what they come to.

pub mod totals;
