//! Payments as people take them in.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{customer_details, invoices};

use super::{billed, invoice, issued, led_to, payment};

fn pairs<'a>(amount: &'a str, once: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("currency", "ARS"),
        ("amount", amount),
        ("method", "cash"),
        ("paid_at", "2026-01-05"),
        ("reference", "Recibo 7"),
        ("once", once),
        ("action", "register"),
    ]
}

#[test]
fn a_payment_is_spread_over_what_is_owed_and_taken_in_once() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Collector);
    let (one, two) = {
        let clerk = &mut app.sign_in(Role::Billing);
        (issued(clerk, customer, "100"), issued(clerk, customer, "50"))
    };
    let page = client.get(&format!("/customers/{customer}/payments/new")).expect(200);
    assert_eq!(page.count("input[name^='pay:']"), 2);
    let once = page.attribute("[name=once]", "value").unwrap();
    let path = format!("/customers/{customer}/payments");
    let mut spread = pairs("120", &once);
    spread[6].1 = "spread";
    let page = client.post(&path, &spread).expect(200);
    let part = |id: i64| page.attribute(&format!("[name='pay:{id}']"), "value").unwrap();
    assert_eq!((part(one), part(two)), ("100,00".to_owned(), "20,00".to_owned()));

    let names =
        [format!("pay:{one}"), format!("pay:{two}"), format!("seen:{one}"), format!("seen:{two}")];
    let mut form = pairs("130", &once);
    form.extend(names.iter().map(String::as_str).zip(["100,00", "20", "10000", "5000"]));
    let lacking = client.post(&path, &form).expect(422);
    assert!(lacking.texts("#parts-error").concat().contains("falta repartir ARS 10,00"));
    form.push(("keeps_rest", "1"));
    let id = led_to(&client.post(&path, &form), "/payments/");
    assert_eq!(led_to(&client.post(&path, &form), "/payments/"), id);
    let row = payment(&app, id);
    assert_eq!((row.amount, row.applied, row.left()), (13_000, 12_000, 1_000));
    assert_eq!((invoice(&app, one).status, invoice(&app, two).balance), ("paid".into(), 3_000));

    let page = client.get(&format!("/payments/{id}")).expect(200);
    for said in ["ARS\u{a0}130,00", "Recibo 7", "00001-00000002", "ARS\u{a0}10,00"] {
        assert!(page.body.contains(said), "{said}");
    }
    assert!(client.get(&format!("/payments/{id}/receipt")).expect(200).body.contains("Ana Díaz"));
    let list = client.get(&path).expect(200);
    assert_eq!(list.count(&format!("a[href='/payments/{id}']")), 2);
}

#[test]
fn a_payment_is_listed_by_its_number_once_by_its_way_and_without_a_time_that_nobody_said() {
    let (app, customer) = billed();
    issued(&mut app.sign_in(Role::Billing), customer, "100");
    let client = &mut app.sign_in(Role::Collector);
    let mut form = pairs("100", "a mark of its own");
    form.push(("keeps_rest", "1"));
    let id = led_to(&client.post(&format!("/customers/{customer}/payments"), &form), "/payments/");
    let list = client.get("/payments").expect(200);
    assert_eq!(list.texts("thead th[aria-sort=descending]"), ["Número"]);
    assert_eq!(list.texts("tbody .cell-main span > a"), [format!("Pago {id}")]);
    let row = list.texts("tbody tr").concat();
    assert_eq!(row.matches("Efectivo").count(), 1, "{row}");
    assert_eq!(list.texts("tbody time"), ["5 ene 2026"]);
    let own = client.get(&format!("/payments/{id}")).expect(200);
    assert!(own.body.contains("5 ene 2026") && !own.body.contains("12:00"));
    for typed in [format!("Pago+{id}"), "recibo+7".to_owned()] {
        let found = client.get(&format!("/payments?q={typed}")).expect(200);
        assert_eq!(found.texts("tbody .cell-main span > a"), [format!("Pago {id}")], "{typed}");
        let found = client.get(&format!("/search?q={typed}")).expect(200);
        assert_eq!(found.count(&format!(".palette__list a[href='/payments/{id}']")), 1, "{typed}");
        assert!(found.texts(".palette__list").concat().contains("Ana Díaz"));
        // Who does not see the customer finds nothing of it.
        let other = app.limited_member(Role::Collector);
        let other = &mut app.sign_in_as(&other);
        assert_eq!(
            other.get(&format!("/search?q={typed}")).expect(200).count("a[href^='/payments/']"),
            0
        );
    }
}

#[test]
fn who_owes_in_another_currency_only_is_asked_for_that_one() {
    let (app, customer) = billed();
    let document = issued(&mut app.sign_in(Role::Billing), customer, "100");
    let client = &mut app.sign_in(Role::Collector);
    app.write(|conn| {
        let own = customer_details::currency.eq("USD");
        diesel::update(customer_details::table.find(customer)).set(own).execute(conn)?;
        Ok(())
    });
    let path = format!("/customers/{customer}/payments/new");
    let owed = client.get(&path).expect(200);
    assert_eq!(owed.attribute("[name=currency]", "value").as_deref(), Some("ARS"));
    assert_eq!(owed.count(&format!("[name='pay:{document}']")), 1);
    // Once nothing is owed, or something in the own one too, it is that.
    app.write(|conn| {
        diesel::update(invoices::table.find(document))
            .set(invoices::currency.eq("USD"))
            .execute(conn)?;
        Ok(())
    });
    let own = client.get(&path).expect(200);
    assert_eq!(own.attribute("[name=currency]", "value").as_deref(), Some("USD"));
}

#[test]
fn parts_left_as_they_were_offered_follow_the_amount() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let (one, two) = (issued(client, customer, "100"), issued(client, customer, "50"));
    let path = format!("/customers/{customer}/payments");
    // The form as a browser sends it back.
    let sent = |client: &mut crate::support::Client, from: &str, amount: &str| {
        let page = client.get(from).expect(200);
        let mut form: Vec<(String, String)> =
            pairs(amount, &page.attribute("[name=once]", "value").unwrap())
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
        for id in [one, two] {
            for kind in ["pay", "seen", "offered"] {
                let name = format!("{kind}:{id}");
                let value = page.attribute(&format!("[name='{name}']"), "value").unwrap();
                form.push((name, value));
            }
        }
        form.extend(page.attribute("[name=invoice]", "value").map(|id| ("invoice".to_owned(), id)));
        form
    };
    let post = |client: &mut crate::support::Client, form: &[(String, String)]| {
        let form: Vec<(&str, &str)> =
            form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        client.post(&path, &form)
    };
    // For the younger one: the whole of it was offered, and less was paid.
    let form = sent(client, &format!("{path}/new?invoice={two}"), "20");
    assert!(form.contains(&(format!("pay:{two}"), "50,00".to_owned())));
    led_to(&post(client, &form), "/payments/");
    assert_eq!((invoice(&app, one).balance, invoice(&app, two).balance), (10_000, 3_000));
    // For none of them: the oldest comes first.
    let form = sent(client, &format!("{path}/new"), "110");
    let mut followed = form.clone();
    followed[6].1 = "follow".to_owned();
    let page = post(client, &followed).expect(200);
    let part = |id: i64| page.attribute(&format!("[name='pay:{id}']"), "value").unwrap();
    assert_eq!((part(one), part(two)), ("100,00".to_owned(), "10,00".to_owned()));
    led_to(&post(client, &form), "/payments/");
    assert_eq!((invoice(&app, one).balance, invoice(&app, two).balance), (0, 2_000));
}

#[test]
fn what_was_opened_or_settled_meanwhile_is_told_and_not_settled_unseen() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let seen = issued(client, customer, "100");
    let path = format!("/customers/{customer}/payments");
    let names = ["pay", "offered", "seen"].map(|kind| format!("{kind}:{seen}"));
    let form = |amount: &'static str, once: &'static str| {
        let mut form = pairs(amount, once);
        form.extend(names.iter().map(String::as_str).zip(["", "", "10000"]));
        form
    };
    // One that is older comes while the form is open: what was not shown is not settled.
    let unseen = issued(client, customer, "80");
    app.write(|conn| {
        let day: chrono::NaiveDate = "2026-01-01".parse().unwrap();
        diesel::update(invoices::table.find(unseen))
            .set(invoices::due_date.eq(day))
            .execute(conn)?;
        Ok(())
    });
    led_to(&client.post(&path, &form("60", "one")), "/payments/");
    assert_eq!((invoice(&app, seen).balance, invoice(&app, unseen).balance), (4_000, 8_000));
    // What is left of the one that was shown is less by now.
    let page = client.post(&path, &form("60", "two")).expect(409);
    assert!(page.body.contains("saldos de ahora"));
    assert_eq!(invoice(&app, seen).balance, 4_000);
    // All of it is to be credit.
    let mut credit = form("30", "three");
    credit[9].1 = "4000";
    credit.push(("keeps_rest", "1"));
    let id = led_to(&client.post(&path, &credit), "/payments/");
    assert_eq!((payment(&app, id).applied, invoice(&app, seen).balance), (0, 4_000));
}

#[test]
fn parts_that_were_touched_and_do_not_add_up_say_by_how_much() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let path = format!("/customers/{customer}/payments");
    let names = [format!("pay:{id}"), format!("seen:{id}"), format!("offered:{id}")];
    for (part, said) in [("90", "ARS 10,00 de más"), ("70", "falta repartir ARS 10,00")] {
        let mut form = pairs("80", "touched");
        form.extend(names.iter().map(String::as_str).zip([part, "10000", "100,00"]));
        let page = client.post(&path, &form).expect(422);
        assert!(page.texts("#parts-error").concat().contains(said), "{part}");
        assert_eq!(page.attribute(&format!("[name='pay:{id}']"), "value").as_deref(), Some(part));
    }
    assert_eq!(invoice(&app, id).balance, 10_000);
}

#[test]
fn who_was_slower_is_told_with_what_was_typed_kept() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let path = format!("/customers/{customer}/payments");
    let names = [format!("pay:{id}"), format!("seen:{id}")];
    let form = |once: &'static str| {
        let mut form = pairs("60", once);
        form.extend(names.iter().map(String::as_str).zip(["60", "10000"]));
        form
    };
    let first = client.post(&path, &form("faster")).expect(303);
    led_to(&first, "/payments/");
    let page = client.post(&path, &form("slower")).expect(409);
    assert!(page.body.contains("saldos de ahora"));
    assert_eq!(page.attribute("#amount", "value").as_deref(), Some("60"));
    let seen = page.attribute(&format!("[name='seen:{id}']"), "value");
    assert_eq!((seen.as_deref(), invoice(&app, id).balance), (Some("4000"), 4_000));
}

#[test]
fn what_is_refused_stands_beside_its_field() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let id = issued(client, customer, "100");
    let path = format!("/customers/{customer}/payments");
    for amount in ["", "0", "-1", "12,345.00", "99999999999999"] {
        let page = client.post(&path, &pairs(amount, "x")).expect(422);
        assert_eq!(page.count("#amount-error"), 1, "{amount}");
        assert_eq!(page.attribute("#amount", "value").as_deref(), Some(amount));
    }
    let name = format!("pay:{id}");
    let mut more = pairs("500", "x");
    more.push((&name, "150"));
    assert!(client.post(&path, &more).expect(422).body.contains("más de lo que queda"));
    let mut odd = pairs("500", "x");
    odd.push((&name, "1.2.3"));
    assert_eq!(client.post(&path, &odd).expect(422).count(&format!("[id='{name}-error']")), 1);
    assert_eq!(invoice(&app, id).balance, 10_000);
}

#[test]
fn a_payment_is_taken_back_with_a_reason_by_who_may_and_credit_settles_later() {
    let (app, customer) = billed();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/payments");
    let id = led_to(&client.post(&path, &pairs("70", "early")), "/payments/");
    let later = issued(client, customer, "100");
    client.post(&format!("/invoices/{later}/credit"), &[]).expect_to(&format!("/invoices/{later}"));
    assert_eq!(invoice(&app, later).balance, 3_000);

    let page = format!("/payments/{id}");
    let version = payment(&app, id).version.to_string();
    let collector = &mut app.sign_in(Role::Collector);
    collector.get(&format!("{page}/reversal")).expect(403);
    let silent = [("version", version.as_str()), ("reason", "")];
    assert_eq!(
        client.post(&format!("{page}/reversal"), &silent).expect(422).count("#reason-error"),
        1
    );
    let told = [("version", version.as_str()), ("reason", "Cheque rechazado")];
    client.post(&format!("{page}/reversal"), &told).expect_to(&page);
    assert_eq!(
        (payment(&app, id).status.as_str(), invoice(&app, later).balance),
        ("reversed", 10_000)
    );
    let receipt = client.get(&format!("{page}/receipt")).expect(200);
    assert!(receipt.body.contains("Revertido: sin efecto"));
    let page = client.get(&page).expect(200);
    assert!(page.body.contains("Cheque rechazado") && page.body.contains("Revertido"));
    assert_eq!(page.texts("#settled-title"), ["Facturas que saldaba"]);
    assert!(!page.body.contains("pay_"), "no name of ours");
}
