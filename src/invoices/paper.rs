//! A stored document as its paper.

use crate::customers::query;
use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoice_papers;
use crate::error::AppError;
use crate::i18n::Text;
use crate::identity::geo;
use crate::money::{Amount, Rate};
use crate::papers::{Authorization, Line, Paper, Stage, Tax};
use crate::text;

use super::snapshot::Snapshots;
use super::states::METHODS;
use super::store::{self, Invoice};
use super::{Writing, desk, draft, lines};

type Said = (Option<String>, Option<String>, Option<chrono::NaiveDate>);

/// The paper of a document, in the words of a language: what was taken down when it was issued, and of a draft
/// what would be taken down now.
///
/// # Errors
/// `NotFound` when the actor sees no such document; else when the database fails.
pub fn paper(conn: &mut Db, w: &Writing, id: i64, t: Text) -> Result<Paper, AppError> {
    let row = store::find(conn, id)?.ok_or(AppError::NotFound)?;
    let record = query::find_visible(conn, w.actor, row.customer_id)?.ok_or(AppError::NotFound)?;
    let snapshots = if row.number.is_some() {
        Snapshots::of(conn, id)?
    } else {
        let draft = draft::kept(conn, &row, w.today())?;
        let (ready, _) = desk::prepare(conn, w, &[record], vec![draft])?;
        ready.into_iter().next().map(|prepared| prepared.snapshots).unwrap_or_default()
    };
    let (notes, code, until): Said = invoice_papers::table
        .find(id)
        .select((
            invoice_papers::notes,
            invoice_papers::authorization_code,
            invoice_papers::authorization_due,
        ))
        .first(conn)?;
    let corrects = match row.corrects_id {
        Some(corrected) => called(conn, corrected)?,
        None => None,
    };
    let (lines, taxes) = columns_of(conn, id)?;
    let label = |code: &String| METHODS.iter().find(|known| known.code == code);
    Ok(Paper {
        heading: snapshots.heading,
        stage: stage(&row),
        issuer: snapshots.issuer,
        receiver: snapshots.receiver,
        issued_on: row.issue_date,
        due_on: row.due_date.filter(|_| row.kind != "credit_note"),
        period: row.period_start.zip(row.period_end),
        corrects,
        method: row.payment_method.as_ref().and_then(label).map(|m| t.0.pick(m.labels).to_owned()),
        decimals: u32::from(geo::exponent(&row.currency)),
        decimal_comma: w.settings.organisation.decimal_comma(),
        currency: row.currency,
        number: row.full_number,
        lines,
        subtotal: Amount(row.subtotal),
        taxes,
        total: Amount(row.total),
        notes,
        authorization: code.map(|code| Authorization { code, until }),
    })
}

/// Why a document was voided or a note issued.
///
/// # Errors
/// When the database fails.
pub fn reason_of(conn: &mut Db, id: i64) -> QueryResult<Option<String>> {
    let found: Option<Option<String>> =
        invoice_papers::table.find(id).select(invoice_papers::reason).first(conn).optional()?;
    Ok(found.flatten())
}

/// The name of the file of a document: as it is called, in letters that every machine takes.
#[must_use]
pub fn file_name(kind: &str, row: &Invoice) -> String {
    let number = row.full_number.clone().unwrap_or_else(|| row.id.to_string());
    let bare: String = text::fold(&format!("{kind} {number}"))
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{}.pdf", bare.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-"))
}

fn stage(row: &Invoice) -> Stage {
    match row.status.as_str() {
        "voided" => Stage::Voided,
        _ if row.number.is_none() => Stage::Draft,
        _ => Stage::Issued,
    }
}

/// A document by its type and number; none of a draft.
///
/// # Errors
/// When the database fails.
pub fn called(conn: &mut Db, id: i64) -> Result<Option<String>, AppError> {
    let number = store::find(conn, id)?.and_then(|row| row.full_number);
    let name = Snapshots::of(conn, id)?.heading.name;
    Ok(number.map(|number| format!("{name} {number}")))
}

fn columns_of(conn: &mut Db, id: i64) -> Result<(Vec<Line>, Vec<Tax>), AppError> {
    let stored = lines::of(conn, id)?;
    let places = lines::tax_places(&stored);
    let inside = |at: usize| {
        stored.iter().zip(&places).any(|(line, place)| *place == Some(at) && line.tax_inside)
    };
    let taxes = lines::taxes_of(conn, id)?;
    let taxes = taxes.into_iter().enumerate().map(|(at, tax)| Tax {
        name: tax.name,
        rate: Rate::of_basis_points(tax.rate_bp).unwrap_or_default(),
        is_inside: inside(at),
        base: Amount(tax.base),
        amount: Amount(tax.amount),
    });
    let taxes = taxes.collect();
    let lines = stored.into_iter().zip(places).map(|(line, tax)| Line {
        description: line.description,
        quantity: line.quantity,
        unit_price: Amount(line.unit_price),
        discount_bp: line.discount_bp,
        amount: Amount(line.amount),
        tax,
    });
    Ok((lines.collect(), taxes))
}
