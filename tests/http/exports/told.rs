//! Who hears of an export, and who no longer does.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::mails;
use padron::exports::{self, Desk};
use padron::i18n::{Lang, Text};
use padron::jobs as queue;
use padron::settings::{Settings, organisation};
use padron::staff;

use super::{export, newest, work};
use crate::support::factory::Member;
use crate::support::{Client, TestApp};

const ANA: &[(&str, &str)] = &[("selection", "matching"), ("list", "q=ana")];

fn asked() -> (TestApp, Member, Client) {
    let app = TestApp::new();
    app.named("Ana");
    app.named("Eva");
    app.write(|conn| {
        let mut house = organisation::load(conn)?;
        house.export_attachment_mb = 1;
        Ok(organisation::store(conn, &house)?)
    });
    let member = app.member(Role::Sales);
    let client = app.sign_in_as(&member);
    (app, member, client)
}

/// State, whether a file goes with it, and whether a body is left.
fn letters(app: &TestApp) -> Vec<(String, bool, bool)> {
    app.read(|conn| {
        let row = (mails::state, mails::attachment.is_not_null(), mails::text.is_not_null());
        let kinds = ["export_ready", "export_failed"];
        Ok(mails::table.filter(mails::kind.eq_any(kinds)).select(row).load(conn)?)
    })
}

/// Writes the file of the newest job, and does something while it is written.
fn meanwhile(app: &TestApp, member: &Member, job: impl Fn(&mut padron::db::Db) + Sync) {
    let claim = app.write(|conn| Ok(queue::claim(conn, "one", None)?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let actor = padron::access::Actor {
        id: Some(member.id),
        role: Role::Sales,
        ..padron::access::Actor::command(padron::access::Via::Bulk)
    };
    let is_over = || {
        app.write(|conn| {
            job(conn);
            Ok(())
        });
        false
    };
    let desk = Desk {
        db: &app.app.db,
        config: &app.app.config,
        actor: &actor,
        settings: &settings,
        t: Text(Lang::Es),
        post: &app.app.mail,
        is_over: &is_over,
        pen: exports::to_disk,
        beat: exports::BEAT,
    };
    exports::run(&claim, &desk).unwrap();
}

#[test]
fn whoever_leaves_while_the_file_is_written_hears_nothing() {
    let (app, member, mut client) = asked();
    client.post("/exports", ANA).expect(303);
    meanwhile(&app, &member, |conn| {
        staff::save::disable(conn, member.id).unwrap().unwrap();
    });
    assert_eq!(newest(&app).state(), queue::State::Done);
    assert_eq!(letters(&app), []);
}

#[test]
fn whoever_sees_less_meanwhile_is_told_without_the_file() {
    let (app, member, mut client) = asked();
    client.post("/exports", ANA).expect(303);
    meanwhile(&app, &member, |conn| {
        staff::save::update(conn, member.id, "Otra", Role::Viewer, false).unwrap().unwrap();
    });
    assert_eq!(letters(&app), [("queued".to_owned(), false, true)]);
}

#[test]
fn another_role_takes_the_waiting_file_back_and_another_name_does_not() {
    let (app, member, mut client) = asked();
    export(&app, &mut client, ANA);
    let set = |name: &str, role: Role| {
        app.write(|conn| Ok(staff::save::update(conn, member.id, name, role, false)?)).unwrap();
    };
    set("Otra", Role::Sales);
    assert_eq!(letters(&app), [("queued".to_owned(), true, true)]);
    set("Otra", Role::Viewer);
    assert_eq!(letters(&app), [("cancelled".to_owned(), true, false)]);
}

#[test]
fn a_failed_mail_to_whoever_left_is_not_tried_again() {
    let (app, member, mut client) = asked();
    export(&app, &mut client, ANA);
    let id: i64 = app.write(|conn| {
        diesel::update(mails::table).set(mails::state.eq("failed")).execute(conn)?;
        Ok(mails::table.select(mails::id).first(conn)?)
    });
    app.write(|conn| Ok(staff::save::disable(conn, member.id)?)).unwrap();
    assert_eq!(letters(&app), [("cancelled".to_owned(), true, false)]);
    let mut admin = app.sign_in(Role::Admin);
    assert_eq!(admin.post(&format!("/settings/mail/{id}/retry"), &[]).status, 404);
}

#[test]
fn whoever_left_does_not_hear_of_a_failure_either() {
    let (app, member, mut client) = asked();
    client.post("/exports", ANA).expect(303);
    app.write(|conn| Ok(staff::save::disable(conn, member.id)?)).unwrap();
    work(&app);
    assert_eq!(newest(&app).state(), queue::State::Failed);
    assert_eq!(letters(&app), []);
}

#[test]
fn repeating_asks_anew_whether_it_is_everything() {
    let app = TestApp::new();
    let id = app.named("Ana");
    app.named("Eva");
    let mut client = app.sign_in(Role::Admin);
    let job = export(&app, &mut client, ANA);
    let again = format!("/exports/{}/repetition", job.id);
    client.post(&again, &[]).expect_to("/exports");
    assert!(client.get("/exports").expect(200).count("form[action$=repetition]") > 0);
    // Now the filter lets everybody through.
    app.write(|conn| {
        use padron::db::schema::customers;
        diesel::delete(customers::table.filter(customers::id.ne(id))).execute(conn)?;
        Ok(())
    });
    let place = "/customers/export?selection=all&format=csv";
    client.post(&again, &[]).expect_to(place);
    let page = client.get(place).expect(200);
    assert_eq!(page.count("input[name=selection][value=all][checked]"), 1);
    assert_eq!(page.attribute("input[name=list]", "value").unwrap(), "");
}
