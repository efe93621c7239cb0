//! What a customer's summary says of sales, debts and charges to come.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{
    contracts, customer_billing, customer_details, customers, invoices, payments,
};

use super::{billed, issued, led_to};
use crate::contracts::{contract, plan};
use crate::support::{Response, TestApp};

fn received(client: &mut crate::support::Client, customer: i64, pairs: &[(&str, &str)]) -> i64 {
    let mut form = vec![
        ("currency", "ARS"),
        ("method", "cash"),
        ("paid_at", "2026-01-05"),
        ("reference", ""),
        ("action", "register"),
    ];
    form.retain(|(name, _)| pairs.iter().all(|(other, _)| other != name));
    form.extend_from_slice(pairs);
    led_to(&client.post(&format!("/customers/{customer}/payments"), &form), "/payments/")
}

/// The figures of a page, by what they are called.
fn figures(page: &Response) -> Vec<(String, String)> {
    let labels = page.texts(".metric:not(.metric--chart) dt");
    let amounts = page.texts(".metric:not(.metric--chart) dd:first-of-type");
    assert_eq!(labels.len(), amounts.len());
    labels.into_iter().zip(amounts).collect()
}

fn figure(page: &Response, label: &str) -> String {
    let found = figures(page).into_iter().find(|(name, _)| name == label);
    found.unwrap_or_else(|| panic!("{label} in {:?}", figures(page))).1
}

/// Sums of what is kept of documents and payments, in cents, without asking for any figure.
fn recounted(app: &TestApp, customer: i64, currency: &str) -> (i64, i64, i64) {
    app.read(|conn| {
        let rows: Vec<(String, String, i64, i64)> = invoices::table
            .filter(invoices::customer_id.eq(customer).and(invoices::currency.eq(currency)))
            .filter(invoices::number.is_not_null().and(invoices::status.ne("voided")))
            .select((invoices::kind, invoices::status, invoices::total, invoices::balance))
            .load(conn)?;
        let sold = |(kind, _, total, _): &(String, String, i64, i64)| {
            if kind == "credit_note" { -total } else { *total }
        };
        let paid: Vec<(i64, i64)> = payments::table
            .filter(payments::customer_id.eq(customer).and(payments::currency.eq(currency)))
            .filter(payments::status.eq("successful"))
            .select((payments::amount, payments::applied))
            .load(conn)?;
        Ok((
            rows.iter().map(|(_, _, _, balance)| balance).sum(),
            paid.iter().map(|(amount, applied)| amount - applied).sum(),
            rows.iter().map(sold).sum(),
        ))
    })
}

fn written(cents: i64, currency: &str) -> String {
    let whole = (cents / 100).to_string();
    let whole = match whole.len() {
        4.. => format!("{}.{}", &whole[..whole.len() - 3], &whole[whole.len() - 3..]),
        _ => whole,
    };
    format!("{whole},{:02}{currency}", cents % 100)
}

#[test]
fn the_figures_of_the_summary_are_those_of_documents_and_payments() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let first = issued(client, customer, "1500");
    issued(client, customer, "250,50");
    let gone = issued(client, customer, "99");
    let version = super::invoice(&app, gone).version.to_string();
    let voided = [("version", version.as_str()), ("reason", "Mal hecha")];
    client.post(&format!("/invoices/{gone}/voiding"), &voided).expect(303);
    let names = [format!("pay:{first}"), format!("seen:{first}")];
    let paid = received(
        client,
        customer,
        &[("amount", "1600"), ("once", "a"), (&names[0], "1500"), (&names[1], "150000")],
    );
    let page = client.get(&format!("/customers/{customer}")).expect(200);
    let (owed, credit, sold) = recounted(&app, customer, "ARS");
    assert_eq!((owed, credit, sold), (25_050, 10_000, 175_050));
    for (label, cents) in [
        ("Balance impago", owed),
        ("Saldo a favor", credit),
        ("Ventas, mes actual", sold),
        ("Ventas totales", sold),
    ] {
        assert_eq!(figure(&page, label), written(cents, "ARS"), "{label}");
    }
    // The chart says its figures without being seen, and month by month below it.
    assert_eq!(page.count("svg.chart rect"), 1);
    let label = page.attribute("svg.chart", "aria-label").unwrap();
    assert!(label.contains("ARS\u{a0}1.750,50"), "{label}");
    let months = page.texts(".table--months tbody td");
    assert_eq!((months.len(), months.last().map(String::as_str)), (12, Some("1.750,50")));
    assert!(months[..11].iter().all(|amount| amount == "0,00"));
    for style in ["style=", "<style"] {
        assert!(!page.body.contains(style), "{style}");
    }
    // Each row leads to its own page, and the voided one is told as what it is.
    for path in [format!("/invoices/{first}"), format!("/invoices/{gone}")] {
        assert_eq!(page.count(&format!("[aria-labelledby=latest-invoices] a[href='{path}']")), 1);
    }
    let payment = format!("[aria-labelledby=latest-payments] a[href='/payments/{paid}']");
    assert_eq!(page.count(&payment), 1);
    assert!(page.texts("[aria-labelledby=latest-invoices] .status").contains(&"Anulada".into()));
    for path in ["invoices", "payments"] {
        assert!(page.count(&format!("a.small[href='/customers/{customer}/{path}']")) == 1);
    }
}

#[test]
fn other_currencies_stand_beside_and_are_never_added_up() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    issued(client, customer, "100");
    let mut form = super::typed("7", "issue");
    for pair in &mut form {
        if pair.0 == "currency" {
            pair.1 = "USD";
        }
    }
    led_to(&client.post(&format!("/customers/{customer}/invoices"), &form), "/invoices/");
    let page = client.get(&format!("/customers/{customer}")).expect(200);
    assert_eq!(figure(&page, "Balance impago"), "100,00ARS");
    assert_eq!(page.texts(".metric--due .metric__other"), ["7,00USD"]);
    assert_eq!(page.texts(".table--months thead th"), ["Mes", "ARS", "USD"]);
    let last: Vec<String> = page.texts(".table--months tbody tr:last-child td");
    assert_eq!(last, ["100,00", "7,00"]);
    assert!(page.attribute("svg.chart", "aria-label").unwrap().contains("en ARS"));
}

#[test]
fn who_is_sold_only_in_a_foreign_currency_is_never_told_of_the_own_one() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    issued(client, customer, "100");
    app.write(|conn| {
        let own = customer_details::table.find(customer);
        diesel::update(own).set(customer_details::currency.eq("USD")).execute(conn)?;
        Ok(())
    });
    let page = client.get(&format!("/customers/{customer}")).expect(200);
    let said = page.texts(".metric:not(.metric--chart)").join(" ");
    assert!(said.contains(": ARS 0,00") && !said.contains("USD"), "{said}");
}

#[test]
fn what_is_charged_next_is_told_and_what_nobody_bills_too() {
    let (app, customer) = billed();
    let plan = plan(&app, "Fibra 300", 1_000_000);
    let own = contract(&app, customer, plan, "enabled", "C-1");
    contract(&app, customer, plan, "draft", "C-2");
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::effective_billing_day.eq(Some(10)))
            .execute(conn)?;
        diesel::update(contracts::table.find(own))
            .set(contracts::billed_until.eq(Some(day("2099-04-09"))))
            .execute(conn)?;
        let rules = padron::accounts::Rules {
            today: day("2026-01-01"),
            follows_status: true,
            currency: "ARS",
        };
        padron::accounts::refresh(conn, &[customer], &rules)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Viewer);
    let path = format!("/customers/{customer}");
    let page = client.get(&path).expect(200);
    assert_eq!(page.count("[aria-labelledby=charges-title] tbody tr"), 1);
    let row = page.texts("[aria-labelledby=charges-title] tbody td");
    assert_eq!(row, ["10 abr 2099", "10.000,00ARS"]);
    assert_eq!(page.count(&format!("a[href='/contracts/{own}']")), 1);
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::billing_enabled.eq(false))
            .execute(conn)?;
        Ok(())
    });
    let page = client.get(&path).expect(200);
    assert!(page.body.contains("Sin fecha: ninguna generación lo factura"));
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

#[test]
fn who_never_bought_anything_is_told_how_to_begin() {
    let (app, customer) = billed();
    let path = format!("/customers/{customer}");
    let page = app.sign_in(Role::Billing).get(&path).expect(200);
    assert!(page.body.contains("Todavía no se le vendió nada"));
    assert_eq!((page.count(".metrics"), page.count("svg.chart")), (0, 0));
    assert_eq!(page.count(&format!("a[href='{path}/invoices/new']")), 1);
    let viewer = app.sign_in(Role::Viewer).get(&path).expect(200);
    assert_eq!(viewer.count(&format!("a[href='{path}/invoices/new']")), 0);
    app.set_status(customer, "archived", "archived");
    let archived = app.sign_in(Role::Billing).get(&path).expect(200);
    assert_eq!(archived.count(&format!("a[href='{path}/invoices/new']")), 0);
}

#[test]
fn figures_are_for_those_who_see_the_customer() {
    let (app, customer) = billed();
    issued(&mut app.sign_in(Role::Billing), customer, "100");
    let path = format!("/customers/{customer}");
    let member = app.limited_member(Role::Sales);
    let limited = &mut app.sign_in_as(&member);
    limited.get(&path).expect(404);
    app.write(|conn| {
        diesel::update(customers::table.find(customer))
            .set(customers::created_by.eq(Some(member.id)))
            .execute(conn)?;
        Ok(())
    });
    assert_eq!(figure(&limited.get(&path).expect(200), "Ventas totales"), "100,00ARS");
}
