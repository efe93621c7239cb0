//! What every page asks that does something to a payment for a reason.

use super::Opened;
use crate::error::AppError;
use crate::web::{Errors, Form, Page};

/// Longest reason that the history keeps.
const LONGEST: usize = 255;

/// What was answered.
pub(super) struct Answer {
    /// The version of the payment that was looked at.
    pub version: i64,
    /// Why.
    pub reason: String,
}

impl Answer {
    /// Reads a form.
    ///
    /// # Errors
    /// `BadRequest` when it is none of ours.
    pub fn of(form: &Form) -> Result<Self, AppError> {
        let version = form.text("version").parse().map_err(|_| AppError::BadRequest)?;
        let reason = form.text("reason").trim().chars().take(LONGEST).collect();
        Ok(Self { version, reason })
    }
}

/// The question, as a page draws it.
pub(super) struct Question {
    pub crumbs: Vec<(String, String)>,
    /// The payment's own page.
    pub back: String,
    pub version: i64,
    pub reason: String,
    pub longest: String,
    pub errors: Errors,
}

impl Question {
    /// As it is asked, or again with what was typed and what is wrong with it.
    pub fn of(page: &Page, opened: &Opened, (reason, errors): (String, Errors)) -> Self {
        let mut crumbs = opened.crumbs(page);
        crumbs.push((opened.address(), opened.name(page)));
        Self {
            crumbs,
            back: opened.address(),
            version: opened.row.version,
            reason,
            longest: LONGEST.to_string(),
            errors,
        }
    }
}
