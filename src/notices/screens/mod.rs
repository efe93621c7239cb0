//! Who receives what, on the customer's page of billing; and the page that asks before a letter goes out once more.

pub mod of_customer;
pub mod sending;
mod words;
