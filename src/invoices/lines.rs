//! Lines and taxes of a document, written and read.

use std::collections::HashMap;

use crate::catalogues::tables::Tax;
use crate::db::prelude::*;
use crate::db::schema::{invoice_lines, invoice_taxes, taxes};
use crate::db::{Db, among};
use crate::money::{Amount, Rate};
use crate::on_backend;

use super::totals::{Line, TaxOf, Totals};

/// A row of `invoice_lines`.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_lines, treat_none_as_default_value = false)]
pub struct StoredLine {
    pub invoice_id: i64,
    pub position: i64,
    pub description: String,
    pub quantity: i64,
    pub unit_price: i64,
    pub discount_bp: i64,
    pub tax_id: Option<i64>,
    pub tax_inside: bool,
    pub amount: i64,
}

/// A row of `invoice_taxes`.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = invoice_taxes, treat_none_as_default_value = false)]
pub struct StoredTax {
    pub invoice_id: i64,
    pub position: i64,
    pub name: String,
    pub code: Option<String>,
    pub kind: String,
    pub rate_bp: i64,
    pub base: i64,
    pub amount: i64,
}

impl TaxOf {
    /// As its row says today.
    #[must_use]
    pub fn of(tax: &Tax) -> Self {
        Self {
            id: tax.id,
            name: tax.name.clone(),
            code: tax.code.clone(),
            kind: tax.kind.clone(),
            rate: Rate::of_basis_points(tax.rate_bp).unwrap_or_default(),
            is_inside: tax.is_inside,
        }
    }
}

/// Rows of one statement: SQLite takes 32,766 values in one.
const TOGETHER: usize = 3_000;

/// Writes lines and taxes of new documents.
pub fn insert(conn: &mut Db, documents: &[(i64, &[Line], &Totals)]) -> QueryResult<()> {
    let lines: Vec<StoredLine> = documents.iter().flat_map(stored_lines).collect();
    for some in lines.chunks(TOGETHER) {
        let rows = diesel::insert_into(invoice_lines::table).values(some);
        on_backend!(conn, c => rows.execute(c))?;
    }
    let taxes: Vec<StoredTax> = documents.iter().flat_map(stored_taxes).collect();
    for some in taxes.chunks(TOGETHER) {
        let rows = diesel::insert_into(invoice_taxes::table).values(some);
        on_backend!(conn, c => rows.execute(c))?;
    }
    Ok(())
}

fn stored_lines<'a>(
    (id, lines, totals): &'a (i64, &[Line], &Totals),
) -> impl Iterator<Item = StoredLine> + use<'a> {
    let amounts = lines.iter().zip(&totals.amounts);
    (0..).zip(amounts).map(|(position, (line, amount))| StoredLine {
        invoice_id: *id,
        position,
        description: line.description.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price.0,
        discount_bp: line.discount_bp,
        tax_id: line.tax.as_ref().map(|tax| tax.id),
        tax_inside: line.tax.as_ref().is_some_and(|tax| tax.is_inside),
        amount: amount.0,
    })
}

fn stored_taxes<'a>(
    (id, _, totals): &'a (i64, &[Line], &Totals),
) -> impl Iterator<Item = StoredTax> + use<'a> {
    (0..).zip(&totals.taxes).map(|(position, row)| StoredTax {
        invoice_id: *id,
        position,
        name: row.tax.name.clone(),
        code: row.tax.code.clone(),
        kind: row.tax.kind.clone(),
        rate_bp: row.tax.rate.basis_points(),
        base: row.base.0,
        amount: row.amount.0,
    })
}

/// Forgets lines and taxes, before others are written.
pub fn clear(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(invoice_taxes::table.filter(invoice_taxes::invoice_id.eq(id))).execute(conn)?;
    diesel::delete(invoice_lines::table.filter(invoice_lines::invoice_id.eq(id))).execute(conn)?;
    Ok(())
}

/// Lines of a document, in their order.
pub fn of(conn: &mut Db, id: i64) -> QueryResult<Vec<StoredLine>> {
    invoice_lines::table
        .filter(invoice_lines::invoice_id.eq(id))
        .order(invoice_lines::position)
        .select(columns::<StoredLine>())
        .load(conn)
}

/// Taxes of a document, in the order in which its lines bring them.
pub fn taxes_of(conn: &mut Db, id: i64) -> QueryResult<Vec<StoredTax>> {
    invoice_taxes::table
        .filter(invoice_taxes::invoice_id.eq(id))
        .order(invoice_taxes::position)
        .select(columns::<StoredTax>())
        .load(conn)
}

/// Which of the document's taxes each line brings: they stand in the order of the lines.
pub fn tax_places(lines: &[StoredLine]) -> Vec<Option<usize>> {
    let mut known: Vec<(i64, bool)> = Vec::new();
    lines
        .iter()
        .map(|line| {
            let tax = (line.tax_id?, line.tax_inside);
            Some(known.iter().position(|other| *other == tax).unwrap_or_else(|| {
                known.push(tax);
                known.len() - 1
            }))
        })
        .collect()
}

/// The lines of a draft as they are written today, with the taxes as they are now.
pub fn as_written(conn: &mut Db, id: i64) -> QueryResult<Vec<Line>> {
    let stored = of(conn, id)?;
    let ids: Vec<i64> = stored.iter().filter_map(|line| line.tax_id).collect();
    let rows: Vec<Tax> =
        taxes::table.filter(among(taxes::id, &ids)).select(columns::<Tax>()).load(conn)?;
    let known: HashMap<i64, TaxOf> = rows.iter().map(|tax| (tax.id, TaxOf::of(tax))).collect();
    Ok(with_taxes(stored, |line| {
        let tax = known.get(&line.tax_id?)?;
        Some(TaxOf { is_inside: line.tax_inside, ..tax.clone() })
    }))
}

/// The lines of an issued document, with the taxes as they were.
pub fn as_issued(conn: &mut Db, id: i64) -> QueryResult<Vec<Line>> {
    let stored = of(conn, id)?;
    let sums = taxes_of(conn, id)?;
    let mut places = tax_places(&stored).into_iter();
    Ok(with_taxes(stored, |line| {
        let tax = sums.get(places.next()??)?;
        Some(TaxOf {
            id: line.tax_id?,
            name: tax.name.clone(),
            code: tax.code.clone(),
            kind: tax.kind.clone(),
            rate: Rate::of_basis_points(tax.rate_bp)?,
            is_inside: line.tax_inside,
        })
    }))
}

fn with_taxes(
    stored: Vec<StoredLine>,
    mut tax: impl FnMut(&StoredLine) -> Option<TaxOf>,
) -> Vec<Line> {
    let line = |line: StoredLine| Line {
        tax: tax(&line),
        description: line.description,
        quantity: line.quantity,
        unit_price: Amount(line.unit_price),
        discount_bp: line.discount_bp,
    };
    stored.into_iter().map(line).collect()
}
