//! Numbers without gaps. A series is a razón social, its point of sale and a type; its next number stands in a
//! row that whoever issues holds until the end of the transaction. What is rolled back gives its numbers back,
//! and nobody could take a later one meanwhile.

use crate::db::Db;
use crate::db::prelude::*;
use crate::db::schema::invoice_series;
use crate::on_backend;

/// Which series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The razón social.
    pub entity: i64,
    /// Its point of sale.
    pub point_of_sale: i64,
    /// The type of document.
    pub kind: i64,
}

/// Numbers that were taken: the series, and the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The series.
    pub series: i64,
    /// The first number.
    pub first: i64,
}

/// Takes so many numbers. Who needs several series takes them in the order of their keys.
pub fn take(conn: &mut Db, key: Key, count: i64) -> QueryResult<Taken> {
    if let Some(taken) = step(conn, key, count)? {
        return Ok(taken);
    }
    let new = diesel::insert_into(invoice_series::table).values((
        invoice_series::legal_entity_id.eq(key.entity),
        invoice_series::point_of_sale.eq(key.point_of_sale),
        invoice_series::invoice_type_id.eq(key.kind),
    ));
    // Two who issue the first document of a series at once: one makes the row, both step it.
    on_backend!(conn, c => new.on_conflict_do_nothing().execute(c))?;
    step(conn, key, count)?.ok_or(diesel::result::Error::NotFound)
}

fn step(conn: &mut Db, key: Key, count: i64) -> QueryResult<Option<Taken>> {
    let row = invoice_series::table
        .filter(invoice_series::legal_entity_id.eq(key.entity))
        .filter(invoice_series::point_of_sale.eq(key.point_of_sale))
        .filter(invoice_series::invoice_type_id.eq(key.kind));
    let stepped: Vec<(i64, i64)> = diesel::update(row)
        .set(invoice_series::next_number.eq(invoice_series::next_number + count))
        .returning((invoice_series::id, invoice_series::next_number))
        .get_results(conn)?;
    let taken = stepped.into_iter().next();
    Ok(taken.map(|(series, next)| Taken { series, first: next - count }))
}

/// A number as it is written: point of sale, dash, number.
pub fn written(point_of_sale: i64, number: i64) -> String {
    format!("{point_of_sale:05}-{number:08}")
}
