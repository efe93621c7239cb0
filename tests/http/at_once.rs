//! Subscriptions that fall due as they are written: billed by the next free worker, once, and the rest by its day.

use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{invoices, jobs as job_rows, subscriptions};
use padron::jobs::{self, Kind};
use padron::processes::Worker;

use crate::contracts::plan;
use crate::documents::billed;
use crate::support::{Client, TestApp, today};

/// Has a subscription made that begins on a day; its number.
fn made(client: &mut Client, customer: i64, plan: i64, on: NaiveDate) -> i64 {
    let (plan, on) = (plan.to_string(), on.to_string());
    let typed = [("plan_id", &*plan), ("start_at", &*on), ("quantity", "1"), ("act", "save")];
    let answer = client.post(&format!("/customers/{customer}/subscriptions"), &typed).expect(303);
    answer.location.strip_prefix("/subscriptions/").unwrap().parse().unwrap()
}

fn act(client: &mut Client, id: i64, what: &str, more: &[(&str, &str)]) {
    let page = client.get(&format!("/subscriptions/{id}/edit")).expect(200);
    let version = page.attribute("[name=version]", "value").unwrap();
    let typed: Vec<_> = more.iter().copied().chain([("version", version.as_str())]).collect();
    client.post(&format!("/subscriptions/{id}/{what}"), &typed).expect(303);
}

/// Has a customer become something else.
fn step(client: &mut Client, customer: i64, what: &str, more: &[(&str, &str)]) {
    let page = client.get(&format!("/customers/{customer}/edit")).expect(200);
    let version = page.attribute("[name=version]", "value").unwrap();
    let typed: Vec<_> = more.iter().copied().chain([("version", version.as_str())]).collect();
    client.post(&format!("/customers/{customer}/{what}"), &typed).expect(303);
}

fn waiting(app: &TestApp) -> i64 {
    app.read(|conn| {
        let own = job_rows::table.filter(job_rows::kind.eq("charging"));
        Ok(own.filter(job_rows::state.eq("queued")).count().get_result(conn)?)
    })
}

fn work(app: &TestApp) {
    let worker = Worker::new(app.app.clone());
    while worker.work_on_next().unwrap() {}
}

/// The first days of the periods that were billed.
fn periods(app: &TestApp, id: i64) -> Vec<Option<NaiveDate>> {
    app.read(|conn| {
        let own = invoices::table.filter(invoices::subscription_id.eq(id));
        Ok(own.order(invoices::id).select(invoices::period_start).load(conn)?)
    })
}

#[test]
fn what_begins_today_is_billed_at_once_and_its_page_says_so() {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Billing);
    let id = made(client, customer, fibra, today());
    let path = format!("/subscriptions/{id}");
    let before = client.get(&path).expect(200);
    assert!(before.body.contains("Se está facturando"), "{}", before.body);
    assert_eq!(before.header("refresh"), "2");
    assert!(periods(&app, id).is_empty());
    work(&app);
    assert_eq!(periods(&app, id), [Some(today())]);
    let after = client.get(&path).expect(200);
    assert!(!after.body.contains("Se está facturando"));
    assert_eq!(after.header("refresh"), "");
    // The documents of the subscription, and those of the process.
    let list = after.attribute("a[href^='/invoices?subscription_id=']", "href").unwrap();
    assert_eq!(client.get(&list).expect(200).count("tbody tr"), 1);
    let job = app.read(|conn| Ok(jobs::newest(conn, (None, Some(Kind::Charging)), None, 1)?));
    let told = client.get(&format!("/jobs/{}", job[0].id)).expect(200);
    assert!(
        told.texts(".facts div").contains(&"Suscripciones facturadas1".to_owned()),
        "{:?}",
        told.texts(".facts div")
    );
    let list = told.attribute("a[href^='/invoices?job_id=']", "href").unwrap();
    assert_eq!(client.get(&list).expect(200).count("tbody tr"), 1);
    // Nobody stops it half-way.
    client.post(&format!("/jobs/{}/cancellation", job[0].id), &[]).expect(404);
}

#[test]
fn what_begins_later_waits_for_its_day() {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Billing);
    let id = made(client, customer, fibra, today() + Days::new(1));
    assert_eq!(waiting(&app), 0);
    work(&app);
    assert!(periods(&app, id).is_empty());
}

#[test]
fn what_is_moved_to_today_renewed_or_resumed_is_billed_at_once_and_nothing_twice() {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Billing);
    let id = made(client, customer, fibra, today());
    // Twice in the queue, once on paper.
    act(client, id, "charge-date", &[("charge_on", &today().to_string()), ("confirm", "1")]);
    work(&app);
    assert_eq!(periods(&app, id).len(), 1);
    act(client, id, "renewal", &[("confirm", "1")]);
    work(&app);
    // The period of today has its document already.
    assert_eq!(periods(&app, id).len(), 1);
    app.write(|conn| {
        let row = subscriptions::table.find(id);
        let long_ago = Some(today() - Days::new(40));
        diesel::update(row).set(subscriptions::next_charge_on.eq(long_ago)).execute(conn)?;
        let old = today() - Days::new(200);
        let dated = (invoices::period_start.eq(old), invoices::period_end.eq(old));
        diesel::update(invoices::table).set(dated).execute(conn)?;
        Ok(())
    });
    act(client, id, "pause", &[]);
    assert_eq!(waiting(&app), 0, "what stands still is not billed");
    act(client, id, "resumption", &[]);
    work(&app);
    assert_eq!(periods(&app, id).last(), Some(&Some(today())));
}

#[test]
fn who_is_active_again_is_billed_at_once_for_what_paused() {
    let (app, customer) = billed();
    let fibra = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Admin);
    let id = made(client, customer, fibra, today() + Days::new(1));
    app.write(|conn| {
        let due = (
            subscriptions::status.eq("active"),
            subscriptions::next_charge_on.eq(today() - Days::new(3)),
        );
        diesel::update(subscriptions::table.find(id)).set(due).execute(conn)?;
        Ok(())
    });
    step(client, customer, "deactivation", &[("services", "pause")]);
    work(&app);
    assert!(periods(&app, id).is_empty());
    step(client, customer, "activation", &[]);
    work(&app);
    assert_eq!(periods(&app, id), [Some(today())], "of the time it stood still nothing is charged");
}

#[test]
fn who_cannot_be_invoiced_is_told_of_at_once() {
    let (app, _) = billed();
    let other = app.named("Beto Sin Factura");
    let fibra = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Billing);
    let id = made(client, other, fibra, today());
    work(&app);
    let page = client.get(&format!("/subscriptions/{id}")).expect(200);
    assert_eq!(page.count(".notice--warn"), 1, "{}", page.body);
    assert_eq!(page.header("refresh"), "");
}
