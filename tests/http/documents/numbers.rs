//! The search of the panel finds documents by their number.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{customers, invoice_types};

use super::{billed, invoice, issued};
use crate::support::Client;

/// What the search names among the documents, and where that leads.
fn found(client: &mut Client, typed: &str) -> Vec<String> {
    let typed = typed.replace(' ', "+");
    let page = client.get(&format!("/search?q={typed}")).expect(200);
    let link = ".palette__list a[href^='/invoices/']";
    assert!(page.count(link) < 2, "{typed}");
    page.attribute(link, "href").into_iter().collect()
}

#[test]
fn a_document_is_found_as_it_is_printed_and_as_it_is_remembered() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Admin);
    let (first, second) = (issued(client, customer, "10"), issued(client, customer, "20"));
    let row = invoice(&app, second);
    let number = row.full_number.clone().unwrap();
    let letter: Option<String> = app.read(|conn| {
        let of = invoice_types::table.find(row.invoice_type_id);
        Ok(of.select(invoice_types::letter).first(conn)?)
    });
    let letter = letter.unwrap();
    let (point, digits) = number.split_once('-').unwrap();
    let bare: i64 = digits.parse().unwrap();
    let bare_point: i64 = point.parse().unwrap();
    let href = format!("/invoices/{second}");
    for typed in [
        number.clone(),
        format!("{letter} {number}"),
        format!("{}{number}", letter.to_lowercase()),
        format!("Factura {letter} {bare_point}-{bare}"),
        format!("{letter} {bare}"),
        format!("{bare}"),
    ] {
        assert_eq!(found(client, &typed), [href.as_str()], "{typed}");
    }
    assert!(found(client, &format!("Z {number}")).is_empty());
    assert!(found(client, &format!("{bare_point}-{}", bare + 1)).is_empty());
    let page = client.get(&format!("/search?q={number}")).expect(200);
    let shown = page.texts(".palette__list section").join(" ");
    assert!(shown.contains(&number) && shown.contains("Ana Díaz"), "{shown}");
    // The list across customers understands the same.
    for typed in [format!("{letter}+{number}"), format!("{bare_point}-{bare}")] {
        let list = client.get(&format!("/invoices?q={typed}")).expect(200);
        assert_eq!(list.count(&format!("tbody th a[href^='{href}?']")), 1, "{typed}");
        assert_eq!(list.count(&format!("tbody a[href^='/invoices/{first}?']")), 0, "{typed}");
    }
}

#[test]
fn whoever_sees_own_customers_only_finds_their_documents_only() {
    let (app, customer) = billed();
    let id = issued(&mut app.sign_in(Role::Admin), customer, "10");
    let number = invoice(&app, id).full_number.unwrap();
    let member = app.limited_member(Role::Sales);
    let client = &mut app.sign_in_as(&member);
    assert!(found(client, &number).is_empty());
    let seller = app.lookup(padron::fields::Lookup::Sellers, "Lía", Some(member.id));
    app.write(|conn| {
        let whose = diesel::update(customers::table.find(customer));
        Ok(whose.set(customers::seller_id.eq(seller)).execute(conn)?)
    });
    assert_eq!(found(client, &number), [format!("/invoices/{id}")]);
}
