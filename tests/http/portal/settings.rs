//! What the organisation decides about the portal, and that it holds at once.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::history;
use padron::settings::{Portal, PortalSecret, organisation};

use super::EMAIL;
use crate::support::portal::{OWN_PASSWORD, sign_in};
use crate::support::{Client, Response, TestApp};

const PAGE: &str = "/settings/portal";

fn save(client: &mut Client, pairs: &[(&str, &str)]) -> Response {
    let version = client.get(PAGE).expect(200).attribute("[name=version]", "value").unwrap();
    let pairs: Vec<_> = [("version", &*version)].into_iter().chain(pairs.iter().copied()).collect();
    client.post(PAGE, &pairs)
}

fn stored(app: &TestApp) -> Portal {
    app.read(|conn| Ok(organisation::load(conn)?)).portal
}

#[test]
fn an_administrator_decides_everything_about_it() {
    let app = TestApp::with(&["--public-url", "http://panel.example/"]);
    let mut client = app.sign_in(Role::Admin);
    let page = client.get(PAGE).expect(200);
    assert!(page.body.contains("http://panel.example/portal<"), "{}", page.body);
    assert!(client.get("/settings").expect(200).body.contains(PAGE));
    let pairs = [
        ("portal_enabled", ""),
        ("portal_enabled", "1"),
        ("portal_secret", "link"),
        ("portal_secret_hours", "48"),
        ("portal_min_password", "16"),
        ("field_city", "edited"),
        ("field_name", "hidden"),
        ("field_tax_id", "seen"),
        ("portal_welcome", "¡Hola!\r\nLea <b>esto</b>"),
        ("portal_help", "0800 555 6636"),
        ("portal_colour", "#AA3366"),
    ];
    save(&mut client, &pairs).expect_to(PAGE);
    let portal = stored(&app);
    assert_eq!((portal.secret, portal.secret_hours), (PortalSecret::Link, 48));
    assert_eq!((portal.min_password, portal.colour.as_str()), (16, "#aa3366"));
    assert!(portal.editable.contains("city") && portal.visible.contains("city"));
    assert!(!portal.visible.contains("name") && portal.visible.contains("tax_id"));
    assert!(!portal.editable.contains("tax_id"));
    let page = app.client().get("/portal/login").expect(200);
    assert!(page.body.contains("Lea &#60;b&#62;esto") && page.body.contains("0800 555 6636"));
    assert!(page.body.contains("/brand/aa3366"));
    let sheet = app.client().get("/brand/aa3366").expect(200);
    assert!(sheet.header("content-type").starts_with("text/css"));
    app.client().get("/brand/nothing").expect(404);
    // Each decision is in the history, under its name.
    let page = client.get(PAGE).expect(200);
    let said = page.texts(".timeline").join(" ");
    for label in ["Color", "Horas que sirve", "Datos que ve el cliente", "Solo enlace", "48"] {
        assert!(said.contains(label), "{label}: {said}");
    }
    let fields: Vec<String> =
        app.read(|conn| Ok(history::table.select(history::field).load(conn)?));
    assert!(fields.iter().all(|field| field.starts_with("portal_")) && fields.len() == 8);
    save(&mut client, &pairs).expect_to(PAGE);
    assert_eq!(client.get(PAGE).expect(200).texts(".timeline li").len(), 8);
}

#[test]
fn refused_input_is_kept_beside_its_field() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    let long = "x".repeat(501);
    for (name, value, field) in [
        ("portal_secret", "sms", "portal_secret"),
        ("portal_secret_hours", "73", "portal_secret_hours"),
        ("portal_min_password", "ocho", "portal_min_password"),
        ("field_city", "all", "portal_fields"),
        ("portal_welcome", &*long, "portal_welcome"),
        ("portal_colour", "javascript:1", "portal_colour"),
    ] {
        let page = save(&mut client, &[(name, value)]).expect(422);
        assert_eq!(page.count(&format!("#{field}-error")), 1, "{name}: {}", page.body);
        assert_eq!(page.count(&format!(".error-summary [href='#{field}']")), 1, "{name}");
    }
    assert_eq!(stored(&app), Portal::default());
}

#[test]
fn a_colour_is_looked_at_before_it_is_saved() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("portal_colour", "#123456"), ("action", "preview")];
    let page = save(&mut client, &pairs).expect(200);
    assert!(page.body.contains("/brand/123456"));
    assert_eq!(stored(&app).colour, Portal::default().colour);
}

#[test]
fn two_who_save_at_once_are_told() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    let version = client.get(PAGE).expect(200).attribute("[name=version]", "value").unwrap();
    save(&mut client, &[("portal_help", "mañana")]).expect_to(PAGE);
    let pairs = [("version", &*version), ("portal_welcome", "hola")];
    let page = client.post(PAGE, &pairs).expect(409);
    assert!(page.body.contains("hola") && page.body.contains("mañana"));
    assert_eq!(stored(&app).welcome, "");
}

#[test]
fn a_closed_portal_says_so_on_every_page_and_forgets_nothing() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut inside = app.enter(EMAIL);
    let mut client = app.sign_in(Role::Admin);
    save(&mut client, &[("portal_enabled", "")]).expect_to(PAGE);
    let cookies = inside.cookies.clone();
    for line in padron::routes::table().lines() {
        if !line.permission.is_of_portal() || line.path == "/portal/logout" {
            continue;
        }
        inside.cookies.clone_from(&cookies);
        for client in [&mut inside, &mut app.client()] {
            let page = match line.method.as_str() {
                "GET" => client.get(line.path),
                _ => client.post(line.path, &[("email", EMAIL), ("password", OWN_PASSWORD)]),
            };
            let page = page.expect(403);
            assert_eq!(page.texts("h1"), ["El portal está cerrado"], "{}", line.path);
            assert_eq!(page.count("main a, form"), 0, "{}", line.path);
        }
    }
    save(&mut client, &[("portal_enabled", "1")]).expect_to(PAGE);
    inside.get("/portal").expect(200);
    sign_in(&mut app.client(), EMAIL, OWN_PASSWORD).expect_to("/portal");
}

#[test]
fn a_change_is_in_the_audit_log_and_no_change_is_not() {
    use padron::db::schema::audit_log;
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    let noted = |app: &TestApp| -> i64 {
        app.read(|conn| {
            let lines = audit_log::table.filter(audit_log::action.eq("settings.changed"));
            Ok(lines.count().get_result(conn)?)
        })
    };
    save(&mut client, &[("portal_enabled", "")]).expect(303);
    assert_eq!(noted(&app), 1);
    save(&mut client, &[("portal_enabled", "")]).expect(303);
    assert_eq!(noted(&app), 1);
}

#[test]
fn a_closed_portal_can_be_left() {
    let app = TestApp::new();
    app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut inside = app.enter(EMAIL);
    let mut kept = inside.clone();
    app.decide(|portal| portal.is_enabled = false);
    inside.post("/portal/logout", &[]).expect_to("/portal/login");
    app.decide(|portal| portal.is_enabled = true);
    kept.get("/portal").expect_to("/portal/login?next=%2Fportal");
}

#[test]
fn help_can_be_called_and_written_to_and_a_link_alone_promises_no_temporary_password() {
    let app = TestApp::new();
    let words = "temporal";
    assert!(app.client().get("/portal/login").expect(200).body.contains(words));
    app.decide(|portal| {
        portal.help = "Llame al 11 4276-3087 <b>\no escriba a hola@fibra.ar.".to_owned();
        portal.secret = PortalSecret::Link;
    });
    let page = app.client().get("/portal/login").expect(200);
    for (href, text) in
        [("tel:+541142763087", "11 4276-3087"), ("mailto:hola@fibra.ar", "hola@fibra.ar")]
    {
        assert_eq!(page.texts(&format!("footer a[href='{href}']")), [text], "{}", page.body);
    }
    assert!(page.body.contains("&#60;b&#62;"));
    assert!(!page.body.contains(words), "{}", page.body);
    let refused = sign_in(&mut app.client(), EMAIL, "x").expect(422);
    assert!(!refused.body.contains(words), "{}", refused.body);
}
