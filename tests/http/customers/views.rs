//! Saved views: own, of a role, of all; opened, renamed, deleted; and what is refused.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::audit_log;

use crate::support::{Client, TestApp};

#[test]
fn a_view_is_saved_opened_renamed_and_deleted() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("city", "Rosario")]);
    let client = &mut app.sign_in(Role::Viewer);
    let page = client.get("/customers/views?query=city%3Drosario%26page%3D2").expect(200);
    assert_eq!(page.attribute("input[name=query]", "value").unwrap(), "city=rosario");
    let saved = client
        .post("/customers/views", &[("name", " De  Rosario "), ("query", "city=rosario&page=2")])
        .expect(303);
    assert!(saved.location.starts_with("/customers?city=rosario&view="), "{}", saved.location);
    let open = client.get(&saved.location).expect(200);
    assert_eq!(open.texts("#views-menu [aria-current]"), ["De Rosario"]);
    let id = saved.location.rsplit('=').next().unwrap();
    client
        .post(&format!("/customers/views/{id}"), &[("name", "Los de Rosario")])
        .expect_to("/customers/views");
    assert!(client.get("/customers/views").body.contains("Los de Rosario"));
    client.post(&format!("/customers/views/{id}/deletion"), &[]).expect_to("/customers/views");
    let noted = app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.eq("views.deleted"));
        Ok(lines.select(audit_log::details).load::<Option<String>>(conn)?)
    });
    assert_eq!(noted.len(), 1);
    assert!(noted[0].is_some());
    assert_eq!(client.get("/customers").count("#views-menu a[href*='view=']"), 0);
    client.post(&format!("/customers/views/{id}/deletion"), &[]).expect(404);
}

#[test]
fn only_administrators_share_and_nobody_touches_the_views_of_others() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    let sales = &mut app.sign_in(Role::Sales);
    let viewer = &mut app.sign_in(Role::Viewer);
    for (name, sharing) in [("Mía", "own"), ("De ventas", "sales"), ("De todos", "all")] {
        admin
            .post("/customers/views", &[("name", name), ("sharing", sharing), ("query", "q=a")])
            .expect(303);
    }
    assert_eq!(sales.get("/customers/views").expect(200).texts("li h2"), ["De todos", "De ventas"]);
    assert_eq!(viewer.get("/customers/views").expect(200).texts("li h2"), ["De todos"]);
    assert_eq!(admin.get("/customers/views").expect(200).texts("li h2").len(), 3);
    for id in 1..=3 {
        let path = format!("/customers/views/{id}");
        viewer.post(&path, &[("name", "Robada")]).expect(404);
        viewer.post(&format!("{path}/deletion"), &[]).expect(404);
    }
    for wrong in [
        vec![("name", ""), ("query", "q=a")],
        vec![("name", "x"), ("sharing", "all"), ("query", "q=a")],
        vec![("name", "x"), ("sharing", "nobody"), ("query", "q=a")],
    ] {
        let answer = viewer.post("/customers/views", &wrong).expect(422);
        assert_eq!(answer.count(".error-summary"), 1);
        assert_eq!(answer.attribute("input[name=query]", "value").unwrap(), "q=a");
    }
    let long = "x".repeat(81);
    viewer.post("/customers/views", &[("name", &long), ("query", "")]).expect(422);
    let huge = format!("q={}", "x".repeat(9_000));
    viewer.post("/customers/views", &[("name", "x"), ("query", &huge)]).expect(422);
    viewer.post("/customers/views", &[("name", "x"), ("query", "q=%ff")]).expect(400);
}

#[test]
fn what_is_refused_of_a_view_is_said_beside_its_field_and_stays_typed() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    admin.post("/customers/views", &[("name", "Mía"), ("query", "q=a")]).expect(303);
    let long = "x".repeat(81);
    for (name, sharing, place) in
        [(long.as_str(), "all", "name-1"), ("", "all", "name-1"), ("x", "nobody", "sharing-1")]
    {
        let typed = [("name", name), ("sharing", sharing)];
        let answer = admin.post("/customers/views/1", &typed).expect(422);
        assert_eq!(answer.count(&format!(".error-summary a[href='#{place}']")), 1, "{place}");
        assert_eq!(answer.count(&format!("details[open] #{place}[aria-invalid=true]")), 1);
        assert_eq!(answer.count(&format!("#{place}-error")), 1);
        assert_eq!(answer.attribute("#name-1", "value").unwrap(), name);
        let chosen = answer.attribute("#sharing-1 option[selected]", "value").unwrap();
        assert_eq!(chosen, if sharing == "all" { "all" } else { "own" });
    }
    let huge = format!("q={}", "x".repeat(9_000));
    let answer = admin.post("/customers/views", &[("name", "x"), ("query", &huge)]).expect(422);
    assert_eq!(answer.count(".error-summary a[href='#draft']"), 1);
    assert_eq!(answer.count("#draft > #draft-error"), 1);
    // Nobody learns of the views of others by what is refused.
    let viewer = &mut app.sign_in(Role::Viewer);
    viewer.post("/customers/views/1", &[("name", "")]).expect(404);
}

#[test]
fn a_view_with_a_field_that_is_gone_opens_and_says_so() {
    let app = TestApp::new();
    app.named("Ana");
    let client = &mut app.sign_in(Role::Viewer);
    let saved = client
        .post("/customers/views", &[("name", "Vieja"), ("query", "field:old=1&q=ana")])
        .expect(303);
    let open = client.get(&saved.location).expect(200);
    assert_eq!(open.count(".notice--warn li"), 1);
    assert_eq!(open.texts("tbody .cell-main a"), ["Ana"]);
}

#[test]
fn a_name_is_one_view_of_its_owner() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    let save = |client: &mut Client, name: &str, query: &str| {
        client.post("/customers/views", &[("name", name), ("query", query)]).expect(303).location
    };
    save(admin, "Mía", "q=a");
    // The same name again replaces if that is said; somebody else's is another one.
    let again = vec![("name", "Mía"), ("query", "q=b")];
    let asked = admin.post("/customers/views", &again).expect(422);
    assert!(asked.texts("#name-error")[0].contains("Ya tiene una"), "{}", asked.body);
    assert_eq!(asked.count("input#replace[type=checkbox]:not([checked])"), 1);
    let views = admin.get("/customers/views").expect(200);
    assert_eq!(views.attribute("li h2 a", "href").unwrap(), "/customers?q=a&view=1");
    let replaced = admin.post("/customers/views", &[again, vec![("replace", "1")]].concat());
    assert_eq!(replaced.expect(303).location, "/customers?q=b&view=1");
    save(&mut app.sign_in(Role::Viewer), "Mía", "q=c");
    assert_eq!(save(admin, "Otra", "q=d"), "/customers?q=d&view=3");
    let answer = admin.post("/customers/views/3", &[("name", "Mía")]).expect(422);
    assert_eq!(answer.count(".error-summary a[href='#name-3']"), 1);
    assert_eq!(answer.attribute("#name-3", "value").unwrap(), "Mía");
    assert!(answer.texts("#name-3-error")[0].contains("Ya hay otra"));
    admin.post("/customers/views/1", &[("name", "Mía")]).expect(303);
    // A preset of exports is no view, whatever its number.
    let preset = [("name", "Mía"), ("columns", "id"), ("format", "csv")];
    admin.post("/exports/presets", &preset).expect(303);
    assert_eq!(admin.get("/customers/views").expect(200).texts("li h2"), ["Mía", "Otra"]);
    admin.post("/customers/views/4", &[("name", "x")]).expect(404);
    admin.post("/customers/views/4/deletion", &[]).expect(404);
    assert_eq!(
        admin.get("/customers?view=4").expect(200).count("#views-menu a[href*='view=4']"),
        0
    );
}

#[test]
fn a_shared_view_that_is_replaced_stays_shared_unless_told_and_that_is_noted() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    let viewer = &mut app.sign_in(Role::Viewer);
    let view = |more: &[(&'static str, &'static str)]| {
        [&[("name", "Morosos"), ("query", "q=a")], more].concat()
    };
    admin.post("/customers/views", &view(&[("sharing", "all")])).expect(303);
    // The form says «own» by itself: it is asked for whom with what it is.
    let asked = admin.post("/customers/views", &view(&[("sharing", "own")])).expect(422);
    assert_eq!(asked.attribute("#sharing option[selected]", "value").unwrap(), "all");
    let asked = admin.post("/customers/views", &view(&[("sharing", "sales")])).expect(422);
    assert_eq!(asked.attribute("#sharing option[selected]", "value").unwrap(), "sales");
    assert_eq!(viewer.get("/customers/views").expect(200).texts("li h2"), ["Morosos"]);
    let noted = || {
        app.read(|conn| {
            let lines = audit_log::table.filter(audit_log::action.eq("views.replaced"));
            Ok(lines.select(audit_log::details).load::<Option<String>>(conn)?.len())
        })
    };
    assert_eq!(noted(), 0);
    admin.post("/customers/views", &view(&[("replace", "1")])).expect(303);
    assert_eq!(viewer.get("/customers/views").expect(200).texts("li h2"), ["Morosos"]);
    assert_eq!(noted(), 1);
    admin.post("/customers/views", &view(&[("replace", "1"), ("sharing", "own")])).expect(303);
    assert!(viewer.get("/customers/views").expect(200).texts("li h2").is_empty());
    assert_eq!(noted(), 2);
    admin.post("/customers/views", &view(&[("replace", "1")])).expect(303);
    assert_eq!(noted(), 2, "an own one is nobody else's business");
    let log = admin.get("/settings/audit").expect(200);
    assert!(log.texts("table").concat().contains("Vista compartida reemplazada"), "{}", log.body);
}

#[test]
fn what_is_refused_with_nothing_at_hand_is_said_at_the_head() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    for (path, typed) in [
        ("/customers/views", vec![("name", "")]),
        ("/exports/presets", vec![("name", "x"), ("format", "doc")]),
    ] {
        let answer = admin.post(path, &typed).expect(422);
        assert_eq!(answer.count(".error-summary a[href='#main']"), 1, "{path}");
        assert_eq!(answer.count("form#draft"), 0, "{path}");
    }
}
