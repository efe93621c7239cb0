//! What becomes of a secret whose letter reaches nobody: whoever refused the letter has seen it.

use super::secret;
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::mail::{self, Kind, Undelivered};

/// Ends the secret of a letter that is given up, in that transaction; a later letter's lives on.
///
/// # Errors
/// When the database fails.
pub fn end(conn: &mut Db, letter: &Undelivered) -> Result<(), AppError> {
    let Some(customer) = letter.customer else { return Ok(()) };
    query::lock(conn, &[customer])?;
    if !mail::is_last(conn, letter)? {
        return Ok(());
    }
    match letter.kind {
        Some(Kind::PortalPassword) => secret::end_mailed(conn, customer)?,
        Some(Kind::PortalForgotten) => secret::end_forgotten(conn, customer)?,
        _ => {}
    }
    Ok(())
}
