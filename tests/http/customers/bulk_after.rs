//! What comes after a bulk update: the mail of its end, another try, and that it was taken back.

use diesel::prelude::*;
use padron::access::{Actor, Role, Via};
use padron::db::schema::{job_items, jobs, mails};
use padron::jobs::{self as queue, State};

use super::bulk::{bulk, job_of, start, state, work};
use super::{change, create, stored, typed};
use crate::support::{Client, Response, TestApp};

const ALL_TO_JUJUY: &[(&str, &str)] =
    &[("selection", "matching"), ("change", "city"), ("city", "Jujuy")];

fn customers(app: &TestApp, count: usize) -> Vec<i64> {
    (0..count)
        .map(|n| create(app, &[("name", &format!("Cliente {n:03}")), ("city", "Salta")]))
        .collect()
}

/// The letters of ends: subject and text.
fn letters(app: &TestApp) -> Vec<(String, String, String)> {
    app.read(|conn| {
        let rows = mails::table.filter(mails::kind.eq("job_ended")).order(mails::id);
        Ok(rows
            .select((mails::to_address, mails::subject, mails::text.assume_not_null()))
            .load(conn)?)
    })
}

fn start_told(client: &mut Client, job: i64) {
    client.post(&format!("/jobs/{job}/start"), &[("tell", "1")]).expect(303);
}

fn retry(client: &mut Client, job: i64) -> Response {
    client.post(&format!("/jobs/{job}/retry"), &[])
}

/// Changes a customer behind the job's back.
fn meddle(app: &TestApp, id: i64) {
    let actor = Actor::command(Via::Command);
    change(app, &actor, id, &typed(&[("city", "Tilcara")]));
}

#[test]
fn who_wants_to_know_is_told_of_the_end_of_long_work() {
    let app = TestApp::new();
    let ids = customers(&app, 101);
    let member = app.member(Role::Sales);
    let client = &mut app.sign_in_as(&member);
    let job = bulk(client, ALL_TO_JUJUY);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.count("input[name=tell][form=start]:not([checked])"), 1);
    assert!(page.body.contains(&member.email));
    meddle(&app, ids[0]);
    start_told(client, job);
    assert!(letters(&app).is_empty());
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(page.body.contains("Al terminar se avisa por e-mail"));
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 100, 0, 1));
    let told = letters(&app);
    let [(to, subject, text)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(to, &member.email);
    assert!(subject.starts_with("Su proceso terminó con fallas"), "{subject}");
    for part in [
        "Actualización masiva: Ciudad. Resultado: actualizados: 100; sin cambios: 0; no se actualizaron: 1.",
        "Ciudad: pasa a «Jujuy»",
        &format!("/jobs/{job}\n"),
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Whoever takes it back is told of that too; it takes as long.
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    let told = letters(&app);
    assert!(told.len() == 2 && told[1].2.contains("Deshacer la actualización masiva"), "{told:?}");
    client.get(&format!("/jobs/{job}")).expect(200);
    let log = app.sign_in(Role::Admin).get("/settings/mail").expect(200);
    assert!(log.texts("tbody").join(" ").contains("Fin de un proceso"));
}

#[test]
fn an_undo_that_is_stopped_before_it_began_is_told_too() {
    let app = TestApp::new();
    customers(&app, 2);
    let client = &mut app.sign_in(Role::Sales);
    let job = bulk(client, ALL_TO_JUJUY);
    start_told(client, job);
    work(&app);
    let undoing = job_of(&client.post(&format!("/jobs/{job}/undo"), &[]).expect(303));
    app.write(|conn| {
        let row = jobs::table.find(undoing);
        diesel::update(row).set(jobs::stop_asked.eq(true)).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!((state(&app, undoing).0, letters(&app).len()), (State::Cancelled, 2));
}

#[test]
fn short_work_offers_no_mail_and_nobody_is_told_unasked() {
    let app = TestApp::new();
    customers(&app, 3);
    let client = &mut app.sign_in(Role::Sales);
    let job = bulk(client, ALL_TO_JUJUY);
    assert_eq!(client.get(&format!("/jobs/{job}")).expect(200).count("input[name=tell]"), 0);
    start(client, job);
    work(&app);
    assert_eq!((state(&app, job).0, letters(&app).len()), (State::Done, 0));
}

#[test]
fn a_stop_and_a_failure_are_told_in_the_language_of_the_owner() {
    let app = TestApp::new();
    customers(&app, 2);
    let member = app.member(Role::Sales);
    let client = &mut app.sign_in_as(&member);
    // Stopped while nobody works on it: told by the request, once.
    let job = bulk(client, ALL_TO_JUJUY);
    start_told(client, job);
    for _ in 0..2 {
        client.post(&format!("/jobs/{job}/cancellation"), &[]).expect(303);
    }
    work(&app);
    let told = letters(&app);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].1.starts_with("Su proceso se detuvo"), "{}", told[0].1);
    // Stopped while somebody works on it: told by the worker.
    let job = bulk(client, ALL_TO_JUJUY);
    start_told(client, job);
    let claim = app.write(|conn| Ok(queue::claim(conn, "w", None)?)).unwrap();
    client.post(&format!("/jobs/{job}/cancellation"), &[]).expect(303);
    assert_eq!(letters(&app).len(), 1);
    app.write(|conn| Ok(queue::release(conn, &claim)?));
    work(&app);
    assert_eq!((state(&app, job).0, letters(&app).len()), (State::Cancelled, 2));
    // Not allowed any more: told why, in the language of the owner.
    let job = bulk(client, ALL_TO_JUJUY);
    start_told(client, job);
    app.write(|conn| {
        use padron::db::schema::staff;
        let change = (staff::role.eq("viewer"), staff::language.eq(Some("pt")));
        diesel::update(staff::table.find(member.id)).set(change).execute(conn)?;
        Ok(())
    });
    work(&app);
    let told = letters(&app);
    assert!(told[2].1.starts_with("Seu processo não pôde ser concluído"), "{told:?}");
    assert!(told[2].2.contains("não tem permissão"), "{}", told[2].2);
}

#[test]
fn the_mail_is_queued_with_the_end_or_not_at_all() {
    let app = TestApp::new();
    customers(&app, 2);
    let member = app.member(Role::Sales);
    let client = &mut app.sign_in_as(&member);
    let job = bulk(client, ALL_TO_JUJUY);
    start_told(client, job);
    // Nobody is told who may no longer sign in.
    app.write(|conn| {
        use padron::db::schema::staff;
        let now = Some(padron::clock::now());
        let row = staff::table.find(member.id);
        diesel::update(row).set(staff::disabled_at.eq(now)).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!((state(&app, job).0, letters(&app).len()), (State::Failed, 0));
}

#[test]
fn the_failed_ones_are_tried_again_and_nobody_else() {
    let app = TestApp::new();
    let ids = customers(&app, 4);
    app.set_status(ids[3], "archived", "archived");
    let client = &mut app.sign_in(Role::Sales);
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let mut pairs: Vec<(&str, &str)> = texts.iter().map(|id| ("id", id.as_str())).collect();
    pairs.extend([("selection", "ids"), ("change", "city"), ("city", "Jujuy")]);
    let job = bulk(client, &pairs);
    assert_eq!(state(&app, job), (State::Draft, 3, 0, 1));
    // A draft has nobody to try again with.
    assert_eq!(job_of(&retry(client, job).expect(303)), job);
    meddle(&app, ids[0]);
    start(client, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 2, 0, 2));
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.texts("form[action$='/retry'] button"), ["Reintentar los 2"]);
    // Somebody else, also an administrator, looks but does not act.
    let other = &mut app.sign_in(Role::Admin);
    assert_eq!(other.get(&format!("/jobs/{job}")).count("form[action$='/retry']"), 0);
    assert_eq!(job_of(&retry(other, job).expect(303)), job);
    retry(&mut app.sign_in(Role::Billing), job).expect(404);
    retry(&mut app.sign_in(Role::Viewer), job).expect(403);

    let again = job_of(&retry(client, job).expect(303));
    assert!(again > job);
    assert_eq!(state(&app, again), (State::Draft, 1, 0, 1), "looked at before the answer");
    let set: Vec<i64> = app.read(|conn| {
        let own = job_items::table.filter(job_items::job_id.eq(again));
        Ok(own.order(job_items::customer_id).select(job_items::customer_id).load(conn)?)
    });
    assert_eq!(set, [ids[0], ids[3]]);
    assert_eq!(stored(&app, ids[0]).unwrap().details.city.as_deref(), Some("Tilcara"));
    // A second press leads to the same one, and both name each other.
    assert_eq!(job_of(&retry(client, job).expect(303)), again);
    let first = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(first.count(&format!("#refused a[href='/jobs/{again}']")), 1);
    assert_eq!(first.count("form[action$='/retry']"), 0);
    let second = client.get(&format!("/jobs/{again}")).expect(200);
    assert_eq!(second.count(&format!("a[href='/jobs/{job}']")), 1);
    assert!(second.texts(".facts dd").join(" ").contains("Los 2 que fallaron en el proceso"));
    start(client, again);
    work(&app);
    assert_eq!(state(&app, again), (State::Done, 1, 0, 1));
    assert_eq!(stored(&app, ids[0]).unwrap().details.city.as_deref(), Some("Jujuy"));
    let list = client.get("/jobs").expect(200);
    let told = format!("Los 2 que fallaron en el proceso {job}");
    assert_eq!(list.texts(".job__meta").join(" ").matches(&told).count(), 1);
}

#[test]
fn a_try_that_was_thrown_away_can_be_made_again_and_rights_count_as_of_now() {
    let app = TestApp::new();
    let ids = customers(&app, 2);
    let member = app.member(Role::Billing);
    let client = &mut app.sign_in_as(&member);
    let status = [("selection", "matching"), ("change", "status"), ("status", "inactive")];
    let job = bulk(client, &status);
    app.set_status(ids[0], "archived", "archived");
    start(client, job);
    work(&app);
    assert_eq!(state(&app, job).3, 1);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.texts("form[action$='/retry'] button"), ["Reintentar con 1 cliente"]);
    let again = job_of(&retry(client, job).expect(303));
    client.post(&format!("/jobs/{again}/cancellation"), &[]).expect(303);
    let third = job_of(&retry(client, job).expect(303));
    assert!(third > again);
    client.post(&format!("/jobs/{third}/cancellation"), &[]).expect(303);
    // Sales may change many, but not their status.
    app.write(|conn| {
        use padron::db::schema::staff;
        let row = staff::table.find(member.id);
        diesel::update(row).set(staff::role.eq("sales")).execute(conn)?;
        Ok(())
    });
    retry(client, job).expect(403);
    let made: i64 = app.read(|conn| Ok(jobs::table.count().get_result(conn)?));
    assert_eq!(made, 3);
}

#[test]
fn what_was_taken_back_says_so_wholly_or_in_part() {
    let app = TestApp::new();
    let ids = customers(&app, 2);
    let client = &mut app.sign_in(Role::Sales);
    let marks = |client: &mut Client| -> Vec<String> {
        client.get("/jobs").expect(200).texts(".job:last-child .job__act .status")
    };
    let job = bulk(client, ALL_TO_JUJUY);
    start(client, job);
    work(&app);
    assert_eq!(marks(client), ["Terminado"]);
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    assert_eq!(marks(client), ["Terminado", "Deshaciéndose"]);
    work(&app);
    assert_eq!(marks(client), ["Terminado", "Deshecho"]);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.texts("main p .status"), ["Terminado", "Deshecho"]);
    assert!(!page.body.contains("en parte"));

    let job = bulk(client, ALL_TO_JUJUY);
    start(client, job);
    work(&app);
    meddle(&app, ids[1]);
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    let list = client.get("/jobs").expect(200);
    assert_eq!(list.texts(".job:nth-child(2) .status"), ["Terminado", "Deshecho en parte"]);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(page.texts(".notice").join(" ").contains("se deshizo en parte (1 de 2 clientes)"));
}

#[test]
fn a_file_of_failures_has_them_all_in_the_words_of_the_member() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Uma")]);
    app.set_status(id, "archived", "archived");
    let member = app.member(Role::Sales);
    let client = &mut app.sign_in_as(&member);
    let id = id.to_string();
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(client, &pairs);
    // More than are read at once.
    app.write(|conn| {
        let items: Vec<queue::Item> = (1_000_000..1_002_500)
            .map(|customer| queue::Item::new(job, customer, queue::Fate::Refused))
            .collect();
        Ok(queue::decide(conn, &items)?)
    });
    let file = client.get(&format!("/jobs/{job}/file")).expect(200);
    assert_eq!(file.body.lines().count(), 2_502);
    assert!(file.body.starts_with("\u{feff}ID cliente;Nombre;Motivo\r\n"));
    client.post("/preferences/language", &[("language", "pt")]).expect(303);
    let file = client.get(&format!("/jobs/{job}/file")).expect(200);
    assert!(file.body.starts_with("\u{feff}ID do cliente;Nome;Motivo\r\n"), "{:.80}", file.body);
    assert!(file.header("content-disposition").contains(&format!("processo-{job}.csv")));
}
