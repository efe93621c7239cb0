//! GET /search and /shortcuts: customers and places, as a page and as a fragment.

use padron::access::Role;

use super::create;
use crate::support::TestApp;

#[test]
fn customers_and_places_are_found_by_their_words() {
    let app = TestApp::new();
    for n in 0..10 {
        app.named(&format!("Ibáñez {n}"));
    }
    let client = &mut app.sign_in(Role::Admin);
    let answer = client.get("/search?q=IBANEZ").expect(200);
    let links = answer.texts(".palette__list a .strong");
    assert_eq!(links.len(), 8);
    assert_eq!(links[0], "Ibáñez 9");
    assert!(answer.body.contains("/customers?q=IBANEZ"));
    let places = client.get("/search?q=crear+cliente").expect(200);
    assert_eq!(places.attribute(".palette__list a", "href").unwrap(), "/customers/new");
    let nothing = client.get("/search?q=zzzzz").expect(200);
    assert_eq!(nothing.count(".palette__list.panel"), 0);
    client.get("/search?q=%00").expect(400);
    assert!(client.get("/shortcuts").expect(200).body.contains("<kbd>J</kbd>"));
}

#[test]
fn the_palette_gets_a_fragment_with_its_status() {
    let app = TestApp::new();
    app.named("Ibáñez");
    let client = &mut app.sign_in(Role::Viewer);
    let headers = [("x-fragment", "results")];
    let answer =
        client.send(ureq::http::Method::GET, "/search?q=ibanez", &headers, Vec::new()).expect(200);
    assert!(!answer.body.contains("<html"), "{}", answer.body);
    assert_eq!(answer.count("[data-status]"), 1);
    assert_eq!(answer.count("section a[href^='/customers/']"), 1);
}

#[test]
fn places_that_a_role_may_not_open_are_not_offered() {
    let app = TestApp::new();
    let viewer = &mut app.sign_in(Role::Viewer);
    let body = viewer.get("/search?q=crear").expect(200).body;
    assert!(!body.contains("/customers/new") && !body.contains("href=\"/staff\""));
    let admin = &mut app.sign_in(Role::Admin);
    let body = admin.get("/search?q=crear").expect(200).body;
    assert!(body.contains("/customers/new") && body.contains("href=\"/staff\""));
}

#[test]
fn an_archived_customer_whose_identifier_was_searched_is_pointed_at_beside_other_matches() {
    let app = TestApp::new();
    let old = create(&app, &[("name", "Bodega Cerrada"), ("custom_id", "700")]);
    create(&app, &[("name", "Kiosco 700 Noches")]);
    let mut client = app.sign_in(Role::Support);
    let both = client.get("/customers?q=700").expect(200);
    assert_eq!(both.count(".list .notice"), 0, "the exact match stands in the list");
    app.set_status(old, "archived", "archived");
    let page = client.get("/customers?q=700").expect(200);
    assert!(page.body.contains("Kiosco") && !page.body.contains("Bodega Cerrada"));
    let href = page.attribute(".list .notice a", "href").unwrap();
    let there = client.get(&href).expect(200);
    assert!(there.body.contains("Bodega Cerrada"));
    assert_eq!(there.count(".list .notice"), 0);
    assert_eq!(client.get("/customers?q=kiosco").expect(200).count(".list .notice"), 0);
}

#[test]
fn a_surname_and_a_city_find_who_lives_there_unless_somebody_is_called_so() {
    let app = TestApp::new();
    for (name, city) in
        [("Luz Ibáñez", "Mar del Plata"), ("Eva Ibáñez", "Rosario"), ("Mar Vidal", "Rosario")]
    {
        create(&app, &[("name", name), ("city", city)]);
    }
    let client = &mut app.sign_in(Role::Viewer);
    let mut found = |typed: &str| {
        let path = format!("/search?q={}", typed.replace(' ', "+"));
        client.get(&path).expect(200).texts(".palette__list a[href^='/customers/'] .strong")
    };
    assert_eq!(found("ibanez mar del plata"), ["Luz Ibáñez"]);
    assert_eq!(found("rosario ibanez"), ["Eva Ibáñez"]);
    assert_eq!(found("vidal rosario"), ["Mar Vidal"]);
    assert!(found("vidal salta").is_empty());
    let rosario = create(&app, &[("name", "Rosario Ibáñez"), ("city", "Salta")]);
    assert_eq!(found("rosario ibanez"), ["Rosario Ibáñez"], "{rosario}");
    for n in 0..9 {
        create(&app, &[("name", &*format!("Vidal {n}")), ("city", "Mendoza")]);
    }
    let more = client.get("/search?q=vidal+mendoza").expect(200);
    let all = more.attribute("a[href*='city__contains']", "href").unwrap();
    let list = client.get(&all).expect(200).body;
    assert!((0..9).all(|n| list.contains(&format!("Vidal {n}"))) && !list.contains("Mar Vidal"));
    assert!(more.body.contains("Mendoza"), "the city tells them apart");
}

#[test]
fn an_address_finds_whoever_has_all_of_it_and_nobody_of_another_provider() {
    let app = TestApp::new();
    let mine = app.customer(&[("name", "Uno"), ("email", "maria.gonzalez@correo.test")]);
    app.customer(&[("name", "Dos"), ("email", "maria.gonzalez@otro.test")]);
    let told = ("notify_emails", "maria.gonzalez@correo.test");
    let beside = app.customer(&[("name", "Tres"), ("email", "tres@casa.test"), told]);
    let mut client = app.sign_in(Role::Viewer);
    let page = client.get("/customers?q=maria.gonzalez@correo.test").expect(200);
    let found: Vec<String> = page.texts("tbody .cell-title > span > a");
    assert_eq!(found, ["Uno", "Tres"], "the own address first: {mine}, then {beside}");
}

#[test]
fn beside_an_identifier_what_is_far_below_is_found_by_going_on() {
    let app = TestApp::new();
    app.named("Calle 1500000 B");
    for n in 0..410 {
        // The letters that the number has, and not the number.
        app.named(&format!("Paso 7500 y 9000, {n}"));
    }
    app.customer(&[("name", "Exacto"), ("custom_id", "500000")]);
    let mut client = app.sign_in(Role::Viewer);
    let names = |page: &crate::support::Response| page.texts("tbody .cell-title > span > a");
    let first = client.get("/customers?q=500000").expect(200);
    let mut found = names(&first);
    assert_eq!(found[0], "Exacto");
    // PostgreSQL finds both at once.
    if let Some(further) = first.attribute(".list .notice a[href*='after=']", "href") {
        found.extend(names(&client.get(&further).expect(200)));
    }
    assert_eq!(found, ["Exacto", "Calle 1500000 B"]);
}
