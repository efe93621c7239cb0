//! Large sets: frozen beside the requests, and changed together where customers change alike.

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::customers::bulk::{Operator, apply_some};
use padron::customers::record::Record;
use padron::db::schema::{customers, history, job_items, jobs};
use padron::fields::Lookup;
use padron::jobs::{self as queue, Pace, State};
use padron::seeds::Filling;

use super::bulk::{bulk, job_of, start, state, work};
use super::{change, create, stored, typed};
use crate::support::{Client, TestApp};

/// So many that the set is frozen by a worker and changed in several steps.
const MANY: u64 = 1_200;

fn filled() -> TestApp {
    let app = TestApp::new();
    let filling =
        Filling { seed: 5, count: MANY, authors: Vec::new(), has_stories: false, invoices: 0 };
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
    let total: i64 = page.attribute("progress", "max").unwrap().parse().unwrap();
    assert_eq!(total, listed, "how many is known");
    assert_eq!(page.header("refresh"), "1", "it began a moment ago");
    // A worker died while it froze: what it left is no part of the set.
    app.write(|conn| Ok(queue::add_all(conn, job, &[1, 2, 9_999])?));
    work(&app);
    assert_eq!(frozen(job), listed);
    let (drafted, would, same, refused) = state(&app, job);
    assert_eq!((drafted, would + same + refused), (State::Draft, listed));
    let total: i64 = app.read(|conn| Ok(jobs::table.find(job).select(jobs::total).first(conn)?));
    assert_eq!(total, listed);
    assert_eq!(client.get(&format!("/jobs/{job}")).expect(200).header("refresh"), "");
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

/// Whether the customers of a step were changed by statements over all of them: what became of the first
/// field of each was kept before anything of the second.
fn went_together(app: &TestApp, job: i64) -> bool {
    let claim = app.write(|conn| Ok(queue::claim(conn, "w", None)?)).unwrap();
    let settings = app.read(|conn| Ok(padron::settings::Settings::load(conn)?));
    let actor = Actor { role: Role::Admin, ..Actor::command(Via::Bulk) };
    let t = padron::i18n::Text(padron::i18n::Lang::Es);
    let operator =
        Operator { actor: &actor, settings: &settings, t, restores: false, is_mail_exposed: false };
    assert!(app.write(|conn| apply_some(conn, &claim, &operator, &mut Pace::default())));
    let kept: Vec<(i64, String)> = app.read(|conn| {
        Ok(history::table
            .filter(history::job_id.eq(job))
            .order(history::id)
            .limit(2)
            .select((history::entity_id, history::field))
            .load(conn)?)
    });
    assert_ne!(kept[0], kept[1]);
    kept[0].0 != kept[1].0
}

#[test]
fn customers_that_change_alike_go_together_and_the_others_one_by_one() {
    let city = [("change", "city"), ("city", "Ñuñoa")];
    let alike = [("change", "district"), ("district", "Centro")];
    // The instant of each is its own, and no reason to go one by one.
    let unsubscribed = [("change", "marketing_status"), ("marketing_status", "unsubscribed")];
    let own =
        [("change", "notify_emails"), ("notify_emails__how", "add"), ("notify_emails", "a@x.test")];
    for (pairs, together) in [(&alike[..], true), (&unsubscribed, true), (&own, false)] {
        let app = filled();
        let mut client = app.sign_in(Role::Admin);
        let job = bulk(&mut client, &[&[("selection", "matching")], &city[..], pairs].concat());
        work(&app);
        start(&mut client, job);
        assert_eq!(went_together(&app, job), together, "{pairs:?}");
    }
}

fn cities(app: &TestApp) -> Vec<(i64, Option<String>)> {
    app.read(|conn| {
        use padron::db::schema::customer_details as details;
        let rows = details::table.select((details::customer_id, details::city));
        Ok(rows.order(details::customer_id).load::<(i64, Option<String>)>(conn)?)
    })
}

#[test]
fn many_are_taken_back_and_the_set_is_taken_over_beside_the_request() {
    let app = filled();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "matching"), ("change", "city"), ("city", "Ñuñoa")];
    let before = cities(&app);
    let job = bulk(&mut client, &pairs);
    work(&app);
    start(&mut client, job);
    work(&app);
    let (_, changed, ..) = state(&app, job);
    assert!(changed > 500, "{changed}");
    client.post(&format!("/jobs/{job}/undo"), &[]).expect_to(&format!("/jobs/{}", job + 1));
    let frozen: i64 = app.read(|conn| {
        let own = job_items::table.filter(job_items::job_id.eq(job + 1));
        Ok(own.count().get_result(conn)?)
    });
    assert_eq!(frozen, 0, "nobody waits for it");
    work(&app);
    assert_eq!(state(&app, job + 1), (State::Done, changed, 0, 0));
    assert!(before == cities(&app));
}

#[test]
fn what_only_one_customer_may_have_is_asked_of_each_even_in_a_crowd() {
    let app = TestApp::new();
    let make = |name: &str, source: &str, reference: &str| {
        create(&app, &[("name", name), ("source", source), ("external_ref", reference)])
    };
    for n in 0..6 {
        make(&format!("Cliente {n}"), "ERP", &format!("R-{n}"));
    }
    // Each has the reference X of its own source, and they would share it.
    let pair = [make("Ana", "A", "X"), make("Eva", "B", "X")];
    let mut client = app.sign_in(Role::Admin);
    let all = [("selection", "matching"), ("change", "source"), ("source", "Feria")];
    let job = bulk(&mut client, &all);
    start(&mut client, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 7, 0, 1));
    let sources: Vec<_> =
        pair.iter().filter_map(|id| stored(&app, *id).unwrap().details.source).collect();
    assert_eq!(sources, ["Feria", "B"]);
}

/// Every field that may be changed in bulk, for two customers, who go one by one, and for six, who go
/// together: what is written and told is the same.
#[test]
fn a_crowd_is_changed_as_a_few_are_whatever_the_field() {
    let outcome = |count: usize| {
        let app = TestApp::new();
        let zone = app.lookup(Lookup::Zones, "Norte", None).to_string();
        let ids: Vec<i64> = (0..count)
            .map(|n| create(&app, &[("name", &format!("Cliente {n}")), ("zone_id", &zone)]))
            .collect();
        let mut client = app.sign_in(Role::Admin);
        let mut all = Vec::new();
        for (key, value) in [
            ("zone_id", ""),
            ("remarks", "Aviso"),
            ("is_vip", "1"),
            ("personal_discount_bp", "12,5"),
            ("city", "Ñuñoa"),
            ("ship_city", "Quilmes"),
            ("marketing_status", "unsubscribed"),
            ("source", "Feria"),
            ("status", "inactive"),
        ] {
            let pairs = [("selection", "matching"), ("change", key), (key, value)];
            let answer = client.post("/customers/bulk-update", &pairs);
            assert_eq!(answer.status, 303, "{key}: {:?}", answer.texts(".summary"));
            let job = job_of(&answer);
            start(&mut client, job);
            work(&app);
            let told: Vec<_> = story(&app, job, ids[0]);
            let (done, changed, same, failed) = state(&app, job);
            let each = i64::try_from(count).unwrap();
            all.push((key, done, changed / each, same / each, failed / each, told));
        }
        let mut record = rest(stored(&app, ids[0]).unwrap());
        record.customer.public_id.clear();
        record.customer.created_at = padron::clock::now().date().into();
        record.customer.updated_at = record.customer.created_at;
        record.details.unsubscribed_at = record.details.unsubscribed_at.map(|at| at.date().into());
        (all, record)
    };
    let (few, crowd) = (outcome(2), outcome(6));
    assert_eq!(few, crowd);
    assert!(few.0.iter().all(|line| line.2 == 1), "each changes something: {:?}", few.0);
}
