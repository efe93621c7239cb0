//! Subscriptions through HTTP: created after a look at what would be charged, and everything that becomes of them.

use chrono::{Days, Months, NaiveDate};
use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{customers, plans, subscriptions};
use padron::subscriptions::Subscription;

use crate::contracts::{contract, plan};
use crate::support::{Client, Response, TestApp, today};

fn row(app: &TestApp, id: i64) -> Subscription {
    app.read(|conn| {
        Ok(subscriptions::table.find(id).select(Subscription::as_select()).first(conn)?)
    })
}

fn category(app: &TestApp, customer: i64) -> String {
    app.read(|conn| Ok(customers::table.find(customer).select(customers::category).first(conn)?))
}

/// Makes one that begins on a day, and gives its number.
fn begun(
    client: &mut Client,
    customer: i64,
    plan: i64,
    on: NaiveDate,
    more: &[(&str, &str)],
) -> i64 {
    let (plan, on) = (plan.to_string(), on.to_string());
    let mut pairs = vec![("plan_id", plan.as_str()), ("start_at", on.as_str()), ("quantity", "1")];
    pairs.extend([("act", "save")].iter().chain(more));
    let answer = client.post(&format!("/customers/{customer}/subscriptions"), &pairs).expect(303);
    answer.location.strip_prefix("/subscriptions/").unwrap().parse().unwrap()
}

fn ask(client: &mut Client, id: i64, version: i64, what: &str, more: &[(&str, &str)]) -> Response {
    let version = version.to_string();
    let pairs: Vec<_> = [("version", version.as_str())].iter().chain(more).copied().collect();
    client.post(&format!("/subscriptions/{id}/{what}"), &pairs)
}

fn house() -> (TestApp, i64, i64) {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    (app, customer, plan)
}

#[test]
fn the_preview_of_three_charges_writes_nothing() {
    let (app, customer, plan) = house();
    let client = &mut app.sign_in(Role::Sales);
    let path = format!("/customers/{customer}/subscriptions");
    let new = client.get(&format!("{path}/new")).expect(200);
    assert_eq!(new.texts(".action-bar .btn--primary"), ["Ver los próximos cobros"]);
    let plan = plan.to_string();
    let typed = [
        ("plan_id", plan.as_str()),
        ("start_at", "2099-01-31"),
        ("quantity", "2"),
        ("discount_bp", "10"),
        ("act", "preview"),
    ];
    let seen = client.post(&path, &typed).expect(200);
    assert_eq!(seen.texts("#charges tbody th"), ["31 ene 2099", "28 feb 2099", "31 mar 2099"]);
    assert_eq!(seen.texts("#charges tbody td:nth-child(2)").len(), 3);
    assert!(seen.body.contains("27 feb 2099") && seen.body.contains("ARS\u{a0}35.982,00"));
    assert_eq!(seen.attribute("#quantity", "value").as_deref(), Some("2"));
    assert_eq!(seen.texts(".action-bar .btn--primary"), ["Crear la suscripción"]);
    let count: i64 = app.read(|conn| Ok(subscriptions::table.count().get_result(conn)?));
    assert_eq!(count, 0);
    // What is wrong is said in the place of a preview.
    for (key, value, said) in [
        ("plan_id", "", "Plan: "),
        ("quantity", "0", "Cantidad: "),
        ("start_at", "", "Inicio: "),
        ("price", "x", "Precio propio: "),
        ("contract_id", "999", "Contrato: "),
    ] {
        let kept = typed.into_iter().filter(|(other, _)| *other != key);
        let pairs: Vec<_> = kept.chain([(key, value)]).collect();
        let answer = client.post(&path, &pairs).expect(422);
        let summary = answer.texts(".error-summary li").join("; ");
        assert!(summary.contains(said), "{key}={value}: {summary}");
        assert_eq!(answer.count("#charges"), 0);
    }
}

#[test]
fn where_it_begins_decides_what_it_is_and_what_its_customer_is() {
    let (app, customer, plan) = house();
    app.set_status(customer, "inactive", "inactive");
    let client = &mut app.sign_in(Role::Billing);
    let now = today();
    // One that has not begun makes nobody active.
    let later = begun(client, customer, plan, now + Days::new(9), &[]);
    let kept = row(&app, later);
    assert_eq!(
        (kept.status.as_str(), kept.next_charge_on),
        ("scheduled", Some(now + Days::new(9)))
    );
    assert_eq!(category(&app, customer), "inactive");
    let active = begun(client, customer, plan, now, &[]);
    assert_eq!(
        (row(&app, active).status.as_str(), row(&app, active).next_charge_on),
        ("active", Some(now))
    );
    assert_eq!(category(&app, customer), "active");
    // Of what is past nothing is charged.
    let old = begun(client, customer, plan, "2020-01-15".parse().unwrap(), &[]);
    let next = row(&app, old).next_charge_on.unwrap();
    assert!(next >= now && next <= now + Months::new(1), "{next}");
    app.write(|conn| {
        diesel::update(plans::table.find(plan)).set(plans::trial_days.eq(7)).execute(conn)?;
        Ok(())
    });
    let trial = row(&app, begun(client, customer, plan, now, &[]));
    assert_eq!(trial.status, "trialing");
    assert_eq!(trial.trial_end, Some(now + Days::new(6)));
    assert_eq!(trial.next_charge_on, Some(now + Days::new(7)));
    let list = client.get("/subscriptions?status=trialing").expect(200);
    assert_eq!(list.texts(".tabs [aria-current]"), ["En prueba"]);
    assert_eq!(list.count("tbody tr"), 1);
    let frame = client.get(&format!("/customers/{customer}/subscriptions")).expect(200);
    assert_eq!(
        (frame.count("tbody tr"), frame.texts(".index [aria-current]")),
        (4, vec!["Suscripciones".to_owned()])
    );
}

#[test]
fn the_charge_date_changes_once_it_was_seen() {
    let (app, customer, plan) = house();
    let client = &mut app.sign_in(Role::Billing);
    let now = today();
    let id = begun(client, customer, plan, now, &[]);
    let page = client.get(&format!("/subscriptions/{id}/charge-date")).expect(200);
    assert_eq!(page.attribute("#charge_on", "value"), Some(now.to_string()));
    let yesterday = (now - Days::new(1)).to_string();
    for (typed, said) in [
        (yesterday.as_str(), "No puede ser un día que ya pasó."),
        ("31/02/2099", "No es"),
        ("", "Falta"),
    ] {
        let answer = ask(client, id, 1, "charge-date", &[("charge_on", typed), ("confirm", "1")]);
        let answer = answer.expect(422);
        assert_eq!(answer.count(".error-summary li"), 1, "{typed} {said}");
        assert_eq!(answer.attribute("#charge_on", "value").as_deref(), Some(typed));
        assert_eq!(answer.count("[name=confirm]"), 0);
    }
    let seen = ask(client, id, 1, "charge-date", &[("charge_on", "2099-01-30")]).expect(200);
    assert_eq!(seen.texts("tbody th"), ["30 ene 2099", "28 feb 2099", "30 mar 2099"]);
    assert_eq!(row(&app, id).next_charge_on, Some(now));
    // What is confirmed is what was seen.
    let other = [("charge_on", "2099-02-01"), ("seen", "2099-01-30"), ("confirm", "1")];
    let seen = ask(client, id, 1, "charge-date", &other).expect(200);
    assert_eq!(seen.texts("tbody th")[0], "1 feb 2099");
    assert_eq!(row(&app, id).next_charge_on, Some(now));
    let done = ask(client, id, 1, "charge-date", &[("charge_on", "2099-01-30"), ("confirm", "1")]);
    done.expect_to(&format!("/subscriptions/{id}"));
    let kept = row(&app, id);
    assert_eq!((kept.next_charge_on, kept.anchor_day), (Some("2099-01-30".parse().unwrap()), 30));
    let late = ask(client, id, 1, "charge-date", &[("charge_on", "2099-05-01"), ("confirm", "1")]);
    assert!(late.expect(409).body.contains("Activa"));
    let renewal = ask(client, id, 2, "renewal", &[]).expect(200);
    assert_eq!(renewal.texts("tbody th").len(), 3);
    ask(client, id, 2, "renewal", &[("confirm", "1")]).expect(303);
    assert_eq!(row(&app, id).next_charge_on, Some(now));
    ask(client, id, 3, "payment-method", &[("payment_method", "gold"), ("confirm", "1")])
        .expect(422);
    ask(client, id, 3, "payment-method", &[("payment_method", "cash"), ("confirm", "1")])
        .expect(303);
    assert_eq!(row(&app, id).payment_method.as_deref(), Some("cash"));
    let page = client.get(&format!("/subscriptions/{id}")).expect(200);
    assert_eq!(page.count(".timeline li"), 4, "created, two charge dates, the method");
    assert!(page.body.contains("Efectivo"));
}

#[test]
fn a_pause_charges_nothing_and_costs_no_more_afterwards() {
    let (app, customer, plan) = house();
    let client = &mut app.sign_in(Role::Billing);
    let now = today();
    let id = begun(client, customer, plan, now, &[]);
    ask(client, id, 1, "pause", &[]).expect_to(&format!("/subscriptions/{id}"));
    assert_eq!(
        (row(&app, id).status.as_str(), category(&app, customer).as_str()),
        ("paused", "inactive")
    );
    let page = client.get(&format!("/subscriptions/{id}")).expect(200);
    assert!(
        page.body.contains("En pausa: no se cobra hasta reanudarla")
            && page.body.contains("Reanudar")
    );
    ask(client, id, 2, "pause", &[]).expect(303);
    assert_eq!(row(&app, id).version, 2, "it is paused already");
    app.write(|conn| {
        let long_ago: NaiveDate = "2026-01-05".parse().unwrap();
        diesel::update(subscriptions::table.find(id))
            .set(subscriptions::next_charge_on.eq(long_ago))
            .execute(conn)?;
        Ok(())
    });
    ask(client, id, 2, "resumption", &[]).expect(303);
    let kept = row(&app, id);
    assert_eq!((kept.status.as_str(), kept.next_charge_on), ("active", Some(now)));
    assert_eq!(category(&app, customer), "active");
}

#[test]
fn cancel_at_period_end_lasts_until_then() {
    let (app, customer, plan) = house();
    let client = &mut app.sign_in(Role::Billing);
    let now = today();
    let id = begun(client, customer, plan, now, &[]);
    let due = (now + Days::new(20)).to_string();
    ask(client, id, 1, "charge-date", &[("charge_on", &due), ("confirm", "1")]).expect(303);
    let asked = [("when", "period_end"), ("reason", "Se muda")];
    let seen = ask(client, id, 2, "cancellation", &asked).expect(200);
    assert!(seen.body.contains("No habrá más cobros."));
    let confirmed: Vec<_> = asked.into_iter().chain([("confirm", "1")]).collect();
    ask(client, id, 2, "cancellation", &confirmed).expect(303);
    let kept = row(&app, id);
    assert_eq!((kept.status.as_str(), kept.cancel_at), ("active", Some(now + Days::new(19))));
    assert_eq!(kept.cancel_reason.as_deref(), Some("Se muda"));
    assert_eq!((kept.next_charge_on, category(&app, customer)), (None, "active".to_owned()));
    // Nothing is charged any more of what ends, unless it is kept after all.
    ask(client, id, 3, "charge-date", &[("charge_on", &due), ("confirm", "1")]).expect(422);
    let page = client.get(&format!("/subscriptions/{id}")).expect(200);
    assert_eq!(page.count(&format!("form[action='/subscriptions/{id}/continuation']")), 1);
    assert_eq!(page.count(&format!("a[href='/subscriptions/{id}/charge-date']")), 0);
    ask(client, id, 3, "continuation", &[]).expect(303);
    let kept = row(&app, id);
    assert_eq!((kept.cancel_at, kept.cancel_reason), (None, None));
    assert_eq!(kept.next_charge_on, Some(now + Days::new(20)));
    ask(client, id, 4, "continuation", &[]).expect(303);
    assert_eq!(row(&app, id).version, 4, "there is nothing to keep");
    ask(client, id, 4, "cancellation", &[("when", "now"), ("confirm", "1")]).expect(303);
    let kept = row(&app, id);
    assert_eq!((kept.status.as_str(), kept.next_charge_on), ("canceled", None));
    assert_eq!(category(&app, customer), "inactive");
    // What is over stays so.
    client.get(&format!("/subscriptions/{id}/renewal")).expect_to(&format!("/subscriptions/{id}"));
    ask(client, id, 5, "renewal", &[("confirm", "1")]).expect(422);
    ask(client, id, 5, "resumption", &[]).expect(303);
    client
        .post(&format!("/subscriptions/{id}"), &[("version", "5"), ("quantity", "3")])
        .expect(422);
    assert_eq!(row(&app, id).version, 5);
    let page = client.get(&format!("/subscriptions/{id}")).expect(200);
    assert_eq!(page.count("form[action^='/subscriptions']"), 0);
}

#[test]
fn what_two_change_at_once_is_put_side_by_side_and_ends_with_the_customer() {
    let (app, customer, plan) = house();
    let contract = contract(&app, customer, plan, "enabled", "C-9").to_string();
    let client = &mut app.sign_in(Role::Admin);
    let id = begun(client, customer, plan, today(), &[("contract_id", &contract)]);
    let path = format!("/subscriptions/{id}");
    assert!(client.get(&format!("{path}/edit")).expect(200).body.contains("C-9"));
    client.post(&path, &[("version", "1"), ("quantity", "2")]).expect_to(&path);
    let late = client.post(&path, &[("version", "1"), ("quantity", "5")]).expect(409);
    assert_eq!(late.attribute("form.stack", "action").as_deref(), Some(path.as_str()));
    let decided = [("version", "2"), ("quantity", "5"), ("pick:quantity", "mine")];
    client.post(&path, &decided).expect_to(&path);
    assert_eq!(row(&app, id).quantity, 5);
    // Its days count from its beginning.
    client.post(&path, &[("version", "3"), ("start_at", "2099-01-01")]).expect(422);
    client.post(&format!("/customers/{customer}/archive"), &[]).expect(303);
    assert_eq!(row(&app, id).status, "canceled");
}

#[test]
fn who_may_not_edit_services_only_reads_subscriptions() {
    let (app, customer, plan) = house();
    let id = begun(&mut app.sign_in(Role::Billing), customer, plan, today(), &[]);
    for role in [Role::Collector, Role::Support, Role::Viewer] {
        let client = &mut app.sign_in(role);
        let page = client.get(&format!("/subscriptions/{id}")).expect(200);
        assert_eq!(page.count("form[action^='/subscriptions']"), 0, "{role:?}");
        assert_eq!(page.count("a[href$='/cancellation']"), 0, "{role:?}");
        ask(client, id, 1, "pause", &[]).expect(403);
        client.get(&format!("/subscriptions/{id}/cancellation")).expect(403);
    }
    let limited = app.limited_member(Role::Sales);
    let client = &mut app.sign_in_as(&limited);
    for path in ["", "/edit", "/charge-date", "/cancellation"] {
        client.get(&format!("/subscriptions/{id}{path}")).expect(404);
    }
    assert_eq!(client.get("/subscriptions").expect(200).count("tbody tr"), 0);
    ask(client, id, 1, "pause", &[]).expect(404);
    assert_eq!(row(&app, id).status, "active");
}
