//! Documents and payments through HTTP.

mod debtors;
mod invoices;
mod letters;
mod numbers;
mod payments;
mod run;
mod summary;

use diesel::prelude::*;
use padron::db::schema::{
    customer_billing, invoice_types, invoices as rows, payments as paid, tax_conditions,
};
use padron::invoices::store::Invoice;
use padron::payments::Payment;

use crate::billing::{issuer, panel};
use crate::support::{Client, Response, TestApp};

/// A panel in Argentina, and a final consumer who gets factura B.
pub fn billed() -> (TestApp, i64) {
    billed_as(&[("name", "Ana Díaz")])
}

/// The same, with what else is known of the customer.
pub fn billed_as(typed: &[(&str, &str)]) -> (TestApp, i64) {
    let app = panel("AR");
    let entity = issuer(&app, "Fibra del Ñandubay S. A.", "IVA Responsable Inscripto", false);
    let customer = app.customer(typed);
    app.write(|conn| {
        let condition: i64 = tax_conditions::table
            .filter(tax_conditions::country.eq("AR").and(tax_conditions::code.eq("5")))
            .select(tax_conditions::id)
            .first(conn)?;
        let kind: i64 = invoice_types::table
            .filter(invoice_types::country.eq("AR").and(invoice_types::code.eq("6")))
            .select(invoice_types::id)
            .first(conn)?;
        diesel::update(customer_billing::table.find(customer))
            .set((
                customer_billing::billing_enabled.eq(true),
                customer_billing::legal_entity_id.eq(entity),
                customer_billing::tax_condition_id.eq(condition),
                customer_billing::invoice_type_id.eq(kind),
                customer_billing::payment_method.eq("transfer"),
            ))
            .execute(conn)?;
        Ok(())
    });
    (app, customer)
}

/// What a form of one line asks for.
pub fn typed<'a>(price: &'a str, action: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("line_description", "Fibra 100"),
        ("line_quantity", ""),
        ("line_price", price),
        ("line_discount", ""),
        ("line_tax", ""),
        ("currency", "ARS"),
        ("due_date", "2099-01-10"),
        ("payment_method", "transfer"),
        ("action", action),
    ]
}

pub fn invoice(app: &TestApp, id: i64) -> Invoice {
    app.read(|conn| Ok(rows::table.find(id).select(Invoice::as_select()).first(conn)?))
}

pub fn payment(app: &TestApp, id: i64) -> Payment {
    app.read(|conn| Ok(paid::table.find(id).select(Payment::as_select()).first(conn)?))
}

/// The number at the end of where an answer leads.
#[track_caller]
pub fn led_to(answer: &Response, path: &str) -> i64 {
    let place = answer.header("location");
    place
        .strip_prefix(path)
        .and_then(|id| id.parse().ok())
        .unwrap_or_else(|| panic!("{} leads to {place:?}: {}", answer.status, answer.body))
}

/// Issues a document of one line.
pub fn issued(client: &mut Client, customer: i64, price: &str) -> i64 {
    let path = format!("/customers/{customer}/invoices");
    led_to(&client.post(&path, &typed(price, "issue")), "/invoices/")
}
