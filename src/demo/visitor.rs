//! One customer who can enter the portal.

use crate::db::prelude::*;

use crate::db::schema::{cards, customers, invoices};
use crate::db::{Database, Db, among};
use crate::error::AppError;
use crate::password;
use crate::portal::account;
use crate::settings::organisation;
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

/// Gives a customer a new password: the first one who can pay a document by card, else the first one at all; none
/// where nobody is active with an e-mail.
pub(super) fn renew(db: &Database) -> anyhow::Result<Option<Visitor>> {
    let password = random_text(LENGTH);
    let hash = password::hash_now(&password)?;
    let found = db.write_now(|conn| put(conn, &hash))?;
    Ok(found.map(|(id, email)| Visitor { id, email, password }))
}

fn put(conn: &mut Db, hash: &str) -> Result<Option<(i64, String)>, AppError> {
    let house = organisation::load(conn)?;
    let holders = cards::table.filter(cards::status.eq("active")).select(cards::customer_id);
    let debtors = invoices::table
        .filter(invoices::status.eq("pending").and(invoices::currency.eq(house.currency)))
        .select(invoices::customer_id);
    let payer = customers::table
        .filter(customers::id.eq_any(holders))
        .filter(customers::id.eq_any(debtors))
        .order(customers::id)
        .select(customers::id);
    let payers: Vec<i64> = payer.load(conn)?;
    let found = match first(conn, Some(&payers))? {
        None => first(conn, None)?,
        found => found,
    };
    let Some((id, Some(email))) = found else { return Ok(None) };
    account::ensure(conn, id)?;
    account::set_password(conn, id, hash)?;
    account::enable(conn, id)?;
    throttle::forgive(conn, &Subject::portal_customer(id))?;
    Ok(Some((id, email)))
}

/// The first active person with an e-mail, of these customers where they are named.
fn first(conn: &mut Db, of: Option<&[i64]>) -> QueryResult<Option<(i64, Option<String>)>> {
    let mut people = customers::table
        .filter(customers::status.eq("active"))
        .filter(customers::person_kind.eq("natural"))
        .filter(customers::email.is_not_null())
        .order(customers::id)
        .select((customers::id, customers::email))
        .into_boxed();
    if let Some(ids) = of {
        people = people.filter(among(customers::id, ids));
    }
    people.first(conn).optional()
}
