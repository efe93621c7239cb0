//! One customer who can enter the portal.

use crate::db::prelude::*;

use crate::db::schema::customers;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::password;
use crate::portal::account;
use crate::sign_in::throttle::{self, Subject};
use crate::token::random_text;

/// Characters of the password.
const LENGTH: usize = 16;

/// How to sign in to the portal.
pub struct Visitor {
    /// The customer's number.
    pub id: i64,
    /// The main e-mail.
    pub email: String,
    /// Password, until the next start.
    pub password: String,
}

/// Gives the first active customer with an e-mail a new password; none where there is none.
pub(super) fn renew(db: &Database) -> anyhow::Result<Option<Visitor>> {
    let password = random_text(LENGTH);
    let hash = password::hash_now(&password)?;
    let found = db.write_now(|conn| put(conn, &hash))?;
    Ok(found.map(|(id, email)| Visitor { id, email, password }))
}

fn put(conn: &mut Db, hash: &str) -> Result<Option<(i64, String)>, AppError> {
    let found: Option<(i64, Option<String>)> = customers::table
        .filter(customers::status.eq("active"))
        .filter(customers::person_kind.eq("natural"))
        .filter(customers::email.is_not_null())
        .order(customers::id)
        .select((customers::id, customers::email))
        .first(conn)
        .optional()?;
    let Some((id, Some(email))) = found else { return Ok(None) };
    account::ensure(conn, id)?;
    account::set_password(conn, id, hash)?;
    account::enable(conn, id)?;
    throttle::forgive(conn, &Subject::portal_customer(id))?;
    Ok(Some((id, email)))
}
