//! What cannot be changed now: by the status, by the organisation's rules, or ever.

use super::{Writing, blank, uniqueness};
use crate::access::{Actor, Permission};
use crate::customers::fields::{self, Field};
use crate::customers::record::Record;
use crate::fields::{Changes, Findings, Group, Lock, Problem, Uses};

/// Fields that are chosen with the customer and stay.
const CREATE_ONLY: &[&str] = &["store_id"];

/// Whether a customer that exists keeps what it has in the field, or has not.
pub(super) fn is_create_only(key: &str) -> bool {
    CREATE_ONLY.contains(&key)
}

/// Why a field of the form cannot be changed in many customers at once; none for those that can.
#[must_use]
pub fn lock_in_bulk(field: &Field) -> Option<Lock> {
    let key = field.key.as_ref();
    if field.is_used_in(Uses::BULK) || !field.is_used_in(Uses::FORM) {
        None
    } else if is_create_only(key) {
        Some(Lock::CreateOnly)
    } else if uniqueness::UNIQUE.contains(&key) {
        Some(Lock::OneAlone)
    } else {
        Some(Lock::Personal)
    }
}

/// Whether the actor's role lets them decide about the field.
#[must_use]
pub fn is_for_role(actor: &Actor, field: &Field) -> bool {
    field.group != Group::Billing || actor.may(Permission::ConfigureBilling)
}

/// Refuses what a new customer gets besides what every new one has, where the role does not decide about it.
pub(super) fn check_new(writing: &Writing, record: &Record, findings: &mut Findings) {
    let usual = blank(writing);
    for field in fields::all().iter().filter(|field| !is_for_role(writing.actor, field)) {
        if field.is_used_in(Uses::FORM) && (field.get)(record) != (field.get)(&usual) {
            findings.refuse(&field.key, Problem::Locked(Lock::Role));
        }
    }
}

/// The reasons for which fields of a customer cannot be edited by this actor now: for forms.
#[must_use]
pub fn locks(writing: &Writing, record: &Record) -> Vec<(&'static str, Lock)> {
    let mut locks: Vec<_> = CREATE_ONLY.iter().map(|key| (*key, Lock::CreateOnly)).collect();
    if record.customer.tax_id.is_some() && writing.settings.organisation.locks_tax_id_from_start() {
        locks.extend([("tax_id", Lock::FromStart), ("tax_id_type", Lock::FromStart)]);
    }
    let others = fields::all().iter().filter(|field| !is_for_role(writing.actor, field));
    locks.extend(others.map(|field| (field.key.as_ref(), Lock::Role)));
    locks
}

/// Refuses changes of what is locked, with the reason.
pub(super) fn check(
    writing: &Writing,
    before: &Record,
    (asked, changed): (&Changes, &[String]),
    findings: &mut Findings,
) {
    let status = before.customer.status.as_str();
    // What settling brings into shape on the way (a province by its code) locks nobody out.
    let is_only_status = changed.iter().all(|key| key == "status" || asked.get(key).is_none());
    for key in changed {
        let lock = match (key.as_str(), status) {
            (_, "anonymized") => Some(Lock::Anonymized),
            (_, "archived") if !is_only_status && !writing.restores => Some(Lock::Archived),
            (key, _) if is_create_only(key) && before.customer.id != 0 => Some(Lock::CreateOnly),
            (key, _) if fields::find(key).is_some_and(|f| !is_for_role(writing.actor, f)) => {
                Some(Lock::Role)
            }
            ("tax_id" | "tax_id_type", _) if locks_tax_id(writing, before) => Some(Lock::FromStart),
            _ => None,
        };
        if let Some(lock) = lock {
            findings.refuse(key, Problem::Locked(lock));
        }
    }
}

/// Whether the tax id cannot be changed by this actor without a reason.
fn locks_tax_id(writing: &Writing, before: &Record) -> bool {
    let is_locked =
        before.customer.tax_id.is_some() && writing.settings.organisation.locks_tax_id_from_start();
    let may_correct = writing.actor.may(Permission::EditLocked) && writing.reason.is_some();
    is_locked && !may_correct
}
