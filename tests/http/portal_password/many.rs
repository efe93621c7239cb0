//! The same for many customers at once: looked at, confirmed with their number, sent by the worker.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use diesel::connection::{Connection, InstrumentationEvent};
use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::customers::bulk::Operator;
use padron::db::schema::{audit_log, mails};
use padron::i18n::{Lang, Text};
use padron::jobs::{self, Fate};
use padron::mail::{Content, Letter, Recipient};
use padron::portal::bulk::looked_at;
use padron::processes::Worker;
use padron::settings::{Organisation, PortalSecret, Settings};

use super::{Desk, code};
use crate::support::{Client, Plan, Response, TestApp};

/// Three who can be sent one, and two who cannot.
struct Many {
    desk: Desk,
    client: Client,
    ids: Vec<i64>,
}

impl Many {
    fn new(plans: &[Plan]) -> Self {
        let desk = Desk::with(plans);
        let client = desk.app.sign_in(Role::Billing);
        let mut ids = vec![desk.customer];
        for name in ["bea", "cira"] {
            let email = format!("{name}@example.com");
            ids.push(desk.app.customer(&[("name", name), ("email", &email)]));
        }
        ids.push(desk.app.named("sin correo"));
        let idle = desk.app.customer(&[("name", "quieta"), ("email", "quieta@example.com")]);
        desk.app.set_status(idle, "inactive", "inactive");
        ids.push(idle);
        Self { desk, client, ids }
    }

    fn ask(&mut self) -> String {
        let ids: Vec<String> = self.ids.iter().map(ToString::to_string).collect();
        let mut pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
        pairs.push(("selection", "ids"));
        self.client.post("/customers/portal-passwords", &pairs).expect(303).location
    }

    fn work(&self) {
        let worker = Worker::new(self.desk.app.app.clone());
        while worker.work_on_next().unwrap() {}
    }

    fn start(&mut self, job: &str) -> Response {
        self.client.post(&format!("{job}/start"), &[]).expect_to(job);
        self.work();
        self.client.get(job).expect(200)
    }
}

#[test]
fn many_are_shown_who_gets_one_before_anything_is_sent() {
    let mut many = Many::new(&[]);
    let job = many.ask();
    let page = many.client.get(&job).expect(200);
    assert_eq!(page.texts(".tally dd"), ["3", "2"], "{}", page.body);
    assert_eq!(page.texts("button[form=start]"), ["Regenerar y enviar a 3 clientes"]);
    assert!(page.body.contains("No se puede deshacer: los e-mails salen."));
    let reasons = page.texts("#refused td").join(" ");
    assert!(reasons.contains("no tiene e-mail") && reasons.contains("no está activo"), "{reasons}");
    assert!(many.desk.letters().is_empty());
    let done = many.start(&job);
    assert_eq!(done.texts(".tally dd"), ["3", "2"]);
    assert_eq!(done.count("#refused tbody tr"), 2);
    assert!(done.body.contains("Contraseñas enviadas"));
    assert_eq!(done.count("form[action$='/undo']"), 0);
    many.desk.app.send_due();
    let mails = many.desk.server.taken();
    let mut to: Vec<String> = mails.iter().map(|mail| mail.to[0].clone()).collect();
    to.sort_unstable();
    assert_eq!(to.len(), 3, "{to:?}");
    let mut codes: Vec<String> = mails.iter().map(|mail| code(&mail.text())).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), 3, "each has its own");
    assert!(many.desk.account().temp_password_hash.is_some());
    let file = many.client.get(&format!("{job}/file")).expect(200);
    assert!(file.body.contains("sin correo") && !file.body.contains("cira"), "{}", file.body);
    let history = many.client.get(&format!("/customers/{}/history", many.ids[1])).expect(200);
    assert!(history.body.contains("Se pidió enviar la contraseña del portal"));
    assert_eq!(history.count(&format!("a[href='{job}']")), 1);
    // The log has from where it was said yes to, with each of them.
    let from: Vec<String> = many.desk.app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.like("portal%"));
        Ok(lines.select(audit_log::address).distinct().load(conn)?)
    });
    assert_eq!(from, ["127.0.0.1"]);
}

#[test]
fn who_changed_since_the_look_is_passed_over_and_named() {
    let mut many = Many::new(&[]);
    let job = many.ask();
    // Somebody sends one by hand, and another customer is left.
    many.desk.regenerate();
    many.desk.app.set_status(many.ids[1], "archived", "archived");
    let done = many.start(&job);
    assert_eq!(done.texts(".tally dd"), ["1", "4"]);
    let reasons = done.texts("#refused td").join(" ");
    assert!(reasons.contains("Ya se le envió hace poco"), "{reasons}");
    assert_eq!(many.desk.letters().len(), 2);
}

#[test]
fn more_than_one_step_sends_each_one_once() {
    let mut many = Many::new(&[]);
    many.desk.decide(|house| house.portal.secret = PortalSecret::Link);
    for number in 0..45 {
        let email = format!("c{number}@example.com");
        many.ids.push(many.desk.app.customer(&[("name", "Otra"), ("email", &email)]));
    }
    let job = many.ask();
    let done = many.start(&job);
    assert_eq!(done.texts(".tally dd"), ["48", "2"]);
    assert_eq!(many.desk.letters().len(), 48);
    many.client.post(&format!("{job}/start"), &[]).expect_to(&job);
    many.client.post(&format!("{job}/undo"), &[]).expect_to(&job);
    many.work();
    assert_eq!(many.desk.letters().len(), 48);
}

#[test]
fn the_ticks_of_the_list_lead_to_the_review_and_nowhere_else() {
    let mut many = Many::new(&[]);
    let ids: Vec<String> = many.ids.iter().map(ToString::to_string).collect();
    let page = many.client.get("/customers").expect(200);
    assert_eq!(page.count("#bulk button[formaction='/customers/portal-passwords']"), 1);
    // Kept on another page: the second and the third, of which this page drops the second.
    let other = [("then", "quiet"), ("shown", &*ids[1]), ("shown", &*ids[2])];
    let ticked = [("id", &*ids[1]), ("id", &*ids[2])];
    many.client.post("/customers/selection", &[&other[..], &ticked[..]].concat()).expect(204);
    let pairs = [("list", ""), ("shown", &*ids[0]), ("shown", &*ids[1]), ("id", &*ids[0])];
    let job = many.client.post("/customers/portal-passwords", &pairs).expect(303).location;
    assert_eq!(many.client.get(&job).expect(200).texts(".tally dd")[0], "2");
    many.start(&job);
    let to: Vec<Option<i64>> = many.desk.app.read(|conn| {
        Ok(mails::table.select(mails::customer_id).order(mails::customer_id).load(conn)?)
    });
    assert_eq!(to, [Some(many.ids[0]), Some(many.ids[2])]);
}

#[test]
fn only_who_may_do_both_sees_and_does_it() {
    let mut many = Many::new(&[]);
    let list = format!("/customers/bulk-update?selection=ids&id={}", many.ids[0]);
    assert_eq!(many.client.get(&list).expect(200).count("form[action$='portal-passwords']"), 1);
    let mut sales = many.desk.app.sign_in(Role::Sales);
    assert_eq!(sales.get(&list).expect(200).count("form[action$='portal-passwords']"), 0);
    for role in [Role::Sales, Role::Support, Role::Viewer] {
        let mut client = many.desk.app.sign_in(role);
        client
            .post("/customers/portal-passwords", &[("selection", "ids"), ("id", "1")])
            .expect(403);
    }
    many.client.post("/customers/portal-passwords", &[]).expect(422);
    many.client
        .post("/customers/portal-passwords", &[("selection", "matching"), ("nonsense", "1")])
        .expect(422);
    assert!(many.desk.letters().is_empty());
}

#[test]
fn mail_in_the_clear_is_told_before_and_mail_in_files_before_and_after() {
    let exposed = TestApp::with(&["--smtp-url", "smtp://192.0.2.1:25?tls=none&timeout=1"]);
    for (app, count, said) in
        [(&exposed, "0", "saldría sin cifrar"), (&TestApp::new(), "1", "no sale")]
    {
        let mut client = app.sign_in(Role::Billing);
        let id = app.customer(&[("name", "Ana"), ("email", "ana@example.com")]).to_string();
        let pairs = [("selection", "ids"), ("id", &*id)];
        let job = client.post("/customers/portal-passwords", &pairs).expect(303).location;
        let page = client.get(&job).expect(200);
        assert_eq!(page.texts(".tally dd")[0], count, "{}", page.body);
        assert!(page.body.contains(said), "{}", page.body);
        if count == "0" {
            assert_eq!(page.count("button[form=start]"), 0);
            continue;
        }
        client.post(&format!("{job}/start"), &[]).expect_to(&job);
        while Worker::new(app.app.clone()).work_on_next().unwrap() {}
        let done = client.get(&job).expect(200);
        assert_eq!(done.texts(".tally dt")[0], "e-mails guardados en archivos");
        assert!(done.texts(".notice").join("").contains("se guarda como archivo en"));
    }
}

#[test]
fn those_who_could_not_be_sent_one_are_tried_again() {
    let mut many = Many::new(&[]);
    let job = many.ask();
    let page = many.start(&job);
    assert_eq!(page.texts("form[action$='/retry'] button"), ["Reintentar los 2"]);
    // Meanwhile one of them has an address.
    many.desk.app.write(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::customers;
        let row = customers::table.find(many.ids[3]);
        let email = "sin@example.com";
        let set = (customers::email.eq(email), customers::email_folded.eq(email));
        diesel::update(row).set(set).execute(conn)?;
        Ok(())
    });
    let again = many.client.post(&format!("{job}/retry"), &[]).expect(303).location;
    assert_ne!(again, job);
    let page = many.client.get(&again).expect(200);
    assert_eq!(page.texts(".tally dd"), ["1", "1"], "{}", page.body);
    let page = many.start(&again);
    assert_eq!(page.texts(".tally dd"), ["1", "1"]);
}

#[test]
fn a_letter_to_one_person_overtakes_a_crowd() {
    let mut many = Many::new(&[]);
    let job = many.ask();
    many.start(&job);
    let to = Recipient {
        name: String::new(),
        address: "una@example.com".to_owned(),
        language: Lang::Es,
        staff_id: None,
        customer_id: None,
    };
    let letter = Letter::compose(&Organisation::default(), to, &Content::Test).unwrap();
    let app = &many.desk.app;
    app.write(|conn| app.app.mail.queue(conn, &letter));
    assert_eq!(app.send_due(), 4);
    let subjects: Vec<String> =
        many.desk.server.taken().iter().map(|mail| mail.header("subject")).collect();
    let place = subjects.iter().position(|subject| subject.contains("prueba"));
    assert_eq!(place, Some(0), "{subjects:?}");
}

#[test]
fn a_run_is_in_the_audit_log_with_whoever_said_yes() {
    use diesel::prelude::*;
    use padron::audit::Action;
    use padron::db::schema::audit_log;
    let mut many = Many::new(&[]);
    let job = many.ask();
    let lines = |many: &Many, action: Action| -> Vec<(Option<i64>, Option<i64>)> {
        many.desk.app.read(|conn| {
            let lines = audit_log::table.filter(audit_log::action.eq(action.code()));
            let line = (audit_log::actor_id, audit_log::entity_id);
            Ok(lines.select(line).order(audit_log::entity_id).load(conn)?)
        })
    };
    assert!(lines(&many, Action::PortalBulkStarted).is_empty(), "a look is no run");
    many.start(&job);
    let started = lines(&many, Action::PortalBulkStarted);
    let number: i64 = job.rsplit('/').next().unwrap().parse().unwrap();
    let [(Some(who), Some(what))] = started[..] else { panic!("{started:?}") };
    assert_eq!(what, number);
    let mailed = lines(&many, Action::PortalPasswordMailed);
    let expected: Vec<_> = many.ids[..3].iter().map(|id| (Some(who), Some(*id))).collect();
    assert_eq!(mailed, expected, "and a line for each who was sent one");
    let mut admin = many.desk.app.sign_in(Role::Admin);
    let log = admin.get("/settings/audit").expect(200);
    assert!(log.texts("tbody").join(" ").contains("Contraseñas del portal enviadas a varios"));
}

/// How often the next step of sending, of so many customers, reads the audit log while it writes.
fn looks_at_the_log(app: &TestApp) -> (usize, usize) {
    let (reads, letters) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counters = (Arc::clone(&reads), Arc::clone(&letters));
    // SQLite has one writer: what is told of it is told of the worker.
    app.write(|conn| {
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            let InstrumentationEvent::StartQuery { query, .. } = event else { return };
            let said = query.to_string();
            if said.starts_with("SELECT") && said.contains("audit_log") {
                counters.0.fetch_add(1, Ordering::Relaxed);
            }
            if said.starts_with("INSERT INTO") && said.contains("audit_log") {
                counters.1.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(())
    });
    while Worker::new(app.app.clone()).work_on_next().unwrap() {}
    (reads.load(Ordering::Relaxed), letters.load(Ordering::Relaxed))
}

#[test]
fn letters_do_not_look_for_whoever_asked_one_by_one() {
    let mut many = Many::new(&[]);
    if many.desk.app.app.db.kind() != padron::db::Kind::Sqlite {
        return;
    }
    for number in 0..10 {
        let email = format!("c{number}@example.com");
        many.ids.push(many.desk.app.customer(&[("name", "Otra"), ("email", &email)]));
    }
    let job = many.ask();
    many.client.post(&format!("{job}/start"), &[]).expect_to(&job);
    assert_eq!(looks_at_the_log(&many.desk.app), (0, 13));
}

/// Statements that a look at so many customers of a job takes.
fn statements(app: &TestApp, job: i64, customers: i64) -> usize {
    let counted = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&counted);
    let actor = Actor { role: Role::Admin, ..Actor::command(Via::Bulk) };
    app.read(|conn| {
        let settings = Settings::load(conn)?;
        let (settings, t) = (&settings, Text(Lang::Es));
        let operator =
            Operator { actor: &actor, settings, t, restores: false, is_mail_exposed: false };
        let found = jobs::find(conn, job, None)?.unwrap();
        let items = jobs::page(conn, job, &[Fate::Ready], 0, customers)?;
        assert_eq!(items.len(), usize::try_from(customers).unwrap());
        conn.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::StartQuery { .. }) {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
        let looked = looked_at(conn, &operator, &found, items)?;
        assert!(looked.iter().all(|item| item.fate() == Some(Fate::Ready)));
        conn.set_instrumentation(|_: InstrumentationEvent<'_>| {});
        Ok(())
    });
    counted.load(Ordering::Relaxed)
}

#[test]
fn a_look_at_many_takes_the_statements_of_a_look_at_two() {
    let mut many = Many::new(&[]);
    for number in 0..40 {
        let email = format!("c{number}@example.com");
        many.ids.push(many.desk.app.customer(&[("name", "Otra"), ("email", &email)]));
    }
    let job = many.ask().rsplit('/').next().unwrap().parse().unwrap();
    let app = &many.desk.app;
    assert_eq!(statements(app, job, 2), statements(app, job, 43));
}
