//! The first password: by a temporary one or by a link, each once, and nothing else until it is set.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{audit_log, history, mails, portal_sessions};
use padron::routes;

use super::{EMAIL, NEW};
use crate::support::portal::{OWN_PASSWORD, mailed, sign_in};
use crate::support::{Client, MailServer, TestApp};

/// A panel that mails, and a customer to whom the staff just mailed a way in.
struct Desk {
    server: MailServer,
    app: TestApp,
    id: i64,
    code: String,
    token: String,
}

impl Desk {
    fn new() -> Self {
        Self::of(&[("name", "Ana Ruiz"), ("email", EMAIL)], |app, typed| app.customer(typed))
    }

    fn settled() -> Self {
        Self::of(&[("name", "Ana Ruiz"), ("email", EMAIL)], |app, typed| app.visitor(typed))
    }

    fn of(typed: &[(&str, &str)], make: impl Fn(&TestApp, &[(&str, &str)]) -> i64) -> Self {
        let server = MailServer::new();
        let app = TestApp::mailing(&server);
        let id = make(&app, typed);
        let page = format!("/customers/{id}");
        let mut staff = app.sign_in(Role::Support);
        staff.post(&format!("{page}/portal-password"), &[]).expect_to(&page);
        app.send_due();
        let (code, token) = mailed(&server);
        assert!(code.len() == 14 && token.len() > 40, "{code} {token}");
        Self { server, app, id, code, token }
    }

    fn held(&self) -> Client {
        let mut client = self.app.client();
        sign_in(&mut client, EMAIL, &self.code).expect_to("/portal/password");
        client
    }
}

fn set(client: &mut Client, token: &str, password: &str) -> crate::support::Response {
    let pairs = [("token", token), ("password", password), ("password_again", password)];
    client.post("/portal/password", &pairs)
}

#[test]
fn a_temporary_password_opens_the_one_page_where_a_password_is_set() {
    let desk = Desk::new();
    let mut client = desk.app.client();
    let typed = desk.code.to_lowercase().replace('-', " ");
    sign_in(&mut client, EMAIL, &typed).expect_to("/portal/password");
    let page = client.get("/portal/password").expect(200);
    assert_eq!(page.count("[autocomplete=new-password]"), 2);
    let before = client.cookies["padron_portal"].clone();
    set(&mut client, "", NEW).expect_to("/portal");
    assert_ne!(client.cookies["padron_portal"], before);
    assert!(client.get("/portal").expect(200).body.contains("Ana Ruiz"));
    sign_in(&mut desk.app.client(), EMAIL, NEW).expect_to("/portal");
    // Once, and the link of the same mail goes with it.
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    desk.app.client().get(&format!("/portal/password?token={}", desk.token)).expect(404);
}

#[test]
fn with_it_every_other_page_leads_back_and_nothing_is_done() {
    let desk = Desk::settled();
    let mut client = desk.held();
    let cookies = client.cookies.clone();
    for line in routes::table().lines() {
        let is_door = matches!(line.path, "/portal/password" | "/portal/logout");
        if !line.path.starts_with("/portal") || is_door {
            continue;
        }
        client.cookies.clone_from(&cookies);
        let pairs = [("version", "1"), ("phone_mobile", "+54 11 5555-1234"), ("language", "en")];
        match line.method.as_str() {
            "GET" => client.get(line.path),
            _ => client.post(line.path, &pairs),
        }
        .expect_to("/portal/password");
    }
    client.cookies.clone_from(&cookies);
    client.get("/portal/password").expect(200);
    let record = desk.app.read(|conn| Ok(padron::customers::query::find(conn, desk.id)?)).unwrap();
    assert_eq!(record.mobile, None);
    // The cookie ends with the browser, whatever was ticked, and the session soon.
    let ends: Vec<chrono::NaiveDateTime> = desk.app.read(|conn| {
        let restricted = portal_sessions::table.filter(portal_sessions::restricted);
        Ok(restricted.select(portal_sessions::expires_at).load(conn)?)
    });
    assert!(ends[0] <= padron::clock::now() + chrono::Duration::hours(1));
}

#[test]
fn leaving_without_setting_it_ends_the_session() {
    let desk = Desk::new();
    let mut client = desk.held();
    let mut kept = client.clone();
    client.post("/portal/logout", &[]).expect_to("/portal/login");
    kept.get("/portal/password").expect_to("/portal/login?next=%2Fportal%2Fpassword");
    set(&mut kept, "", NEW).expect_to("/portal/login?next=%2Fportal&unsaved=1");
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    assert!(desk.app.account_of(desk.id).password_hash.is_none());
}

#[test]
fn it_is_used_once_even_by_two_at_the_same_moment() {
    let desk = Desk::new();
    let opened: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| sign_in(&mut desk.app.client(), EMAIL, &desk.code).status))
            .collect();
        tries.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(opened.iter().filter(|status| **status == 303).count(), 1, "{opened:?}");
}

#[test]
fn five_wrong_tries_kill_it_and_the_lasting_password_lives() {
    let desk = Desk::settled();
    for _ in 0..5 {
        sign_in(&mut desk.app.client(), EMAIL, "K7MP-3XWD-9TRA").expect(422);
    }
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    sign_in(&mut desk.app.client(), EMAIL, OWN_PASSWORD).expect_to("/portal");
}

#[test]
fn the_former_password_works_until_the_new_one_is_set_and_does_not_wear_the_code_out() {
    let desk = Desk::settled();
    for _ in 0..7 {
        sign_in(&mut desk.app.client(), EMAIL, OWN_PASSWORD).expect_to("/portal");
    }
    let mut elsewhere = desk.app.enter(EMAIL);
    let mut client = desk.held();
    elsewhere.get("/portal").expect(200);
    set(&mut client, "", NEW).expect_to("/portal");
    elsewhere.get("/portal").expect_to("/portal/login?next=%2Fportal");
    client.get("/portal").expect(200);
    sign_in(&mut desk.app.client(), EMAIL, OWN_PASSWORD).expect(422);
}

#[test]
fn neither_works_after_its_hours() {
    let desk = Desk::new();
    let path = format!("/portal/password?token={}", desk.token);
    desk.app.client().get(&path).expect(200);
    desk.app.let_expire();
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    let dead = desk.app.client().get(&path).expect(404);
    assert!(dead.body.contains("/portal/forgot"));
    set(&mut desk.app.client(), &desk.token, NEW).expect(404);
}

#[test]
fn a_link_is_looked_at_often_and_used_once() {
    let desk = Desk::new();
    let path = format!("/portal/password?token={}", desk.token);
    for _ in 0..3 {
        desk.app.client().get(&path).expect(200);
    }
    let mut client = desk.app.client();
    set(&mut client, &desk.token, "corta").expect(422);
    set(&mut client, &desk.token, NEW).expect_to("/portal");
    client.get("/portal").expect(200);
    desk.app.client().get(&path).expect(404);
    set(&mut desk.app.client(), &desk.token, "otro faro sobre otro cerro").expect(404);
    sign_in(&mut desk.app.client(), EMAIL, NEW).expect_to("/portal");
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    desk.app.client().get("/portal/password?token=rubbish").expect(404);
    desk.app.client().get("/portal/password").expect_to("/portal/login?next=%2Fportal%2Fpassword");
    client.get("/portal/password").expect_to("/portal/account");
}

#[test]
fn a_link_is_dead_for_who_may_not_enter() {
    let desk = Desk::new();
    desk.app.set_status(desk.id, "inactive", "inactive");
    desk.app.client().get(&format!("/portal/password?token={}", desk.token)).expect(404);
    set(&mut desk.app.client(), &desk.token, NEW).expect(404);
}

#[test]
fn weak_passwords_are_refused_beside_the_field() {
    let desk = Desk::new();
    let mut client = desk.held();
    let long = "faro lento ".repeat(12);
    let code = desk.code.clone();
    let joined = desk.code.replace('-', "").to_lowercase();
    for (password, again, field) in [
        ("", "", "password"),
        ("doce letras", "doce letras", "password"),
        (&long, &long, "password"),
        ("contrasena2024", "contrasena2024", "password"),
        ("anaruiz-2024", "anaruiz-2024", "password"),
        ("123456789012", "123456789012", "password"),
        (&code, &code, "password"),
        (&joined, &joined, "password"),
        (NEW, "faro lento sobre el serro", "password_again"),
    ] {
        let pairs = [("password", password), ("password_again", again)];
        let page = client.post("/portal/password", &pairs);
        assert_eq!(page.status, 422, "{password}");
        assert_eq!(page.count(&format!("#{field}-error")), 1, "{password}: {}", page.body);
        assert!(password.is_empty() || !page.body.contains(password), "{password}");
    }
    desk.app.decide(|portal| portal.min_password = 30);
    let page = set(&mut client, "", NEW).expect(422);
    assert!(page.texts("#password-error").join("").contains("30"));
    desk.app.decide(|portal| portal.min_password = 12);
    set(&mut client, "", NEW).expect_to("/portal");
}

#[test]
fn the_customer_is_told_and_the_history_knows() {
    let desk = Desk::settled();
    let mut client = desk.held();
    set(&mut client, "", NEW).expect_to("/portal");
    desk.app.send_due();
    let notice = desk.server.taken().pop().unwrap();
    assert!(notice.to[0].contains(EMAIL), "{:?}", notice.to);
    assert!(notice.text().contains("fue cambiada"), "{}", notice.text());
    let (kinds, actions, lines) = desk.app.read(|conn| {
        let kinds: Vec<String> = mails::table.select(mails::kind).order(mails::id).load(conn)?;
        let actions: Vec<String> = audit_log::table
            .filter(audit_log::entity.eq("customer"))
            .select(audit_log::action)
            .order(audit_log::id)
            .load(conn)?;
        let lines: Vec<(String, String)> = history::table
            .filter(history::entity_id.eq(desk.id))
            .filter(history::via.eq("portal"))
            .select((history::field, history::actor_name))
            .load(conn)?;
        Ok((kinds, actions, lines))
    });
    assert_eq!(kinds, ["portal_password", "portal_password_changed"]);
    let expected = ["portal.password_mailed", "portal.sign_in_accepted", "portal.password_set"];
    assert_eq!(actions, expected);
    assert_eq!(lines, [("portal_password_set".to_owned(), "portal".to_owned())]);
    let mut staff = desk.app.sign_in(Role::Support);
    let page = staff.get(&format!("/customers/{}/history", desk.id)).expect(200);
    assert!(page.body.contains("El cliente") && !page.body.contains(&desk.code));
}

#[test]
fn where_links_alone_are_wanted_no_code_opens() {
    let desk = Desk::new();
    desk.app.decide(|portal| portal.secret = padron::settings::PortalSecret::Link);
    sign_in(&mut desk.app.client(), EMAIL, &desk.code).expect(422);
    set(&mut desk.app.client(), &desk.token, NEW).expect_to("/portal");
}

#[test]
fn both_names_to_sign_in_with_are_easy_to_guess() {
    let app = TestApp::new();
    app.visitor(&[("name", "Nodo"), ("email", EMAIL), ("portal_login", "quebracho77")]);
    let mut client = app.enter("quebracho77");
    for weak in ["quebracho77quebracho77", "ana.ruiz.ana.ruiz"] {
        let pairs =
            [("current_password", OWN_PASSWORD), ("password", weak), ("password_again", weak)];
        let page = client.post("/portal/account", &pairs).expect(422);
        assert_eq!(page.count("#password-error"), 1, "{weak}");
    }
}
