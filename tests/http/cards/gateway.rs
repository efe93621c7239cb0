//! Gateways under settings: complete, safe, and with a key that nobody sees again.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::gateways;

use super::oneclick;
use crate::stand_in::{KEY, MALL, STORE, StandIn};
use crate::support::{PASSWORD, TestApp};

#[test]
fn a_key_is_set_with_the_password_and_never_shown_again() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let secret = format!("/settings/gateways/{}/secret", house.gateway);
    let wrong = [("key", "other"), ("current_password", "wrong")];
    house.admin.post(&secret, &wrong).expect(422);
    house.admin.post(&secret, &[("key", ""), ("current_password", PASSWORD)]).expect(422);
    house.admin.post(&secret, &[("key", "a b"), ("current_password", PASSWORD)]).expect(422);
    house.begin().expect(200);
    for path in [secret.clone(), secret.replace("/secret", "/edit"), "/settings/gateways".into()] {
        assert!(!house.admin.get(&path).expect(200).body.contains(KEY), "{path}");
    }
    let edit = secret.replace("/secret", "/edit");
    assert!(house.admin.get(&edit).body.contains("Hay una clave guardada"));
    // A key belongs to its address: sent elsewhere, it would be somebody else's.
    house.app.write(|conn| {
        let elsewhere = gateways::base_url.eq("https://evil.example");
        diesel::update(gateways::table).set(elsewhere).execute(conn)?;
        Ok(())
    });
    let path = house.cards();
    house.begin().expect_to(&path);
    let told = house.admin.get(&path).body;
    assert!(told.contains("le falta la clave"), "{told}");
    for path in [secret.clone(), secret.replace("/secret", "/edit")] {
        assert!(house.admin.get(&path).expect(200).body.contains("Falta la clave"), "{path}");
    }
}

#[test]
fn a_gateway_of_oneclick_is_complete_and_safe() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let good = [
        ("name", "Webpay"),
        ("end_kind", "webpay_oneclick"),
        ("currency", "CLP"),
        ("base_url", "https://webpay3gint.transbank.cl"),
        ("commerce_code", MALL),
        ("store_code", STORE),
    ];
    for (key, bad) in [
        ("base_url", ""),
        ("base_url", "http://webpay3gint.transbank.cl"),
        ("commerce_code", "abc"),
        ("store_code", ""),
        ("currency", "ARS"),
    ] {
        let typed = good.map(|(name, value)| if name == key { (name, bad) } else { (name, value) });
        let page = admin.post("/settings/gateways", &typed).expect(422);
        assert_eq!(page.count(&format!("#{key}-error")), 1, "{key}: {bad}");
    }
    admin.post("/settings/gateways", &good).expect_to("/settings/gateways");
}

#[test]
fn what_the_gateway_does_not_begin_is_told_and_nothing_is_kept() {
    let stand_in = StandIn::start();
    let mut house = oneclick(&stand_in);
    let path = house.cards();
    for (how, said) in
        [("422", "no lo aceptó"), ("500", "no respondió como debe"), ("cut", "no respondió")]
    {
        stand_in.force("POST", "/inscriptions", how);
        house.begin().expect_to(&path);
        let told = house.admin.get(&path).expect(200).body;
        assert!(told.contains(said), "{how}: {told}");
    }
    assert_eq!(house.states(), ["canceled"; 3]);
}
