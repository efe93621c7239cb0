//! Ticked customers: a form acts on those that it showed, or on nobody.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::jobs;

use super::bulk::{job_of, state};
use super::create;
use crate::support::{Client, TestApp};

/// Ticks these customers and no others of them.
fn tick(client: &mut Client, shown: &[&str], ticked: &[&str]) {
    let mut pairs = vec![("then", "quiet")];
    pairs.extend(shown.iter().map(|id| ("shown", *id)));
    pairs.extend(ticked.iter().map(|id| ("id", *id)));
    client.post("/customers/selection", &pairs).expect(204);
}

/// What the form at an address sends of the ticked customers that it shows.
fn seen(client: &mut Client, form: &str) -> String {
    let page = client.get(form).expect(200);
    page.attribute("input[name=seen]", "value").unwrap()
}

fn made(app: &TestApp) -> i64 {
    app.read(|conn| Ok(jobs::table.count().get_result(conn)?))
}

const BULK: &str = "/customers/bulk-update?selection=held";
const EXPORT: &str = "/customers/export?scope=held";

#[test]
fn a_form_stops_when_other_customers_are_ticked_than_it_showed() {
    let app = TestApp::new();
    let ids = ["Ana", "Eva", "Ida"].map(|name| create(&app, &[("name", name)]).to_string());
    let [ana, eva, ida] = ids.each_ref().map(String::as_str);
    let mut client = app.sign_in(Role::Admin);
    for (form, target, again) in [
        (BULK, "/customers/bulk-update", Some(BULK.to_owned())),
        (BULK, "/customers/portal-passwords", Some(format!("{BULK}#passwords"))),
        (EXPORT, "/exports", None),
    ] {
        tick(&mut client, &[ana, eva, ida], &[ana, eva]);
        let seen = seen(&mut client, form);
        let ask = |client: &mut Client| {
            let pairs = [
                ("selection", "held"),
                ("seen", seen.as_str()),
                ("change", "city"),
                ("city", "Salta"),
            ];
            client.post(target, &pairs)
        };
        let before = made(&app);
        for (ticked, words) in [
            (&[ana, eva, ida][..], "eran 2, ahora son 3"),
            (&[ana], "eran 2, ahora son 1"),
            (&[ana, ida], "son 2 como antes, pero no los mismos"),
            (&[], "No hay clientes seleccionados"),
        ] {
            tick(&mut client, &[ana, eva, ida], ticked);
            let answer = ask(&mut client);
            assert!(matches!(answer.status, 409 | 422), "{target} {ticked:?}: {}", answer.status);
            assert!(answer.body.contains(words), "{target} {ticked:?}: {}", answer.body);
            if let Some(again) = again.as_deref().filter(|_| !ticked.is_empty()) {
                assert_eq!(answer.status, 409, "{target}");
                assert_eq!(answer.count(&format!("a[href='{again}']")), 1, "{target}");
            }
        }
        assert_eq!(made(&app), before, "{target}: nothing is asked for");
        // The same again is what was seen.
        tick(&mut client, &[ana, eva, ida], &[ana, eva]);
        assert_eq!(ask(&mut client).status, 303, "{target}");
        assert_eq!(made(&app), before + 1, "{target}");
    }
}

#[test]
fn a_form_that_was_refused_shows_the_customers_of_now() {
    let app = TestApp::new();
    let ids = ["Ana", "Eva"].map(|name| create(&app, &[("name", name)]).to_string());
    let [ana, eva] = ids.each_ref().map(String::as_str);
    let mut client = app.sign_in(Role::Sales);
    tick(&mut client, &[ana, eva], &[ana]);
    let former = seen(&mut client, EXPORT);
    tick(&mut client, &[ana, eva], &[ana, eva]);
    let pairs = [("selection", "held"), ("seen", former.as_str())];
    let refused = client.post("/exports", &pairs).expect(422);
    let now = refused.attribute("input[name=seen]", "value").unwrap();
    assert_ne!(now, former);
    let pairs = [("selection", "held"), ("seen", now.as_str())];
    client.post("/exports", &pairs).expect_to("/exports");
    // Something else is wrong with it: what it says of the ticked ones stays true.
    let shown = seen(&mut client, BULK);
    let nothing = [("selection", "held"), ("seen", shown.as_str())];
    let refused = client.post("/customers/bulk-update", &nothing).expect(422);
    assert_eq!(refused.attribute("#bulk-form input[name=seen]", "value"), Some(shown.clone()));
    let city = [("selection", "held"), ("seen", shown.as_str()), ("change", "city"), ("city", "x")];
    let job = job_of(&client.post("/customers/bulk-update", &city).expect(303));
    assert_eq!(state(&app, job).1, 2);
    let torn = [("selection", "held"), ("seen", "2"), ("change", "city"), ("city", "x")];
    client.post("/customers/bulk-update", &torn).expect(422);
}

#[test]
fn who_is_refused_a_mailing_to_many_reads_of_mails() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "matching"), ("list", "zona=3")];
    let page = client.post("/customers/portal-passwords", &pairs).expect(422);
    assert_eq!(page.texts("h1"), ["No se envió nada"]);
    assert!(page.body.contains("se enviarían contraseñas a más clientes"), "{}", page.body);
    assert!(!page.texts("main").join(" ").contains("masiva"));
}
