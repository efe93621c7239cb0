//! What the organisation decides about charges and categories, and what follows it.

use chrono::Duration;
use diesel::prelude::*;
use padron::access::Role;
use padron::accounts::{self, Rules};
use padron::clock;
use padron::daily::categories;
use padron::db::schema::{customers, jobs as job_rows};
use padron::jobs::{self, Job, Kind, Pace, State};
use padron::processes::Worker;
use padron::settings::Settings;

use crate::cards::charges::{document, invoice, next, paid, prepare, said, with_card};
use crate::contracts::{contract, plan};
use crate::support::{Client, Response, TestApp};

const PAGE: &str = "/settings/billing";

fn save(client: &mut Client, typed: &[(&str, &str)]) -> Response {
    let page = client.get(PAGE).expect(200);
    let version = page.attribute("[name=version]", "value").unwrap();
    let pairs: Vec<(&str, &str)> =
        typed.iter().copied().chain([("version", version.as_str())]).collect();
    client.post(PAGE, &pairs)
}

#[test]
fn what_is_no_number_of_days_or_refusals_is_told_beside_its_field() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let page = admin.get(PAGE).expect(200);
    assert_eq!(page.attribute("#retry_days", "value").as_deref(), Some("1, 3, 5"));
    assert_eq!(page.attribute("#card_failures", "value").as_deref(), Some("3"));
    for (field, wrong) in [
        ("retry_days", "mañana"),
        ("retry_days", "0"),
        ("retry_days", "1, 31"),
        ("retry_days", "1,1,1,1,1,1,1"),
        ("card_failures", ""),
        ("card_failures", "0"),
        ("card_failures", "11"),
        ("card_failures", "1.5"),
    ] {
        let page = save(&mut admin, &[(field, wrong)]).expect(422);
        assert_eq!(page.attribute(&format!("#{field}"), "value").as_deref(), Some(wrong));
        assert_eq!(page.count("[aria-invalid]"), 1, "{field} {wrong}");
        assert_eq!(page.count(&format!("#{field}[aria-invalid]")), 1, "{field} {wrong}");
    }
    save(&mut admin, &[("retry_days", "2; 2 7"), ("card_failures", "5")]).expect_to(PAGE);
    let page = admin.get(PAGE).expect(200);
    assert_eq!(page.attribute("#retry_days", "value").as_deref(), Some("2, 2, 7"));
    assert_eq!(page.attribute("#reminder_days", "value").as_deref(), Some("-3, 1, 10"));
    let past = page.texts(".timeline").join(" ");
    assert!(past.contains("1, 3, 5") && past.contains("2, 2, 7"), "{past}");
}

#[test]
fn a_charge_is_tried_again_as_the_organisation_decided() {
    let mut house = with_card();
    save(&mut house.admin, &[("retry_days", "2"), ("card_failures", "10")]).expect_to(PAGE);
    // More than the simulator takes.
    let id = invoice(&house, 100_000_001, "ARS", None);
    prepare(&house, id).unwrap();
    house.step();
    let wait = next(&house).unwrap() - clock::now();
    assert!(wait > Duration::hours(47) && wait <= Duration::days(2), "{wait}");
    house.step();
    house.step();
    assert_eq!(next(&house), None, "there is one day only");
    assert_eq!(paid(&house), [said("unable_to_charge", 100_000_001, 0)]);
    assert_eq!((document(&house, id).0.as_str(), &*house.card_state()), ("rejected", "valid"));
}

#[test]
fn a_card_is_worn_after_as_many_refusals_as_the_organisation_forgives() {
    let mut house = with_card();
    save(&mut house.admin, &[("retry_days", ""), ("card_failures", "1")]).expect_to(PAGE);
    prepare(&house, invoice(&house, 100_000_001, "ARS", None)).unwrap();
    house.step();
    assert_eq!((next(&house), &*house.card_state()), (None, "failed"));
}

fn category(app: &TestApp, id: i64) -> (String, i64) {
    let columns = (customers::category, customers::version);
    app.read(|conn| Ok(customers::table.find(id).select(columns).first(conn)?))
}

fn job(app: &TestApp) -> Job {
    let of = (None, Some(Kind::Categories));
    app.read(|conn| Ok(jobs::newest(conn, of, None, 1)?)).pop().unwrap()
}

fn work(app: &TestApp) {
    let worker = Worker::new(app.app.clone());
    while worker.work_on_next().unwrap() {}
}

/// The doctor's view: what stands is what the rows come to.
fn in_order(app: &TestApp) {
    let (found, _) = app.read(|conn| {
        let settings = Settings::load(conn)?;
        Ok(accounts::compare(conn, 0, 1_000, &Rules::of(&settings, clock::now()))?)
    });
    assert!(found.is_empty(), "{} figures differ", found.len());
}

#[test]
fn categories_follow_what_the_organisation_decides_of_who_has_no_services() {
    let app = TestApp::new();
    let (plain, away) = (app.named("Ana Sosa"), app.named("Beto Paz"));
    let served = app.named("Caro Gil");
    contract(&app, served, plan(&app, "Fibra", 100_000), "enabled", "7");
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        Ok(accounts::refresh(conn, &[served], &Rules::of(&settings, clock::now()))?)
    });
    app.set_status(away, "inactive", "inactive");
    let mut admin = app.sign_in(Role::Admin);
    let now = |id| category(&app, id).0;
    assert_eq!(
        (now(plain), now(away), now(served)),
        ("active".into(), "inactive".into(), "active".into())
    );
    let version = category(&app, plain).1;

    save(&mut admin, &[("category_follows_status", "")]).expect_to(PAGE);
    assert_eq!(job(&app).state(), State::Queued);
    assert_eq!(admin.get("/jobs").expect(200).count("progress"), 1);
    work(&app);
    assert_eq!(
        (now(plain), now(away), now(served)),
        ("inactive".into(), "inactive".into(), "active".into())
    );
    assert_eq!(category(&app, plain).1, version, "it is derived: no version moves");
    let done = job(&app);
    assert_eq!((done.state(), done.total, done.changed, done.unchanged), (State::Done, 2, 1, 1));
    let page = admin.get(&format!("/jobs/{}", done.id)).expect(200);
    assert_eq!(page.texts("dl.facts dd"), ["1", "1"]);
    in_order(&app);
    // Someone made from now on is as the others.
    assert_eq!(now(app.named("Dora Luz")), "inactive");

    save(&mut admin, &[("category_follows_status", "1")]).expect_to(PAGE);
    work(&app);
    assert_eq!(
        (now(plain), now(away), now(served)),
        ("active".into(), "inactive".into(), "active".into())
    );
    in_order(&app);
    let all: i64 = app.read(|conn| Ok(job_rows::table.count().get_result(conn)?));
    save(&mut admin, &[("card_failures", "4")]).expect_to(PAGE);
    let after: i64 = app.read(|conn| Ok(job_rows::table.count().get_result(conn)?));
    assert_eq!(after, all, "nothing is worked out anew for anything else");
}

#[test]
fn what_a_crash_cut_off_of_it_goes_on_and_nobody_stops_it() {
    let app = TestApp::new();
    for number in 0..60 {
        app.named(&format!("Cliente {number}"));
    }
    let mut admin = app.sign_in(Role::Admin);
    save(&mut admin, &[("category_follows_status", "")]).expect_to(PAGE);
    let id = job(&app).id;
    let mut lost = app.write(|conn| Ok(jobs::claim(conn, "lost", Some(id))?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let step = |claim: &mut jobs::Claim| {
        categories::work_some(&app.app.db, claim, &settings, &mut Pace::default())
    };
    // It counts, does the first few, and dies.
    assert!(step(&mut lost).unwrap() && step(&mut lost).unwrap());
    assert_eq!((job(&app).treated(), job(&app).total), (50, 60));
    admin.post(&format!("/jobs/{id}/cancellation"), &[]).expect(404);
    app.write(|conn| {
        let past = clock::now() - Duration::seconds(1);
        let lease = diesel::update(job_rows::table.find(id));
        Ok(lease.set(job_rows::locked_until.eq(past)).execute(conn)?)
    });
    work(&app);
    let done = job(&app);
    assert_eq!((done.state(), done.changed, done.unchanged), (State::Done, 60, 0));
    assert!(step(&mut lost).is_err(), "somebody else had it meanwhile");
    let active: i64 = app.read(|conn| {
        Ok(customers::table.filter(customers::category.eq("active")).count().get_result(conn)?)
    });
    assert_eq!(active, 0);
    in_order(&app);
}
