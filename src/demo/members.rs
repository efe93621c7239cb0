//! One member of each role.

use crate::access::Role;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::password;
use crate::sign_in::throttle::{self, Subject};
use crate::staff::{NewMember, query, save};
use crate::token::random_text;

/// How to sign in as a member of a role.
pub struct Credentials {
    /// The role.
    pub role: Role,
    /// E-mail.
    pub email: String,
    /// Password, until the next start.
    pub password: String,
}

/// E-mail and name of the member of a role. Two of them are also a seller and a collector.
fn person(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Admin => ("admin@nodoaustral.example", "Jimena Arrieta"),
        Role::Billing => ("facturacion@nodoaustral.example", "Rodolfo Salinas"),
        Role::Sales => ("ventas@nodoaustral.example", "Brenda Aguilera"),
        Role::Collector => ("cobranzas@nodoaustral.example", "Amílcar Duarte"),
        Role::Support => ("soporte@nodoaustral.example", "Elsa Quintanilla"),
        Role::Viewer => ("consulta@nodoaustral.example", "Teo Bustamante"),
    }
}

/// Makes sure that each role has its member, able to sign in, with a new password.
pub(super) fn renew(db: &Database) -> anyhow::Result<Vec<Credentials>> {
    let mut all = Vec::new();
    for role in Role::ALL {
        let password = random_text(password::SHORTEST + 1);
        let hash = password::hash_now(&password)?;
        db.write_now(|conn| put(conn, role, &hash))?;
        all.push(Credentials { role, email: person(role).0.to_owned(), password });
    }
    Ok(all)
}

/// Whatever the last visitor did to the member is taken back.
fn put(conn: &mut Db, role: Role, hash: &str) -> Result<(), AppError> {
    let (email, name) = person(role);
    let is_limited = role == Role::Collector;
    let Some(member) = query::find_by_email(conn, email)? else {
        let new =
            NewMember { email, name, role, own_customers_only: is_limited, password_hash: hash };
        let _ = save::create(conn, &new)?;
        return Ok(());
    };
    save::enable(conn, member.id)?;
    // Refused for a last administrator only, who stays one here anyway.
    let _ = save::update(conn, member.id, name, role, is_limited)?;
    save::clear_second_factor(conn, member.id)?;
    save::set_password(conn, member.id, hash, None)?;
    throttle::forgive(conn, &Subject::account(email))?;
    Ok(())
}
