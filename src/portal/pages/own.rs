//! The customer of a request: the record, as its account in the portal knows it.

use crate::access::Actor;
use crate::customers::{Record, query};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::portal::{Account, account, sessions};
use crate::web::session::Visitor;

/// A customer who may use the portal.
pub(super) struct Own {
    /// The customer, whole.
    pub record: Record,
    /// The account.
    pub account: Account,
}

impl Own {
    /// What the customer signs in with.
    pub(super) fn sign_in_name(&self) -> String {
        let email = self.record.customer.email.as_ref();
        email.or(self.record.details.portal_login.as_ref()).cloned().unwrap_or_default()
    }

    /// All that the customer can sign in with, as one reads it.
    pub(super) fn sign_in_names(&self, t: Text) -> String {
        match (&self.record.customer.email, &self.record.details.portal_login) {
            (Some(email), Some(login)) => t.portal_either(email, login),
            _ => self.sign_in_name(),
        }
    }

    /// How to call the customer: persons by their first name.
    pub(super) fn first_name(&self) -> String {
        let first = self.record.details.first_name.as_deref();
        first.or_else(|| self.record.display_name()).unwrap_or_default().to_owned()
    }
}

/// The customer of that number, if they may use the portal now.
pub(super) fn find(conn: &mut Db, id: i64) -> Result<Option<Own>, AppError> {
    let record = query::find_visible(conn, &Actor::customer(id), id)?;
    let account = account::find(conn, id)?;
    let (Some(record), Some(account)) = (record, account) else { return Ok(None) };
    let is_welcome = account::is_open_to(&record.customer.status) && account.disabled_at.is_none();
    Ok(is_welcome.then_some(Own { record, account }))
}

/// The customer who is signed in.
pub(super) fn of(conn: &mut Db, id: i64) -> Result<Own, AppError> {
    find(conn, id)?.ok_or(AppError::SignIn)
}

/// The customer who is signed in, as they are now: nobody else changes them until the transaction
/// ends, and the session that asks was not ended meanwhile.
pub(super) fn held(conn: &mut Db, visitor: &Visitor) -> Result<Own, AppError> {
    query::lock(conn, &[visitor.id])?;
    let own = of(conn, visitor.id)?;
    let is_open = own.account.session_epoch == visitor.epoch
        && sessions::is_open(conn, visitor.id, &visitor.session_id)?;
    if is_open { Ok(own) } else { Err(AppError::SignIn) }
}
