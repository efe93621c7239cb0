//! Signing in and out: what is accepted, what is refused, and what neither tells.

use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::db::schema::{one_time_links, sessions, sign_in_failures, staff};
use padron::history::{self, Entity};
use padron::settings::organisation::HISTORY_ID;
use padron::staff::links::{self, Purpose};
use padron::staff::{query, save, second_factor};

use super::support::{Client, Member, PASSWORD, Response, TestApp, eventually};

fn try_in(client: &mut Client, email: &str, password: &str) -> Response {
    client.post("/login", &[("email", email), ("password", password)])
}

#[test]
fn a_member_signs_in_and_lands_where_they_wanted() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.client();
    client.get("/account").expect_to("/login?next=%2Faccount");
    let form = client.get("/login?next=%2Faccount").expect(200);
    assert_eq!(form.attribute("[name=next]", "value").unwrap(), "/account");
    let email = member.email.to_uppercase();
    let pairs = [("email", &*email), ("password", PASSWORD), ("next", "/account")];
    client.post("/login", &pairs).expect_to("/account");
    client.get("/login").expect_to("/customers");
}

#[test]
fn nobody_is_sent_to_another_site() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    for next in ["//evil.example", "https://evil.example/", "/\\evil.example", "/ñ", "/\r\nx: y"] {
        let pairs = [("email", &*member.email), ("password", PASSWORD), ("next", next)];
        app.client().post("/login", &pairs).expect_to("/customers");
    }
}

#[test]
fn unknown_wrong_and_disabled_get_the_same_answer() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let disabled = app.member(Role::Viewer);
    app.write(|conn| Ok(save::disable(conn, disabled.id)?)).unwrap();
    let say = |email: &str, password: &str| {
        let answer = try_in(&mut app.client(), email, password).expect(422);
        assert_eq!(answer.attribute("#email", "value").unwrap(), email);
        assert!(!answer.body.contains(password));
        assert_eq!(answer.count(".error-summary[autofocus]"), 1);
        assert!(answer.texts("title")[0].starts_with("Error:"));
        answer.texts(".error-summary").join("")
    };
    let wrong = say(&member.email, "not the password of anybody");
    assert_eq!(wrong, say("nobody@padron.test", "not the password of anybody"));
    assert_eq!(wrong, say(&disabled.email, PASSWORD));
    assert_eq!(wrong, say("", "x y z"));
}

#[test]
fn too_many_failures_block_the_account_for_a_while_only() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    for email in [&*member.email, "nobody@padron.test"] {
        for _ in 0..10 {
            try_in(&mut app.client(), email, "wrong").expect(422);
        }
        let blocked = try_in(&mut app.client(), email, PASSWORD).expect(429);
        let seconds: i64 = blocked.header("retry-after").parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
    }
    // Another account from the same address is not shut out.
    app.sign_in(Role::Viewer);
    app.write(|conn| {
        let past = clock::now() - chrono::Duration::minutes(1);
        diesel::update(sign_in_failures::table)
            .set(sign_in_failures::blocked_until.eq(Some(past)))
            .execute(conn)?;
        Ok(())
    });
    app.sign_in_as(&member);
}

#[test]
fn an_address_that_fails_with_many_accounts_is_blocked_too() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    app.sign_in_as(&member);
    app.write(|conn| {
        diesel::update(sign_in_failures::table)
            .set(sign_in_failures::failures.eq(40))
            .execute(conn)?;
        Ok(())
    });
    let blocked = try_in(&mut app.client(), &member.email, PASSWORD);
    assert_eq!(blocked.status, 429);
}

#[test]
fn signing_in_renews_the_session_and_signing_out_ends_it_on_the_server() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.sign_in_as(&member);
    let first = client.cookies.clone();
    try_in(&mut client, &member.email, PASSWORD).expect_to("/customers");
    assert_ne!(client.cookies, first, "a key that is known beforehand must not be kept");
    let kept = client.cookies.clone();
    client.cookies.clone_from(&first);
    client.get("/account").expect_to("/login?next=%2Faccount");
    client.cookies.clone_from(&kept);
    client.get("/account").expect(200);
    client.post("/logout", &[]).expect_to("/login");
    assert!(client.cookies.is_empty());
    client.cookies = kept;
    client.get("/account").expect_to("/login?next=%2Faccount");
}

#[test]
fn only_those_who_ask_keep_the_session_beyond_the_browser() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let pairs = [("email", &*member.email), ("password", PASSWORD)];
    let mut client = app.client();
    let short = client.post("/login", &pairs).expect_to("/customers");
    assert!(!short.header("set-cookie").contains("Max-Age"));
    let flashed = client.post("/account", &[("density", "compact")]);
    assert!(!flashed.expect_to("/account").header("set-cookie").contains("Max-Age"));
    let long = app.client().post("/login", &[pairs[0], pairs[1], ("remember", "1")]);
    assert!(long.header("set-cookie").contains("Max-Age=604800"), "{}", long.header("set-cookie"));
}

#[test]
fn a_session_ends_when_it_is_idle_or_old() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Viewer);
    let set = |idle: i64, left: i64| {
        let now = clock::now();
        app.write(|conn| {
            diesel::update(sessions::table)
                .set((
                    sessions::last_seen_at.eq(now - chrono::Duration::hours(idle)),
                    sessions::expires_at.eq(now + chrono::Duration::hours(left)),
                ))
                .execute(conn)?;
            Ok(())
        });
    };
    set(13, 5);
    client.get("/account").expect(303);
    set(11, -1);
    client.get("/account").expect(303);
    set(11, 5);
    client.get("/account").expect(200);
}

fn with_second_factor(app: &TestApp) -> (Member, String, Vec<String>) {
    let member = app.member(Role::Viewer);
    let (secret, codes) = (second_factor::new_secret(), second_factor::new_codes());
    let hashes: Vec<String> = codes.iter().map(|c| second_factor::code_hash(c)).collect();
    app.write(|conn| Ok(save::set_second_factor(conn, member.id, &secret, 0, &hashes)?));
    (member, secret, codes)
}

fn code_of(secret: &str) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate_current().to_string()
}

#[test]
fn the_second_step_takes_a_code_once() {
    let app = TestApp::new();
    let (member, secret, _) = with_second_factor(&app);
    let mut client = app.client();
    client.get("/login/second-step").expect_to("/login");
    try_in(&mut client, &member.email, PASSWORD).expect_to("/login/second-step");
    client.get("/login/second-step").expect(200);
    client.get("/account").expect_to("/login?next=%2Faccount");
    client.post("/login/second-step", &[("code", "000000")]).expect(422);
    let code = code_of(&secret);
    client.post("/login/second-step", &[("code", &code)]).expect_to("/customers");
    client.get("/account").expect(200);
    let mut other = app.client();
    try_in(&mut other, &member.email, PASSWORD);
    other.post("/login/second-step", &[("code", &code)]).expect(422);
}

#[test]
fn a_recovery_code_works_once() {
    let app = TestApp::new();
    let (member, _, codes) = with_second_factor(&app);
    for expected in [303, 422] {
        let mut client = app.client();
        try_in(&mut client, &member.email, PASSWORD).expect_to("/login/second-step");
        let typed = codes[0].to_lowercase();
        client.post("/login/second-step", &[("code", &typed)]).expect(expected);
    }
    assert_eq!(app.read(|conn| Ok(query::recovery_codes_left(conn, member.id)?)), 9);
}

#[test]
fn codes_cannot_be_guessed_one_after_the_other() {
    let app = TestApp::new();
    let (member, secret, _) = with_second_factor(&app);
    let mut client = app.client();
    try_in(&mut client, &member.email, PASSWORD);
    for _ in 0..5 {
        client.post("/login/second-step", &[("code", "000000")]).expect(422);
    }
    let code = code_of(&secret);
    client.post("/login/second-step", &[("code", &code)]).expect(429);
    client.get("/login/second-step").expect_to("/login");
}

fn setup_form<'a>(token: &'a str, password: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("token", token),
        ("organisation", "Nodo Austral"),
        ("country", "CL"),
        ("name", "Ada Prueba"),
        ("email", "ada@nodo.test"),
        ("password", password),
    ]
}

#[test]
fn the_set_up_link_makes_one_administrator_and_dies() {
    let app = TestApp::new();
    app.client().get("/setup?token=guess").expect(404);
    let token = app.write(|conn| Ok(links::issue(conn, Purpose::SetUp, None)?));
    let path = format!("/setup?token={token}");
    let mut client = app.client();
    for _ in 0..2 {
        client.get(&path).expect(200);
    }
    let refused = client.post("/setup", &setup_form(&token, "nodoaustral2026!"));
    assert_eq!(refused.expect(422).count("#password-error"), 1);
    client.post("/setup", &setup_form(&token, PASSWORD)).expect_to("/customers");
    client.get("/staff").expect(200);
    let house = app.read(|conn| Ok(padron::settings::organisation::load(conn)?));
    assert_eq!((&*house.name, &*house.country, &*house.currency), ("Nodo Austral", "CL", "CLP"));
    let taxes = padron::catalogues::find(padron::fields::Lookup::Taxes).unwrap();
    let taxes = app.read(|conn| Ok(taxes.all(conn)?));
    assert!(taxes.len() == 3 && taxes.iter().all(|tax| tax.country() == Some("CL")));
    let kept = app.read(|conn| Ok(history::of(conn, Entity::Organisation, HISTORY_ID, None, 9)?));
    assert!(kept.iter().any(|e| e.field == "name" && e.after.as_deref() == Some("Nodo Austral")));
    app.client().get(&path).expect(404);
    app.client().post("/setup", &setup_form(&token, PASSWORD)).expect(404);
    // A link that was made before and never used is dead as well.
    let late = app.write(|conn| Ok(links::issue(conn, Purpose::SetUp, None)?));
    app.client().post("/setup", &setup_form(&late, PASSWORD)).expect(404);
}

#[test]
fn a_password_link_works_once_and_ends_the_sessions() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let mut client = app.sign_in_as(&member);
    let former = app.write(|conn| Ok(links::issue(conn, Purpose::Password, Some(member.id))?));
    let token = app.write(|conn| Ok(links::issue(conn, Purpose::Password, Some(member.id))?));
    let dead = app.client().get(&format!("/password?token={former}")).expect(404);
    assert_eq!(dead.count("a[href='/password/forgot']"), 1, "and a way to another one");
    app.client().get(&format!("/password?token={token}")).expect(200);
    client.get("/account").expect(200);
    let new = "otro tren que sale tarde";
    let mut other = app.client();
    other.post("/password", &[("token", &token), ("password", "corta")]).expect(422);
    other.post("/password", &[("token", &token), ("password", new)]).expect_to("/login");
    assert_eq!(other.get("/login").count(".flash"), 1);
    other.post("/password", &[("token", &token), ("password", new)]).expect(404);
    client.get("/account").expect(303);
    try_in(&mut app.client(), &member.email, PASSWORD).expect(422);
    try_in(&mut app.client(), &member.email, new).expect_to("/customers");
}

#[test]
fn links_end_after_a_day_and_are_stored_hashed() {
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let token = app.write(|conn| Ok(links::issue(conn, Purpose::Password, Some(member.id))?));
    app.write(|conn| {
        let stored: String =
            one_time_links::table.select(one_time_links::token_hash).first(conn)?;
        assert!(!stored.contains(&token));
        let past = clock::now() - chrono::Duration::seconds(1);
        diesel::update(one_time_links::table)
            .set(one_time_links::expires_at.eq(past))
            .execute(conn)?;
        Ok(())
    });
    app.client().get(&format!("/password?token={token}")).expect(404);
}

#[test]
fn a_hash_with_weaker_parameters_is_made_anew_at_sign_in() {
    use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
    let app = TestApp::new();
    let member = app.member(Role::Viewer);
    let weaker =
        Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8192, 1, 1, None).unwrap());
    let hash: argon2::PasswordHash = weaker.hash_password(PASSWORD.as_bytes()).unwrap();
    app.write(|conn| {
        diesel::update(staff::table.find(member.id))
            .set(staff::password_hash.eq(hash.to_string()))
            .execute(conn)?;
        Ok(())
    });
    app.sign_in_as(&member);
    let stored = app.read(|conn| Ok(query::find(conn, member.id)?)).password_hash;
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
    app.sign_in_as(&member);
}

#[test]
fn behind_a_proxy_the_last_line_of_the_header_says_who_it_is() {
    let app = TestApp::with(&["--trusted-proxies", "127.0.0.1"]);
    let form = "application/x-www-form-urlencoded";
    // Whoever invents a first line is throttled by the address that the proxy added below it.
    for n in 0..45 {
        let invented = format!("10.9.8.{n}");
        let headers = [
            ("content-type", form),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", &invented),
            ("x-forwarded-for", "203.0.113.7"),
        ];
        let body = format!("email=nobody{n}%40example.com&password=x").into_bytes();
        let answer = app.client().send(ureq::http::Method::POST, "/login", &headers, body);
        let expected = if n < 40 { 422 } else { 429 };
        assert_eq!(answer.status, expected, "{n}");
    }
}

#[test]
fn before_the_set_up_the_browser_says_the_language() {
    let app = TestApp::new();
    let token = app.write(|conn| Ok(links::issue(conn, Purpose::SetUp, None)?));
    let path = format!("/setup?token={token}");
    let speaks = |path: &str, header: &str| {
        let get = ureq::http::Method::GET;
        let answer = app.client().send(get, path, &[("accept-language", header)], Vec::new());
        answer.expect(200).attribute("html", "lang").unwrap()
    };
    for (header, lang) in [("en-US,en;q=0.9", "en"), ("pt-BR", "pt"), ("fr", "es")] {
        assert!(speaks(&path, header).starts_with(lang), "{header}");
    }
    app.client().post("/setup", &setup_form(&token, PASSWORD)).expect_to("/customers");
    // What is in memory may be seconds old.
    let is_spanish = || speaks("/login", "en-US,en;q=0.9").starts_with("es");
    eventually("it is the organisation's now", is_spanish);
}
