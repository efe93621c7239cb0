//! What must hold of a row before it is stored: what all catalogues ask for, and the rules of each.

use super::catalogue::Catalogue;
use super::entry::Entry;
use crate::db::Db;
use crate::db::prelude::*;
use crate::fields::{Findings, Kind, Lock, Problem, Value};
use crate::gateways::{self, ONECLICK};
use crate::identity::tax_id::{self, IdKind};
use crate::text;

/// The rules of one catalogue. They may put a value into the form in which it is stored.
pub(super) type Rule = fn(&mut Check<'_>) -> QueryResult<()>;

/// A row on its way.
pub(super) struct Check<'a> {
    pub conn: &'a mut Db,
    pub entry: &'a mut Entry,
    pub findings: &'a mut Findings,
}

/// The code of documents that take others back.
pub const CREDIT_NOTE: &str = "credit_note";

/// Checks a row against what is stored; `before` is the row as it was.
pub(super) fn check(
    conn: &mut Db,
    catalogue: &Catalogue,
    before: Option<&Entry>,
    entry: &mut Entry,
) -> QueryResult<Findings> {
    let mut findings = Findings::default();
    for column in catalogue.columns.iter().filter(|column| column.is_needed()) {
        if column.of(entry).is_empty() {
            findings.refuse(column.key(), Problem::Required);
        }
    }
    name(conn, catalogue, entry, &mut findings)?;
    links(conn, catalogue, before, entry, &mut findings)?;
    if let Some(before) = before {
        fixed(conn, catalogue, before, entry, &mut findings)?;
    }
    (catalogue.rule)(&mut Check { conn, entry, findings: &mut findings })?;
    Ok(findings)
}

/// A name is readable, and in its country no other row's.
fn name(
    conn: &mut Db,
    catalogue: &Catalogue,
    entry: &Entry,
    findings: &mut Findings,
) -> QueryResult<()> {
    let name = entry.name();
    if name.is_empty() {
        return Ok(());
    }
    if !name.chars().any(char::is_alphanumeric) {
        findings.refuse("name", Problem::Unreadable);
    }
    if let Some(twin) = twin(&catalogue.all(conn)?, entry) {
        findings.refuse("name", Problem::Named(twin.name().to_owned(), twin.is_active));
    }
    Ok(())
}

/// Another row of the same country and name, accents and case aside.
pub(super) fn twin<'a>(all: &'a [Entry], entry: &Entry) -> Option<&'a Entry> {
    let folded = text::fold(entry.name());
    all.iter().find(|other| {
        other.id != entry.id
            && other.country() == entry.country()
            && text::fold(other.name()) == folded
    })
}

/// What a row points to is there, is offered, and is of the same country and validity.
fn links(
    conn: &mut Db,
    catalogue: &Catalogue,
    before: Option<&Entry>,
    entry: &Entry,
    findings: &mut Findings,
) -> QueryResult<()> {
    for column in &catalogue.columns {
        let Kind::Ref(list) = column.field.kind else { continue };
        let key = column.key();
        let Some(id) = entry.link(key) else { continue };
        let target = match super::find(list) {
            Some(other) => other.find(conn, id)?,
            None => None,
        };
        let is_new = before.is_none_or(|before| before.link(key) != Some(id));
        let problem = match target {
            Some(target) if target.is_active || !is_new => misfit(entry, &target),
            _ => Some(Problem::Reference),
        };
        if let Some(problem) = problem {
            findings.refuse(key, problem);
        }
    }
    Ok(())
}

/// Why two rows do not go together; what belongs to no country goes with any.
pub(super) fn misfit(one: &Entry, other: &Entry) -> Option<Problem> {
    let differ = |pair: Option<(&str, &str)>| pair.is_some_and(|(one, other)| one != other);
    if differ(one.country().zip(other.country())) {
        return Some(Problem::Elsewhere);
    }
    let validity = one.is_fantasy().zip(other.is_fantasy());
    validity.is_some_and(|(one, other)| one != other).then_some(Problem::Validity)
}

/// What others rely on stays while they do.
fn fixed(
    conn: &mut Db,
    catalogue: &Catalogue,
    before: &Entry,
    entry: &Entry,
    findings: &mut Findings,
) -> QueryResult<()> {
    let is_changed = |key: &str| before.get(key) != entry.get(key);
    let changed: Vec<_> = catalogue
        .columns
        .iter()
        .filter(|column| column.is_fixed() && is_changed(column.key()))
        .collect();
    if changed.is_empty() || catalogue.usage_of(conn, entry.id)?.total() == 0 {
        return Ok(());
    }
    for column in changed {
        findings.refuse(column.key(), Problem::Locked(Lock::InUse));
    }
    Ok(())
}

/// A catalogue without rules of its own.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a rule")]
pub(super) fn none(_: &mut Check<'_>) -> QueryResult<()> {
    Ok(())
}

/// One with legal validity has a tax id that its country's rules accept.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a rule")]
pub(super) fn legal_entity(check: &mut Check<'_>) -> QueryResult<()> {
    let typed = check.entry.text("tax_id").to_owned();
    if typed.is_empty() {
        if check.entry.is_fantasy() == Some(false) {
            check.findings.refuse("tax_id", Problem::Required);
        }
        return Ok(());
    }
    let kind = tax_kind(check.entry.country().unwrap_or_default(), &typed);
    match tax_id::check(kind, &typed) {
        Ok(checked) => {
            if let Some(doubt) = checked.doubt {
                check.findings.warn("tax_id", Problem::IdentityDoubt(kind, doubt));
            }
            check.entry.set("tax_id", Value::Text(checked.compact));
        }
        Err(refusal) => check.findings.refuse("tax_id", Problem::Identity(kind, refusal)),
    }
    Ok(())
}

/// Which of a country's tax numbers it is: the first that accepts it, without a doubt if there is one, else
/// the usual one, whose check says what is wrong. A document of identity is never an issuer's number.
pub fn tax_kind(country: &str, number: &str) -> IdKind {
    let (kinds, _) = IdKind::for_country(country);
    let accepts = |may_doubt: bool| {
        kinds.iter().copied().find(|kind| {
            tax_id::check(*kind, number).is_ok_and(|checked| may_doubt || checked.doubt.is_none())
        })
    };
    accepts(false)
        .or_else(|| accepts(true))
        .or_else(|| kinds.first().copied())
        .unwrap_or(IdKind::ForeignTax)
}

/// A document is taken back by a credit note, and a credit note by none.
pub(super) fn invoice_type(check: &mut Check<'_>) -> QueryResult<()> {
    let Some(id) = check.entry.link("credit_type_id") else { return Ok(()) };
    let target = match super::find(crate::fields::Lookup::InvoiceTypes) {
        Some(types) => types.find(check.conn, id)?,
        None => None,
    };
    let takes_back = target.is_some_and(|target| target.text("purpose") == CREDIT_NOTE);
    if !takes_back || id == check.entry.id || check.entry.text("purpose") == CREDIT_NOTE {
        check.findings.refuse("credit_type_id", Problem::CreditNote);
    }
    Ok(())
}

/// What is exempt or not taxed has no rate.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a rule")]
pub(super) fn tax(check: &mut Check<'_>) -> QueryResult<()> {
    let has_rate = matches!(check.entry.get("rate_bp"), Value::Number(points) if *points != 0);
    if has_rate && check.entry.text("kind") != "rated" {
        check.findings.refuse("rate_bp", Problem::NoRate);
    }
    Ok(())
}

/// Oneclick charges pesos of Chile, and its address must not show its key to the network.
#[expect(clippy::unnecessary_wraps, reason = "the shape of a rule")]
pub(super) fn gateway(check: &mut Check<'_>) -> QueryResult<()> {
    if check.entry.text("end_kind") != ONECLICK {
        return Ok(());
    }
    if check.entry.text("currency") != "CLP" {
        check.findings.refuse("currency", Problem::Elsewhere);
    }
    for key in ["commerce_code", "store_code"] {
        let code = check.entry.text(key);
        if code.is_empty() {
            check.findings.refuse(key, Problem::Required);
        } else if !code.chars().all(|c| c.is_ascii_digit()) {
            check.findings.refuse(key, Problem::Number);
        }
    }
    match check.entry.text("base_url") {
        "" => check.findings.refuse("base_url", Problem::Required),
        address if !gateways::is_safe_address(address) => {
            check.findings.refuse("base_url", Problem::Url);
        }
        _ => {}
    }
    Ok(())
}
