//! Who gets in, who does not, and that the two kinds of sessions are strangers to each other.

use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::db::schema::{audit_log, portal_accounts, portal_sessions};
use padron::error::AppError;
use padron::portal::{account, secret};
use padron::settings::{Organisation, organisation};
use padron::sign_in::throttle::{self, Subject};
use padron::sign_in::tries::{self, Try};

use super::EMAIL;
use crate::support::portal::{OWN_PASSWORD, sign_in};
use crate::support::{PASSWORD, TestApp};

#[test]
fn a_customer_enters_by_e_mail_or_user_name_and_lands_where_they_wanted() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("portal_login", "ana.ruiz")]);
    let mut client = app.client();
    client.get("/portal/account").expect_to("/portal/login?next=%2Fportal%2Faccount");
    for name in ["ANA.Ruiz@example.com", " Ana.Ruiz "] {
        let mut client = app.client();
        let pairs = [("email", name), ("password", OWN_PASSWORD), ("next", "/portal/account")];
        client.post("/portal/login", &pairs).expect_to("/portal/account");
        assert!(client.get("/portal").expect(200).body.contains("Ana Ruiz"));
        client.get("/portal/login").expect_to("/portal");
    }
    for next in [
        "//evil.example",
        "/customers",
        "/portal/../customers",
        "/portal/%2e%2E/customers",
        "/portalx",
        "https://evil.example/",
    ] {
        let pairs = [("email", EMAIL), ("password", OWN_PASSWORD), ("next", next)];
        app.client().post("/portal/login", &pairs).expect_to("/portal");
    }
}

#[test]
fn whoever_may_not_enter_gets_one_and_the_same_answer() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    app.customer(&[("name", "Sin Cuenta"), ("email", "sin@example.com")]);
    let shut = app.visitor(&[("name", "Cerrada"), ("email", "cerrada@example.com")]);
    app.write(|conn| Ok(account::disable(conn, shut)?));
    for status in ["inactive", "archived", "anonymized"] {
        let email = format!("{status}@example.com");
        let id = app.visitor(&[("name", status), ("email", &email)]);
        app.set_status(id, status, "inactive");
    }
    let say = |name: &str, password: &str| {
        let answer = sign_in(&mut app.client(), name, password).expect(422);
        assert_eq!(answer.attribute("#email", "value").unwrap(), name);
        assert!(!answer.body.contains(password), "{name}");
        answer.texts(".error-summary").join("")
    };
    let wrong = say(EMAIL, "otra cosa que no es");
    for name in ["nadie@example.com", "nadie", "sin@example.com", "cerrada@example.com"] {
        assert_eq!(say(name, OWN_PASSWORD), wrong, "{name}");
    }
    for status in ["inactive", "archived", "anonymized"] {
        assert_eq!(say(&format!("{status}@example.com"), OWN_PASSWORD), wrong, "{status}");
    }
    // The log knows the customer, and no password.
    let lines: Vec<(String, Option<i64>, String)> = app.read(|conn| {
        let refused = audit_log::table.filter(audit_log::action.eq("portal.sign_in_refused"));
        let columns = (audit_log::entity, audit_log::entity_id, audit_log::via);
        Ok(refused.order(audit_log::id).select(columns).load(conn)?)
    });
    assert_eq!(lines.len(), 8);
    assert!(lines.iter().all(|(entity, _, via)| entity == "customer" && via == "portal"));
    assert_eq!(lines[4].1, Some(shut));
    assert_eq!(lines[1].1, None);
}

#[test]
fn guessing_is_slowed_and_does_not_shut_the_staff_out() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    for name in [EMAIL, "nadie@example.com"] {
        for _ in 0..10 {
            sign_in(&mut app.client(), name, "x").expect(422);
        }
        let blocked = sign_in(&mut app.client(), name, OWN_PASSWORD).expect(429);
        let seconds: i64 = blocked.header("retry-after").parse().unwrap();
        assert!((1..=900).contains(&seconds), "{seconds}");
    }
    app.visitor(&[("name", "Otra"), ("email", "otra@example.com")]);
    app.enter("otra@example.com");
    for n in 0..30 {
        sign_in(&mut app.client(), &format!("nadie{n}"), "x");
    }
    sign_in(&mut app.client(), "otra@example.com", OWN_PASSWORD).expect(429);
    app.sign_in(Role::Viewer);
}

#[test]
fn neither_cookie_opens_the_others_door() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let member = app.member(Role::Admin);
    let mut staff = app.sign_in_as(&member);
    let mut customer = app.enter(EMAIL);
    let ours = staff.cookies["padron_session"].clone();
    let theirs = customer.cookies["padron_portal"].clone();
    staff.get("/portal").expect_to("/portal/login?next=%2Fportal");
    customer.get("/customers").expect_to("/login?next=%2Fcustomers");
    // Nor under the other's name.
    staff.cookies.insert("padron_portal".to_owned(), ours);
    staff.get("/portal").expect_to("/portal/login?next=%2Fportal");
    customer.cookies.insert("padron_session".to_owned(), theirs);
    customer.get("/customers").expect_to("/login?next=%2Fcustomers");
    // Nor does the one's password.
    sign_in(&mut app.client(), &member.email, PASSWORD).expect(422);
    let pairs = [("email", EMAIL), ("password", OWN_PASSWORD)];
    app.client().post("/login", &pairs).expect(422);
}

#[test]
fn the_cookie_is_bound_and_lives_as_long_as_was_asked() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let cookie = |app: &TestApp, remember: &str| {
        let pairs = [("email", EMAIL), ("password", OWN_PASSWORD), ("remember", remember)];
        let answer = app.client().post("/portal/login", &pairs).expect_to("/portal");
        answer.header("set-cookie").to_owned()
    };
    let short = cookie(&app, "");
    for part in ["padron_portal=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(short.contains(part), "{short}");
    }
    assert!(!short.contains("Max-Age") && !short.contains("Secure"), "{short}");
    assert!(cookie(&app, "1").contains("Max-Age=2592000"));
    let app = TestApp::with(&["--public-url", "https://panel.example"]);
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let bound = cookie(&app, "");
    assert!(bound.starts_with("__Host-padron_portal=") && bound.contains("Secure"), "{bound}");
}

#[test]
fn a_session_gets_a_new_key_at_sign_in_and_is_stored_hashed() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.client();
    client.post("/portal/forgot", &[("email", "nadie")]).expect_to("/portal/login");
    let before = client.cookies["padron_portal"].clone();
    sign_in(&mut client, EMAIL, OWN_PASSWORD).expect_to("/portal");
    let after = client.cookies["padron_portal"].clone();
    assert_ne!(before, after);
    let mut old = app.client();
    old.cookies.insert("padron_portal".to_owned(), before);
    old.get("/portal").expect_to("/portal/login?next=%2Fportal");
    let keys: Vec<String> =
        app.read(|conn| Ok(portal_sessions::table.select(portal_sessions::key_hash).load(conn)?));
    assert!(keys.iter().all(|key| key.len() == 64 && !after.contains(key.as_str())));
}

#[test]
fn a_session_ends_by_leaving_by_rest_and_by_age() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let kept = client.clone();
    client.post("/portal/logout", &[]).expect_to("/portal/login");
    let mut again = kept;
    again.get("/portal").expect_to("/portal/login?next=%2Fportal");
    let ago = |hours: i64| clock::now() - chrono::Duration::hours(hours);
    for (seen, ends, is_open) in
        [(ago(23), ago(-1), true), (ago(25), ago(-1), false), (ago(1), ago(1), false)]
    {
        let mut client = app.enter(EMAIL);
        app.write(|conn| {
            diesel::update(portal_sessions::table)
                .set((portal_sessions::last_seen_at.eq(seen), portal_sessions::expires_at.eq(ends)))
                .execute(conn)?;
            Ok(())
        });
        assert_eq!(client.get("/portal").status == 200, is_open, "{seen} {ends}");
    }
}

#[test]
fn who_may_no_longer_enter_is_out_at_the_next_request_for_good() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    for status in ["inactive", "archived", "anonymized"] {
        let mut client = app.enter(EMAIL);
        app.set_status(id, status, "inactive");
        client.get("/portal").expect_to("/portal/login?next=%2Fportal");
        app.set_status(id, "active", "active");
        client.get("/portal").expect_to("/portal/login?next=%2Fportal");
    }
    let mut client = app.enter(EMAIL);
    let shut = |at: Option<chrono::NaiveDateTime>| {
        app.write(|conn| {
            let account = portal_accounts::table.find(id);
            diesel::update(account).set(portal_accounts::disabled_at.eq(at)).execute(conn)?;
            Ok(())
        });
    };
    shut(Some(clock::now()));
    let unsaved = "/portal/login?next=%2Fportal&unsaved=1";
    client.post("/portal/data", &[("version", "1")]).expect_to(unsaved);
    shut(None);
    client.get("/portal").expect_to("/portal/login?next=%2Fportal");
    app.set_status(id, "pending", "inactive");
    sign_in(&mut app.client(), EMAIL, OWN_PASSWORD).expect(422);
}

#[test]
fn the_portal_speaks_the_language_of_its_visitor() {
    let app = TestApp::new();
    let asked = |header: &str| {
        let mut client = app.client();
        let headers = [("accept-language", header)];
        let get = ureq::http::Method::GET;
        client.send(get, "/portal/login", &headers, Vec::new()).texts("h1").join("")
    };
    assert_eq!(asked("pt-BR,pt;q=0.9"), "Portal do cliente");
    assert_eq!(asked("en"), "Customers' portal");
    assert_eq!(asked("fr"), "Portal de clientes");
    let mut client = app.client();
    client.post("/portal/language", &[("language", "en")]);
    assert_eq!(client.get("/portal/login").texts("h1").join(""), "Customers' portal");
    client.post("/portal/language", &[("language", "xx")]).expect(400);
}

#[test]
fn a_customer_keeps_the_chosen_language_and_starts_with_that_of_the_country() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana"), ("email", EMAIL), ("country", "BR")]);
    let lang = |client: &mut crate::support::Client| {
        let headers = [("accept-language", "fr, en;q=0.5")];
        let page = client.send(ureq::http::Method::GET, "/portal/account", &headers, Vec::new());
        page.expect(200).attribute("html", "lang").unwrap()
    };
    let mut client = app.enter(EMAIL);
    assert!(lang(&mut client).starts_with("pt"));
    client.post("/portal/language", &[("language", "es")]).expect(303);
    assert!(lang(&mut client).starts_with("es"));
    let mut another = app.enter(EMAIL);
    assert!(lang(&mut another).starts_with("es"), "in another browser too");
    app.visitor(&[("name", "Eva"), ("email", "eva@example.net"), ("country", "AR")]);
    assert!(lang(&mut app.enter("eva@example.net")).starts_with("en"), "at home the browser's");
}

#[test]
fn pages_of_the_portal_lead_to_no_page_of_the_staff() {
    let app = TestApp::new();
    app.write(|conn| {
        let house = Organisation { name: "Nodo Austral".to_owned(), ..Organisation::default() };
        Ok(organisation::store(conn, &house)?)
    });
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    for path in ["/portal", "/portal/data", "/portal/account", "/portal/nothing"] {
        let page = client.get(path);
        for word in ["\"/customers", "\"/login", "\"/account", "\"/settings", "\"/staff", "Padrón"]
        {
            assert!(!page.body.contains(word), "{path} names {word}");
        }
    }
    assert!(client.get("/portal/nothing").expect(404).body.contains("portal__bar"));
}

#[test]
fn a_form_of_another_site_changes_nothing_and_is_answered_in_the_customers_words() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for headers in
        [[kind, ("sec-fetch-site", "cross-site")], [kind, ("origin", "https://evil.example")]]
    {
        for path in ["/portal/login", "/portal/data", "/portal/password", "/portal/logout"] {
            let post = ureq::http::Method::POST;
            let answer = client.send(post, path, &headers, b"version=1&phone_mobile=1".to_vec());
            assert_eq!(answer.status, 403, "{path}");
            assert_eq!(answer.texts("h1"), ["No pudimos aceptar el envío"], "{path}");
        }
    }
    client.get("/portal").expect(200);
}

#[test]
fn a_blocked_address_wears_nobodys_account_out() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let member = app.member(Role::Viewer);
    for n in 0..40 {
        sign_in(&mut app.client(), &format!("nadie{n}"), "x").expect(422);
        let pairs = [("email", &*format!("nadie{n}@example.com")), ("password", "x")];
        app.client().post("/login", &pairs).expect(422);
    }
    for _ in 0..12 {
        sign_in(&mut app.client(), EMAIL, "x").expect(429);
        app.client().post("/login", &[("email", &*member.email), ("password", "x")]).expect(429);
    }
    // As if those who own the accounts came from elsewhere.
    app.write(|conn| {
        let addresses = [Subject::address("127.0.0.1"), Subject::portal_address("127.0.0.1")];
        Ok(addresses.iter().try_for_each(|address| throttle::forgive(conn, address))?)
    });
    app.enter(EMAIL);
    app.sign_in_as(&member);
}

#[test]
fn two_names_give_no_more_tries_than_one() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("portal_login", "ana.ruiz")]);
    for n in 0..10 {
        sign_in(&mut app.client(), ["ana.ruiz", EMAIL][n % 2], "x").expect(422);
    }
    for name in ["ana.ruiz", EMAIL] {
        sign_in(&mut app.client(), name, OWN_PASSWORD).expect(429);
    }
}

#[test]
fn what_is_sent_after_the_session_ended_leads_back_to_its_form_and_is_told_to_be_lost() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let stale = client.clone();
    client.post("/portal/logout", &[]).expect_to("/portal/login");
    let mut client = stale;
    let own = format!("http://{}/portal/data", app.address);
    let post = |client: &mut crate::support::Client, path: &str, referer: &str, body: &str| {
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let length = body.len().to_string();
        let length = ("content-length", &*length);
        let headers = [kind, ("sec-fetch-site", "same-origin"), ("referer", referer), length];
        client.send(ureq::http::Method::POST, path, &headers, body.as_bytes().to_vec())
    };
    let door = "/portal/login?next=%2Fportal%2Fdata&unsaved=1";
    let typed = "version=1&phone_mobile=11+5555-1234";
    let answer = post(&mut client, "/portal/data", &own, typed).expect_to(door);
    assert!(!answer.location.contains("5555"), "what was typed stands in no address");
    let page = client.get(door).expect(200);
    assert!(page.texts(".notice").join("").contains("no se guardó"), "{}", page.body);
    let next = page.attribute("[name=next]", "value").unwrap();
    let unsaved = page.attribute("[name=unsaved]", "value").unwrap();
    let pairs = [("email", EMAIL), ("password", "x"), ("next", &*next), ("unsaved", &*unsaved)];
    let wrong = client.post("/portal/login", &pairs).expect(422);
    assert_eq!(wrong.count("[name=unsaved]"), 1, "nor is it forgotten by a wrong password");
    let pairs = [("password", OWN_PASSWORD), pairs[0], pairs[2], pairs[3]];
    client.post("/portal/login", &pairs).expect_to("/portal/data");
    let form = client.get("/portal/data").expect(200);
    assert!(form.texts(".flash").join("").contains("Escriba otra vez"), "{}", form.body);
    // A button alone loses nothing, and no foreign page is led back to.
    let foreign = "https://evil.example/portal/data";
    let mut nobody = app.client();
    let path = "/portal/sessions/closure";
    post(&mut nobody, path, &own, "").expect_to("/portal/login?next=%2Fportal%2Fdata");
    let home = "/portal/login?next=%2Fportal&unsaved=1";
    post(&mut nobody, "/portal/data", foreign, typed).expect_to(home);
}

#[test]
fn what_could_not_be_compared_was_no_try() {
    let app = TestApp::new();
    let subjects = || [Subject::portal_address("192.0.2.7"), Subject::portal_account("nadie")];
    // As while more passwords are hashed than there are seats.
    actix_web::rt::System::new().block_on(async {
        for _ in 0..60 {
            let [address, account] = subjects();
            let counted = tries::count(&app.app, address, |_| Ok((account, ()))).await.unwrap();
            let Try::Counted(tried) = counted else { panic!("blocked by nothing") };
            let full = Err::<(), _>(AppError::TooMany);
            let settled = tried.settle(&app.app, full).await;
            assert!(matches!(settled, Err(AppError::TooMany)));
        }
    });
    let [address, account] = subjects();
    let blocked = app.write(|conn| Ok(throttle::count_all(conn, &[address, account])?));
    assert_eq!(blocked, None);
}

#[test]
fn a_temporary_password_loses_no_try_that_compared_nothing() {
    let app = TestApp::new();
    let mut staff = app.sign_in(Role::Support);
    let id = app.customer(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    staff.post(&format!("/customers/{id}/portal-password"), &[]).expect(303);
    for _ in 0..7 {
        let hash = app.write(|conn| Ok(secret::begin_try(conn, id)?)).unwrap();
        app.write(|conn| Ok(secret::take_try_back(conn, id, &hash)?));
    }
    assert_eq!(app.account_of(id).temp_failures, 0);
}
