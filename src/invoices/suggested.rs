//! What a new document of a customer starts from.

use crate::catalogues::tables::Tax;
use crate::customers::record::Record;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::taxes;
use crate::error::AppError;

use super::recurring::Rates;
use super::totals::TaxOf;
use super::{Refusal, Writing, desk};

/// What the customer's Facturación says about a new document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Who issues.
    pub issuer: String,
    /// The type of the document.
    pub kind: String,
    /// What the customer is before the agency.
    pub condition: String,
    /// Taxes of the issuer's country.
    pub taxes: Vec<TaxOf>,
    /// The customer's tax, by the number of its row.
    pub tax: Option<i64>,
    /// Days until it is to be paid.
    pub due_days: i64,
    /// Currency.
    pub currency: String,
    /// How the customer pays.
    pub method: Option<String>,
}

/// What a document of the customer starts from, or why there can be none.
///
/// # Errors
/// When the database fails.
pub fn suggested(
    conn: &mut Db,
    w: &Writing,
    record: &Record,
) -> Result<Result<Suggested, Refusal>, AppError> {
    let sides = match desk::sides(conn, w, record)? {
        Ok(sides) => sides,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let rows: Vec<Tax> = taxes::table
        .filter(taxes::country.eq(&sides.heading.country))
        .filter(taxes::is_active.eq(true))
        .order((taxes::rate_bp.desc(), taxes::name_folded))
        .select(columns::<Tax>())
        .load(conn)?;
    let taxes: Vec<TaxOf> = rows.iter().map(TaxOf::of).collect();
    let usual = record.billing.tax_id_fk.filter(|id| taxes.iter().any(|tax| tax.id == *id));
    let own = record.details.currency.clone();
    Ok(Ok(Suggested {
        issuer: sides.issuer.name,
        kind: sides.heading.name,
        condition: sides.receiver.condition.unwrap_or_default(),
        taxes,
        tax: usual,
        due_days: Rates::open(conn)?.due_days(w, record),
        currency: own.unwrap_or_else(|| w.settings.organisation.currency.clone()),
        method: record.billing.payment_method.clone(),
    }))
}
