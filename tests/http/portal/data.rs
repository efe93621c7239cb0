//! The customer's own data: what is seen, what may be changed, and what is never either.

use padron::access::Role;
use padron::customers::{Record, query};
use padron::db::schema::history;
use padron::fields::Lookup;

use diesel::prelude::*;

use super::EMAIL;
use crate::support::{Client, TestApp};

fn record(app: &TestApp, id: i64) -> Record {
    app.read(|conn| Ok(query::find(conn, id)?)).unwrap()
}

fn version(client: &mut Client) -> String {
    client.get("/portal/data").expect(200).attribute("[name=version]", "value").unwrap()
}

#[test]
fn what_is_shown_is_what_the_organisation_shows() {
    let app = TestApp::new();
    app.visitor(&[
        ("name", "Ana Ruiz"),
        ("email", EMAIL),
        ("city", "Rosario"),
        ("phone_mobile", "+5491155551234"),
        ("tax_id", "20-12345678-6"),
    ]);
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let pairs = [("phone_kind", "landline"), ("phone_number", "11 4276-3087")];
    let pairs: Vec<_> = pairs.into_iter().chain([("version", &*version)]).collect();
    client.post("/portal/data", &pairs).expect_to("/portal");
    let page = client.get("/portal").expect(200);
    let labels = page.texts("dt");
    assert!(labels.contains(&"Ciudad".to_owned()) && !labels.contains(&"Barrio".to_owned()));
    assert!(page.texts("dd").contains(&"Fijo +54 11 4276-3087".to_owned()), "{}", page.body);
    assert!(page.body.contains("Rosario") && page.body.contains("+54 9 11 5555-1234"));
    assert!(!page.body.contains("12345678"));
    app.decide(|portal| {
        portal.visible = ["name", "tax_id"].map(str::to_owned).into();
        portal.editable.clear();
    });
    let page = client.get("/portal").expect(200);
    assert!(page.body.contains("20-12345678-6") && !page.body.contains("Rosario"));
    assert_eq!(page.count("[href='/portal/data']"), 0);
    client.get("/portal/data").expect(404);
    client.post("/portal/data", &[("version", "1"), ("city", "Salta")]).expect(404);
}

#[test]
fn a_number_of_no_length_is_refused_even_when_doubts_are_accepted() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let (version, long) = (version(&mut client), "1".repeat(6_000));
    let pairs = [
        ("version", &*version),
        ("phone_kind", "other"),
        ("phone_number", &*long),
        ("accept_doubts", "1"),
    ];
    let refused = client.post("/portal/data", &pairs).expect(422);
    assert_eq!(refused.count(".error-summary a[href='#phones']"), 1);
    assert!(record(&app, id).phones.is_empty());
}

#[test]
fn what_the_staff_keeps_to_itself_is_on_no_page() {
    let app = TestApp::new();
    let zone = app.lookup(Lookup::Zones, "ZonaSecreta", None).to_string();
    let seller = app.lookup(Lookup::Sellers, "VendedorSecreto", None).to_string();
    app.visitor(&[
        ("name", "Ana Ruiz"),
        ("email", EMAIL),
        ("remarks", "ObservacionSecreta"),
        ("is_bad", "1"),
        ("zone_id", &zone),
        ("seller_id", &seller),
        ("source", "FuenteSecreta"),
        ("external_ref", "RefSecreta"),
        ("bank", "BancoSecreto"),
        ("personal_discount_bp", "77"),
    ]);
    // Not even where somebody asked for all of it, behind the panel's back.
    app.decide(|portal| {
        let all = padron::customers::fields::all().iter().map(|field| field.key.to_string());
        portal.visible = all.clone().collect();
        portal.editable = all.collect();
    });
    let mut client = app.enter(EMAIL);
    for path in ["/portal", "/portal/data", "/portal/account"] {
        let page = client.get(path).expect(200).body;
        for secret in ["Secret", "BAD", "VIP", "77 %", "Recaudador", "Observaciones", "Zona"] {
            assert!(!page.contains(secret), "{path} shows {secret}");
        }
    }
    let form = client.get("/portal/data").expect(200);
    for key in ["name", "email", "tax_id", "doc_number", "custom_id", "status", "portal_login"] {
        assert_eq!(form.count(&format!("[name={key}]")), 0, "{key}");
    }
}

#[test]
fn a_change_goes_the_one_road_and_is_signed_by_the_customer() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("country", "AR")]);
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let pairs = [
        ("version", &*version),
        ("phone_mobile", "11 15 5555-1234"),
        ("phone_kind", "landline"),
        ("phone_number", "11 4444-1234"),
        ("tax_id", "20-12345678-6"),
        ("status", "archived"),
        ("id", "1"),
        ("email", "otra@example.com"),
        ("name", "Otra"),
        ("is_vip", "1"),
        ("remarks", "hola"),
        ("city", "Rosario"),
        ("zone_id", "1"),
        ("pick:phone_mobile", "theirs"),
    ];
    client.post("/portal/data", &pairs).expect_to("/portal");
    let now = record(&app, id);
    assert_eq!(now.mobile.as_ref().unwrap().e164.as_deref(), Some("+5491155551234"));
    assert_eq!(now.phones.len(), 1);
    assert_eq!(now.customer.name.as_deref(), Some("Ana Ruiz"));
    assert_eq!(now.customer.email.as_deref(), Some(EMAIL));
    assert_eq!((now.customer.status.as_str(), now.customer.is_vip), ("active", false));
    assert_eq!((now.customer.tax_id, now.details.city, now.details.remarks), (None, None, None));
    let mut lines: Vec<(String, String, Option<i64>)> = app.read(|conn| {
        let own = history::table.filter(history::entity_id.eq(id));
        let own = own.filter(history::field.ne("created"));
        Ok(own.select((history::field, history::via, history::actor_id)).load(conn)?)
    });
    lines.sort();
    let line = |field: &str| (field.to_owned(), "portal".to_owned(), None);
    assert_eq!(lines, [line("phone_mobile"), line("phones")]);
    let mut staff = app.sign_in(Role::Support);
    let page = staff.get(&format!("/customers/{id}/history")).expect(200);
    assert!(page.body.contains("El cliente") && page.body.contains("Portal de clientes"));
}

#[test]
fn refused_input_comes_back_beside_its_field() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("city", "Rosario")]);
    app.decide(|portal| {
        portal.editable = ["notify_emails", "birthday", "city"].map(str::to_owned).into();
    });
    app.write(|conn| {
        let mut house = padron::settings::organisation::load(conn)?;
        house.required = ["city", "tax_id"].map(str::to_owned).into();
        Ok(padron::settings::organisation::store(conn, &house)?)
    });
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let pairs = [
        ("version", &*version),
        ("notify_emails", "no es un correo"),
        ("birthday", "31/02/2020"),
        ("city", ""),
    ];
    let page = client.post("/portal/data", &pairs).expect(422);
    for key in ["notify_emails", "birthday", "city"] {
        assert_eq!(page.count(&format!("#{key}-error")), 1, "{key}: {}", page.body);
    }
    assert!(page.body.contains("no es un correo"));
    assert_eq!(record(&app, id).details.city.as_deref(), Some("Rosario"));
    // What is required and not theirs to fill in does not stop them.
    let pairs = [("version", &*version), ("city", "Salta")];
    client.post("/portal/data", &pairs).expect_to("/portal");
    assert_eq!(record(&app, id).details.city.as_deref(), Some("Salta"));
}

#[test]
fn nobody_overwrites_what_the_staff_saved_meanwhile() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let mut staff = app.sign_in(Role::Admin);
    let page = staff.get(&format!("/customers/{id}/edit")).expect(200);
    let theirs = page.attribute("[name=version]", "value").unwrap();
    let pairs = [("version", &*theirs), ("phone_mobile", "+54 9 11 5555-0000")];
    staff.post(&format!("/customers/{id}"), &pairs).expect(303);
    let mine = [("version", &*version), ("phone_mobile", "+54 9 11 5555-9999")];
    let page = client.post("/portal/data", &mine).expect(409);
    assert!(page.body.contains("5555-9999"));
    let newer = page.attribute("[name=version]", "value").unwrap();
    assert_ne!(newer, version);
    client.post("/portal/data", &[("phone_mobile", "+54 9 11 5555-9999")]).expect(409);
    let again = [("version", &*newer), ("phone_mobile", "+54 9 11 5555-9999")];
    client.post("/portal/data", &again).expect_to("/portal");
    let e164 = record(&app, id).mobile.unwrap().e164;
    assert_eq!(e164.as_deref(), Some("+5491155559999"));
}

#[test]
fn phones_come_and_go_without_scripts() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let typed = [
        ("version", &*version),
        ("phone_kind", "landline"),
        ("phone_number", "11 4444-1234"),
        ("phone_kind", "other"),
        ("phone_number", "11 4444-5678"),
    ];
    let more: Vec<_> = typed.iter().copied().chain([("action", "add_phone")]).collect();
    let page = client.post("/portal/data", &more).expect(200);
    assert_eq!(page.count("input[name=phone_number]"), 4, "three rows and the template's");
    let fewer: Vec<_> = typed.iter().copied().chain([("action", "remove_phone_0")]).collect();
    let page = client.post("/portal/data", &fewer).expect(200);
    assert!(!page.body.contains("4444-1234") && page.body.contains("4444-5678"));
    assert!(record(&app, id).phones.is_empty());
}

#[test]
fn what_is_doubtful_is_asked_beside_its_field_before_it_is_kept() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL), ("country", "AR")]);
    app.decide(|portal| {
        portal.editable = ["phone_mobile", "phones", "postal_code"].map(str::to_owned).into();
    });
    let mut client = app.enter(EMAIL);
    let version = version(&mut client);
    let typed = [
        ("version", &*version),
        ("phone_mobile", "12"),
        ("phone_kind", "other"),
        ("phone_number", "34"),
        ("postal_code", "no es"),
    ];
    let page = client.post("/portal/data", &typed).expect(422);
    for key in ["phone_mobile", "phones", "postal_code"] {
        assert_eq!(page.count(&format!("#{key}-error")), 1, "{key}: {}", page.body);
        assert_eq!(page.count(&format!(".error-summary a[href='#{key}']")), 1, "{key}");
    }
    assert!(!page.body.contains("Se guardó"), "nothing was");
    assert_eq!(page.attribute("#phone_mobile", "value").unwrap(), "12");
    assert_eq!(page.attribute("[name=accept_doubts]", "value").unwrap(), "1");
    assert!(record(&app, id).mobile.is_none());
    let again: Vec<_> = typed.iter().copied().chain([("accept_doubts", "1")]).collect();
    client.post("/portal/data", &again).expect_to("/portal");
    let now = record(&app, id);
    assert_eq!(now.mobile.map(|phone| phone.number).as_deref(), Some("12"));
    // What was there already is asked about no more.
    let version = now.customer.version.to_string();
    let typed = [("version", &*version), ("phone_mobile", "12"), ("postal_code", "5000")];
    client.post("/portal/data", &typed).expect_to("/portal");
    // What is wrong is told alone, and is not saved by saying yes.
    let version = record(&app, id).customer.version.to_string();
    let long = "1".repeat(300);
    let typed = [("version", &*version), ("phone_mobile", &*long), ("accept_doubts", "1")];
    let page = client.post("/portal/data", &typed).expect(422);
    assert_eq!(page.count("[name=accept_doubts]"), 0);
}
