//! The whole table of routes, asked by nobody and by every role: who may is what `Role::may` says.

use std::collections::BTreeMap;

use padron::access::{Permission, Role};
use padron::routes::{self, Line};

use super::support::{Client, Response, TestApp};

/// Routes that end the session of whoever asks.
const ENDS_SESSION: &[&str] = &["/logout"];

fn address(line: &Line) -> String {
    let mut path = line.path.to_owned();
    while let (Some(from), Some(to)) = (path.find('{'), path.find('}')) {
        let value = match &path[from..=to] {
            "{list}" => "zones",
            catalogue if catalogue.starts_with("{catalogue:") => "taxes",
            "{hash}" => "0",
            "{path:.*}" => "css/base.css",
            "{colour}" => "0f5c63",
            _ => "1",
        };
        path.replace_range(from..=to, value);
    }
    path
}

fn ask(client: &mut Client, line: &Line) -> Response {
    let path = address(line);
    let answer = match line.method.as_str() {
        "GET" => client.get(&path),
        _ => client.post(&path, &[]),
    };
    assert!(answer.status < 500, "{} {path} failed: {}", line.method, answer.body);
    answer
}

#[test]
fn without_a_session_only_public_routes_answer() {
    let app = TestApp::new();
    for line in routes::table().lines() {
        let answer = ask(&mut app.client(), &line);
        let door = if line.permission.is_of_portal() { "/portal/login" } else { "/login" };
        let is_sent_to_sign_in =
            answer.status == 303 && answer.location.starts_with(&format!("{door}?next="));
        // Without a link, the door to a new password is one for who signed in.
        let is_public = matches!(line.permission, Permission::Public | Permission::PortalPublic)
            || line.path == "/portal/logout";
        assert_eq!(is_sent_to_sign_in, !is_public, "{} {}", line.method, line.path);
    }
}

#[test]
fn every_role_gets_what_it_is_given_and_nothing_else() {
    let app = TestApp::new();
    app.member(Role::Admin);
    for role in Role::ALL {
        let mut client = app.sign_in(role);
        let cookies = client.cookies.clone();
        let mut wrong = BTreeMap::new();
        for line in routes::table().lines() {
            if ENDS_SESSION.contains(&line.path) || line.permission.is_of_portal() {
                continue;
            }
            client.cookies.clone_from(&cookies);
            let answer = ask(&mut client, &line);
            let is_refused = answer.status == 403 || answer.location.starts_with("/login?next=");
            if is_refused == role.may(line.permission) {
                wrong.insert(format!("{} {}", line.method, line.path), answer.status);
            }
        }
        assert!(wrong.is_empty(), "{role:?}: {wrong:?}");
    }
}

#[test]
fn no_role_of_the_staff_opens_the_portal_and_no_customer_the_panel() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", "ana@example.com")]);
    let mut admin = app.sign_in(Role::Admin);
    let mut customer = app.enter("ana@example.com");
    let (ours, theirs) = (admin.cookies.clone(), customer.cookies.clone());
    for line in routes::table().lines() {
        admin.cookies.clone_from(&ours);
        customer.cookies.clone_from(&theirs);
        if line.permission == Permission::PortalCustomer {
            let answer = ask(&mut admin, &line);
            assert!(answer.location.starts_with("/portal/login?next="), "{}", line.path);
            assert!(!ask(&mut customer, &line).location.starts_with("/portal/login?"));
        } else if !line.permission.is_of_portal() && line.permission != Permission::Public {
            let answer = ask(&mut customer, &line);
            assert!(answer.location.starts_with("/login?next="), "{}", line.path);
        }
    }
}

#[test]
fn a_role_that_changes_counts_from_the_next_request_on() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let member = app.member(Role::Admin);
    let mut client = app.sign_in_as(&member);
    client.get("/staff").expect(200);
    let path = format!("/staff/{}", member.id);
    admin.post(&path, &[("name", "Other"), ("role", "viewer")]).expect_to("/staff");
    client.get("/staff").expect(403);
    client.get("/account").expect(200);
}
