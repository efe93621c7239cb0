//! Rows in and out: the customer's own, the 1:1 rows beside it, and its phones and e-mails.

use diesel::prelude::*;

use crate::customers::record::{Details, Legal, Record, Shipping};
use crate::db::Db;
use crate::db::schema::{
    customer_details, customer_legal, customer_notify_emails, customer_phones, customer_shipping,
    customers,
};
use crate::identity::email;
use crate::on_backend;
use crate::text;

/// Writes a new customer and gives it its number.
pub(super) fn insert(conn: &mut Db, record: &mut Record) -> QueryResult<i64> {
    let id: i64 = diesel::insert_into(customers::table)
        .values(&record.customer)
        .returning(customers::id)
        .get_result(conn)?;
    record.customer.id = id;
    let nothing = Record::default();
    children(conn, &nothing, record)?;
    Ok(id)
}

/// Writes the customer's row, and of the rest what changed.
pub(super) fn update(conn: &mut Db, before: &Record, after: &Record) -> QueryResult<()> {
    let written = diesel::update(customers::table.find(after.customer.id))
        .filter(customers::version.eq(before.customer.version))
        .set(&after.customer)
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

/// Writes the row of a 1:1 table that changed. A row that was read says whose it is; where none was
/// read there is none yet.
macro_rules! beside {
    ($conn:expr, $id:expr, $before:expr, $after:expr, $table:ident, $row:ident, $part:ident) => {
        if $before.$part != $after.$part {
            let row = $row { customer_id: $id, ..$after.$part.clone() };
            if $before.$part.customer_id == 0 {
                diesel::insert_into($table::table).values(&row).execute($conn)?;
            } else {
                diesel::update($table::table.find($id)).set(&row).execute($conn)?;
            }
        }
    };
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
        emails(conn, id, &before.notify_emails, &after.notify_emails)?;
    }
    beside!(conn, id, before, after, customer_details, Details, details);
    beside!(conn, id, before, after, customer_legal, Legal, legal);
    beside!(conn, id, before, after, customer_shipping, Shipping, shipping);
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
    let rows: Vec<PhoneRow> = after
        .placed_phones()
        .map(|(position, phone)| PhoneRow {
            customer_id: id,
            position,
            kind: phone.kind.code(),
            number: &phone.number,
            e164: phone.e164.as_deref(),
            digits: text::digits(phone.e164.as_deref().unwrap_or(&phone.number)),
        })
        .collect();
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

fn emails(conn: &mut Db, id: i64, before: &[String], after: &[String]) -> QueryResult<()> {
    if !before.is_empty() {
        diesel::delete(
            customer_notify_emails::table.filter(customer_notify_emails::customer_id.eq(id)),
        )
        .execute(conn)?;
    }
    let rows: Vec<EmailRow> = (0_i64..)
        .zip(after)
        .map(|(position, email)| EmailRow {
            customer_id: id,
            position,
            email,
            email_folded: email::fold(email),
        })
        .collect();
    if !rows.is_empty() {
        on_backend!(conn, c => diesel::insert_into(customer_notify_emails::table).values(&rows).execute(c))?;
    }
    Ok(())
}
