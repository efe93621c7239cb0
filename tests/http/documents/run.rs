//! «Generar facturas», as people do it: a look, a yes, and what came of it.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{charges, contracts, customer_billing, customers, invoices, jobs};
use padron::fields::{Lookup, Value};

use super::billed;
use crate::billing::add;
use crate::cards::simulated_for;
use crate::contracts::{contract, plan};
use crate::customers::bulk::work;
use crate::support::{Client, Response, TestApp, today};

/// A customer who is billed on the 5th, with two contracts, and the next 5th.
fn two_contracts() -> (TestApp, i64, String) {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra 300", 1_000_000);
    contract(&app, customer, fibra, "enabled", "A-1");
    contract(&app, customer, fibra, "disabled", "A-2");
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::effective_billing_day.eq(5))
            .execute(conn)?;
        Ok(())
    });
    let day = today().iter_days().find(|day| day.format("%d").to_string() == "05").unwrap();
    (app, customer, day.to_string())
}

fn ask(client: &mut Client, (from, to): (&str, &str), entity: &str) -> Response {
    let on = today().to_string();
    let form = [("from", from), ("to", to), ("issue_on", &on), ("legal_entity_id", entity)];
    client.post("/invoices/run", &form)
}

fn count(app: &TestApp) -> i64 {
    app.read(|conn| Ok(invoices::table.count().get_result(conn)?))
}

#[test]
fn a_run_is_looked_at_confirmed_and_told() {
    let (app, customer, day) = two_contracts();
    let client = &mut app.sign_in(Role::Billing);
    let list = client.get("/invoices").expect(200);
    assert_eq!(list.count("a[href='/invoices/run']"), 1);
    let page = client.get("/invoices/run").expect(200);
    let today = page.attribute("#to", "value").unwrap();
    assert_eq!(page.attribute("#issue_on", "value").unwrap(), today);
    let asked = ask(client, (&day, &day), "").expect(303);
    let job = asked.header("location").to_owned();
    assert!(!client.get(&job).expect(200).header("refresh").is_empty());
    work(&app);
    let review = client.get(&job).expect(200);
    assert_eq!(review.texts(".tally dd"), ["1", "1", "0"]);
    assert!(review.texts(".facts")[0].contains("ARS 10.000,00"), "{:?}", review.texts(".facts"));
    assert!(review.texts("#after")[0].contains("Contrato A-1"));
    assert!(review.texts("#same")[0].contains("Contrato bloqueado"));
    assert_eq!(count(&app), 0, "a look writes nothing");
    client.post(&format!("{job}/start"), &[]).expect(303);
    work(&app);
    let done = client.get(&job).expect(200);
    assert_eq!(done.texts("h1"), ["Facturas emitidas"]);
    assert!(done.texts("#after")[0].contains("00001-00000001"), "{:?}", done.texts("#after"));
    let link = done.attribute("a[href^='/invoices?job_id=']", "href").unwrap();
    let issued = client.get(&link).expect(200);
    assert_eq!(issued.count("tbody tr"), 1);
    let all = client.get("/jobs").expect(200);
    assert!(all.body.contains("Facturas de contratos"));
    let of_customer = client.get(&format!("/customers/{customer}/invoices")).expect(200);
    assert!(of_customer.body.contains("00001-00000001"));
    // The next run begins on the day after this one's last, where that is not ahead.
    let next = client.get("/invoices/run").expect(200);
    let latest = "[aria-labelledby='latest-title'] tbody";
    assert_eq!(next.attribute(&format!("{latest} th a"), "href"), Some(job.clone()));
    assert_eq!(next.texts(&format!("{latest} td a")), ["1 factura"]);
    // What was only looked at is none.
    ask(client, (&day, &day), "").expect(303);
    // Whoever else generates sees that it was done, and by whom; the process itself is not theirs.
    let other = app.sign_in(Role::Billing).get("/invoices/run").expect(200);
    assert_eq!(other.count(&format!("{latest} tr")), 1);
    assert_eq!(other.count(&format!("{latest} th a")), 0);
    assert!(next.attribute("#from", "value").unwrap() <= today);
}

#[test]
fn whoever_has_gone_on_to_the_next_rows_finds_the_way_back() {
    let (app, _, day) = two_contracts();
    let client = &mut app.sign_in(Role::Billing);
    let asked = ask(client, (&day, &day), "").expect(303);
    let job = asked.header("location").to_owned();
    work(&app);
    let review = client.get(&job).expect(200);
    assert_eq!(review.count("#after > p a"), 0);
    let rows =
        ["#after", "#same"].map(|part| review.attribute(&format!("{part} .cell-sub"), "href"));
    let least = rows.into_iter().flatten().filter_map(|href| href.rsplit('/').next()?.parse().ok());
    let least: i64 = least.min().unwrap();
    let on = client.get(&format!("{job}?after={least}&same={least}")).expect(200);
    let back: Vec<_> = ["after", "same"]
        .into_iter()
        .filter_map(|part| on.attribute(&format!("#{part} > p a"), "href"))
        .collect();
    assert_eq!(back.len(), 1, "{back:?}");
    assert!(back[0].starts_with(&format!("{job}#")));
}

#[test]
fn after_a_long_pause_the_days_that_are_oldest_are_proposed() {
    let (app, _, _) = two_contracts();
    let client = &mut app.sign_in(Role::Billing);
    let ago = |days: u64| (today() - chrono::Days::new(days)).to_string();
    ask(client, (&ago(60), &ago(50)), "").expect(303);
    app.write(|conn| {
        diesel::update(jobs::table.filter(jobs::kind.eq("billing_run")))
            .set((jobs::state.eq("done"), jobs::started_at.eq(padron::clock::now())))
            .execute(conn)?;
        Ok(())
    });
    let page = client.get("/invoices/run").expect(200);
    let value = |name: &str| page.attribute(name, "value").unwrap();
    assert_eq!((value("#from"), value("#to")), (ago(49), ago(22)));
}

#[test]
fn days_that_cannot_be_meant_are_refused_beside_their_field() {
    let (app, _, day) = two_contracts();
    let client = &mut app.sign_in(Role::Admin);
    let wrong = [
        (("", day.as_str()), "", "from"),
        ((day.as_str(), "2026-02-30"), "", "to"),
        (("2001-01-05", "2001-01-05"), "", "from"),
        ((day.as_str(), "2199-01-01"), "", "to"),
        ((day.as_str(), day.as_str()), "999", "legal_entity_id"),
    ];
    for (days, entity, field) in wrong {
        let refused = ask(client, days, entity).expect(422);
        assert_eq!(refused.count(&format!("#{field}-error")), 1, "{days:?}");
        assert_eq!(refused.attribute("#from", "value").unwrap(), days.0, "what was typed is kept");
    }
    let reversed = ask(client, (&day, "2020-01-01"), "").expect(422);
    assert_eq!(reversed.count("#to-error"), 1);
}

#[test]
fn only_who_may_issue_invoices_generates_them() {
    let (app, _, day) = two_contracts();
    let billing = &mut app.sign_in(Role::Billing);
    let job = ask(billing, (&day, &day), "").expect(303).header("location").to_owned();
    work(&app);
    for role in [Role::Sales, Role::Collector, Role::Support, Role::Viewer] {
        let client = &mut app.sign_in(role);
        client.get("/invoices/run").expect(403);
        ask(client, (&day, &day), "").expect(403);
        client.get(&job).expect(404);
        client.get(&format!("{job}/file")).expect(404);
        let answer = client.post(&format!("{job}/start"), &[]);
        assert!(matches!(answer.status, 403 | 404), "{}", answer.status);
    }
    assert_eq!(count(&app), 0);
    // Another one of the same role says no yes to it either.
    app.sign_in(Role::Billing).post(&format!("{job}/start"), &[]).expect(404);
}

#[test]
fn whoever_lost_the_right_meanwhile_issues_nothing() {
    let (app, _, day) = two_contracts();
    let member = app.member(Role::Billing);
    let client = &mut app.sign_in_as(&member);
    let job = ask(client, (&day, &day), "").expect(303).header("location").to_owned();
    work(&app);
    client.post(&format!("{job}/start"), &[]).expect(303);
    app.write(|conn| {
        use padron::db::schema::staff;
        diesel::update(staff::table.find(member.id)).set(staff::role.eq("viewer")).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!(count(&app), 0);
}

#[test]
fn who_cannot_be_invoiced_stands_in_a_file() {
    let (app, customer, day) = two_contracts();
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::invoice_type_id.eq(None::<i64>))
            .execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Billing);
    let job = ask(client, (&day, &day), "").expect(303).header("location").to_owned();
    work(&app);
    let review = client.get(&job).expect(200);
    assert_eq!(review.texts(".tally dd"), ["0", "1", "1"]);
    assert_eq!(review.count("button[form=start]"), 0, "there is nothing to confirm");
    let file = client.get(&format!("{job}/file")).expect(200);
    let rows: Vec<&str> = file.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[1].starts_with(&format!("{customer};Ana Díaz;")), "{rows:?}");
    assert_eq!(review.texts("h1"), ["Ninguna factura se puede emitir"]);
    // A click on a page that has grown old stops nothing.
    client.post(&format!("{job}/cancellation"), &[]).expect(303);
    assert_eq!(client.get(&job).expect(200).texts("h1"), review.texts("h1"));
}

#[test]
fn customers_who_are_invoiced_without_a_billing_day_are_counted() {
    let (app, customer, _) = two_contracts();
    let client = &mut app.sign_in(Role::Billing);
    assert_eq!(client.get("/invoices/run").expect(200).count(".notice"), 0);
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set(customer_billing::effective_billing_day.eq(None::<i64>))
            .execute(conn)?;
        Ok(())
    });
    let page = client.get("/invoices/run").expect(200);
    let link = page.attribute(".notice a", "href").unwrap();
    let found = client.get(&link).expect(200);
    assert!(found.texts("tbody tr").iter().any(|row| row.contains("Ana Díaz")), "{link}");
    assert_eq!(found.count("tbody tr"), 1);
}

#[test]
fn a_customer_who_is_charged_by_card_is_charged_by_the_run() {
    let (app, customer, day) = two_contracts();
    app.write(|conn| {
        diesel::update(customer_billing::table.find(customer))
            .set((
                customer_billing::collection_mode.eq("charge_payment"),
                customer_billing::payment_method.eq("card"),
            ))
            .execute(conn)?;
        diesel::update(customers::table.find(customer))
            .set(customers::email.eq("ana@x.test"))
            .execute(conn)?;
        Ok(())
    });
    let mut house = simulated_for(app, customer);
    assert_eq!(house.enrol("approve"), "La tarjeta quedó agregada");
    let app = &house.app;
    let client = &mut app.sign_in(Role::Billing);
    let job = ask(client, (&day, &day), "").expect(303).header("location").to_owned();
    work(app);
    client.post(&format!("{job}/start"), &[]).expect(303);
    work(app);
    let prepared: Vec<(i64, String)> = app
        .read(|conn| Ok(charges::table.select((charges::amount, charges::status)).load(conn)?));
    assert_eq!(prepared, [(1_000_000, "prepared".to_owned())]);
    house.step();
    let paid: Vec<(String, i64)> = house.app.read(|conn| {
        Ok(invoices::table.select((invoices::status, invoices::balance)).load(conn)?)
    });
    assert_eq!(paid, [("paid".to_owned(), 0)]);
}

#[test]
fn where_there_is_nothing_to_issue_nobody_is_asked_to_say_yes() {
    let (app, customer, day) = two_contracts();
    app.write(|conn| {
        let theirs = contracts::table.filter(contracts::customer_id.eq(customer));
        diesel::update(theirs).set(contracts::state.eq("disabled")).execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Billing);
    let job = ask(client, (&day, &day), "").expect(303).header("location").to_owned();
    work(&app);
    let page = client.get(&job).expect(200);
    assert_eq!(page.texts("h1"), ["No hay nada que facturar"]);
    assert_eq!(page.texts(".tally dd"), ["0", "2", "0"]);
    assert!(page.texts("#same")[0].contains("Contrato bloqueado"));
    assert_eq!(page.count("button[form=start]") + page.count("#discard"), 0);
    let all = client.get("/jobs").expect(200);
    assert!(!all.body.contains("Por confirmar"), "{:?}", all.texts("tbody tr"));
    // It was no run: the next one begins where this one did.
    assert_eq!(
        client.get("/invoices/run").expect(200).count("[aria-labelledby='latest-title']"),
        0
    );
}

#[test]
fn a_document_in_a_foreign_currency_is_told_of_before_it_is_issued() {
    let (app, customer, day) = two_contracts();
    let dollars = [
        ("name", Value::Text("Fibra en dólares".to_owned())),
        ("price", Value::Number(2_500)),
        ("currency", Value::Text("USD".to_owned())),
    ];
    let plan = add(&app, Lookup::Plans, &dollars);
    let id = contract(&app, customer, plan, "enabled", "A-3");
    app.write(|conn| {
        let row = contracts::table.find(id);
        diesel::update(row).set(contracts::currency.eq("USD")).execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in(Role::Billing);
    let page = client.get(&format!("/contracts/{id}")).expect(200);
    let told = page.texts(".notice").join(" ");
    assert!(told.contains("USD") && told.contains("Argentina, donde se usa ARS"), "{told}");
    let form = client.get(&format!("/customers/{customer}/contracts/new")).expect(200);
    let plans = form.texts("#plan_id option");
    assert!(plans.last().unwrap().contains("Fibra en dólares"), "{plans:?}");
    assert!(plans.last().unwrap().ends_with("(en otra moneda)"), "{plans:?}");
    assert_eq!(plans.iter().filter(|plan| plan.contains("en otra moneda")).count(), 1);
    let job = ask(client, (&day, &day), "").expect(303).header("location").to_owned();
    work(&app);
    let review = client.get(&job).expect(200);
    let said: Vec<_> = review
        .texts("#after tbody tr")
        .into_iter()
        .filter(|row| row.contains("otra moneda que la del país"))
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("A-3"), "{said:?}");
}
