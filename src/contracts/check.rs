//! What is asked of a contract, besides what each field asks of its value.

use std::net::IpAddr;

use super::fields::{self, Contract, Record};
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::{contracts, plans};
use crate::error::AppError;
use crate::fields::{Changes, Findings, Kind, Problem, Uses, Value};
use crate::services::Writing;

/// Puts the changes into a contract and says what is wrong with it.
///
/// # Errors
/// When the database fails.
pub(super) fn check(
    conn: &mut Db,
    w: &Writing,
    before: Option<&Record>,
    after: &mut Record,
    changes: &Changes,
) -> Result<Findings, AppError> {
    let mut findings = Findings::default();
    apply(after, changes, &mut findings);
    let contract = &mut after.contract;
    references(w, before, contract, &mut findings);
    tidy(contract, &mut findings);
    if contract.end_date.is_some_and(|end| end < contract.start_date) {
        findings.refuse("end_date", Problem::BeforeStart);
    }
    for (has, lacks, key) in [
        (contract.latitude, contract.longitude, "longitude"),
        (contract.longitude, contract.latitude, "latitude"),
    ] {
        if has.is_some() && lacks.is_none() {
            findings.refuse(key, Problem::Required);
        }
    }
    follow_plan(conn, contract)?;
    if is_numbered_twice(conn, contract)? {
        findings.refuse("number", Problem::NumberInUse);
    }
    Ok(findings)
}

/// What a form may set. A day that is needed and left empty is refused, for its column cannot be.
fn apply(after: &mut Record, changes: &Changes, findings: &mut Findings) {
    let asked = fields::all().iter().filter(|field| field.is_used_in(Uses::FORM));
    for field in asked {
        match (changes.get(&field.key), &*field.key) {
            (None, _) => {}
            (Some(Value::Empty), "start_date") => findings.refuse("start_date", Problem::Required),
            (Some(Value::Empty), "discount_bp") => after.contract.discount_bp = 0,
            (Some(value), _) => (field.set)(after, value.clone()),
        }
    }
}

/// What is chosen is there, and is still offered unless it was chosen before.
fn references(w: &Writing, before: Option<&Record>, after: &Contract, findings: &mut Findings) {
    if after.plan_id == 0 {
        findings.refuse("plan_id", Problem::Required);
    }
    let chosen = |key: &str, contract: &Contract| match key {
        "plan_id" => Some(contract.plan_id).filter(|id| *id != 0),
        "server_id" => contract.server_id,
        _ => contract.coverage_id,
    };
    for key in ["plan_id", "server_id", "coverage_id"] {
        let Some(Kind::Ref(list)) = fields::find(key).map(|field| field.kind) else { continue };
        let Some(id) = chosen(key, after) else { continue };
        let is_kept = before.is_some_and(|before| chosen(key, &before.contract) == Some(id));
        let is_offered = w.settings.name_of(list, id).is_some_and(|offer| offer.is_active);
        if !is_kept && !is_offered {
            findings.refuse(key, Problem::Reference);
        }
    }
}

/// Addresses of networks and of devices, as they are written.
fn tidy(contract: &mut Contract, findings: &mut Findings) {
    if let Some(typed) = &contract.ip {
        let (address, width) = typed.split_once('/').unwrap_or((typed, ""));
        let is_width = typed == address || width.parse::<u8>().is_ok_and(|bits| bits <= 128);
        match address.trim().parse::<IpAddr>() {
            Ok(_) if is_width => {}
            _ => findings.refuse("ip", Problem::NetworkAddress),
        }
    }
    if let Some(typed) = &contract.mac {
        let digits: Vec<char> = typed.chars().filter(char::is_ascii_hexdigit).collect();
        let is_plain = typed.chars().all(|c| c.is_ascii_hexdigit() || ":-. ".contains(c));
        if digits.len() == 12 && is_plain {
            let pairs: Vec<String> = digits.chunks(2).map(|two| two.iter().collect()).collect();
            contract.mac = Some(pairs.join(":").to_uppercase());
        } else {
            findings.refuse("mac", Problem::DeviceAddress);
        }
    }
}

/// A contract is in the currency of its plan.
fn follow_plan(conn: &mut Db, contract: &mut Contract) -> QueryResult<()> {
    let currency: Option<String> =
        plans::table.find(contract.plan_id).select(plans::currency).first(conn).optional()?;
    if let Some(currency) = currency {
        contract.currency = currency;
    }
    Ok(())
}

/// Whether another contract has its number.
fn is_numbered_twice(conn: &mut Db, contract: &Contract) -> QueryResult<bool> {
    let Some(number) = &contract.number else { return Ok(false) };
    let other: Option<i64> = contracts::table
        .filter(contracts::number.eq(number))
        .filter(contracts::id.ne(contract.id))
        .select(contracts::id)
        .first(conn)
        .optional()?;
    Ok(other.is_some())
}
