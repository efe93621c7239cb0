//! GET /contracts and /customers/{id}/contracts: the list, its tabs, its look and its views.

use padron::access::Role;
use padron::contracts::fields;
use padron::fields::Uses;

use super::{contract, plan};
use crate::support::{Client, Response, TestApp};

fn titles(answer: &Response) -> Vec<String> {
    answer.texts("tbody .cell-main span > a")
}

#[track_caller]
fn found(client: &mut Client, address: &str) -> Vec<String> {
    titles(&client.get(address).expect(200))
}

/// Two customers, three contracts.
fn house() -> (TestApp, i64, i64) {
    let app = TestApp::new();
    let (ana, bruno) = (app.named("Ana Díaz"), app.named("Bruno Paz"));
    let plan = plan(&app, "Fibra 100", 1_999_000);
    contract(&app, ana, plan, "enabled", "C-1");
    contract(&app, bruno, plan, "alerted", "C-2");
    contract(&app, bruno, plan, "ended", "C-3");
    (app, ana, bruno)
}

#[test]
fn the_list_is_narrowed_by_tabs_search_and_filters_of_its_address() {
    let (app, ..) = house();
    let client = &mut app.sign_in(Role::Viewer);
    let all = client.get("/contracts").expect(200);
    assert_eq!(titles(&all), ["C-3", "C-2", "C-1"]);
    assert_eq!(all.texts(".tabs [aria-current]"), ["Todos"]);
    assert!(all.body.contains("3 contratos") && all.body.contains("ARS\u{a0}19.990,00"));
    for (address, expected) in [
        ("/contracts?state=alerted", &["C-2"][..]),
        ("/contracts?q=bruno", &["C-3", "C-2"]),
        ("/contracts?q=c-1", &["C-1"]),
        ("/contracts?q=bruno&state=ended", &["C-3"]),
        ("/contracts?sort=customer", &["C-1", "C-2", "C-3"]),
        ("/contracts?sort=-start_date&per_page=25", &["C-3", "C-2", "C-1"]),
        ("/contracts?customer__starts=an", &["C-1"]),
    ] {
        assert_eq!(found(client, address), expected, "{address}");
    }
    let tab = client.get("/contracts?state=alerted").expect(200);
    assert_eq!(tab.texts(".tabs [aria-current]"), ["Avisados"]);
    assert_eq!(tab.count(".chip"), 0, "the tab says it already");
    let none = client.get("/contracts?q=nadie").expect(200);
    assert!(none.body.contains("Ningún contrato coincide con «nadie»"));
    let wrong = client.get("/contracts?shoe_size=4&state=asleep&sort=notes_").expect(200);
    assert_eq!(wrong.count(".notice--warn li"), 3);
    assert_eq!(titles(&wrong).len(), 3);
}

#[test]
fn the_advanced_search_leads_to_an_address_and_every_column_can_be_shown() {
    let (app, ..) = house();
    let client = &mut app.sign_in(Role::Viewer);
    let form = client.get("/contracts?advanced=1").expect(200);
    assert_eq!(form.attribute("form.adv", "action").as_deref(), Some("/contracts"));
    let asked = "/contracts?f=state&o=eq&v=ended&v=alerted&f=number&o=contains&v=2";
    let answer = client.get(asked).expect(303);
    assert_eq!(answer.location, "/contracts?state=ended&state=alerted&number__contains=2");
    assert_eq!(found(client, &answer.location), ["C-2"]);
    let keys: Vec<&str> = fields::all()
        .iter()
        .filter(|field| field.is_used_in(Uses::LIST))
        .map(|field| field.key.as_ref())
        .collect();
    let wide = client.get(&format!("/contracts?columns={}", keys.join(","))).expect(200);
    assert_eq!(wide.count("thead th"), keys.len() + 1);
}

#[test]
fn a_look_and_a_view_are_kept_for_this_list_alone() {
    let (app, ana, _) = house();
    let client = &mut app.sign_in(Role::Admin);
    let chosen =
        [("columns", "number"), ("columns", "city"), ("per_page", "50"), ("back", "q=c-1")];
    client.post("/contracts/look", &chosen).expect_to("/contracts?q=c-1");
    let heads = |answer: &Response| answer.texts("thead th:not(.w-acts)");
    assert_eq!(heads(&client.get("/contracts").expect(200)), ["Número", "Ciudad"]);
    assert!(heads(&client.get("/customers").expect(200)).len() > 3);
    let of_ana = format!("/customers/{ana}/contracts");
    client.post(&format!("/contracts/look?customer={ana}"), &[("reset", "1")]).expect_to(&of_ana);
    assert_eq!(heads(&client.get("/contracts").expect(200)).len(), 6);
    let view = [("query", "state=alerted&page=3"), ("name", "Para llamar")];
    let saved = client.post("/contracts/views", &view).expect(303);
    assert!(saved.location.starts_with("/contracts?state=alerted&view="), "{}", saved.location);
    assert_eq!(found(client, &saved.location), ["C-2"]);
    let listed = client.get("/contracts/views").expect(200);
    assert!(listed.body.contains("Para llamar") && listed.body.contains("Avisados"));
    assert!(!client.get("/customers/views").expect(200).body.contains("Para llamar"));
}

#[test]
fn a_customer_has_its_own_and_nobody_elses() {
    let (app, ana, bruno) = house();
    let client = &mut app.sign_in(Role::Viewer);
    let frame = client.get(&format!("/customers/{bruno}/contracts")).expect(200);
    assert_eq!(titles(&frame), ["C-3", "C-2"]);
    assert_eq!(frame.texts(".index [aria-current]"), ["Contratos"]);
    assert!(!frame.texts("thead th").contains(&"Cliente".to_owned()));
    let tab = format!("/customers/{bruno}/contracts?state=ended");
    assert!(frame.body.contains(&tab));
    assert_eq!(found(client, &tab), ["C-3"]);
    assert_eq!(found(client, &format!("/customers/{ana}/contracts?customer_id={bruno}")).len(), 0);
    client.get("/customers/999/contracts").expect(404);
}

#[test]
fn who_sees_the_own_customers_only_sees_their_contracts_only() {
    let (app, ana, bruno) = house();
    let member = app.limited_member(Role::Sales);
    app.write(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::customers;
        diesel::update(customers::table.find(ana))
            .set(customers::created_by.eq(member.id))
            .execute(conn)?;
        Ok(())
    });
    let client = &mut app.sign_in_as(&member);
    for address in ["/contracts", "/contracts?q=C-1", "/contracts?sort=customer"] {
        assert_eq!(found(client, address), ["C-1"], "{address}");
    }
    for address in ["/contracts?q=C-2", "/contracts?q=bruno", "/contracts?state=alerted"] {
        assert!(found(client, address).is_empty(), "{address}");
    }
    assert_eq!(found(client, "/contracts?after=3"), ["C-1"]);
    client.get(&format!("/customers/{bruno}/contracts")).expect(404);
    client.get(&format!("/customers/{ana}/contracts")).expect(200);
}

#[test]
fn the_search_of_the_panel_knows_a_contract_and_a_subscription_by_what_their_pages_call_them() {
    let (app, _, bruno) = house();
    let client = &mut app.sign_in(Role::Viewer);
    let plan = plan(&app, "Fibra 300", 2_999_000);
    let (unnumbered, subscription): (i64, i64) = app.write(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::contracts;
        let last: i64 =
            contracts::table.select(contracts::id).order(contracts::id.desc()).first(conn)?;
        let bare = contracts::number.eq(None::<String>);
        diesel::update(contracts::table.find(last)).set(bare).execute(conn)?;
        diesel::sql_query(format!(
            "INSERT INTO subscriptions (public_id, customer_id, plan_id, status, start_at, anchor_day, currency, \
             created_at, updated_at) VALUES ('sub_1', {bruno}, {plan}, 'active', '2026-01-05', 5, 'ARS', \
             '2026-01-05 00:00:00', '2026-01-05 00:00:00')"
        ))
        .execute(conn)?;
        let subscription = padron::db::schema::subscriptions::table
            .select(padron::db::schema::subscriptions::id)
            .first(conn)?;
        Ok((last, subscription))
    });
    for (typed, href) in [
        (format!("Contrato+{unnumbered}"), format!("/contracts/{unnumbered}")),
        (format!("Suscripci%C3%B3n+{subscription}"), format!("/subscriptions/{subscription}")),
        (format!("N.%C2%BA+{subscription}"), format!("/subscriptions/{subscription}")),
    ] {
        let page = client.get(&format!("/search?q={typed}")).expect(200);
        assert_eq!(page.count(&format!(".palette__list a[href='{href}']")), 1, "{typed}");
        let shown = page.texts(".palette__list").concat();
        assert!(shown.contains("Bruno Paz"), "{typed}: {shown}");
    }
    let page = client.get("/search?q=c-2").expect(200);
    assert_eq!(page.count(".palette__list a[href^='/contracts/']"), 1);
}
