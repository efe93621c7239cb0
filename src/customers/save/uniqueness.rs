//! What only one customer may have: the main e-mail, the user of the portal, the own id,
//! the reference within its source.

use crate::db::prelude::*;

use super::Writing;
use crate::customers::query;
use crate::customers::record::Record;
use crate::db::Db;
use crate::db::schema::{customer_details, customers};
use crate::error::AppError;
use crate::fields::{Findings, Problem};

/// The fields of which only one customer may have a value.
pub(super) const UNIQUE: &[&str] = &["email", "custom_id", "portal_login", "external_ref"];

/// Whether a write touches what only one customer may have.
pub(super) fn is_touched(before: &Record, after: &Record) -> bool {
    let (old, new) = (&before.customer, &after.customer);
    let (was, is) = (&before.details, &after.details);
    old.email_folded != new.email_folded
        || old.custom_id_folded != new.custom_id_folded
        || was.portal_login != is.portal_login
        || was.external_ref != is.external_ref
        || (is.external_ref.is_some() && was.source != is.source)
}

/// Refuses what another customer has; who may not see that customer is not told which.
pub(super) fn check(
    conn: &mut Db,
    writing: &Writing,
    before: Option<&Record>,
    record: &Record,
    findings: &mut Findings,
) -> Result<(), AppError> {
    if before.is_some_and(|before| !is_touched(before, record)) {
        return Ok(());
    }
    let own = record.customer.id;
    let old = before.map(|old| &old.customer);
    let new = &record.customer;
    if let Some(email) = &new.email_folded
        && old.is_none_or(|old| old.email_folded.as_ref() != Some(email))
    {
        let other = customers::table
            .filter(customers::email_folded.eq(email).and(customers::id.ne(own)))
            .select(customers::id)
            .first(conn)
            .optional()?;
        refuse_if_taken(conn, writing, "email", other, findings)?;
    }
    if let Some(custom_id) = &new.custom_id_folded
        && old.is_none_or(|old| old.custom_id_folded.as_ref() != Some(custom_id))
    {
        let other = customers::table
            .filter(customers::custom_id_folded.eq(custom_id).and(customers::id.ne(own)))
            .select(customers::id)
            .first(conn)
            .optional()?;
        refuse_if_taken(conn, writing, "custom_id", other, findings)?;
    }
    let (old, new) = (before.map(|old| &old.details), &record.details);
    if let Some(login) = &new.portal_login
        && old.is_none_or(|old| old.portal_login.as_ref() != Some(login))
    {
        let other = customer_details::table
            .filter(customer_details::portal_login.eq(login))
            .filter(customer_details::customer_id.ne(own))
            .select(customer_details::customer_id)
            .first(conn)
            .optional()?;
        refuse_if_taken(conn, writing, "portal_login", other, findings)?;
    }
    if let Some(reference) = &new.external_ref
        && old.is_none_or(|old| {
            old.external_ref.as_ref() != Some(reference) || old.source != new.source
        })
    {
        let others: Vec<(i64, Option<String>)> = customer_details::table
            .filter(customer_details::external_ref.eq(reference))
            .filter(customer_details::customer_id.ne(own))
            .select((customer_details::customer_id, customer_details::source))
            .load(conn)?;
        let same = others.into_iter().find(|(_, source)| *source == new.source);
        let other = same.map(|(id, _)| id);
        refuse_if_taken(conn, writing, "external_ref", other, findings)?;
    }
    Ok(())
}

fn refuse_if_taken(
    conn: &mut Db,
    writing: &Writing,
    key: &str,
    other: Option<i64>,
    findings: &mut Findings,
) -> Result<(), AppError> {
    let Some(id) = other else { return Ok(()) };
    let known = query::find_visible(conn, writing.actor, id)?
        .map(|record| (id, record.display_name().unwrap_or_default().to_owned()));
    findings.refuse(key, Problem::Taken(known));
    Ok(())
}
