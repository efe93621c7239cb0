//! Contracts as people write them: the form, the acts, what others did meanwhile, and the customer's category.

use diesel::prelude::*;
use padron::access::Role;
use padron::contracts::Contract;
use padron::db::schema::{contracts, customer_billing, customers};

use super::{contract, plan};
use crate::customers::bulk::{bulk, start, work};
use crate::support::{Client, Response, TestApp};

fn row(app: &TestApp, id: i64) -> Contract {
    app.read(|conn| Ok(contracts::table.find(id).select(Contract::as_select()).first(conn)?))
}

fn newest(app: &TestApp) -> i64 {
    app.read(|conn| {
        Ok(contracts::table.select(contracts::id).order(contracts::id.desc()).first(conn)?)
    })
}

fn category(app: &TestApp, customer: i64) -> String {
    app.read(|conn| Ok(customers::table.find(customer).select(customers::category).first(conn)?))
}

fn set(client: &mut Client, id: i64, version: i64, state: &str) -> Response {
    let pairs = [("state", state), ("version", &version.to_string())];
    client.post(&format!("/contracts/{id}/state"), &pairs)
}

#[test]
fn a_contract_is_created_with_what_was_typed_and_makes_its_customer_active() {
    let app = TestApp::new();
    let customer =
        app.customer(&[("name", "Ana Díaz"), ("address", "Güemes 450"), ("city", "Rafaela")]);
    app.set_status(customer, "inactive", "inactive");
    let plan = plan(&app, "Fibra 100", 1_999_000).to_string();
    let client = &mut app.sign_in(Role::Sales);
    let new = client.get(&format!("/customers/{customer}/contracts/new")).expect(200);
    assert_eq!(new.attribute("#address", "value").as_deref(), Some("Güemes 450"));
    assert!(new.body.contains("Fibra 100 · ARS\u{a0}19.990,00"));
    let typed = [
        ("number", "C-7"),
        ("plan_id", plan.as_str()),
        ("start_date", "2026-03-01"),
        ("price", "15.000,50"),
        ("discount_bp", "10"),
        ("latitude", "-31,2526"),
        ("longitude", "-61.491669"),
        ("ip", "10.0.0.7"),
        ("mac", "001a.2b3c.4d5e"),
        ("city", "Rafaela"),
    ];
    let answer = client.post(&format!("/customers/{customer}/contracts"), &typed);
    let id = newest(&app);
    answer.expect_to(&format!("/contracts/{id}"));
    let kept = row(&app, id);
    assert_eq!(
        (kept.state.as_str(), kept.price, kept.discount_bp),
        ("enabled", Some(1_500_050), 1_000)
    );
    assert_eq!((kept.latitude, kept.longitude), (Some(-31_252_600), Some(-61_491_669)));
    assert_eq!(kept.mac.as_deref(), Some("00:1A:2B:3C:4D:5E"));
    assert_eq!((kept.currency.as_str(), kept.version), ("ARS", 1));
    assert_eq!(category(&app, customer), "active");
    let page = client.get(&format!("/contracts/{id}")).expect(200);
    for said in ["C-7", "Habilitado", "Ana Díaz", "ARS\u{a0}13.500,45", "Fibra 100", "-31.252600"]
    {
        assert!(page.body.contains(said), "{said}");
    }
    assert_eq!(page.texts(".timeline li p:first-child"), ["Contrato creado"]);
    assert!(client.get("/customers?category=active").expect(200).body.contains("Ana Díaz"));
}

#[test]
fn what_is_wrong_is_said_beside_its_field_and_stays_typed() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    contract(&app, customer, plan, "enabled", "C-1");
    let plan = plan.to_string();
    let client = &mut app.sign_in(Role::Billing);
    let path = format!("/customers/{customer}/contracts");
    let good = [("plan_id", plan.as_str()), ("start_date", "2026-03-01")];
    for (key, value, said) in [
        ("plan_id", "", "Plan: "),
        ("plan_id", "999", "Plan: "),
        ("start_date", "", "Inicio: "),
        ("start_date", "31/02/2026", "Inicio: "),
        ("end_date", "2026-02-28", "No puede ser anterior al inicio."),
        ("number", "C-1", "Ya hay otro con este número."),
        ("price", "1,234.50", "Precio propio: "),
        ("discount_bp", "101", "Descuento: "),
        ("latitude", "91", "Escriba los grados con decimales, entre -90 y 90"),
        ("latitude", "-31.25", "Longitud: "),
        ("ip", "300.1.1.1", "No es una dirección IP"),
        ("mac", "00:11", "No es una dirección MAC"),
    ] {
        let pairs: Vec<_> =
            good.into_iter().filter(|(other, _)| *other != key).chain([(key, value)]).collect();
        let answer = client.post(&path, &pairs).expect(422);
        let summary = answer.texts(".error-summary li").join("; ");
        assert!(summary.contains(said), "{key}={value}: {summary}");
        if key != "plan_id" && !value.is_empty() {
            assert_eq!(answer.attribute(&format!("#{key}"), "value").as_deref(), Some(value));
        }
    }
    let count: i64 = app.read(|conn| Ok(contracts::table.count().get_result(conn)?));
    assert_eq!(count, 1);
}

#[test]
fn a_stale_version_is_409_and_keeps_both() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let id = contract(&app, customer, plan, "enabled", "C-1");
    let path = format!("/contracts/{id}");
    let client = &mut app.sign_in(Role::Billing);
    let form = client.get(&format!("{path}/edit")).expect(200);
    assert_eq!(form.attribute("[name=version]", "value").as_deref(), Some("1"));
    client.post(&path, &[("version", "1"), ("city", "Rafaela")]).expect_to(&path);
    let late = client.post(&path, &[("version", "1"), ("city", "Sunchales"), ("node", "N-4")]);
    let late = late.expect(409);
    assert!(late.body.contains("Rafaela") && late.body.contains("Sunchales"));
    assert_eq!(late.attribute("form.stack", "action").as_deref(), Some(path.as_str()));
    assert_eq!(row(&app, id).node, None);
    let decided = [
        ("version", "2"),
        ("city", "Sunchales"),
        ("node", "N-4"),
        ("pick:city", "theirs"),
        ("pick:node", "mine"),
    ];
    client.post(&path, &decided).expect_to(&path);
    let kept = row(&app, id);
    assert_eq!((kept.city.as_deref(), kept.node.as_deref()), (Some("Rafaela"), Some("N-4")));
    let stale = set(client, id, 1, "disabled").expect(409);
    assert!(stale.body.contains("Habilitado"));
    assert_eq!(row(&app, id).state, "enabled");
    // A form without a version cannot know what it overwrites.
    client.post(&path, &[("city", "Otra")]).expect(409);
    client.post(&path, &[("version", "3"), ("city", "Rafaela")]).expect_to(&path);
    assert_eq!(row(&app, id).version, 3, "nothing was different");
}

#[test]
fn the_category_follows_what_becomes_of_the_contract() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let client = &mut app.sign_in(Role::Sales);
    let draft = [("plan_id", plan.to_string()), ("start_date", "2026-03-01".to_owned())];
    let mut draft: Vec<(&str, &str)> = draft.iter().map(|(k, v)| (*k, v.as_str())).collect();
    draft.push(("act", "draft"));
    client.post(&format!("/customers/{customer}/contracts"), &draft).expect(303);
    let id = newest(&app);
    assert_eq!(
        (row(&app, id).state.as_str(), category(&app, customer).as_str()),
        ("draft", "active")
    );
    for (version, state, expected) in [
        (1, "enabled", "active"),
        (2, "disabled", "inactive"),
        (3, "alerted", "active"),
        (4, "ended", "inactive"),
    ] {
        set(client, id, version, state).expect_to(&format!("/contracts/{id}"));
        assert_eq!(category(&app, customer), expected, "{state}");
    }
    let ended = row(&app, id);
    assert!(ended.end_date.is_some());
    // What has ended stays so, and a contract that was more than a draft is not deleted.
    set(client, id, 5, "enabled").expect(303);
    client.post(&format!("/contracts/{id}/deletion"), &[("version", "5")]).expect(303);
    assert_eq!((row(&app, id).state.as_str(), row(&app, id).version), ("ended", 5));
    let page = client.get(&format!("/contracts/{id}")).expect(200);
    assert_eq!(page.count("[name=state]"), 0);
    assert_eq!(page.count(".timeline li"), 6, "created, four states, the end");
}

#[test]
fn a_draft_is_thrown_away() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let id = contract(&app, customer, plan, "draft", "C-1");
    let client = &mut app.sign_in(Role::Billing);
    let stale = client.post(&format!("/contracts/{id}/deletion"), &[("version", "9")]);
    stale.expect(409);
    client
        .post(&format!("/contracts/{id}/deletion"), &[("version", "1")])
        .expect_to(&format!("/customers/{customer}/contracts"));
    client.get(&format!("/contracts/{id}")).expect(404);
}

#[test]
fn archiving_ends_what_runs_and_nothing_is_begun_for_who_is_archived() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let ids = [("enabled", "C-1"), ("disabled", "C-2"), ("draft", "C-3")]
        .map(|(state, number)| contract(&app, customer, plan, state, number));
    let states = |app: &TestApp| ids.map(|id| row(app, id).state);
    let client = &mut app.sign_in(Role::Admin);
    client.post(&format!("/customers/{customer}/archive"), &[]).expect(303);
    assert_eq!(states(&app), ["ended", "ended", "draft"]);
    assert_eq!(category(&app, customer), "archived");
    // Nothing is begun for who is archived.
    let edit = client.post(&format!("/contracts/{}", ids[0]), &[("version", "2"), ("city", "x")]);
    assert!(edit.expect(422).body.contains("archivado"));
    set(client, ids[2], 1, "enabled").expect(303);
    assert_eq!(states(&app), ["ended", "ended", "draft"]);
    // Restored is not undone: nobody's service begins again by itself.
    client.post(&format!("/customers/{customer}/restoration"), &[]).expect(303);
    assert_eq!(states(&app), ["ended", "ended", "draft"]);
}

#[test]
fn many_are_archived_at_once_and_their_undo_brings_back_what_is_untouched() {
    let app = TestApp::new();
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let owners = ["Ana Díaz", "Bruno Paz"].map(|name| app.named(name));
    let ids = [(0, "enabled", "C-1"), (0, "alerted", "C-2"), (1, "disabled", "C-3")]
        .map(|(at, state, number)| contract(&app, owners[at], plan, state, number));
    let states = |app: &TestApp| ids.map(|id| row(app, id).state);
    let client = &mut app.sign_in(Role::Admin);
    let asked =
        [("change", "status"), ("status", "archived"), ("selection", "matching"), ("list", "")];
    let job = bulk(client, &asked);
    work(&app);
    start(client, job);
    work(&app);
    assert_eq!(states(&app), ["ended", "ended", "ended"]);
    assert_eq!(owners.map(|id| category(&app, id)), ["archived", "archived"]);
    app.write(|conn| {
        // Somebody has looked after this one since.
        diesel::update(contracts::table.find(ids[1]))
            .set(contracts::updated_at.eq(padron::clock::now()))
            .execute(conn)?;
        Ok(())
    });
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    assert_eq!(states(&app), ["enabled", "ended", "disabled"]);
    assert_eq!(owners.map(|id| category(&app, id)), ["active", "inactive"]);
    let story = client.get(&format!("/contracts/{}", ids[0])).expect(200);
    assert_eq!(story.count(".timeline li"), 2, "ended with its customer, and back with the undo");
}

#[test]
fn who_is_forgotten_leaves_no_address_in_a_contract() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let id = contract(&app, customer, plan, "enabled", "C-1");
    let client = &mut app.sign_in(Role::Admin);
    client
        .post(&format!("/contracts/{id}"), &[("version", "1"), ("notes", "Casa rosa")])
        .expect(303);
    client.post(&format!("/customers/{customer}/archive"), &[]).expect(303);
    let path = format!("/customers/{customer}/deletion");
    let version = client.get(&path).expect(200).attribute("[name=version]", "value").unwrap();
    let confirmed = [("choice", "anonymize"), ("name", "ana diaz"), ("version", &version)];
    client.post(&path, &confirmed).expect(303);
    let kept = row(&app, id);
    assert_eq!((kept.state.as_str(), kept.address, kept.notes), ("ended", None, None));
    let page = client.get(&format!("/contracts/{id}")).expect(200);
    assert!(!page.body.contains("Casa rosa"));
}

#[test]
fn who_may_not_edit_services_only_reads_them() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let id = contract(&app, customer, plan, "enabled", "C-1");
    for role in [Role::Collector, Role::Support, Role::Viewer] {
        let member = app.member(role);
        let client = &mut app.sign_in_as(&member);
        let page = client.get(&format!("/contracts/{id}")).expect(200);
        assert_eq!(page.count("form[action^='/contracts']"), 0, "{role:?}");
        assert_eq!(page.count("a[href$='/edit']"), 0, "{role:?}");
        set(client, id, 1, "disabled").expect(403);
        client.get(&format!("/customers/{customer}/contracts/new")).expect(403);
    }
    let limited = app.limited_member(Role::Sales);
    let client = &mut app.sign_in_as(&limited);
    client.get(&format!("/contracts/{id}")).expect(404);
    client.get(&format!("/contracts/{id}/edit")).expect(404);
    set(client, id, 1, "disabled").expect(404);
    client.post(&format!("/contracts/{id}/deletion"), &[("version", "1")]).expect(404);
    assert_eq!(row(&app, id).state, "enabled");
}

fn asks_for_a_cycle(client: &mut Client, path: &str) -> bool {
    client.get(path).expect(200).attribute(".notice--warn a", "href").is_some()
}

#[test]
fn whose_customer_no_run_would_meet_says_so_until_there_is_a_cycle() {
    let app = TestApp::new();
    let customer = app.named("Ana Díaz");
    let plan = plan(&app, "Fibra 100", 1_999_000);
    let live = contract(&app, customer, plan, "enabled", "C-1");
    let over = contract(&app, customer, plan, "ended", "C-2");
    let client = &mut app.sign_in(Role::Admin);
    let (billing, live, over) = (
        format!("/customers/{customer}/billing"),
        format!("/contracts/{live}"),
        format!("/contracts/{over}"),
    );
    let edit = format!("/customers/{customer}/edit#billing");
    assert!(
        !asks_for_a_cycle(client, &billing) && !asks_for_a_cycle(client, &live),
        "who is not invoiced needs no cycle"
    );
    let set = |enabled: bool, day: Option<i64>| {
        app.write(|conn| {
            diesel::update(customer_billing::table.find(customer))
                .set((
                    customer_billing::billing_enabled.eq(enabled),
                    customer_billing::effective_billing_day.eq(day),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    set(true, None);
    assert!(
        asks_for_a_cycle(client, &billing)
            && asks_for_a_cycle(client, &live)
            && !asks_for_a_cycle(client, &over)
    );
    assert!(client.get(&live).expect(200).body.contains(&edit));
    set(true, Some(5));
    assert!(!asks_for_a_cycle(client, &billing) && !asks_for_a_cycle(client, &live));
}
