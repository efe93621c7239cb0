//! What members keep for themselves.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::recovery_codes;
use padron::staff::query;

use super::support::{PASSWORD, TestApp};

const OTHER: &str = "otro tren que sale tarde";

#[test]
fn preferences_act_on_the_next_page() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Viewer);
    let pairs = [
        ("name", "  Ana   Prueba "),
        ("language", "en"),
        ("scheme", "dark"),
        ("density", "compact"),
        ("shortcuts", ""),
    ];
    client.post("/account", &pairs).expect_to("/account");
    let page = client.get("/account").expect(200);
    assert_eq!(page.texts("h1"), ["My account"]);
    assert_eq!(page.attribute("html", "data-scheme").unwrap(), "dark");
    assert_eq!(page.attribute("html", "data-density").unwrap(), "compact");
    assert_eq!(page.attribute("html", "data-shortcuts").unwrap(), "off");
    assert_eq!(page.attribute("#name", "value").unwrap(), "Ana Prueba");
}

#[test]
fn what_is_not_sent_stays_and_what_is_wrong_is_refused() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.sign_in_as(&member);
    client
        .post("/account", &[("scheme", "light"), ("role", "admin"), ("id", "1")])
        .expect_to("/account");
    let stored = app.read(|conn| Ok(query::find(conn, member.id)?));
    assert_eq!((stored.name, &*stored.role), (member.name, "viewer"));
    let refused = client.post("/account", &[("name", " "), ("scheme", "pink")]).expect(422);
    assert_eq!(refused.count(".error-summary li"), 2);
    client.post("/account", &[("name", &"x".repeat(101))]).expect(422);
}

#[test]
fn scheme_and_language_work_without_a_session_too() {
    let app = TestApp::new();
    let mut client = app.client();
    client.post("/preferences/scheme", &[("scheme", "dark")]).expect_to("/");
    client.post("/preferences/language", &[("language", "pt")]).expect_to("/");
    let page = client.get("/login").expect(200);
    assert_eq!(page.attribute("html", "data-scheme").unwrap(), "dark");
    assert_eq!(page.texts("h1"), ["Entrar"]);
    client.post("/preferences/scheme", &[("scheme", "pink")]).expect(400);
    client.post("/preferences/language", &[("language", "xx")]).expect(400);
    let member = app.member(Role::Viewer);
    let signed_in = [("email", &*member.email), ("password", PASSWORD)];
    client.post("/login", &signed_in).expect(303);
    let page = client.get("/account").expect(200);
    assert_eq!(page.attribute("html", "lang").unwrap(), "pt", "chosen at the door");
    client.post("/preferences/language", &[("language", "en")]).expect(303);
    let page = client.get("/account").expect(200);
    assert_eq!(page.attribute("html", "lang").unwrap(), "en", "the member's own choice");
    let mut member = app.sign_in(Role::Viewer);
    member.post("/preferences/scheme", &[("scheme", "light")]).expect(303);
    member.post("/preferences/language", &[("language", "en")]).expect(303);
    let page = member.get("/account").expect(200);
    assert_eq!(page.attribute("html", "data-scheme").unwrap(), "light");
    assert_eq!(page.attribute("html", "lang").unwrap(), "en");
}

#[test]
fn a_new_password_needs_the_current_one_and_ends_other_sessions() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let (mut client, mut other) = (app.sign_in_as(&member), app.sign_in_as(&member));
    let path = "/account/password";
    let mut refused = |current: &str, new: &str, field: &str| {
        let pairs = [("current_password", current), ("new_password", new)];
        let answer = client.post(path, &pairs).expect(422);
        assert_eq!(answer.count(&format!("#{field}-error")), 1, "{current} {new}");
    };
    refused("wrong", OTHER, "current_password");
    refused(PASSWORD, "corta", "new_password");
    refused(PASSWORD, PASSWORD, "new_password");
    refused(PASSWORD, "passwordpassword", "new_password");
    refused(PASSWORD, &"ñ8kV".repeat(33), "new_password");
    let before = client.cookies.clone();
    let pairs = [("current_password", PASSWORD), ("new_password", OTHER)];
    client.post(path, &pairs).expect_to(path);
    assert_eq!(client.get(path).expect(200).count(".flash"), 1);
    other.get("/account").expect(303);
    client.cookies = before;
    client.get("/account").expect(303);
    let pairs = [("email", &*member.email), ("password", OTHER)];
    app.client().post("/login", &pairs).expect_to("/customers");
}

#[test]
fn a_borrowed_session_cannot_guess_the_password() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Viewer);
    for _ in 0..10 {
        client.post("/account/password", &[("current_password", "wrong")]).expect(422);
    }
    let pairs = [("current_password", PASSWORD), ("new_password", OTHER)];
    client.post("/account/password", &pairs).expect(422);
}

#[test]
fn the_second_factor_is_turned_on_and_off() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.sign_in_as(&member);
    let path = "/account/second-factor";
    let page = client.get(path).expect(200);
    let secret = page.attribute("[name=secret]", "value").unwrap();
    assert_eq!(page.count("svg.qr path"), 1);
    let totp = totp_rs::Secret::try_from_base32(&secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(totp).build().unwrap();
    let code = totp.generate_current().to_string();
    let with = |code: &str, password: &str| {
        [
            ("secret", secret.clone()),
            ("code", code.to_owned()),
            ("current_password", password.to_owned()),
        ]
    };
    let mut post = |pairs: [(&str, String); 3]| {
        client.post(path, &pairs.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let again = post(with("000000", PASSWORD)).expect(422);
    assert_eq!(again.attribute("[name=secret]", "value").unwrap(), secret);
    post(with(&code, "wrong")).expect(422);
    let shown = post(with(&code, PASSWORD)).expect(200);
    let codes = shown.texts("#recovery-codes code");
    assert_eq!(codes.len(), 10);
    let stored: Vec<String> =
        app.read(|conn| Ok(recovery_codes::table.select(recovery_codes::code_hash).load(conn)?));
    assert!(codes.iter().all(|code| !stored.contains(code)));
    let page = client.get(path).expect(200);
    assert!(codes.iter().all(|code| !page.body.contains(code)), "shown once");
    let removal = format!("{path}/removal");
    client.post(&removal, &[("current_password", "wrong")]).expect(422);
    client.post(&removal, &[("current_password", PASSWORD)]).expect_to(path);
    app.sign_in_as(&member);
}

#[test]
fn a_required_second_factor_comes_before_everything_else() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    app.write(|conn| {
        let mut house = padron::settings::organisation::load(conn)?;
        house.second_factor_required = true;
        Ok(padron::settings::organisation::store(conn, &house)?)
    });
    client.get("/customers").expect_to("/account/second-factor");
    client.post("/staff", &[]).expect_to("/account/second-factor");
    client.get("/account/second-factor").expect(200);
    client.post("/logout", &[]).expect_to("/login");
}

#[test]
fn open_sessions_are_listed_and_closed() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut stranger = app.sign_in(Role::Viewer);
    let (mut client, mut second, mut third) =
        (app.sign_in_as(&member), app.sign_in_as(&member), app.sign_in_as(&member));
    let path = "/account/sessions";
    let page = client.get(path).expect(200);
    assert_eq!((page.count("tbody tr"), page.count("tbody form")), (3, 2));
    assert!(page.body.contains("127.0.0.1"));
    let closure = page.attribute("tbody form", "action").unwrap();
    stranger.post(&closure, &[]).expect(404);
    client.post(&closure, &[]).expect_to(path);
    let open = [&mut second, &mut third].map(|other| other.get("/account").status);
    assert!(open == [200, 303] || open == [303, 200], "{open:?}");
    client.post("/account/other-sessions/closure", &[]).expect_to(path);
    assert_eq!(client.get(path).expect(200).count("tbody tr"), 1);
    assert_eq!([second, third].map(|mut other| other.get("/account").status), [303, 303]);
    stranger.get("/account").expect(200);
}
