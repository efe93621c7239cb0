//! Customers that change each in its own way: written together all the same, and as if each were alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::customers::bulk::{Operator, apply_some};
use padron::customers::record::Record;
use padron::db::schema::history;
use padron::i18n::{Lang, Text};
use padron::jobs::{self as queue, Pace, State};

use super::bulk::{bulk, job_of, start, state, work};
use super::{change, create, stored, typed};
use crate::support::TestApp;

/// Customers of a step.
const STEP: usize = 50;

/// Customers of a few cities and sellers' discounts, so that taking back gives each its own.
fn company(app: &TestApp) -> Vec<i64> {
    let one = |n: usize| {
        let (city, discount) = (format!("Ciudad {}", n % 6), (n % 4 + 1).to_string());
        let known =
            [("name", format!("Cliente {n}")), ("city", city), ("personal_discount_bp", discount)];
        let known: Vec<(&str, &str)> = known.iter().map(|(k, v)| (*k, v.as_str())).collect();
        create(app, &known)
    };
    (0..STEP).map(one).collect()
}

fn rest(mut record: Record) -> Record {
    record.customer.version = 0;
    record.customer.updated_at = record.customer.created_at;
    record
}

type Line = (String, Option<String>, Option<String>, i64);

fn story(app: &TestApp, id: i64, above: i64) -> Vec<Line> {
    app.read(|conn| {
        let rows = history::table
            .filter(history::entity.eq("customer"))
            .filter(history::entity_id.eq(id))
            .filter(history::revision.gt(above))
            .order(history::field);
        let line = (history::field, history::before, history::after, history::revision);
        Ok(rows.select(line).load(conn)?)
    })
}

/// Does one step of the job whose turn it is: how many statements that took.
fn step(app: &TestApp, restores: bool) -> usize {
    let claim = app.write(|conn| Ok(queue::claim(conn, "w", None)?)).unwrap();
    let settings = app.read(|conn| Ok(padron::settings::Settings::load(conn)?));
    let actor = Actor { role: Role::Admin, ..Actor::command(Via::Bulk) };
    let t = Text(Lang::Es);
    let operator =
        Operator { actor: &actor, settings: &settings, t, restores, is_mail_exposed: false };
    let counted = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&counted);
    app.write(|conn| {
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
        apply_some(conn, &claim, &operator, &mut Pace::default())?;
        conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
        Ok(queue::release(conn, &claim)?)
    });
    counted.load(Ordering::Relaxed)
}

#[test]
fn an_undo_takes_a_few_statements_for_many_customers() {
    let app = TestApp::new();
    let ids = company(&app);
    let before: Vec<Record> = ids.iter().map(|id| rest(stored(&app, *id).unwrap())).collect();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [
        ("selection", "matching"),
        ("change", "city"),
        ("city", "Salta"),
        ("change", "personal_discount_bp"),
        ("personal_discount_bp__how", "set"),
        ("personal_discount_bp", "20"),
    ];
    let job = bulk(&mut client, &pairs);
    start(&mut client, job);
    work(&app);
    assert_eq!(state(&app, job).1, 50);
    // Whoever moved since keeps the own value, also in a crowd.
    let actor = Actor::command(Via::Command);
    change(&app, &actor, ids[7], &typed(&[("city", "Tilcara")]));
    let undoing = job_of(&client.post(&format!("/jobs/{job}/undo"), &[]).expect(303));
    let statements = step(&app, true);
    // Six cities and four discounts make twelve pairs, and ten statements.
    assert!(statements < STEP / 2 + 10, "{statements} statements");
    work(&app);
    assert_eq!(state(&app, undoing), (State::Done, 49, 0, 1));
    for (id, before) in ids.iter().zip(before) {
        let (now, at) = (stored(&app, *id).unwrap(), before.customer.id);
        if *id == ids[7] {
            assert_eq!(now.details.city.as_deref(), Some("Tilcara"));
            continue;
        }
        let told = story(&app, *id, 2);
        let back = |key: &str, from: &str, to: Option<String>| {
            (key.to_owned(), Some(from.to_owned()), to, 3)
        };
        let discount = before.details.personal_discount_bp.map(|points| points.to_string());
        let city = before.details.city.clone();
        let expected =
            [back("city", "Salta", city), back("personal_discount_bp", "2000", discount)];
        assert_eq!((told, at), (expected.to_vec(), *id));
        assert_eq!(rest(now), before);
    }
}

#[test]
fn a_customer_of_a_crowd_is_written_as_one_alone() {
    let app = TestApp::new();
    let zone = app.lookup(padron::fields::Lookup::Zones, "Norte", None).to_string();
    let mut client = app.sign_in(Role::Admin);
    let member = Actor::command(Via::Command);
    for (key, value) in [
        ("zone_id", zone.as_str()),
        ("city", "Ñuñoa"),
        ("ship_city", "Quilmes"),
        ("bank", "Nación"),
        ("marketing_status", "unsubscribed"),
        ("status", "inactive"),
        ("notify_emails", "a@x.test"),
    ] {
        let known = [("name", "Ana"), ("person_kind", "legal"), ("ship_city", "Lanús")];
        let [alone, crowd] = [create(&app, &known), create(&app, &known)];
        change(&app, &member, alone, &typed(&[(key, value)]));
        let id = crowd.to_string();
        let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", key), (key, value)];
        let job = bulk(&mut client, &pairs);
        start(&mut client, job);
        // It was written since, and so is no longer as it was looked at.
        change(&app, &member, crowd, &typed(&[("website", "https://a.test")]));
        work(&app);
        assert_eq!(state(&app, job).1, 1, "{key}");
        change(&app, &member, alone, &typed(&[("website", "https://a.test")]));
        let record = |id: i64| {
            let mut record = rest(stored(&app, id).unwrap());
            record.customer.id = 0;
            record.customer.public_id.clear();
            record.customer.search_text.clear();
            for at in [&mut record.customer.created_at, &mut record.customer.updated_at] {
                *at = padron::clock::now().date().into();
            }
            record.details.customer_id = 0;
            record.shipping.customer_id = 0;
            record.legal.customer_id = 0;
            record.billing.customer_id = 0;
            record.details.unsubscribed_at = None;
            record.details.unsubscribed_via = None;
            record
        };
        assert_eq!(record(alone), record(crowd), "{key}");
        let told = |id: i64| {
            let lines = story(&app, id, 1).into_iter().filter(|line| line.0 == key);
            lines.map(|line| (line.1, line.2)).collect::<Vec<_>>()
        };
        assert_eq!(told(alone), told(crowd), "{key}");
        assert_eq!(told(alone).len(), 1, "{key}");
    }
}

/// One change of a field, as the history keeps it: job, revision, before and after.
type Step = (Option<i64>, i64, Option<String>, Option<String>);

fn steps(app: &TestApp, id: i64, field: &str) -> Vec<Step> {
    app.read(|conn| {
        let rows = history::table
            .filter(history::entity.eq("customer"))
            .filter(history::entity_id.eq(id))
            .filter(history::field.eq(field))
            .order(history::id);
        let step = (history::job_id, history::revision, history::before, history::after);
        Ok(rows.select(step).load(conn)?)
    })
}

#[test]
fn bulks_of_two_members_that_overlap_both_end_and_overwrite_nothing_unseen() {
    let app = TestApp::new();
    let ids = company(&app);
    let mut ana = app.sign_in(Role::Admin);
    let mut eva = app.sign_in(Role::Billing);
    let to = |source: &'static str, field: &'static str| {
        [
            ("selection", "matching"),
            ("change", "source"),
            ("source", source),
            ("change", field),
            (field, "x"),
        ]
    };
    let one = bulk(&mut ana, &to("Feria", "district"));
    let two = bulk(&mut eva, &[&to("Radio", "address")[..], &[("list", "city=Ciudad+1")]].concat());
    let (all, some) = (state(&app, one).1, state(&app, two).1);
    assert!(all == 50 && some > 0 && some < all, "{all} {some}");
    start(&mut ana, one);
    start(&mut eva, two);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| work(&app));
        }
    });
    let (first, second) = (state(&app, one), state(&app, two));
    assert_eq!((first.0, second.0), (State::Done, State::Done));
    assert_eq!((first.1 + first.3, second.1 + second.3), (all, some), "each one is told of");
    assert_eq!(
        first.1 + second.1,
        all,
        "no customer is changed by both: the source was seen empty"
    );
    for id in ids {
        let record = stored(&app, id).unwrap();
        let [(job, revision, None, Some(source))] = &steps(&app, id, "source")[..] else {
            panic!("{:?}", steps(&app, id, "source"))
        };
        assert_eq!((record.customer.version, *revision), (2, 2));
        assert_eq!(record.details.source.as_deref(), Some(source.as_str()));
        // What else stands there is of the same job.
        let of_job = if *job == Some(one) { "Feria" } else { "Radio" };
        assert_eq!(source, of_job);
        let beside = (record.details.district.is_some(), record.details.address.is_some());
        assert_eq!(beside, (*job == Some(one), *job == Some(two)));
    }
}
