//! Addresses of the list of customers.

use crate::form::Form;
use crate::lists::Links;

/// Where the list is.
pub const PATH: &str = "/customers";

/// The list that the parameters of an address ask for.
#[must_use]
pub fn of(form: &Form) -> Links {
    Links::of(PATH, form)
}
