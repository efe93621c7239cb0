//! The pages of the catalogues: one set for all of them, and the allowed types.

pub mod allowed;
mod changes;
pub mod deletion;
pub mod entry;
mod example;
mod form;
pub mod list;
pub mod state;
mod view;

use super::Catalogue;
use crate::error::AppError;
use crate::settings::screens::nav::{Words, catalogue_address};
use crate::web::Page;

/// The catalogue of an address; 404 for any other.
fn catalogue_of(code: &str) -> Result<&'static Catalogue, AppError> {
    super::all().iter().find(|one| one.list.code() == code).ok_or(AppError::NotFound)
}

/// The way to a row: the settings, and its catalogue.
fn trail(page: &Page, catalogue: &Catalogue) -> Vec<(String, &'static str)> {
    vec![
        ("/settings".to_owned(), page.t.settings_title()),
        (catalogue_address(catalogue.list), Words::of(page.t, catalogue.list).title),
    ]
}
