//! What the staff does while a customer's request is on its way: the later write knows of the earlier.

use padron::access::{Actor, Via};
use padron::clock;
use padron::customers::save::{self, Writing};
use padron::db::Db;
use padron::error::AppError;
use padron::portal::account;
use padron::settings::Settings;

use super::{EMAIL, NEW};
use crate::support::TestApp;
use crate::support::portal::{OWN_PASSWORD, sign_in};

type Step = fn(&mut Db, i64) -> Result<(), AppError>;

fn cut(conn: &mut Db, id: i64) -> Result<(), AppError> {
    Ok(account::cut(conn, id)?)
}

fn disable(conn: &mut Db, id: i64) -> Result<(), AppError> {
    Ok(account::disable(conn, id)?)
}

fn anonymize(conn: &mut Db, id: i64) -> Result<(), AppError> {
    let (actor, settings) = (Actor::command(Via::Command), Settings::default());
    save::anonymize(conn, &Writing::by_form(&actor, &settings, clock::now()), id).map(|_| ())
}

const STEPS: [(&str, Step); 3] = [("cut", cut), ("disabled", disable), ("anonymised", anonymize)];

#[test]
fn a_password_change_undoes_nothing_that_was_done_meanwhile() {
    for (name, step) in STEPS {
        let app = TestApp::new();
        let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
        let mut client = app.enter(EMAIL);
        let before = app.account_of(id).password_hash;
        let pairs =
            [("current_password", OWN_PASSWORD), ("password", NEW), ("password_again", NEW)];
        let change = || client.post("/portal/account", &pairs);
        let answer = app.amid(change, |conn| step(conn, id));
        assert!(answer.location.starts_with("/portal/login"), "{name}: {}", answer.body);
        sign_in(&mut app.client(), EMAIL, NEW).expect(422);
        client.get("/portal").expect_to("/portal/login?next=%2Fportal");
        let now = app.read(|conn| Ok(account::find(conn, id)?));
        match name {
            "cut" => assert_eq!(now.unwrap().password_hash, None),
            "disabled" => assert_eq!(now.unwrap().password_hash, before),
            _ => assert!(now.is_none(), "{name}"),
        }
    }
}

#[test]
fn a_first_password_undoes_nothing_that_was_done_meanwhile() {
    for (name, step) in &STEPS[1..] {
        let app = TestApp::new();
        let id = app.customer(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
        let token = app.write(|conn| {
            account::ensure(conn, id)?;
            Ok(padron::portal::secret::put_forgotten(conn, id, 1)?.0)
        });
        let mut client = app.client();
        let pairs = [("token", &*token), ("password", NEW), ("password_again", NEW)];
        let set = || client.post("/portal/password", &pairs);
        let answer = app.amid(set, |conn| step(conn, id));
        assert_eq!(answer.status, 404, "{name}: {}", answer.location);
        let now = app.read(|conn| Ok(account::find(conn, id)?));
        assert!(now.is_none_or(|now| now.password_hash.is_none()), "{name}");
    }
}

#[test]
fn a_sign_in_that_is_on_its_way_opens_nothing() {
    for (name, step) in STEPS {
        let app = TestApp::new();
        let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
        let mut client = app.client();
        app.amid(|| sign_in(&mut client, EMAIL, OWN_PASSWORD), |conn| step(conn, id));
        let page = client.get("/portal");
        assert!(page.location.starts_with("/portal/login"), "{name}: {}", page.status);
    }
}

#[test]
fn a_session_that_is_written_after_all_were_ended_is_over() {
    use diesel::prelude::*;
    use padron::db::schema::portal_sessions;
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    client.get("/portal").expect(200);
    // As if its transaction had been over, and its row not written yet.
    app.write(|conn| {
        let row = portal_sessions::table.filter(portal_sessions::customer_id.eq(id));
        diesel::update(row).set(portal_sessions::customer_id.eq(None::<i64>)).execute(conn)?;
        account::end_sessions(conn, &[id])?;
        let row = portal_sessions::table.filter(portal_sessions::customer_id.is_null());
        diesel::update(row).set(portal_sessions::customer_id.eq(id)).execute(conn)?;
        Ok(())
    });
    client.get("/portal").expect_to("/portal/login?next=%2Fportal");
    let mut client = app.enter(EMAIL);
    client.get("/portal").expect(200);
}

#[test]
fn what_a_customer_typed_is_not_saved_once_they_are_out() {
    let app = TestApp::new();
    let id = app.visitor(&[("name", "Ana Ruiz"), ("email", EMAIL)]);
    let mut client = app.enter(EMAIL);
    let pairs = [("version", "1"), ("phone_mobile", "+54 11 5555-1234")];
    let save = || client.post("/portal/data", &pairs);
    let answer = app.amid(save, |conn| Ok(account::disable(conn, id)?));
    assert!(answer.location.starts_with("/portal/login"), "{}", answer.status);
    let record = app.read(|conn| Ok(padron::customers::query::find(conn, id)?)).unwrap();
    assert_eq!(record.mobile, None);
}
