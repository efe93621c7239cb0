//! The pages of the settings: what can be configured, the organisation, and one slice for all
//! lists of names.

pub mod billing;
pub mod changes;
pub mod deletion;
pub mod entry;
pub mod index;
pub mod list;
pub mod nav;
pub mod options;
pub mod organisation;
mod organisation_form;
pub mod portal;
mod portal_form;
mod required;
pub mod state;
pub mod typed;

use crate::error::AppError;
use crate::fields::Lookup;

/// The list of an address; 404 for one that nobody keeps.
fn list_of(code: &str) -> Result<Lookup, AppError> {
    Lookup::from_code(code).ok_or(AppError::NotFound)
}

/// The address of a list.
fn address(list: Lookup) -> String {
    format!("/settings/{}", list.code())
}
