//! The screens on which administrators keep members.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::audit_log;
use padron::staff::query;

use super::support::{Client, PASSWORD, TestApp};

fn add(client: &mut Client, email: &str, role: &str) -> super::support::Response {
    client.post("/staff", &[("name", "Eva Prueba"), ("email", email), ("role", role)])
}

#[test]
fn a_new_member_gets_a_link_that_is_shown_once() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let page = add(&mut admin, "eva@nodo.test", "collector").expect(200);
    let link = page.texts("#link").remove(0);
    let (_, token) = link.split_once("/password?token=").unwrap();
    assert!(!admin.get("/staff").expect(200).body.contains(token));
    let pairs = [("token", token), ("password", PASSWORD)];
    app.client().post("/password", &pairs).expect_to("/login");
    let pairs = [("email", "EVA@nodo.test"), ("password", PASSWORD)];
    app.client().post("/login", &pairs).expect_to("/customers");
}

#[test]
fn without_a_password_nobody_signs_in() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    add(&mut admin, "eva@nodo.test", "viewer").expect(200);
    for password in ["!", "", PASSWORD] {
        let pairs = [("email", "eva@nodo.test"), ("password", password)];
        app.client().post("/login", &pairs).expect(422);
    }
}

#[test]
fn wrong_input_is_refused_by_field() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut admin = app.sign_in(Role::Admin);
    let taken = member.email.to_uppercase();
    for (email, role, field) in [
        ("not an e-mail", "viewer", "email"),
        (&*taken, "viewer", "email"),
        ("eva@nodo.test", "owner", "role"),
    ] {
        let answer = add(&mut admin, email, role).expect(422);
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{email} {role}");
        assert_eq!(answer.attribute("#name", "value").unwrap(), "Eva Prueba");
    }
}

#[test]
fn a_disabled_member_is_out_at_once() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let member = app.member(Role::Billing);
    let mut client = app.sign_in_as(&member);
    let path = format!("/staff/{}", member.id);
    client.get("/customers").expect(200);
    admin.post(&format!("{path}/deactivation"), &[]).expect_to("/staff");
    client.get("/customers").expect(303);
    let pairs = [("email", &*member.email), ("password", PASSWORD)];
    app.client().post("/login", &pairs).expect(422);
    admin.post(&format!("{path}/activation"), &[]).expect_to("/staff");
    client.get("/customers").expect(303);
    app.sign_in_as(&member);
}

#[test]
fn the_panel_never_loses_its_last_administrator() {
    let app = TestApp::new();
    let first = app.member(Role::Admin);
    let mut admin = app.sign_in_as(&first);
    let path = format!("/staff/{}", first.id);
    let demote = [("name", "Eva"), ("role", "viewer")];
    admin.post(&path, &demote).expect(422);
    admin.post(&format!("{path}/deactivation"), &[]).expect(422);
    let second = app.member(Role::Admin);
    admin.post(&format!("{path}/deactivation"), &[]).expect(422);
    admin.post(&format!("/staff/{}/deactivation", second.id), &[]).expect_to("/staff");
    admin.post(&path, &demote).expect(422);
    let stored = app.read(|conn| Ok(query::find(conn, first.id)?));
    assert!(stored.is_active() && stored.role() == Role::Admin);
}

#[test]
fn two_administrators_cannot_demote_one_another_at_once() {
    let app = TestApp::new();
    let (one, two) = (app.member(Role::Admin), app.member(Role::Admin));
    let (first, second) = (app.sign_in_as(&one), app.sign_in_as(&two));
    let demote = |mut client: Client, id: i64| {
        std::thread::spawn(move || {
            let pairs = [("name", "Eva"), ("role", "viewer")];
            client.post(&format!("/staff/{id}"), &pairs).status
        })
    };
    let done = [demote(first, two.id), demote(second, one.id)].map(|thread| thread.join().unwrap());
    let admins = app.read(|conn| {
        let all = query::all(conn)?;
        Ok(all.iter().filter(|member| member.role() == Role::Admin).count())
    });
    assert_eq!(admins, 1, "{done:?}");
}

#[test]
fn limits_are_kept_for_roles_that_can_have_them() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let member = app.member(Role::Sales);
    let path = format!("/staff/{}", member.id);
    for (role, sees, expected) in [
        ("sales", "own", true),
        ("support", "own", false),
        ("sales", "", false),
        ("collector", "", true),
        ("collector", "all", false),
    ] {
        let pairs = [("name", "Eva"), ("role", role), ("sees", sees)];
        admin.post(&path, &pairs).expect_to("/staff");
        let stored = app.read(|conn| Ok(query::find(conn, member.id)?));
        assert_eq!(stored.own_customers_only, expected, "{role}");
    }
    admin.get("/staff/999999").expect(404);
    admin.post("/staff/999999", &[("name", "x"), ("role", "viewer")]).expect(404);
    admin.get("/staff/99999999999999999999").expect(404);
}

#[test]
fn the_audit_log_knows_who_did_what_and_no_secret() {
    let app = TestApp::new();
    let chief = app.member(Role::Admin);
    let mut admin = app.sign_in_as(&chief);
    let page = add(&mut admin, "eva@nodo.test", "viewer").expect(200);
    let link = page.texts("#link").remove(0);
    app.client()
        .post("/login", &[("email", &*chief.email), ("password", "wrong password")])
        .expect(422);
    app.sign_in(Role::Viewer).get("/staff").expect(403);
    admin.post("/logout", &[]).expect_to("/login");
    let rows: Vec<(Option<i64>, String, String, Option<i64>)> = app.read(|conn| {
        Ok(audit_log::table
            .select((
                audit_log::actor_id,
                audit_log::action,
                audit_log::address,
                audit_log::entity_id,
            ))
            .order(audit_log::id)
            .load(conn)?)
    });
    let actions: Vec<&str> = rows.iter().map(|(_, action, _, _)| action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "sign_in.accepted",
            "staff.added",
            "sign_in.refused",
            "sign_in.accepted",
            "access.denied",
            "sign_in.ended"
        ]
    );
    assert_eq!((rows[0].0, &*rows[0].2), (Some(chief.id), "127.0.0.1"));
    assert_eq!((rows[2].0, rows[2].3), (None, Some(chief.id)));
    let (_, token) = link.split_once("token=").unwrap();
    assert!(!format!("{rows:?}").contains(token));
}
