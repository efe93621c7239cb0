//! What a new main e-mail does to the portal: whatever was mailed to the former one is dead, and both
//! are told.

use super::account::{self, State};
use super::issue::{Holder, recipient};
use super::secret;
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::mail::{self, Content, Letter};
use crate::settings::Organisation;

/// The holder, with the new address, has another main e-mail than before.
///
/// # Errors
/// When the database fails.
pub fn changed(
    conn: &mut Db,
    house: &Organisation,
    holder: &Holder,
    former: Option<&str>,
) -> Result<(), AppError> {
    let Some(account) = account::find(conn, holder.id)? else {
        return Ok(());
    };
    secret::kill(conn, &[holder.id])?;
    if account.state() != State::Active {
        return Ok(());
    }
    let content = Content::PortalEmailChanged(clock::now());
    for address in former.into_iter().chain(holder.email.as_deref()) {
        let to = recipient(conn, house, holder, address)?;
        let letter = Letter::compose(house, to, &content)?;
        mail::queue_open(conn, &letter)?;
    }
    Ok(())
}
