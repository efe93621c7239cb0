//! Tests of the ways out and back, and of the end.

use padron::access::{Actor, Role, Via};
use padron::customers::Query;
use padron::history::{self, Entity, Entry};
use padron::lists::Place;
use padron::settings::Settings;
use padron::web::Form;

use super::{change, create, create_as, stored, text, typed};
use crate::support::{Client, Response, TestApp};

fn status(app: &TestApp, id: i64) -> String {
    stored(app, id).unwrap().customer.status
}

fn entries(app: &TestApp, id: i64) -> Vec<Entry> {
    app.read(|conn| Ok(history::of(conn, Entity::Customer, id, None, 100)?))
}

/// Whom the search box finds, archived ones too.
fn found(app: &TestApp, words: &str) -> Vec<i64> {
    app.read(|conn| {
        let settings = Settings::load(conn)?;
        let form = Form::default()
            .with("q", words)
            .with("category", "archived")
            .with("category", "active")
            .with("category", "inactive");
        let actor = Actor::command(Via::Command);
        let (query, ignored) = Query::visible_to(&actor).narrowed_by(&form, &settings);
        assert!(ignored.is_empty(), "{ignored:?}");
        Ok(query.page(conn, 50, Place::Start)?.ids)
    })
}

fn step(client: &mut Client, id: i64, path: &str, pairs: &[(&str, &str)]) -> Response {
    client.post(&format!("/customers/{id}{path}"), pairs).expect_to(&format!("/customers/{id}"));
    client.get(&format!("/customers/{id}")).expect(200)
}

fn undo(client: &mut Client, page: &Response) {
    let action = page.attribute(".flash form", "action").unwrap();
    client.post(&action, &[]).expect(303);
}

#[test]
fn down_and_up_the_ladder_with_a_click_back_each_time() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana Paz")]);
    let mut client = app.sign_in(Role::Billing);
    let page = step(&mut client, id, "/deactivation", &[("reason", "se mudó")]);
    assert!(page.texts(".flash").join(" ").contains("Ana Paz se desactivó"));
    assert_eq!(status(&app, id), "inactive");
    assert_eq!(entries(&app, id)[0].reason.as_deref(), Some("se mudó"));
    undo(&mut client, &page);
    assert_eq!(status(&app, id), "active");
    let page = step(&mut client, id, "/archive", &[]);
    assert_eq!(status(&app, id), "archived");
    undo(&mut client, &page);
    assert_eq!(status(&app, id), "active");
    step(&mut client, id, "/deactivation", &[]);
    let page = step(&mut client, id, "/archive", &[]);
    undo(&mut client, &page);
    assert_eq!(status(&app, id), "inactive");
    step(&mut client, id, "/archive", &[]);
    let page = step(&mut client, id, "/restoration", &[]);
    assert_eq!(status(&app, id), "inactive");
    undo(&mut client, &page);
    assert_eq!(status(&app, id), "archived");
    let steps = entries(&app, id);
    assert!(steps.iter().all(|entry| entry.field == "status" || entry.field == "created"));
    assert_eq!(steps.len(), 11);
}

#[test]
fn rejecting_somebody_who_waits_is_taken_back_to_waiting() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana Paz")]);
    app.set_status(id, "pending", "inactive");
    let mut client = app.sign_in(Role::Billing);
    let page = step(&mut client, id, "/archive", &[]);
    assert_eq!(status(&app, id), "archived");
    undo(&mut client, &page);
    assert_eq!(status(&app, id), "pending");
}

#[test]
fn the_page_tells_the_ways_that_lead_on_from_here() {
    let app = TestApp::new();
    let ways = |role: Role, id: i64| {
        let page = app.sign_in(role).get(&format!("/customers/{id}/deactivation"));
        page.expect(200).texts(".page h2")
    };
    let id = create(&app, &[("name", "Ana")]);
    assert_eq!(ways(Role::Admin, id), ["Desactivar", "Archivar", "Eliminar definitivamente"]);
    assert_eq!(ways(Role::Billing, id), ["Desactivar", "Archivar"]);
    let by = Actor::command(Via::Command);
    change(&app, &by, id, &padron::customers::save::status_change("inactive"));
    assert_eq!(ways(Role::Billing, id), ["Activar", "Archivar"]);
    change(&app, &by, id, &padron::customers::save::status_change("archived"));
    assert_eq!(ways(Role::Billing, id), ["Restaurar"]);
    let mut pending = typed(&[("name", "Eva")]);
    pending.set("status", text("pending"));
    let pending = create_as(&app, &by, &pending);
    assert_eq!(ways(Role::Billing, pending), ["Activar", "Archivar"]);
}

#[test]
fn a_step_from_elsewhere_changes_nothing() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Billing);
    for path in ["/restoration", "/activation", "/restoration?to=active"] {
        client.post(&format!("/customers/{id}{path}"), &[]).expect(303);
        assert_eq!((status(&app, id).as_str(), entries(&app, id).len()), ("active", 1));
    }
    // Somebody wrote since the page was drawn.
    change(&app, &Actor::command(Via::Import), id, &typed(&[("city", "Salta")]));
    let page = step(&mut client, id, "/archive", &[("version", "1")]);
    assert!(page.texts(".flash").join(" ").contains("Alguien modificó"));
    assert_eq!(status(&app, id), "active");
    step(&mut client, id, "/archive", &[("version", "2")]);
    assert_eq!(status(&app, id), "archived");
}

#[test]
fn the_archived_are_read_only_and_off_the_list() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana Paz"), ("city", "Salta")]);
    change(&app, &Actor::command(Via::Import), id, &typed(&[("city", "Jujuy")]));
    let mut client = app.sign_in(Role::Admin);
    assert!(client.get("/customers").body.contains("Ana Paz"));
    let page = step(&mut client, id, "/archive", &[]);
    assert!(page.body.contains("Está archivado") && page.count(".mark") == 0);
    assert!(!client.get("/customers").body.contains("Ana Paz"));
    assert_eq!(page.count(&format!(r#"a[href="/customers/{id}/edit"]"#)), 0);
    let page = step(&mut client, id, "/marks", &[("mark", "vip")]);
    assert!(page.texts(".flash").join(" ").contains("No se puede modificar"));
    assert!(!stored(&app, id).unwrap().customer.is_vip);
    let page = client.get(&format!("/customers/{id}/history"));
    assert_eq!(page.count(r#"form[action$="/reversal"]"#), 0);
}

#[test]
fn each_role_has_its_steps() {
    let app = TestApp::new();
    for role in Role::ALL {
        let id = create(&app, &[("name", "Ana")]);
        let mut client = app.sign_in(role);
        let may = matches!(role, Role::Admin | Role::Billing);
        let expected = if may { 303 } else { 403 };
        for path in ["/deactivation", "/activation", "/archive", "/restoration"] {
            let answer = client.post(&format!("/customers/{id}{path}"), &[]);
            assert_eq!(answer.status, expected, "{role:?} {path}");
        }
        let page = client.get(&format!("/customers/{id}/deactivation"));
        assert_eq!(page.status, if may { 200 } else { 403 }, "{role:?}");
        let is_admin = role == Role::Admin;
        let page = client.get(&format!("/customers/{id}/deletion"));
        assert_eq!(page.status, if is_admin { 200 } else { 403 }, "{role:?}");
        let version = stored(&app, id).unwrap().customer.version.to_string();
        let pairs = [("choice", "delete"), ("name", "Ana"), ("version", version.as_str())];
        client.post(&format!("/customers/{id}/deletion"), &pairs);
        assert_eq!(stored(&app, id).is_none(), is_admin, "{role:?}");
    }
}

#[test]
fn nothing_is_removed_until_the_name_is_typed() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "José Núñez")]);
    let path = format!("/customers/{id}/deletion");
    let mut client = app.sign_in(Role::Admin);
    for choice in ["delete", "anonymize"] {
        for name in ["", "Jose", &id.to_string()] {
            let page = client
                .post(&path, &[("choice", choice), ("name", name), ("version", "1")])
                .expect(422);
            assert_eq!(page.attribute("#name", "aria-invalid").as_deref(), Some("true"));
            assert!(page.texts("title")[0].starts_with("Error:"));
        }
        for pairs in [
            &[("choice", choice), ("name", "José Núñez")][..],
            &[("choice", choice), ("name", "José Núñez"), ("version", "7")],
        ] {
            client.post(&path, pairs).expect(409);
        }
    }
    client.post(&path, &[("name", "José Núñez"), ("version", "1")]).expect(400);
    assert_eq!(entries(&app, id).len(), 1);
    // Capitals and accents do not matter.
    client
        .post(&path, &[("choice", "delete"), ("name", " JOSE  nunez"), ("version", "1")])
        .expect_to("/customers");
    assert!(stored(&app, id).is_none());
    client.get(&format!("/customers/{id}")).expect(404);
    client
        .post(&path, &[("choice", "delete"), ("name", "José Núñez"), ("version", "1")])
        .expect(404);
    assert!(found(&app, "nunez").is_empty());
    let left = entries(&app, id);
    assert_eq!((left[0].field.as_str(), left[0].actor_id.is_some()), ("deleted", true));
    assert!(left.iter().all(|entry| entry.before.is_none() && entry.after.is_none()));
    let noted: Vec<(String, String, Option<i64>)> = app.read(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::audit_log::dsl as log;
        Ok(log::audit_log
            .filter(log::entity.eq("customer"))
            .select((log::action, log::actor_name, log::entity_id))
            .load(conn)?)
    });
    assert_eq!(noted.len(), 1);
    assert_eq!((noted[0].0.as_str(), noted[0].2), ("customers.deleted", Some(id)));
    // Who has no name is confirmed by the number.
    let nameless = create(&app, &[("custom_id", "X-1")]);
    let number = nameless.to_string();
    client
        .post(
            &format!("/customers/{nameless}/deletion?from=q%3Da"),
            &[("choice", "delete"), ("name", &number), ("version", "1")],
        )
        .expect_to("/customers?q=a");
    assert!(stored(&app, nameless).is_none());
}

#[test]
fn anonymising_wipes_the_customer_its_history_and_the_search() {
    let app = TestApp::new();
    let by = Actor::command(Via::Command);
    let id = create(
        &app,
        &[
            ("name", "Zulema Quispe"),
            ("person_kind", "self_employed"),
            ("email", "zulema@x.test"),
            ("phone_mobile", "11 15 4444-5555"),
            ("iban", "ES9121000418450200051332"),
            ("ship_city", "Salta"),
            ("remarks", "vive con su hermana"),
        ],
    );
    change(&app, &by, id, &typed(&[("name", "Zulema Quispe Mamani"), ("city", "Salta")]));
    let mut client = app.sign_in(Role::Admin);
    step(&mut client, id, "/deactivation", &[("reason", "pidió Zulema")]);
    assert_eq!(found(&app, "quispe"), [id]);
    let version = stored(&app, id).unwrap().customer.version.to_string();
    client
        .post(
            &format!("/customers/{id}/deletion"),
            &[("choice", "anonymize"), ("name", "zulema quispe mamani"), ("version", &version)],
        )
        .expect_to(&format!("/customers/{id}"));
    for words in ["quispe", "zulema@x.test", "44445555"] {
        assert!(found(&app, words).is_empty(), "{words}");
    }
    let record = stored(&app, id).unwrap();
    assert_eq!(record.customer.status, "anonymized");
    assert_eq!((record.display_name(), record.all_phones().count()), (None, 0));
    assert_eq!((record.legal.iban, record.shipping.ship_city), (None, None));
    let all = format!("{:?}", entries(&app, id));
    assert!(!all.contains("Zulema") && !all.contains("Salta"), "{all}");
    assert_eq!(entries(&app, id)[0].field, "anonymized");
    for section in ["", "/data", "/history"] {
        let page = client.get(&format!("/customers/{id}{section}")).expect(200);
        assert!(!page.body.to_lowercase().contains("zulema"), "{section}");
        assert_eq!(page.count(".who form, .timeline form"), 0, "{section}");
    }
    // It is the end: no way leads on.
    for path in ["/deactivation", "/deletion"] {
        client.get(&format!("/customers/{id}{path}")).expect_to(&format!("/customers/{id}"));
    }
    for path in ["/activation", "/restoration", "/archive", "/deletion"] {
        let pairs = [("choice", "delete"), ("name", &id.to_string()), ("version", "9")];
        client.post(&format!("/customers/{id}{path}"), &pairs);
    }
    assert_eq!(status(&app, id), "anonymized");
    // The address is free again.
    create(&app, &[("name", "Eva"), ("email", "zulema@x.test")]);
}

#[test]
fn the_numbers_on_the_tabs_follow() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    create(&app, &[("name", "Eva")]);
    let mut client = app.sign_in(Role::Admin);
    let tabs = |client: &mut Client| client.get("/customers").texts(".tabs a").join(" ");
    let before = tabs(&mut client);
    step(&mut client, id, "/archive", &[]);
    let after = tabs(&mut client);
    assert_ne!(before, after);
    assert!(after.contains("Archivados 1") || after.contains("Archivado 1"), "{after}");
}
