//! Rows in and out: the customer's own, the 1:1 rows beside it, and its phones and e-mails.

use diesel::prelude::*;

use crate::customers::record::Record;
use crate::db::Db;
use crate::db::schema::{
    customer_legal, customer_notify_emails, customer_phones, customer_shipping, customers,
};
use crate::identity::email;
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
    diesel::delete(customers::table.find(id))
        .execute(conn)
        .map(|_| ())
}

fn children(conn: &mut Db, before: &Record, after: &Record) -> QueryResult<()> {
    let id = after.customer.id;
    if !before.all_phones().eq(after.all_phones()) {
        phones(conn, id, after)?;
    }
    if before.notify_emails != after.notify_emails {
        emails(conn, id, &after.notify_emails)?;
    }
    if before.legal != after.legal {
        let row = crate::customers::record::Legal {
            customer_id: id,
            ..after.legal.clone()
        };
        let updated = diesel::update(customer_legal::table.find(id))
            .set(&row)
            .execute(conn)?;
        if updated == 0 {
            diesel::insert_into(customer_legal::table)
                .values(&row)
                .execute(conn)?;
        }
    }
    if before.shipping != after.shipping {
        let row = crate::customers::record::Shipping {
            customer_id: id,
            ..after.shipping.clone()
        };
        let updated = diesel::update(customer_shipping::table.find(id))
            .set(&row)
            .execute(conn)?;
        if updated == 0 {
            diesel::insert_into(customer_shipping::table)
                .values(&row)
                .execute(conn)?;
        }
    }
    Ok(())
}

fn phones(conn: &mut Db, id: i64, record: &Record) -> QueryResult<()> {
    diesel::delete(customer_phones::table.filter(customer_phones::customer_id.eq(id)))
        .execute(conn)?;
    for (position, phone) in (0_i64..).zip(record.all_phones()) {
        let digits = phone.e164.as_deref().unwrap_or(&phone.number);
        diesel::insert_into(customer_phones::table)
            .values((
                customer_phones::customer_id.eq(id),
                customer_phones::position.eq(position),
                customer_phones::kind.eq(phone.kind.code()),
                customer_phones::number.eq(&phone.number),
                customer_phones::e164.eq(&phone.e164),
                customer_phones::digits.eq(text::digits(digits)),
            ))
            .execute(conn)?;
    }
    Ok(())
}

fn emails(conn: &mut Db, id: i64, list: &[String]) -> QueryResult<()> {
    diesel::delete(
        customer_notify_emails::table.filter(customer_notify_emails::customer_id.eq(id)),
    )
    .execute(conn)?;
    for (position, address) in (0_i64..).zip(list) {
        diesel::insert_into(customer_notify_emails::table)
            .values((
                customer_notify_emails::customer_id.eq(id),
                customer_notify_emails::position.eq(position),
                customer_notify_emails::email.eq(address),
                customer_notify_emails::email_folded.eq(email::fold(address)),
            ))
            .execute(conn)?;
    }
    Ok(())
}
