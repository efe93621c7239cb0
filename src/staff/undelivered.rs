//! What becomes of a link to choose a password whose letter reaches nobody.

use super::links::{self, Purpose};
use crate::db::Db;
use crate::error::AppError;
use crate::mail::{self, Kind, Undelivered};

/// Ends the link of a letter that a server has refused, for it has seen the link; that of a later letter
/// lives on. A letter that never left has shown it to nobody: whoever made the link still hands it over.
///
/// # Errors
/// When the database fails.
pub fn end(conn: &mut Db, letter: &Undelivered) -> Result<(), AppError> {
    let Some(member) = letter.member.filter(|_| letter.was_seen) else { return Ok(()) };
    let purpose = match letter.kind {
        Some(Kind::PasswordLink) => Purpose::Password,
        Some(Kind::PasswordForgotten) => Purpose::Forgotten,
        _ => return Ok(()),
    };
    if mail::is_last(conn, letter)? {
        links::revoke(conn, purpose, Some(member))?;
    }
    Ok(())
}
