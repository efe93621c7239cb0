//! Tests of the history of a customer and of the way back to a former value.

use padron::access::{Actor, Role, Via};
use padron::history::{self, Entity, Entry};

use super::{acting, change, create, create_as, stored, text, typed};
use crate::support::{Client, TestApp};

fn entries(app: &TestApp, id: i64, field: &str) -> Vec<Entry> {
    app.read(|conn| Ok(history::of_field(conn, Entity::Customer, id, Some(field), None, 50)?))
}

fn reverse(app: &TestApp, client: &mut Client, id: i64, entry: i64) -> String {
    let version = stored(app, id).unwrap().customer.version.to_string();
    client
        .post(&format!("/customers/{id}/history/{entry}/reversal"), &[("version", &version)])
        .expect_to(&format!("/customers/{id}/history"));
    client.get(&format!("/customers/{id}/history")).texts(".flash").join(" ")
}

#[test]
fn every_road_leaves_who_when_and_by_what() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    change(&app, &Actor::command(Via::Import), id, &typed(&[("city", "Salta")]));
    let member = app.member(Role::Billing);
    let mut client = app.sign_in_as(&member);
    client.post(&format!("/customers/{id}/marks"), &[("mark", "vip")]);
    let page = client.get(&format!("/customers/{id}/history")).expect(200);
    let saves = page.texts(".timeline > li");
    assert_eq!(saves.len(), 3, "{saves:?}");
    assert!(saves[0].contains("VIP: No Sí") && saves[0].contains(&member.name));
    assert!(saves[0].contains("· Panel"));
    assert!(saves[1].contains("Ciudad: (vacío) Salta") && saves[1].contains("· Importación"));
    assert!(saves[2].contains("Cliente creado") && saves[2].contains("· Línea de comandos"));
    let time = page.attribute(".timeline time", "datetime").unwrap();
    assert!(time.ends_with('Z') && time.len() == 20, "{time}");
}

#[test]
fn a_former_value_comes_back_as_an_edit_of_its_own() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let by = Actor::command(Via::Import);
    change(&app, &by, id, &typed(&[("city", "Jujuy"), ("personal_discount_bp", "12,5")]));
    let entry = entries(&app, id, "city").remove(0);
    let member = app.member(Role::Support);
    let mut client = app.sign_in_as(&member);
    let page = client.get(&format!("/customers/{id}/history"));
    assert_eq!(page.count(r#"form[action$="/reversal"]"#), 2);
    let told = reverse(&app, &mut client, id, entry.id);
    assert!(told.contains("Ciudad: volvió al valor anterior"), "{told}");
    assert_eq!(stored(&app, id).unwrap().details.city.as_deref(), Some("Salta"));
    let newest = entries(&app, id, "city").remove(0);
    assert_eq!(
        (newest.before.as_deref(), newest.after.as_deref(), newest.via.as_str()),
        (Some("Jujuy"), Some("Salta"), "panel")
    );
    assert_eq!(newest.actor_id, Some(member.id));
    // What was empty becomes empty again.
    let discount = entries(&app, id, "personal_discount_bp").remove(0);
    reverse(&app, &mut client, id, discount.id);
    assert_eq!(stored(&app, id).unwrap().details.personal_discount_bp, None);
}

#[test]
fn phones_and_lists_come_back_whole() {
    let app = TestApp::new();
    let mut changes = typed(&[("name", "Ana"), ("phone_mobile", "11 15 4444-5555")]);
    changes.set(
        "notify_emails",
        padron::fields::Value::List(vec!["a@x.test".into(), "b@x.test".into()]),
    );
    let by = Actor::command(Via::Command);
    let id = create_as(&app, &by, &changes);
    let mut other = typed(&[("phone_mobile", "11 15 6666-7777")]);
    other.set("notify_emails", padron::fields::Value::Empty);
    change(&app, &by, id, &other);
    let mut client = app.sign_in(Role::Admin);
    for field in ["phone_mobile", "notify_emails"] {
        let entry = entries(&app, id, field).remove(0);
        reverse(&app, &mut client, id, entry.id);
    }
    let record = stored(&app, id).unwrap();
    assert_eq!(record.notify_emails, ["a@x.test", "b@x.test"]);
    let mobile = record.mobile.unwrap();
    assert_eq!(mobile.e164.as_deref(), Some("+5491144445555"));
}

#[test]
fn what_another_has_by_now_is_refused_and_says_so() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(&app, &[("name", "Ana"), ("email", "a@x.test")]);
    change(&app, &by, id, &typed(&[("email", "b@x.test")]));
    create(&app, &[("name", "Eva"), ("email", "a@x.test")]);
    let entry = entries(&app, id, "email").remove(0);
    let mut client = app.sign_in(Role::Support);
    let told = reverse(&app, &mut client, id, entry.id);
    assert!(told.contains("No se volvió al valor anterior"), "{told}");
    assert_eq!(stored(&app, id).unwrap().customer.email.as_deref(), Some("b@x.test"));
    assert_eq!(entries(&app, id, "email").len(), 1);
}

#[test]
fn a_name_is_not_emptied_by_going_back() {
    let app = TestApp::new();
    let id = create(&app, &[("custom_id", "X-1")]);
    change(&app, &Actor::command(Via::Command), id, &typed(&[("name", "Ana")]));
    let entry = entries(&app, id, "name").remove(0);
    let told = reverse(&app, &mut app.sign_in(Role::Admin), id, entry.id);
    assert!(told.contains("Nombre: Falta este dato"), "{told}");
    assert_eq!(stored(&app, id).unwrap().display_name(), Some("Ana"));
}

#[test]
fn the_status_and_what_is_locked_have_no_way_back_here() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(&app, &[("name", "Ana"), ("country", "AR")]);
    let mut changes = typed(&[("tax_id", "27-34118652-3")]);
    changes.set("status", text("inactive"));
    change(&app, &by, id, &changes);
    let mut client = app.sign_in(Role::Support);
    let page = client.get(&format!("/customers/{id}/history"));
    assert_eq!(page.count(r#"form[action$="/reversal"]"#), 0);
    // It says why, and a click that nobody offered comes to nothing.
    assert!(page.texts(".timeline .hint").concat().contains("organismo fiscal"), "{}", page.body);
    let entry = entries(&app, id, "tax_id").remove(0);
    let told = reverse(&app, &mut client, id, entry.id);
    assert!(told.contains("No se volvió al valor anterior"), "{told}");
    for field in ["status", "tax_id_type", "created"] {
        let entry = entries(&app, id, field).remove(0);
        let told = reverse(&app, &mut client, id, entry.id);
        assert!(told.contains("no se revierte por separado"), "{field}: {told}");
    }
    let record = stored(&app, id).unwrap();
    assert_eq!(record.customer.status, "inactive");
    assert_eq!(record.customer.tax_id.as_deref(), Some("27341186523"));
}

#[test]
fn a_locked_number_comes_back_by_those_who_may_correct_it_and_say_why() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "AR"), ("tax_id", "30642892696")]);
    let path = format!("/customers/{id}");
    let mut client = app.sign_in(Role::Billing);
    let wrong = [("tax_id", "34735468482"), ("reason", "mal leído"), ("version", "1")];
    client.post(&path, &wrong).expect(303);
    let page = client.get(&format!("{path}/history")).expect(200);
    let form = r#"details form[action$="/reversal"]"#;
    assert_eq!(page.count(&format!("{form} input[name=reason][required]")), 1);
    let entry = entries(&app, id, "tax_id").remove(0).id;
    let told = reverse(&app, &mut client, id, entry);
    assert!(told.contains("indicando el motivo"), "{told}");
    let pairs = [("version", "2"), ("reason", "el anterior era el bueno")];
    let address = format!("{path}/history/{entry}/reversal");
    // A reason alone is no right.
    app.sign_in(Role::Support).post(&address, &pairs).expect(303);
    assert_eq!(stored(&app, id).unwrap().customer.version, 2);
    client.post(&address, &pairs).expect(303);
    let record = stored(&app, id).unwrap();
    assert_eq!(record.customer.tax_id.as_deref(), Some("30642892696"));
    let newest = entries(&app, id, "tax_id").remove(0);
    assert_eq!(newest.reason.as_deref(), Some("el anterior era el bueno"));
}

#[test]
fn a_number_comes_back_with_the_type_it_had() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(
        &app,
        &[("name", "Ana"), ("country", "AR"), ("doc_type", "AR_DNI"), ("doc_number", "34118652")],
    );
    change(&app, &by, id, &typed(&[("doc_type", "PASSPORT"), ("doc_number", "AAB123456")]));
    let entry = entries(&app, id, "doc_number").remove(0);
    reverse(&app, &mut app.sign_in(Role::Admin), id, entry.id);
    let customer = stored(&app, id).unwrap().customer;
    assert_eq!(customer.doc_type.as_deref(), Some("AR_DNI"));
    assert_eq!(customer.doc_number.as_deref(), Some("34118652"));
}

#[test]
fn who_looked_at_an_older_state_overwrites_nothing() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    change(&app, &by, id, &typed(&[("city", "Jujuy")]));
    let entry = entries(&app, id, "city").remove(0);
    let mut client = app.sign_in(Role::Support);
    client.post(&format!("/customers/{id}/history/{}/reversal", entry.id), &[("version", "1")]);
    let page = client.get(&format!("/customers/{id}/history"));
    assert!(page.texts(".flash").join(" ").contains("cambió mientras"));
    assert_eq!(stored(&app, id).unwrap().details.city.as_deref(), Some("Jujuy"));
}

#[test]
fn a_reversal_asks_for_the_right_the_customer_and_the_entry() {
    let app = TestApp::new();
    let seller = app.limited_member(Role::Sales);
    let own = create_as(&app, &acting(&seller, Role::Sales), &typed(&[("name", "Propia")]));
    let hidden = create(&app, &[("name", "Ajena"), ("city", "Salta")]);
    change(&app, &Actor::command(Via::Import), hidden, &typed(&[("city", "Jujuy")]));
    let entry = entries(&app, hidden, "city").remove(0).id;
    let path = |id: i64, entry: &str| format!("/customers/{id}/history/{entry}/reversal");
    let entry = entry.to_string();
    let mut client = app.sign_in_as(&seller);
    client.post(&path(hidden, &entry), &[]).expect(404);
    client.post(&path(own, &entry), &[]).expect(404);
    for strange in ["x", "0", "-1", "99999999999999999999"] {
        assert_eq!(client.post(&path(own, strange), &[]).status, 404, "{strange}");
    }
    let mut viewer = app.sign_in(Role::Viewer);
    viewer.post(&path(hidden, &entry), &[]).expect(403);
    let page = viewer.get(&format!("/customers/{hidden}/history")).expect(200);
    assert_eq!(page.count(r#"form[action$="/reversal"]"#), 0);
}

#[test]
fn one_field_is_looked_at_alone_and_long_histories_have_pages() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(&app, &[("name", "Ana")]);
    for n in 0..60 {
        let city = format!("Ciudad {n}");
        change(&app, &by, id, &typed(&[("city", &city), ("district", &city)]));
    }
    let mut client = app.sign_in(Role::Viewer);
    let mut seen = 0;
    let mut next = Some(format!("/customers/{id}/history"));
    let mut pages = 0;
    while let Some(path) = next {
        let page = client.get(&path).expect(200);
        seen += page.count(".timeline > li");
        next = page.attribute(r#"nav a[rel="next"]"#, "href");
        pages += 1;
    }
    assert_eq!((seen, pages), (61, 3));
    let one = client.get(&format!("/customers/{id}/history?field=district"));
    assert_eq!(one.count(".timeline .diff"), 50);
    assert!(!one.texts(".timeline").join(" ").contains("Ciudad: "));
    assert_eq!(one.attribute("option[selected]", "value").as_deref(), Some("district"));
    let nothing = client.get(&format!("/customers/{id}/history?field=iban")).expect(200);
    assert_eq!(nothing.count(".timeline"), 0);
}

#[test]
fn numbers_are_written_as_their_country_does() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "AR")]);
    let by = Actor::command(Via::Import);
    change(&app, &by, id, &typed(&[("tax_id", "27123456780")]));
    let mut client = app.sign_in(Role::Admin);
    for page in ["", "/history"] {
        let page = client.get(&format!("/customers/{id}{page}")).expect(200);
        let changes = page.texts(".timeline > li").join(" ");
        assert!(changes.contains("27-12345678-0"), "{changes}");
    }
}
