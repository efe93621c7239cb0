//! Whose job it is, as of now: a role that changed meanwhile counts, and who may no longer is told.

use crate::db::prelude::*;

use crate::access::{Actor, Permission, Role, Scope, Via};
use crate::customers::bulk::Plan;
use crate::daily;
use crate::db::Db;
use crate::db::schema::staff;
use crate::i18n::Lang;
use crate::jobs::{Job, Kind};
use crate::settings::Settings;

/// The owner of a job.
pub struct Owner {
    /// As the one who acts.
    pub actor: Actor,
    /// Their language.
    pub lang: Lang,
    /// Whether they may still do what the job does.
    pub may: bool,
}

type Row = (i64, String, String, bool, Option<String>, Option<chrono::NaiveDateTime>);

/// The owner of a job.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &mut Db, job: &Job, settings: &Settings) -> QueryResult<Owner> {
    let row: Option<Row> = staff::table
        .filter(staff::id.eq(job.owner_id.unwrap_or(0)))
        .select((
            staff::id,
            staff::name,
            staff::role,
            staff::own_customers_only,
            staff::language,
            staff::disabled_at,
        ))
        .first(conn)
        .optional()?;
    let usual = settings.organisation.lang();
    if job.is_of_the_house() {
        // Nobody's: the day itself asks for it, or what the organisation decided.
        return Ok(Owner { actor: daily::actor(), lang: usual, may: true });
    }
    let Some((id, name, role, own, language, disabled_at)) = row else {
        let actor = Actor { role: Role::Viewer, ..Actor::command(Via::Bulk) };
        return Ok(Owner { actor, lang: usual, may: false });
    };
    let role = Role::from_code(&role).unwrap_or(Role::Viewer);
    let scope = if own && role.can_be_limited() {
        Scope::Own { staff_id: id, lookups: settings.lookups_of(id) }
    } else {
        Scope::All
    };
    let actor = Actor { id: Some(id), name: name.as_str().into(), role, scope, via: Via::Bulk };
    let may = disabled_at.is_none() && may(&actor, job);
    let lang = language.and_then(|code| Lang::from_code(&code)).unwrap_or(usual);
    Ok(Owner { actor, lang, may })
}

/// Whether somebody may do what a job does.
#[must_use]
pub fn may(actor: &Actor, job: &Job) -> bool {
    match job.kind() {
        Some(Kind::BulkUpdate | Kind::BulkUndo) => Plan::from_json(&job.payload).may(actor),
        Some(Kind::PortalPasswords) => actor.may(Permission::RegeneratePortalPasswords),
        Some(Kind::Export) => actor.may(Permission::ExportCustomers),
        Some(Kind::BillingRun) => actor.may(Permission::EditInvoices),
        Some(Kind::Daily | Kind::Categories | Kind::Charging) | None => false,
    }
}
