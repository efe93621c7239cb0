//! Exports in the panel: whom, who may, the file for its owner alone, mail, and what does not last.

mod attached;
mod presets;
mod standing;
mod told;

use chrono::Duration;
use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::db::schema::{audit_log, jobs, mails};
use padron::exports;
use padron::jobs::{self as queue, State};
use padron::processes::Worker;

use crate::support::factory::{Member, PASSWORD};
use crate::support::{Client, Response, TestApp};

fn work(app: &TestApp) {
    let worker = Worker::new(app.app.clone());
    while worker.work_on_next().unwrap() {}
}

/// The newest job.
fn newest(app: &TestApp) -> queue::Job {
    app.read(|conn| Ok(queue::newest(conn, (None, None), None, 1)?.pop().unwrap()))
}

fn export(app: &TestApp, client: &mut Client, pairs: &[(&str, &str)]) -> queue::Job {
    client.post("/exports", pairs).expect_to("/exports");
    work(app);
    newest(app)
}

fn file(client: &mut Client, id: i64) -> Response {
    client.get(&format!("/exports/{id}/file"))
}

/// The first cell of every row.
fn names(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let names = reader.records().map(|row| row.unwrap()[1].to_owned());
    names.collect()
}

fn company(app: &TestApp) -> [i64; 3] {
    let ids = ["Ana", "Eva", "Uma"].map(|name| app.named(name));
    app.set_status(ids[2], "archived", "archived");
    ids
}

#[test]
fn an_export_of_a_filter_is_written_told_and_fetched_by_its_owner_alone() {
    let app = TestApp::new();
    company(&app);
    let member: Member = app.member(Role::Sales);
    let mut client = app.sign_in_as(&member);
    let job = export(
        &app,
        &mut client,
        &[("selection", "matching"), ("list", "q=eva&page=2&per_page=25"), ("format", "csv")],
    );
    assert_eq!(job.state(), State::Done, "{:?}", job.error);
    let answer = file(&mut client, job.id).expect(200);
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"clientes-"));
    assert_eq!(answer.header("content-security-policy"), "sandbox");
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.body.starts_with("\u{feff}ID cliente;Nombre;Observaciones;"), "{}", answer.body);
    assert_eq!(names(&answer.body), ["Eva"]);
    client.get(&format!("/jobs/{}", job.id)).expect_to("/exports");
    let list = client.get("/exports").expect(200);
    assert_eq!(list.count(&format!("a[href='/exports/{}/file']", job.id)), 1);
    // Not even an administrator fetches what somebody else asked for.
    assert_eq!(file(&mut app.sign_in(Role::Admin), job.id).status, 404);
    assert_eq!(file(&mut app.client(), job.id).status, 303);
    let (to, kind, texts): (String, String, Option<String>) = app.read(|conn| {
        let row = (mails::to_address, mails::kind, mails::text);
        Ok(mails::table.order(mails::id.desc()).select(row).first(conn)?)
    });
    assert_eq!((to.as_str(), kind.as_str()), (member.email.as_str(), "export_ready"));
    assert!(texts.unwrap().contains(&format!("/exports/{}/file", job.id)));
    let noted: Vec<String> = app.read(|conn| {
        let rows = audit_log::table.filter(audit_log::entity.eq("job"));
        Ok(rows
            .filter(audit_log::entity_id.eq(job.id))
            .order(audit_log::id)
            .select(audit_log::action)
            .load(conn)?)
    });
    assert_eq!(noted, ["export.asked", "export.fetched"]);
}

#[test]
fn everything_asks_for_the_password_and_has_the_archived() {
    let app = TestApp::new();
    company(&app);
    let member = app.member(Role::Billing);
    let mut client = app.sign_in_as(&member);
    for pairs in [
        vec![("selection", "all")],
        vec![("selection", "all"), ("password", "not the password")],
        vec![("selection", "matching"), ("list", "")],
        vec![("selection", "matching"), ("list", "sort=-name")],
        vec![],
    ] {
        let answer = client.post("/exports", &pairs).expect(422);
        assert_eq!(answer.count(".error-summary a[href='#password']"), 1, "{pairs:?}");
    }
    let right = [("selection", "all"), ("password", PASSWORD), ("format", "csv")];
    let job = export(&app, &mut client, &right);
    let mut all = names(&file(&mut client, job.id).expect(200).body);
    all.sort();
    assert_eq!(all, ["Ana", "Eva", "Uma"]);
    // Repeating everything asks for the password, on its page.
    let again = format!("/exports/{}/repetition", job.id);
    client.post(&again, &[]).expect_to("/customers/export?selection=all&format=csv");
    assert_eq!(newest(&app).id, job.id);
    // A filter that lets everybody through is none.
    let filter = [("selection", "matching"), ("list", "id__gte=1")];
    client.post("/exports", &filter).expect(422);
    app.sign_in(Role::Sales).post("/exports", &filter).expect(422);
    // A role that may not is denied; a wrong password is one, and none at all was forgotten.
    for (action, times) in [("access.denied", 1), ("export.refused", 1)] {
        let noted: i64 = app.read(|conn| {
            let lines = audit_log::table.filter(audit_log::action.eq(action));
            Ok(lines.count().get_result(conn)?)
        });
        assert_eq!(noted, times, "{action}");
    }
    // Whoever may no longer have everything may no longer fetch it.
    let change = |role: &str| {
        app.write(|conn| {
            use padron::db::schema::staff;
            let row = staff::table.find(member.id);
            diesel::update(row).set(staff::role.eq(role)).execute(conn)?;
            Ok(())
        });
    };
    change("sales");
    file(&mut client, job.id).expect(404);
    change("billing");
    file(&mut client, job.id).expect(200);
    let seller = app.member(Role::Sales);
    let pairs = [("selection", "all"), ("password", PASSWORD)];
    app.sign_in_as(&seller).post("/exports", &pairs).expect(422);
    app.sign_in(Role::Viewer).post("/exports", &pairs).expect(403);
}

#[test]
fn ticked_customers_and_chosen_columns_make_a_workbook_and_can_be_repeated() {
    let app = TestApp::new();
    let ids = company(&app).map(|id| id.to_string());
    let mut client = app.sign_in(Role::Sales);
    let ticked = [
        ("then", "export"),
        ("shown", &ids[0]),
        ("id", &ids[0]),
        ("shown", &ids[2]),
        ("id", &ids[2]),
    ];
    client.post("/customers/selection", &ticked).expect_to("/customers/export?scope=held");
    let page = client.get("/customers/export?scope=held").expect(200);
    assert_eq!(page.count("input[name=selection][value=held][checked]"), 1);
    let pairs = [
        ("selection", "held"),
        ("format", "csv"),
        ("columns", "id"),
        ("columns", "name"),
        ("columns", "status"),
    ];
    let job = export(&app, &mut client, &pairs);
    assert_eq!(names(&file(&mut client, job.id).expect(200).body), ["Ana", "Uma"]);
    client.post(&format!("/exports/{}/repetition", job.id), &[]).expect_to("/exports");
    work(&app);
    let again = newest(&app);
    assert!(again.id > job.id);
    assert_eq!(names(&file(&mut client, again.id).expect(200).body), ["Ana", "Uma"]);
    let book = export(&app, &mut client, &[("selection", "held"), ("format", "xlsx")]);
    let answer = file(&mut client, book.id).expect(200);
    assert!(answer.header("content-type").contains("spreadsheetml"));
}

#[test]
fn what_is_not_understood_exports_nobody() {
    let app = TestApp::new();
    company(&app);
    let member = app.member(Role::Admin);
    let mut client = app.sign_in_as(&member);
    for pairs in [
        vec![("selection", "matching"), ("list", "zone=3")],
        vec![("selection", "matching"), ("list", "q='%\"")],
        vec![("selection", "matching"), ("list", "zone_id=x")],
        vec![("selection", "ids"), ("id", "x")],
        vec![("selection", "held")],
        vec![("selection", "some")],
        vec![("selection", "matching"), ("list", "q=ana"), ("format", "pdf")],
        vec![("selection", "matching"), ("list", "q=ana"), ("columns", "password")],
    ] {
        let pairs: Vec<_> = pairs.into_iter().chain([("password", PASSWORD)]).collect();
        assert_eq!(client.post("/exports", &pairs).status, 422, "{pairs:?}");
    }
    let made: i64 = app.read(|conn| Ok(jobs::table.count().get_result(conn)?));
    assert_eq!(made, 0);
}

#[test]
fn files_do_not_last_and_a_day_has_a_bound() {
    let app = TestApp::new();
    company(&app);
    let mut client = app.sign_in(Role::Sales);
    let pairs = [("selection", "matching"), ("list", "q=ana")];
    let job = export(&app, &mut client, &pairs);
    let folder = app.app.config.data_file("exports");
    let files = || std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(files(), 1);
    app.write(|conn| {
        let past = clock::now() - Duration::days(8);
        diesel::update(jobs::table.find(job.id)).set(jobs::finished_at.eq(past)).execute(conn)?;
        Ok(())
    });
    exports::sweep(&app.app.db, &app.app.config).unwrap();
    assert_eq!(files(), 0);
    file(&mut client, job.id).expect(404);
    let mut asked = 1;
    loop {
        let answer = client.post("/exports", &pairs);
        if answer.status != 303 {
            assert_eq!((answer.status, asked), (429, 50));
            let said = answer.texts(".error-summary").remove(0);
            assert!(said.contains("Ya pidió muchas exportaciones hoy"), "{said}");
            assert_eq!(answer.attribute("input[name=list]", "value").unwrap(), "q=ana");
            break;
        }
        asked += 1;
    }
    client.post(&format!("/exports/{}/repetition", job.id), &[]).expect_to("/exports");
    let said = client.get("/exports").expect(200).texts(".flash").join(" ");
    assert!(said.contains("Ya pidió muchas exportaciones hoy"), "{said}");
}

#[test]
fn a_limited_seller_exports_what_is_theirs_and_a_full_disk_is_told() {
    let app = TestApp::new();
    let ids = company(&app);
    let member = app.limited_member(Role::Sales);
    let seller = app.lookup(padron::fields::Lookup::Sellers, "Propia", Some(member.id));
    app.write(|conn| {
        use padron::db::schema::customers;
        let row = customers::table.find(ids[0]);
        diesel::update(row).set(customers::seller_id.eq(seller)).execute(conn)?;
        Ok(())
    });
    let mut client = app.sign_in_as(&member);
    let pairs = [("selection", "matching"), ("list", "category=active")];
    let job = export(&app, &mut client, &pairs);
    assert_eq!(names(&file(&mut client, job.id).expect(200).body), ["Ana"]);
    // No folder, no file, no half file: a plain failure, and a mail.
    let folder = app.app.config.data_file("exports");
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    let job = export(&app, &mut client, &pairs);
    assert_eq!(job.state(), State::Failed);
    assert!(job.error.unwrap().contains("archivo"));
    let kind: String = app
        .read(|conn| Ok(mails::table.order(mails::id.desc()).select(mails::kind).first(conn)?));
    assert_eq!(kind, "export_failed");
    client.get("/exports").expect(200);
}

#[test]
fn an_export_that_waits_is_stopped_and_writes_nothing() {
    let app = TestApp::new();
    company(&app);
    let mut client = app.sign_in(Role::Sales);
    client.post("/exports", &[("selection", "matching"), ("list", "q=ana")]).expect_to("/exports");
    let id = newest(&app).id;
    app.sign_in(Role::Sales).post(&format!("/jobs/{id}/cancellation"), &[]).expect(404);
    client.post(&format!("/jobs/{id}/cancellation"), &[]).expect_to("/exports");
    work(&app);
    assert_eq!(newest(&app).state(), State::Cancelled);
    assert!(!app.app.config.data_file("exports").exists());
    file(&mut client, id).expect(404);
}

#[test]
fn the_form_says_how_many_a_search_finds_and_that_archived_ones_are_among_them() {
    let app = TestApp::new();
    let old = app.named("Ana Vieja");
    app.named("Ana Nueva");
    let mut client = app.sign_in(Role::Admin);
    let told = |client: &mut Client| {
        let page = client.get("/customers/export?q=ana").expect(200);
        let card = page.texts(".choice-card:has([value=matching])");
        card.into_iter().next().unwrap_or_else(|| panic!("{}", page.body))
    };
    let card = told(&mut client);
    assert!(card.ends_with('2') && !card.contains("rchivados"), "{card}");
    app.set_status(old, "archived", "archived");
    let card = told(&mut client);
    assert!(card.ends_with('2') && card.contains("Archivados entre ellos: 1."), "{card}");
}

#[test]
fn a_filter_that_is_not_understood_offers_nobody() {
    let app = TestApp::new();
    company(&app);
    let mut client = app.sign_in(Role::Admin);
    for filter in ["zone_id=xx", "nonsense=1", "city__near=x"] {
        let page = client.get(&format!("/customers/export?{filter}")).expect(422);
        assert_eq!(page.count("form[action='/exports']"), 0, "{filter}");
        assert!(page.body.contains("No se exportó nada"), "{filter}");
    }
    client.get("/customers/export?city=Salta&per_page=50&sort=-name&columns=name,city").expect(200);
}
