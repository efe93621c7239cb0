//! Writes members and ends their sessions. Refuses to leave the panel without an administrator.

use crate::db::prelude::*;

use super::query;
use super::record::Account;
use crate::access::Role;
use crate::clock;
use crate::db::Db;
use crate::db::schema::{recovery_codes, sessions, staff};
use crate::identity::email;
use crate::mail;
use crate::settings::organisation::move_version;

/// A hash that no password has.
pub const NO_PASSWORD: &str = "!";

/// What a new member starts with.
pub struct NewMember<'a> {
    /// E-mail, checked.
    pub email: &'a str,
    /// Name.
    pub name: &'a str,
    /// Role.
    pub role: Role,
    /// Limited to own customers.
    pub own_customers_only: bool,
    /// PHC string, or [`NO_PASSWORD`].
    pub password_hash: &'a str,
}

/// Why a member was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another member has the e-mail.
    EmailTaken,
    /// Nobody could administer the panel any more.
    LastAdmin,
    /// The set-up was done meanwhile.
    AlreadySetUp,
}

/// Adds a member.
///
/// # Errors
/// When the database fails.
pub fn create(conn: &mut Db, new: &NewMember<'_>) -> QueryResult<Result<i64, Refusal>> {
    lock(conn)?;
    if query::find_by_email(conn, new.email)?.is_some() {
        return Ok(Err(Refusal::EmailTaken));
    }
    let now = clock::now();
    diesel::insert_into(staff::table)
        .values((
            staff::email.eq(new.email),
            staff::email_folded.eq(email::fold(new.email)),
            staff::name.eq(new.name),
            staff::role.eq(new.role.code()),
            staff::own_customers_only.eq(new.own_customers_only),
            staff::password_hash.eq(new.password_hash),
            staff::password_changed_at.eq(now),
            staff::created_at.eq(now),
        ))
        .returning(staff::id)
        .get_result(conn)
        .map(Ok)
}

/// Adds the first member, as long as there is none.
///
/// # Errors
/// When the database fails.
pub fn create_first(conn: &mut Db, new: &NewMember<'_>) -> QueryResult<Result<i64, Refusal>> {
    lock(conn)?;
    if query::any(conn)? {
        return Ok(Err(Refusal::AlreadySetUp));
    }
    create(conn, new)
}

/// Changes what an administrator says about a member; it counts from their next request on. The member as
/// it was.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn update(
    conn: &mut Db,
    id: i64,
    name: &str,
    role: Role,
    own_customers_only: bool,
) -> QueryResult<Result<Account, Refusal>> {
    lock(conn)?;
    let before = query::find(conn, id)?;
    if role != Role::Admin && is_last_admin(conn, &before)? {
        return Ok(Err(Refusal::LastAdmin));
    }
    diesel::update(staff::table.find(id))
        .set((
            staff::name.eq(name),
            staff::role.eq(role.code()),
            staff::own_customers_only.eq(own_customers_only),
        ))
        .execute(conn)?;
    if before.role() != role || before.own_customers_only != own_customers_only {
        // A file of customers whom the member may no longer see could go with it.
        mail::cancel_to_member(conn, id, mail::Kind::ExportReady)?;
    }
    Ok(Ok(before))
}

/// Shuts a member out and ends the sessions at once.
///
/// # Errors
/// `NotFound`, or when the database fails.
pub fn disable(conn: &mut Db, id: i64) -> QueryResult<Result<(), Refusal>> {
    lock(conn)?;
    let before = query::find(conn, id)?;
    if is_last_admin(conn, &before)? {
        return Ok(Err(Refusal::LastAdmin));
    }
    diesel::update(staff::table.find(id))
        .set(staff::disabled_at.eq(Some(clock::now())))
        .execute(conn)?;
    end_sessions(conn, id, None)?;
    // Customers may go with it.
    mail::cancel_to_member(conn, id, mail::Kind::ExportReady)?;
    Ok(Ok(()))
}

/// Lets a member sign in again.
///
/// # Errors
/// When the database fails.
pub fn enable(conn: &mut Db, id: i64) -> QueryResult<()> {
    lock(conn)?;
    diesel::update(staff::table.find(id))
        .set(staff::disabled_at.eq(None::<chrono::NaiveDateTime>))
        .execute(conn)
        .map(|_| ())
}

/// Sets a password and ends the sessions, but for the one named.
///
/// # Errors
/// When the database fails.
pub fn set_password(
    conn: &mut Db,
    id: i64,
    password_hash: &str,
    keep: Option<&str>,
) -> QueryResult<()> {
    diesel::update(staff::table.find(id))
        .set((staff::password_hash.eq(password_hash), staff::password_changed_at.eq(clock::now())))
        .execute(conn)?;
    end_sessions(conn, id, keep).map(|_| ())
}

/// Notes a sign-in; a hash that was made anew with stronger parameters replaces the former.
///
/// # Errors
/// When the database fails.
pub fn signed_in(conn: &mut Db, id: i64, rehashed: Option<&str>) -> QueryResult<()> {
    diesel::update(staff::table.find(id))
        .set(staff::last_sign_in_at.eq(Some(clock::now())))
        .execute(conn)?;
    if let Some(hash) = rehashed {
        diesel::update(staff::table.find(id)).set(staff::password_hash.eq(hash)).execute(conn)?;
    }
    Ok(())
}

/// Ends the sessions of a member, but for the one named; returns how many.
///
/// # Errors
/// When the database fails.
pub fn end_sessions(conn: &mut Db, id: i64, keep: Option<&str>) -> QueryResult<usize> {
    let kept = keep.unwrap_or_default().to_owned();
    diesel::delete(
        sessions::table.filter(sessions::staff_id.eq(id)).filter(sessions::public_id.ne(kept)),
    )
    .execute(conn)
}

/// Ends one session of a member; returns whether it was there.
///
/// # Errors
/// When the database fails.
pub fn end_session(conn: &mut Db, id: i64, public_id: &str) -> QueryResult<bool> {
    diesel::delete(
        sessions::table.filter(sessions::staff_id.eq(id)).filter(sessions::public_id.eq(public_id)),
    )
    .execute(conn)
    .map(|ended| ended > 0)
}

/// What members choose for themselves.
pub struct Choices<'a> {
    /// Name.
    pub name: &'a str,
    /// Code of the language; none for the organisation's.
    pub language: Option<&'a str>,
    /// system, light or dark.
    pub scheme: &'a str,
    /// comfortable or compact.
    pub density: &'a str,
    /// Single-key shortcuts.
    pub shortcuts: bool,
}

/// Stores what a member chose.
///
/// # Errors
/// When the database fails.
pub fn choose(conn: &mut Db, id: i64, choices: &Choices<'_>) -> QueryResult<()> {
    lock(conn)?;
    diesel::update(staff::table.find(id))
        .set((
            staff::name.eq(choices.name),
            staff::language.eq(choices.language),
            staff::scheme.eq(choices.scheme),
            staff::density.eq(choices.density),
            staff::shortcuts.eq(choices.shortcuts),
        ))
        .execute(conn)
        .map(|_| ())
}

/// Stores the scheme alone.
///
/// # Errors
/// When the database fails.
pub fn choose_scheme(conn: &mut Db, id: i64, scheme: &str) -> QueryResult<()> {
    diesel::update(staff::table.find(id)).set(staff::scheme.eq(scheme)).execute(conn).map(|_| ())
}

/// Stores the language alone.
///
/// # Errors
/// When the database fails.
pub fn choose_language(conn: &mut Db, id: i64, language: &str) -> QueryResult<()> {
    diesel::update(staff::table.find(id))
        .set(staff::language.eq(Some(language)))
        .execute(conn)
        .map(|_| ())
}

/// Turns the second factor on, with hashes of its recovery codes, the code just shown being used.
///
/// # Errors
/// When the database fails.
pub fn set_second_factor(
    conn: &mut Db,
    id: i64,
    secret: &str,
    step: i64,
    code_hashes: &[String],
) -> QueryResult<()> {
    diesel::update(staff::table.find(id))
        .set((staff::totp_secret.eq(Some(secret)), staff::totp_last_step.eq(step)))
        .execute(conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::staff_id.eq(id))).execute(conn)?;
    for code_hash in code_hashes {
        diesel::insert_into(recovery_codes::table)
            .values((recovery_codes::staff_id.eq(id), recovery_codes::code_hash.eq(code_hash)))
            .execute(conn)?;
    }
    Ok(())
}

/// Turns the second factor off.
///
/// # Errors
/// When the database fails.
pub fn clear_second_factor(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::update(staff::table.find(id))
        .set((staff::totp_secret.eq(None::<String>), staff::totp_last_step.eq(0)))
        .execute(conn)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::staff_id.eq(id))).execute(conn)?;
    Ok(())
}

/// Uses a time step up; false when it, or a later one, was used before.
///
/// # Errors
/// When the database fails.
pub fn use_step(conn: &mut Db, id: i64, step: i64) -> QueryResult<bool> {
    let unused = staff::table.filter(staff::id.eq(id)).filter(staff::totp_last_step.lt(step));
    diesel::update(unused)
        .set(staff::totp_last_step.eq(step))
        .execute(conn)
        .map(|changed| changed == 1)
}

/// Uses a recovery code up; false when there is none with this hash.
///
/// # Errors
/// When the database fails.
pub fn use_recovery_code(conn: &mut Db, id: i64, code_hash: &str) -> QueryResult<bool> {
    let unused = recovery_codes::table
        .filter(recovery_codes::staff_id.eq(id))
        .filter(recovery_codes::code_hash.eq(code_hash))
        .filter(recovery_codes::used_at.is_null());
    diesel::update(unused)
        .set(recovery_codes::used_at.eq(Some(clock::now())))
        .execute(conn)
        .map(|used| used > 0)
}

/// Names of members are settings to others, so their version moves; its row also makes writers of
/// members wait for each other, without which two administrators could demote one another at once.
fn lock(conn: &mut Db) -> QueryResult<()> {
    move_version(conn)
}

fn is_last_admin(conn: &mut Db, member: &Account) -> QueryResult<bool> {
    Ok(member.is_active()
        && member.role() == Role::Admin
        && !query::has_other_admin(conn, member.id)?)
}
