//! Rows in and out: the customer's own, the 1:1 rows beside it, and its phones and e-mails.

use std::collections::HashMap;

use crate::db::prelude::*;

use crate::customers::fields::{
    BillingPatch, CustomerPatch, DetailsPatch, LegalPatch, ShippingPatch,
};
use crate::customers::record::{Billing, Customer, Details, Legal, Record, Shipping};
use crate::db::Db;
use crate::db::schema::{
    customer_accounts, customer_billing, customer_details, customer_legal, customer_notify_emails,
    customer_phones, customer_shipping, customers,
};
use crate::identity::email;
use crate::on_backend;
use crate::text;

/// Writes the row of a 1:1 table that changed. A row that was read says whose it is; where none was
/// read there is none yet.
macro_rules! beside {
    ($conn:expr, $id:expr, $before:expr, $after:expr, $table:ident, $row:ident, $patch:ident, $part:ident) => {
        if $before.$part != $after.$part {
            let row = $row { customer_id: $id, ..$after.$part.clone() };
            if $before.$part.customer_id == 0 {
                diesel::insert_into($table::table).values(&row).execute($conn)?;
            } else {
                let patch = $patch::between(&$before.$part, &row);
                diesel::update($table::table.find($id)).set(patch).execute($conn)?;
            }
        }
    };
}

/// The rows of a 1:1 table of many new customers.
macro_rules! beside_all {
    ($conn:expr, $records:expr, $table:ident, $row:ident, $part:ident) => {
        let rows: Vec<$row> = $records
            .iter()
            .filter(|record| record.$part != $row::default())
            .map(|record| $row { customer_id: record.customer.id, ..record.$part.clone() })
            .collect();
        if !rows.is_empty() {
            on_backend!($conn, c => diesel::insert_into($table::table).values(rows).execute(c))?;
        }
    };
}

/// Writes a new customer and gives it its number.
pub(super) fn insert(conn: &mut Db, record: &mut Record) -> QueryResult<i64> {
    let id: i64 = diesel::insert_into(customers::table)
        .values(&record.customer)
        .returning(customers::id)
        .get_result(conn)?;
    record.customer.id = id;
    let nothing = Record::default();
    children(conn, &nothing, record)?;
    accounts(conn, &[id])?;
    Ok(id)
}

/// Writes new customers in one statement for each table, and gives them their numbers.
pub(super) fn insert_all(conn: &mut Db, records: &mut [Record]) -> QueryResult<()> {
    let rows: Vec<&Customer> = records.iter().map(|record| &record.customer).collect();
    let numbers: Vec<(String, i64)> = on_backend!(conn, c => {
        diesel::insert_into(customers::table)
            .values(rows)
            .returning((customers::public_id, customers::id))
            .get_results(c)
    })?;
    let numbers: HashMap<String, i64> = numbers.into_iter().collect();
    for record in records.iter_mut() {
        record.customer.id = numbers.get(&record.customer.public_id).copied().unwrap_or(0);
    }
    accounts(conn, &records.iter().map(|record| record.customer.id).collect::<Vec<_>>())?;
    beside_all!(conn, records, customer_details, Details, details);
    beside_all!(conn, records, customer_billing, Billing, billing);
    beside_all!(conn, records, customer_legal, Legal, legal);
    beside_all!(conn, records, customer_shipping, Shipping, shipping);
    write_phones(conn, records.iter().flat_map(phone_rows).collect())?;
    write_emails(conn, records.iter().flat_map(email_rows).collect())
}

/// Writes the customer's row, and of the rest what changed.
pub(super) fn update(conn: &mut Db, before: &Record, after: &Record) -> QueryResult<()> {
    let written = diesel::update(customers::table.find(after.customer.id))
        .filter(customers::version.eq(before.customer.version))
        .set(CustomerPatch::between(&before.customer, &after.customer))
        .execute(conn)?;
    if written != 1 {
        return Err(diesel::result::Error::NotFound);
    }
    children(conn, before, after)
}

/// Removes the customer; the database removes what hangs on it.
pub(super) fn delete(conn: &mut Db, id: i64) -> QueryResult<()> {
    diesel::delete(customers::table.find(id)).execute(conn).map(|_| ())
}

/// The row that every customer has from the start, with what holds as long as nothing is owed.
fn accounts(conn: &mut Db, ids: &[i64]) -> QueryResult<()> {
    let rows: Vec<_> = ids.iter().map(|id| customer_accounts::customer_id.eq(*id)).collect();
    on_backend!(conn, c => diesel::insert_into(customer_accounts::table).values(rows).execute(c))?;
    Ok(())
}

fn children(conn: &mut Db, before: &Record, after: &Record) -> QueryResult<()> {
    let id = after.customer.id;
    if before.landline != after.landline
        || before.mobile != after.mobile
        || before.phones != after.phones
    {
        phones(conn, id, before, after)?;
    }
    if before.notify_emails != after.notify_emails {
        emails(conn, id, before, after)?;
    }
    beside!(conn, id, before, after, customer_details, Details, DetailsPatch, details);
    beside!(conn, id, before, after, customer_billing, Billing, BillingPatch, billing);
    beside!(conn, id, before, after, customer_legal, Legal, LegalPatch, legal);
    beside!(conn, id, before, after, customer_shipping, Shipping, ShippingPatch, shipping);
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = customer_phones, treat_none_as_default_value = false)]
struct PhoneRow<'a> {
    customer_id: i64,
    position: i64,
    kind: &'static str,
    number: &'a str,
    e164: Option<&'a str>,
    digits: String,
}

fn phones(conn: &mut Db, id: i64, before: &Record, after: &Record) -> QueryResult<()> {
    if before.all_phones().next().is_some() {
        diesel::delete(customer_phones::table.filter(customer_phones::customer_id.eq(id)))
            .execute(conn)?;
    }
    write_phones(conn, phone_rows(after).collect())
}

fn phone_rows(record: &Record) -> impl Iterator<Item = PhoneRow<'_>> {
    record.placed_phones().map(|(position, phone)| PhoneRow {
        customer_id: record.customer.id,
        position,
        kind: phone.kind.code(),
        number: &phone.number,
        e164: phone.e164.as_deref(),
        digits: text::digits(phone.e164.as_deref().unwrap_or(&phone.number)),
    })
}

fn write_phones(conn: &mut Db, rows: Vec<PhoneRow>) -> QueryResult<()> {
    if !rows.is_empty() {
        on_backend!(conn, c => diesel::insert_into(customer_phones::table).values(&rows).execute(c))?;
    }
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = customer_notify_emails)]
struct EmailRow<'a> {
    customer_id: i64,
    position: i64,
    email: &'a str,
    email_folded: String,
}

fn emails(conn: &mut Db, id: i64, before: &Record, after: &Record) -> QueryResult<()> {
    if !before.notify_emails.is_empty() {
        diesel::delete(
            customer_notify_emails::table.filter(customer_notify_emails::customer_id.eq(id)),
        )
        .execute(conn)?;
    }
    write_emails(conn, email_rows(after).collect())
}

fn email_rows(record: &Record) -> impl Iterator<Item = EmailRow<'_>> {
    (0_i64..).zip(&record.notify_emails).map(|(position, email)| EmailRow {
        customer_id: record.customer.id,
        position,
        email,
        email_folded: email::fold(email),
    })
}

fn write_emails(conn: &mut Db, rows: Vec<EmailRow>) -> QueryResult<()> {
    if !rows.is_empty() {
        on_backend!(conn, c => {
            diesel::insert_into(customer_notify_emails::table).values(&rows).execute(c)
        })?;
    }
    Ok(())
}
