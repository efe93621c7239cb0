//! What happens to customers, jobs and workers between two steps of long work.

use std::cell::RefCell;

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::customers::bulk::{self, Operator, check_some};
use padron::db::Database;
use padron::db::schema::{audit_log, job_items, jobs, mails};
use padron::error::AppError;
use padron::i18n::{Lang, Text};
use padron::jobs::{self as queue, Fate, Item, Job, State};
use padron::settings::Settings;

use super::bulk::{bulk, job_of, start, state, work};
use super::create;
use crate::support::TestApp;

const SALTA: &[(&str, &str)] = &[("selection", "matching"), ("change", "city"), ("city", "Salta")];

thread_local! {
    /// Where a look finds the database to meddle with.
    static DATABASE: RefCell<Option<Database>> = const { RefCell::new(None) };
}

/// A look during which the first customer is wiped.
fn amid_a_wipe(
    conn: &mut padron::db::Db,
    operator: &Operator,
    job: &Job,
    items: Vec<Item>,
) -> Result<Vec<Item>, AppError> {
    let seen = bulk::looked_at(conn, operator, job, items)?;
    let first = seen[0].customer_id;
    let database = DATABASE.with_borrow(|database| database.clone().unwrap());
    database.write_now(|conn| Ok::<_, AppError>(queue::forget_customer(conn, first)?))?;
    Ok(seen)
}

/// The state of each customer of a job, and whether anything is kept of it.
fn kept(app: &TestApp, job: i64) -> Vec<(String, bool)> {
    app.read(|conn| {
        let rows = job_items::table.filter(job_items::job_id.eq(job));
        let row = (job_items::state, job_items::after.is_not_null());
        Ok(rows.order(job_items::customer_id).select(row).load(conn)?)
    })
}

/// Whoever has a job in hand.
fn operator<'a>(actor: &'a Actor, settings: &'a Settings) -> Operator<'a> {
    Operator { actor, settings, t: Text(Lang::Es), restores: false, is_mail_exposed: false }
}

#[test]
fn a_customer_that_is_wiped_while_it_is_looked_at_stays_wiped() {
    let app = TestApp::new();
    for name in ["Ana", "Eva"] {
        create(&app, &[("name", name)]);
    }
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(&mut client, SALTA);
    app.write(|conn| {
        let all = job_items::table.filter(job_items::job_id.eq(job));
        diesel::update(all).set(job_items::state.eq("waiting")).execute(conn)?;
        let row = jobs::table.find(job);
        diesel::update(row).set((jobs::state.eq("checking"), jobs::changed.eq(0))).execute(conn)?;
        Ok(())
    });
    let claim = app.write(|conn| Ok(queue::claim(conn, "one", Some(job))?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let actor = Actor::command(Via::Bulk);
    let operator = operator(&actor, &settings);
    DATABASE.set(Some(app.app.db.clone()));
    check_some(&app.app.db, &claim, &operator, amid_a_wipe).unwrap();
    let of = |fate: Fate, has: bool| (fate.code().to_owned(), has);
    assert_eq!(kept(&app, job), [of(Fate::Refused, false), of(Fate::Ready, true)]);
    assert_eq!(state(&app, job), (State::Draft, 1, 0, 0));
}

#[test]
fn what_was_wiped_is_not_in_the_job_that_takes_back() {
    let app = TestApp::new();
    let ids = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Jujuy")]));
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(&mut client, SALTA);
    start(&mut client, job);
    work(&app);
    // The numbers are read, then one of them is wiped, then the rest is taken over.
    let undo = app.write(|conn| {
        let job = queue::find(conn, job, None)?.unwrap();
        let numbers = queue::left_by(conn, job.id, queue::Heritage::Changed, 0)?;
        assert_eq!(numbers, ids);
        queue::forget_customer(conn, ids[0])?;
        let actor = Actor { id: job.owner_id, ..Actor::command(Via::Bulk) };
        Ok(bulk::undo(conn, &actor, &job)?.unwrap())
    });
    let rows = kept(&app, undo);
    assert_eq!(rows.iter().map(|(_, has)| *has).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn a_second_stop_and_a_late_one_are_neither_noted_nor_told() {
    let app = TestApp::new();
    create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(&mut client, SALTA);
    client.post(&format!("/jobs/{job}/start"), &[("tell", "1")]).expect(303);
    let stop = format!("/jobs/{job}/cancellation");
    for _ in 0..2 {
        client.post(&stop, &[]).expect(303);
    }
    let counted = || -> (i64, i64) {
        app.read(|conn| {
            let lines = audit_log::table.filter(audit_log::action.eq("job.stopped"));
            let letters = mails::table.filter(mails::kind.eq("job_ended"));
            Ok((lines.count().get_result(conn)?, letters.count().get_result(conn)?))
        })
    };
    assert_eq!(counted(), (1, 1));
    let done = bulk(&mut client, SALTA);
    start(&mut client, done);
    work(&app);
    client.post(&format!("/jobs/{done}/cancellation"), &[]).expect(303);
    assert_eq!((state(&app, done).0, counted()), (State::Done, (1, 1)));
}

#[test]
fn freezing_stops_with_the_process_and_is_begun_anew() {
    let app = TestApp::new();
    let filling = padron::seeds::Filling {
        seed: 3,
        count: 600,
        authors: Vec::new(),
        has_stories: false,
        invoices: 0,
    };
    filling.run(&app.app.db, |_| ()).unwrap();
    let mut client = app.sign_in(Role::Admin);
    let answer = client.post("/customers/bulk-update", SALTA).expect(303);
    let job = job_of(&answer);
    let mut claim = app.write(|conn| Ok(queue::claim(conn, "one", Some(job))?)).unwrap();
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let actor = Actor::command(Via::Bulk);
    let operator = operator(&actor, &settings);
    let frozen = bulk::freeze(&app.app.db, &mut claim, &operator, &|_| Ok(()), &|| true).unwrap();
    assert!(!frozen);
    let free: (Option<String>, i64) = app.read(|conn| {
        let row = (jobs::locked_by, jobs::attempts);
        Ok(jobs::table.find(job).select(row).first(conn)?)
    });
    assert_eq!(free, (None, 0), "given back, and no attempt below none");
    work(&app);
    assert_eq!(state(&app, job).0, State::Draft);
    let total = app.read(|conn| Ok(queue::find(conn, job, None)?.unwrap().total));
    let frozen = i64::try_from(kept(&app, job).len()).unwrap();
    assert!(frozen > 500 && frozen == total, "{frozen} of {total}");
}
