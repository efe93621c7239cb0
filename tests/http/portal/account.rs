//! The customer's own account: changing the password, and closing what is open.

use diesel::prelude::*;
use padron::db::schema::{audit_log, history, mails};

use super::{EMAIL, NEW};
use crate::support::portal::{OWN_PASSWORD, sign_in};
use crate::support::{Client, Response, TestApp};

fn change(client: &mut Client, current: &str, new: &str) -> Response {
    let pairs = [("current_password", current), ("password", new), ("password_again", new)];
    client.post("/portal/account", &pairs)
}

#[test]
fn changing_the_password_asks_the_present_one_and_ends_the_other_sessions() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut other = app.enter(EMAIL);
    let mut client = app.enter(EMAIL);
    for (current, new, field) in [
        ("otra cosa que no es", NEW, "current_password"),
        ("", NEW, "current_password"),
        (OWN_PASSWORD, OWN_PASSWORD, "password"),
        (OWN_PASSWORD, "corta", "password"),
    ] {
        let page = change(&mut client, current, new).expect(422);
        assert_eq!(page.count(&format!("#{field}-error")), 1, "{current} {new}");
    }
    let before = client.cookies["padron_portal"].clone();
    change(&mut client, OWN_PASSWORD, NEW).expect_to("/portal/account");
    assert_ne!(client.cookies["padron_portal"], before);
    client.get("/portal/account").expect(200);
    other.get("/portal").expect_to("/portal/login?next=%2Fportal");
    sign_in(&mut app.client(), EMAIL, OWN_PASSWORD).expect(422);
    sign_in(&mut app.client(), EMAIL, NEW).expect_to("/portal");
    let kinds: Vec<String> = app.read(|conn| Ok(mails::table.select(mails::kind).load(conn)?));
    assert_eq!(kinds, ["portal_password_changed"]);
}

#[test]
fn guessing_the_present_password_is_slowed() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    for _ in 0..10 {
        change(&mut client, "no", NEW).expect(422);
    }
    change(&mut client, OWN_PASSWORD, NEW).expect(422);
    sign_in(&mut app.client(), EMAIL, OWN_PASSWORD).expect_to("/portal");
}

#[test]
fn all_sessions_are_shown_and_closed_at_once() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    app.visitor(&[("name", "Otra"), ("email", "otra@example.com")]);
    let mut stranger = app.enter("otra@example.com");
    let mut phones = [app.enter(EMAIL), app.enter(EMAIL), app.enter(EMAIL)];
    let page = phones[0].get("/portal/account").expect(200);
    assert_eq!(page.count("section:has(> #sessions-title) li"), 3);
    phones[0].post("/portal/sessions/closure", &[]).expect_to("/portal/login");
    for phone in &mut phones {
        phone.get("/portal").expect_to("/portal/login?next=%2Fportal");
    }
    stranger.get("/portal").expect(200);
    let ended: i64 = app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.eq("portal.sessions_ended"));
        Ok(lines.count().get_result(conn)?)
    });
    assert_eq!(ended, 1);
}

#[test]
fn a_right_password_beside_a_refused_new_one_is_no_guess() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    for _ in 0..12 {
        let page = change(&mut client, OWN_PASSWORD, "corta").expect(422);
        assert_eq!(page.count("#password-error"), 1);
    }
    change(&mut client, OWN_PASSWORD, NEW).expect_to("/portal/account");
}

#[test]
fn a_wrong_present_password_is_in_the_audit_log() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    change(&mut client, "no", NEW).expect(422);
    change(&mut client, OWN_PASSWORD, "corta").expect(422);
    let noted: Vec<Option<i64>> = app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.eq("portal.confirmation_refused"));
        Ok(lines.select(audit_log::entity_id).load(conn)?)
    });
    assert_eq!(noted, [Some(id)]);
    let log = app.sign_in(padron::access::Role::Admin).get("/settings/audit").expect(200);
    assert!(log.body.contains("Contraseña actual incorrecta en el portal"));
}

#[test]
fn five_changes_an_hour_and_five_mails_to_those_who_have_an_address() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    app.visitor(&[("name", "Sin correo"), ("portal_login", "sin.correo")]);
    let passwords = [OWN_PASSWORD, NEW];
    for name in [EMAIL, "sin.correo"] {
        let mut client = app.enter(name);
        for n in 0..5 {
            let [old, new] = [passwords[n % 2], passwords[(n + 1) % 2]];
            change(&mut client, old, new).expect_to("/portal/account");
        }
        let page = change(&mut client, NEW, OWN_PASSWORD).expect(429);
        assert!(page.texts("#password-error").join("").contains("min"), "{}", page.body);
        assert!(page.header("retry-after").parse::<i64>().unwrap() > 3000);
        client.get("/portal/account").expect(200);
        app.write(|conn| {
            let then = padron::clock::now() - chrono::Duration::minutes(61);
            diesel::update(history::table).set(history::at.eq(then)).execute(conn)?;
            Ok(())
        });
        change(&mut client, NEW, OWN_PASSWORD).expect_to("/portal/account");
    }
    let letters: i64 = app.read(|conn| Ok(mails::table.count().get_result(conn)?));
    assert_eq!(letters, 6);
}

#[test]
fn one_session_is_closed_and_no_strangers() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    app.visitor(&[("name", "Otra"), ("email", "otra@example.com")]);
    let mut stranger = app.enter("otra@example.com");
    let (mut lost, mut client) = (app.enter(EMAIL), app.enter(EMAIL));
    let page = client.get("/portal/account").expect(200);
    assert_eq!(page.texts("section:has(> #sessions-title) .tag"), ["Esta sesión"]);
    let form = "form[action^='/portal/sessions/'][action$='/closure']:has(.btn--sm)";
    assert_eq!(page.count(form), 1);
    let action = page.attribute(form, "action").unwrap();
    stranger.post(&action, &[]).expect(404);
    lost.get("/portal").expect(200);
    client.post(&action, &[]).expect_to("/portal/account");
    lost.get("/portal").expect_to("/portal/login?next=%2Fportal");
    client.get("/portal/account").expect(200);
    client.post(&action, &[]).expect(404);
}
