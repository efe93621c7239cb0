//! Large sets: frozen beside the requests, and changed together where customers change alike.

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::customers::record::Record;
use padron::db::schema::{customers, history, job_items, jobs};
use padron::fields::Lookup;
use padron::jobs::{self as queue, State};
use padron::seeds::Filling;

use super::bulk::{bulk, job_of, start, state, work};
use super::{change, stored, typed};
use crate::support::{Client, TestApp};

/// So many that the set is frozen by a worker and changed in two steps.
const MANY: u64 = 1_200;

fn filled() -> TestApp {
    let app = TestApp::new();
    let filling = Filling { seed: 5, count: MANY, authors: Vec::new(), has_stories: false };
    filling.run(&app.app.db, |_| ()).unwrap();
    app
}

/// Asks for the same three values in every customer of the list.
fn ask(client: &mut Client, zone: &str) -> i64 {
    bulk(
        client,
        &[
            ("selection", "matching"),
            ("change", "zone_id"),
            ("zone_id", zone),
            ("change", "city"),
            ("city", "Ñuñoa"),
            ("change", "source"),
            ("source", "Feria"),
        ],
    )
}

fn ready(app: &TestApp, job: i64) -> Vec<i64> {
    app.read(|conn| {
        let ready = job_items::table
            .filter(job_items::job_id.eq(job))
            .filter(job_items::state.eq("ready"))
            .order(job_items::customer_id);
        Ok(ready.select(job_items::customer_id).load(conn)?)
    })
}

type Line = (String, Option<String>, Option<String>, i64, String);

/// What a job wrote into a customer's history, by field.
fn story(app: &TestApp, job: i64, id: i64) -> Vec<Line> {
    app.read(|conn| {
        let rows = history::table
            .filter(history::job_id.eq(job))
            .filter(history::entity_id.eq(id))
            .order(history::field);
        let line =
            (history::field, history::before, history::after, history::revision, history::via);
        Ok(rows.select(line).load(conn)?)
    })
}

/// What stands in a record, but for what every write moves.
fn rest(record: Record) -> Record {
    let mut record = record;
    record.customer.version = 0;
    record.customer.updated_at = record.customer.created_at;
    record
}

#[test]
fn customers_that_change_alike_are_changed_together_and_not_differently() {
    let app = filled();
    let zone = app.lookup(Lookup::Zones, "Norte", None);
    let mut client = app.sign_in(Role::Admin);
    let job = ask(&mut client, &zone.to_string());
    work(&app);
    let ready = ready(&app, job);
    assert!(ready.len() > 1_001, "more than one step changes: {}", ready.len());
    let actor = Actor::command(Via::Command);
    let (alone, moved, together) = (ready[3], ready[4], ready[5]);
    // One is written since, and is changed by itself; another has another city now.
    change(&app, &actor, alone, &typed(&[("remarks", "Llamar antes")]));
    change(&app, &actor, moved, &typed(&[("city", "Tilcara")]));
    let before: Vec<Record> =
        [alone, together].iter().map(|id| stored(&app, *id).unwrap()).collect();
    start(&mut client, job);
    work(&app);

    let all = i64::try_from(ready.len()).unwrap();
    let (done, changed, _, failed) = state(&app, job);
    assert_eq!((done, changed, failed), (State::Done, all - 1, 1));
    for old in before {
        let new = stored(&app, old.customer.id).unwrap();
        assert_eq!(new.customer.version, old.customer.version + 1);
        assert!(new.customer.updated_at > old.customer.updated_at);
        let value = |key: &str, record: &Record| {
            let field = padron::customers::fields::find(key).unwrap();
            (field.get)(record).canonical()
        };
        let line = |key: &str, after: String| {
            let revision = new.customer.version;
            (key.to_owned(), value(key, &old), Some(after), revision, "bulk".to_owned())
        };
        let mut expected = vec![
            line("city", "Ñuñoa".to_owned()),
            line("source", "Feria".to_owned()),
            line("zone_id", zone.to_string()),
        ];
        expected.retain(|line| line.1 != line.2);
        assert_eq!(story(&app, job, old.customer.id), expected);
        let mut as_it_was = new.clone();
        as_it_was.customer.zone_id = old.customer.zone_id;
        as_it_was.details.city.clone_from(&old.details.city);
        as_it_was.details.source.clone_from(&old.details.source);
        assert_eq!(rest(as_it_was), rest(old), "nothing else moved");
    }
    assert_eq!(stored(&app, moved).unwrap().details.city.as_deref(), Some("Tilcara"));
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.count("#refused tbody tr"), 1);

    let undoing = job_of(&client.post(&format!("/jobs/{job}/undo"), &[]).expect(303));
    work(&app);
    assert_eq!(state(&app, undoing), (State::Done, all - 1, 0, 0));
    let left: i64 = app.read(|conn| {
        Ok(customers::table.filter(customers::zone_id.eq(zone)).count().get_result(conn)?)
    });
    assert_eq!(left, 0);
}

#[test]
fn settings_that_changed_since_the_review_hold_for_all_that_change_together() {
    let app = filled();
    let zone = app.lookup(Lookup::Zones, "Norte", None);
    let mut client = app.sign_in(Role::Admin);
    let job = ask(&mut client, &zone.to_string());
    work(&app);
    let ready = i64::try_from(ready(&app, job).len()).unwrap();
    client.post(&format!("/settings/zones/{zone}/deactivation"), &[]).expect(303);
    start(&mut client, job);
    work(&app);
    let (done, changed, _, failed) = state(&app, job);
    assert_eq!((done, changed, failed), (State::Done, 0, ready));
}

#[test]
fn a_large_set_is_frozen_by_a_worker_once_and_whole() {
    let app = filled();
    let mut client = app.sign_in(Role::Admin);
    let listed: i64 = app.read(|conn| {
        let shown = customers::table.filter(customers::status.ne_all(["archived", "anonymized"]));
        Ok(shown.count().get_result(conn)?)
    });
    let job = ask(&mut client, "");
    let frozen = |job: i64| -> i64 {
        app.read(|conn| {
            Ok(job_items::table.filter(job_items::job_id.eq(job)).count().get_result(conn)?)
        })
    };
    assert_eq!(frozen(job), 0, "the request does not wait for it");
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(page.body.contains("1.1") || page.body.contains("1.2"), "how many is known");
    // A worker died while it froze: what it left is no part of the set.
    app.write(|conn| Ok(queue::add_all(conn, job, &[1, 2, 9_999])?));
    work(&app);
    assert_eq!(frozen(job), listed);
    let (drafted, would, same, refused) = state(&app, job);
    assert_eq!((drafted, would + same + refused), (State::Draft, listed));
    let total: i64 = app.read(|conn| Ok(jobs::table.find(job).select(jobs::total).first(conn)?));
    assert_eq!(total, listed);
}

#[test]
fn a_list_that_is_no_longer_understood_when_it_is_frozen_changes_nobody() {
    let app = filled();
    let mut client = app.sign_in(Role::Admin);
    let job = ask(&mut client, "");
    app.write(|conn| {
        let payload: String = jobs::table.find(job).select(jobs::payload).first(conn)?;
        let payload = payload.replace("\"list\":\"\"", "\"list\":\"colour=red\"");
        assert!(payload.contains("colour"), "{payload}");
        diesel::update(jobs::table.find(job)).set(jobs::payload.eq(payload)).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!(state(&app, job), (State::Failed, 0, 0, 0));
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(page.texts(".notice--bad")[0].contains("colour"), "{:?}", page.texts(".notice"));
}
