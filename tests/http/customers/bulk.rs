//! Many customers at once: whom, what would change, what did, and taking it back.

use chrono::Duration;
use diesel::prelude::*;
use padron::access::Role;
use padron::clock;
use padron::customers::fields;
use padron::db::schema::{history, job_items, jobs};
use padron::fields::{Lookup, Uses, Value};
use padron::jobs::{self as queue, State};
use padron::processes::Worker;

use super::{change, create, stored, typed};
use crate::support::{Client, Response, TestApp};

/// Works until nothing is left to do.
pub(crate) fn work(app: &TestApp) {
    let worker = Worker::new(app.app.clone());
    while worker.work_on_next().unwrap() {}
}

pub(super) fn job_of(answer: &Response) -> i64 {
    let place = answer.header("location");
    place.strip_prefix("/jobs/").unwrap_or_else(|| panic!("{place}")).parse().unwrap()
}

/// Posts a bulk update; the number of its job.
pub(crate) fn bulk(client: &mut Client, pairs: &[(&str, &str)]) -> i64 {
    job_of(&client.post("/customers/bulk-update", pairs).expect(303))
}

pub(crate) fn start(client: &mut Client, job: i64) {
    client.post(&format!("/jobs/{job}/start"), &[]).expect(303);
}

pub(crate) fn state(app: &TestApp, job: i64) -> (State, i64, i64, i64) {
    app.read(|conn| {
        let job = queue::find(conn, job, None)?.unwrap();
        Ok((job.state(), job.changed, job.unchanged, job.failed))
    })
}

fn city(app: &TestApp, id: i64) -> Option<String> {
    stored(app, id).unwrap().details.city
}

#[test]
fn a_bulk_is_looked_at_confirmed_done_told_and_taken_back() {
    let app = TestApp::new();
    let north = app.lookup(Lookup::Zones, "Norte", None).to_string();
    let [ana, eva] = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Salta")]));
    let has_it = create(&app, &[("name", "Ida"), ("city", "Jujuy"), ("zone_id", &north)]);
    let archived = create(&app, &[("name", "Uma")]);
    app.set_status(archived, "archived", "archived");
    let mut client = app.sign_in(Role::Billing);
    let ids = [ana, eva, has_it, archived].map(|id| id.to_string());
    let mut pairs: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    pairs.extend([
        ("selection", "ids"),
        ("change", "zone_id"),
        ("zone_id", &north),
        ("change", "city"),
        ("city", "Jujuy"),
    ]);
    let job = bulk(&mut client, &pairs);
    assert_eq!(state(&app, job), (State::Draft, 2, 1, 1), "looked at before the answer");
    assert_eq!(city(&app, ana).as_deref(), Some("Salta"), "nothing is written yet");
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert_eq!(page.texts(".tally dd"), ["2", "1", "1"]);
    assert!(page.texts("#refused tbody tr")[0].contains("Uma"), "{:?}", page.texts("#refused"));
    assert!(page.texts("#after tbody tr")[0].contains("Norte"));
    assert_eq!(page.texts("button[form=start]"), ["Actualizar 2 clientes"]);

    start(&mut client, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 2, 1, 1), "who stayed as they were is still told");
    for id in [ana, eva] {
        let record = stored(&app, id).unwrap();
        assert_eq!(record.details.city.as_deref(), Some("Jujuy"));
        assert_eq!(record.customer.zone_id.unwrap().to_string(), north);
    }
    let kept: Vec<(String, String, Option<i64>)> = app.read(|conn| {
        let rows =
            history::table.filter(history::entity_id.eq(ana)).filter(history::revision.gt(1));
        let row = (history::field, history::via, history::job_id);
        Ok(rows.select(row).order(history::field).load(conn)?)
    });
    let written = |field: &str| (field.to_owned(), "bulk".to_owned(), Some(job));
    assert_eq!(kept, [written("city"), written("zone_id")]);
    let story = client.get(&format!("/customers/{ana}/history")).expect(200);
    assert_eq!(story.count(&format!("a[href='/jobs/{job}']")), 1, "the history names the job");

    // Whoever changed since keeps the own value, and is named.
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    change(&app, &actor, eva, &typed(&[("city", "Tilcara")]));
    let undoing = job_of(&client.post(&format!("/jobs/{job}/undo"), &[]).expect(303));
    work(&app);
    assert_eq!(state(&app, undoing), (State::Done, 1, 0, 1));
    assert_eq!(city(&app, ana).as_deref(), Some("Salta"));
    assert_eq!(stored(&app, ana).unwrap().customer.zone_id, None);
    assert_eq!(city(&app, eva).as_deref(), Some("Tilcara"));
    let told = client.get(&format!("/jobs/{undoing}")).expect(200);
    assert!(told.texts("#refused tbody tr")[0].contains("Eva"));
    // Once is enough.
    let again = client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    assert_eq!(job_of(&again), job);
}

#[test]
fn who_cannot_be_changed_is_named_in_a_file_for_the_owner() {
    let app = TestApp::new();
    let archived = create(&app, &[("name", "Uma")]);
    app.set_status(archived, "archived", "archived");
    let id = archived.to_string();
    let mut client = app.sign_in(Role::Billing);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(&mut client, &pairs);
    let file = client.get(&format!("/jobs/{job}/file")).expect(200);
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with(&format!("{archived};Uma;")) && lines[1].contains("archivado"));
    assert_eq!(app.sign_in(Role::Sales).get(&format!("/jobs/{job}/file")).status, 404);
}

#[test]
fn a_customer_that_changed_after_the_review_is_passed_over() {
    let app = TestApp::new();
    let [ana, eva] = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Salta")]));
    let mut client = app.sign_in(Role::Sales);
    let job = bulk(
        &mut client,
        &[("selection", "matching"), ("city", "Salta"), ("change", "city"), ("city", "Jujuy")],
    );
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    change(&app, &actor, ana, &typed(&[("city", "Tilcara")]));
    change(&app, &actor, eva, &typed(&[("district", "Centro")]));
    start(&mut client, job);
    work(&app);
    assert_eq!(city(&app, ana).as_deref(), Some("Tilcara"));
    // Another field of hers changed, which is nobody's concern here.
    assert_eq!(city(&app, eva).as_deref(), Some("Jujuy"));
    assert_eq!(stored(&app, eva).unwrap().details.district.as_deref(), Some("Centro"));
    assert_eq!(state(&app, job), (State::Done, 1, 0, 1));
}

#[test]
fn a_filter_means_all_it_finds_and_nothing_else() {
    let app = TestApp::new();
    let north = app.lookup(Lookup::Zones, "Norte", None).to_string();
    let south = app.lookup(Lookup::Zones, "Sur", None).to_string();
    for n in 0..30 {
        let zone = if n % 3 == 0 { &north } else { &south };
        create(&app, &[("name", &format!("Cliente {n}")), ("zone_id", zone)]);
    }
    let mut client = app.sign_in(Role::Admin);
    let list = format!("zone_id={north}&per_page=25&sort=-name&page=1");
    let job = bulk(
        &mut client,
        &[
            ("selection", "matching"),
            ("list", &list),
            ("change", "zone_id"),
            ("zone_id", &south),
            ("seller_id", "7"),
        ],
    );
    assert_eq!(state(&app, job), (State::Draft, 10, 0, 0));
    // As others may post it: the filters beside the changes, or in the address.
    let filters =
        [("selection", "matching"), ("zone_id", &north), ("change", "city"), ("city", "x")];
    assert_eq!(state(&app, bulk(&mut client, &filters)).1, 10);
    let both = [
        ("selection", "matching"),
        ("zone_id", &north),
        ("change", "zone_id"),
        ("zone_id", &south),
    ];
    assert_eq!(state(&app, bulk(&mut client, &both)).1, 10);
    let answer = client.post(
        &format!("/customers/bulk-update?zone_id={north}"),
        &[("selection", "matching"), ("change", "zone_id"), ("zone_id", &south)],
    );
    assert_eq!(state(&app, job_of(&answer.expect(303))).1, 10);
}

#[test]
fn what_is_not_understood_never_widens_the_set() {
    let app = TestApp::new();
    create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Admin);
    let tail = [("change", "city"), ("city", "Jujuy")];
    for whom in [
        vec![],
        vec![("selection", "")],
        vec![("selection", "all")],
        vec![("selection", "ids")],
        vec![("selection", "ids"), ("id", "x")],
        vec![("selection", "ids"), ("id", "999999")],
        vec![("selection", "held")],
        vec![("selection", "matching"), ("zone", "3")],
        vec![("selection", "matching"), ("zone_id", "norte")],
        vec![("selection", "matching"), ("zone_id__between", "3")],
        vec![("selection", "matching"), ("q", "'\"%")],
        vec![("selection", "matching"), ("q", "a n an ana b c d e f g h i nadie")],
        vec![("selection", "matching"), ("list", "city__x=1")],
        vec![("selection", "matching"), ("list", "status=nadie")],
    ] {
        let pairs: Vec<_> = whom.iter().copied().chain(tail).collect();
        let answer = client.post("/customers/bulk-update", &pairs);
        assert_eq!(answer.status, 422, "{whom:?}");
        let asked = whom.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&");
        let asked = asked.replace('%', "%25").replace('"', "%22").replace(' ', "+");
        assert_eq!(client.get(&format!("/customers/bulk-update?{asked}")).status, 422, "{asked}");
    }
    let made: i64 = app.read(|conn| Ok(jobs::table.count().get_result(conn)?));
    assert_eq!(made, 0);
}

#[test]
fn what_cannot_be_changed_is_said_beside_its_field_and_the_rest_stays_typed() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let whom = [("selection", "ids"), ("id", id.as_str())];
    for wrong in [
        vec![("change", "zone_id"), ("zone_id", "77")],
        vec![("change", "personal_discount_bp"), ("personal_discount_bp", "101")],
        vec![("change", "personal_discount_bp"), ("personal_discount_bp__how", "plus")],
        vec![("change", "website"), ("website", "javascript:alert(1)")],
        vec![("change", "country"), ("country", "ZZ")],
        vec![("change", "city"), ("city__how", "plus"), ("city", "x")],
        vec![("change", "marketing_status"), ("marketing_status", "")],
    ] {
        let pairs: Vec<_> =
            whom.into_iter().chain(wrong.clone()).chain([("district", "Centro")]).collect();
        let answer = client.post("/customers/bulk-update", &pairs).expect(422);
        assert!(answer.count(".error-summary a") > 0, "{wrong:?}");
        assert_eq!(answer.count("[aria-invalid=true]"), 1, "{wrong:?}");
        assert_eq!(answer.attribute("#district", "value").as_deref(), Some("Centro"));
    }
    for key in ["name", "email", "tax_id", "store_id", "id", "x", "created_at"] {
        let pairs: Vec<_> = whom.into_iter().chain([("change", key), (key, "1")]).collect();
        assert_eq!(client.post("/customers/bulk-update", &pairs).status, 422, "{key}");
    }
    assert_eq!(client.post("/customers/bulk-update", &whom).status, 422, "no field at all");
}

#[test]
fn every_field_of_the_bulk_can_be_set_for_many_and_taken_back() {
    let app = crate::billing::panel("AR");
    crate::billing::issuer(&app, "Nodo", "De fantasía", false);
    let cycle = [
        ("name", Value::Text("Del 5".into())),
        ("day", Value::Number(5)),
        ("due_days", Value::Number(9)),
    ];
    crate::billing::add(&app, Lookup::BillingCycles, &cycle);
    for list in [Lookup::Zones, Lookup::Sellers, Lookup::Collectors] {
        app.lookup(list, "Norte", None);
    }
    let ids = ["Ana", "Eva"]
        .map(|name| create(&app, &[("name", name), ("person_kind", "legal"), ("country", "AR")]));
    let mut client = app.sign_in(Role::Admin);
    let form = client.get(&format!("/customers/bulk-update?selection=ids&id={}", ids[0]));
    let form = form.expect(200);
    let mut tried = 0;
    for field in fields::all().iter().filter(|field| field.is_used_in(Uses::BULK)) {
        let key = field.key.as_ref();
        assert_eq!(form.count(&format!("input[name=change][value={key}]")), 1, "{key}");
        let option = form
            .attribute(&format!("select[name={key}] option:not([value='']):last-child"), "value");
        let value = option.unwrap_or_else(|| match key {
            "personal_discount_bp" => "12,5".into(),
            "website" => "https://x.example".into(),
            "notify_emails" => "a@x.example".into(),
            "bic" => "BBVAARBA".into(),
            "due_days" => "12".into(),
            "postal_code" | "ship_postal_code" => "4400".into(),
            _ => "Algo".into(),
        });
        let before = ids.map(|id| (field.get)(&stored(&app, id).unwrap()));
        let ids_text = ids.map(|id| id.to_string());
        let how = format!("{key}__how");
        let mut pairs = vec![
            ("selection", "ids"),
            ("change", key),
            (key, value.as_str()),
            (how.as_str(), "set"),
        ];
        pairs.extend(ids_text.iter().map(|id| ("id", id.as_str())));
        let job = bulk(&mut client, &pairs);
        let (_, would, same, refused) = state(&app, job);
        assert_eq!((would + same, refused), (2, 0), "{key}={value}");
        if would == 0 {
            continue;
        }
        tried += 1;
        start(&mut client, job);
        work(&app);
        assert_eq!(state(&app, job), (State::Done, 2, 0, 0), "{key}");
        let after = ids.map(|id| (field.get)(&stored(&app, id).unwrap()));
        assert!(after[0] != before[0] && after[0] == after[1], "{key}: {after:?}");
        client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
        work(&app);
        assert_eq!(ids.map(|id| (field.get)(&stored(&app, id).unwrap())), before, "{key}");
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn ticks_are_kept_across_pages_and_dropped_when_told() {
    let app = TestApp::new();
    let ids: Vec<String> = (0..30)
        .map(|n| create(&app, &[("name", &format!("Cliente {n:02}"))]).to_string())
        .collect();
    let mut client = app.sign_in(Role::Sales);
    let page = client.get("/customers?per_page=25").expect(200);
    assert_eq!(page.count(".cell-check input[name=id]"), 25);
    let keep = |client: &mut Client, shown: &[&str], ticked: &[&str], then: &str| {
        let mut pairs = vec![("then", then), ("list", "per_page=25")];
        pairs.extend(shown.iter().map(|id| ("shown", *id)));
        pairs.extend(ticked.iter().map(|id| ("id", *id)));
        client.post("/customers/selection", &pairs)
    };
    keep(&mut client, &[&ids[0], &ids[1]], &[&ids[0], &ids[1]], "stay")
        .expect_to("/customers?per_page=25");
    keep(&mut client, &[&ids[29]], &[&ids[29], "777777"], "quiet").expect(204);
    let first = client.get("/customers?per_page=25").expect(200);
    assert_eq!(first.count(".cell-check input[checked]"), 2);
    assert_eq!(first.texts(".bulk-bar [data-total]"), ["3"]);
    assert_eq!(first.attribute(".bulk-bar [data-total]", "data-total").as_deref(), Some("1"));
    let told = first.texts(".bulk-bar .no-js").remove(0);
    assert!(told.ends_with("en esta página, 1 más en otras páginas"), "{told}");
    // Unticked on its page, gone from the selection.
    keep(&mut client, &[&ids[0], &ids[1]], &[&ids[1]], "bulk")
        .expect_to("/customers/bulk-update?selection=held");
    let form = client.get("/customers/bulk-update?selection=held").expect(200);
    assert!(form.texts(".notice strong")[0].contains('2'));
    let pairs = [("selection", "held"), ("change", "city"), ("city", "Salta")];
    let job = bulk(&mut client, &pairs);
    assert_eq!(state(&app, job), (State::Draft, 2, 0, 0));
    // They stay ticked until somebody says yes, and then go with those that the job took.
    client.get("/customers/bulk-update?selection=held").expect(200);
    keep(&mut client, &[&ids[5]], &[&ids[5]], "see")
        .expect_to(&format!("/customers?id={}&id={}&id={}", ids[1], ids[5], ids[29]));
    start(&mut client, job);
    let form = client.get("/customers/bulk-update?selection=held").expect(200);
    assert!(form.texts(".notice strong")[0].contains("1 cliente"));
    // Who goes on with all does not take along the one ticked to get there.
    keep(&mut client, &[&ids[7]], &[&ids[7]], "all")
        .expect_to("/customers/bulk-update?selection=matching&list=per_page%3D25");
    assert_eq!(client.get("/customers/bulk-update?selection=held").status, 422);
    keep(&mut client, &[&ids[7]], &[&ids[7]], "stay");
    // Another member has ticks of their own.
    let mut other = app.sign_in(Role::Sales);
    assert_eq!(other.get("/customers/bulk-update?selection=held").status, 422);
    keep(&mut client, &[], &[], "clear").expect_to("/customers?per_page=25");
    assert_eq!(client.get("/customers/bulk-update?selection=held").status, 422);
    // A viewer has nothing to tick for.
    let page = app.sign_in(Role::Viewer).get("/customers").expect(200);
    assert_eq!(page.count(".cell-check, .bulk-bar"), 0);
}

#[test]
fn a_limited_seller_changes_only_what_is_theirs_and_sees_only_own_jobs() {
    let app = TestApp::new();
    let member = app.limited_member(Role::Sales);
    let own_seller = app.lookup(Lookup::Sellers, "Propia", Some(member.id)).to_string();
    let own = create(&app, &[("name", "Propio"), ("seller_id", &own_seller)]);
    let other = create(&app, &[("name", "Ajeno")]);
    let mut client = app.sign_in_as(&member);
    let ids = [own.to_string(), other.to_string()];
    let job = bulk(
        &mut client,
        &[
            ("selection", "ids"),
            ("id", &ids[0]),
            ("id", &ids[1]),
            ("change", "city"),
            ("city", "x"),
        ],
    );
    assert_eq!(state(&app, job), (State::Draft, 1, 0, 0));
    let all = [("selection", "matching"), ("change", "district"), ("district", "x")];
    let whole = bulk(&mut client, &all);
    assert_eq!(state(&app, whole), (State::Draft, 1, 0, 0));
    start(&mut client, job);
    work(&app);
    assert_eq!((city(&app, own).as_deref(), city(&app, other)), (Some("x"), None));
    let mut stranger = app.sign_in(Role::Billing);
    for path in ["start", "undo", "cancellation"] {
        let status = stranger.post(&format!("/jobs/{whole}/{path}"), &[]).status;
        assert_eq!(status, 404, "{path}");
    }
    assert_eq!(stranger.get(&format!("/jobs/{job}")).status, 404);
    app.sign_in(Role::Admin).get(&format!("/jobs/{job}")).expect(200);
    // An administrator looks, but does not say yes for others.
    app.sign_in(Role::Admin).post(&format!("/jobs/{whole}/start"), &[]).expect(303);
    assert_eq!(state(&app, whole).0, State::Draft);
}

#[test]
fn whoever_lost_the_right_meanwhile_changes_nothing() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let member = app.member(Role::Sales);
    let mut client = app.sign_in_as(&member);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(&mut client, &pairs);
    start(&mut client, job);
    app.write(|conn| {
        use padron::db::schema::staff;
        let row = staff::table.find(member.id);
        diesel::update(row).set(staff::role.eq("viewer")).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!(state(&app, job).0, State::Failed);
    assert_eq!(city(&app, id.parse().unwrap()), None);
}

#[test]
fn the_status_of_many_follows_the_ladder() {
    let app = TestApp::new();
    let ids = ["Ana", "Eva"].map(|name| create(&app, &[("name", name)]));
    app.set_status(ids[1], "archived", "archived");
    let texts = ids.map(|id| id.to_string());
    let whom = [("selection", "ids"), ("id", texts[0].as_str()), ("id", texts[1].as_str())];
    let mut billing = app.sign_in(Role::Billing);
    let to = |status: &'static str| {
        whom.into_iter().chain([("change", "status"), ("status", status)]).collect::<Vec<_>>()
    };
    let job = bulk(&mut billing, &to("inactive"));
    assert_eq!(state(&app, job), (State::Draft, 1, 0, 1), "nobody leaves the archive by the way");
    start(&mut billing, job);
    work(&app);
    assert_eq!(stored(&app, ids[0]).unwrap().customer.status, "inactive");
    billing.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    assert_eq!(stored(&app, ids[0]).unwrap().customer.status, "active");
    assert_eq!(billing.post("/customers/bulk-update", &to("anonymized")).status, 422);
    // Sales may change many, but not their status.
    let mut sales = app.sign_in(Role::Sales);
    assert_eq!(sales.post("/customers/bulk-update", &to("inactive")).status, 422);
}

#[test]
fn many_who_leave_the_open_statuses_together_leave_the_portal() {
    use padron::db::schema::{mails, portal_accounts, portal_sessions};
    let app = TestApp::new();
    let names = ["uno", "dos", "tres"];
    let emails = names.map(|name| format!("{name}@example.com"));
    let mut admin = app.sign_in(Role::Admin);
    for (name, email) in names.iter().zip(&emails) {
        let id = app.visitor(&[("name", name), ("email", email)]);
        admin.post(&format!("/customers/{id}/portal-password"), &[]).expect(303);
    }
    let mut inside = emails.each_ref().map(|email| app.enter(email));
    let whom = [("selection", "matching"), ("change", "status"), ("status", "inactive")];
    let job = bulk(&mut admin, &whom);
    start(&mut admin, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 3, 0, 0));
    let (sessions, mailed, waiting) = app.read(|conn| {
        let sessions: i64 = portal_sessions::table
            .filter(portal_sessions::customer_id.is_not_null())
            .count()
            .get_result(conn)?;
        let secrets = portal_accounts::temp_password_hash
            .is_not_null()
            .or(portal_accounts::link_hash.is_not_null());
        let mailed: i64 = portal_accounts::table.filter(secrets).count().get_result(conn)?;
        let waiting: i64 =
            mails::table.filter(mails::state.eq("queued")).count().get_result(conn)?;
        Ok((sessions, mailed, waiting))
    });
    assert_eq!((sessions, mailed, waiting), (0, 0, 0));
    // Who comes back signs in anew.
    admin.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    for client in &mut inside {
        client.get("/portal").expect_to("/portal/login?next=%2Fportal");
    }
    app.enter(&emails[0]);
}

/// Customers with remarks of their own, so that no two change alike when something is appended.
fn each_its_own(app: &TestApp, count: usize) {
    for n in 0..count {
        let (name, remarks) = (format!("Cliente {n}"), format!("Nota {n}"));
        create(app, &[("name", name.as_str()), ("remarks", remarks.as_str())]);
    }
}

const APPEND: &[(&str, &str)] = &[
    ("selection", "matching"),
    ("change", "remarks"),
    ("remarks__how", "append"),
    ("remarks", "Aviso"),
];

#[test]
fn a_job_that_was_left_in_the_middle_is_ended_without_doing_a_row_twice() {
    let app = TestApp::new();
    each_its_own(&app, 450);
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(&mut client, APPEND);
    work(&app);
    start(&mut client, job);
    // A worker takes the job and one step, and is never heard of again.
    let claim = app.write(|conn| Ok(queue::claim(conn, "gone", None)?)).unwrap();
    step(&app, &claim);
    let done = state(&app, job).1;
    assert!((1..450).contains(&done), "{done}");
    let worker = Worker::new(app.app.clone());
    assert!(!worker.work_on_next().unwrap(), "somebody has it");
    app.write(|conn| {
        let lapsed = clock::now() - Duration::minutes(5);
        diesel::update(jobs::table.find(job)).set(jobs::locked_until.eq(lapsed)).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 450, 0, 0));
    // The lost one comes back: its step is not written.
    let late = app.app.db.write_now(|conn| {
        queue::hold_on(conn, &claim, (1, 0, 0)).map_err(padron::error::AppError::from)
    });
    assert!(matches!(late, Err(padron::error::AppError::ClaimLost)), "{late:?}");
    let twice: i64 = app.read(|conn| {
        use padron::db::schema::customer_details as details;
        Ok(details::table
            .filter(details::remarks.not_like("Nota %\nAviso"))
            .count()
            .get_result(conn)?)
    });
    assert_eq!(twice, 0);
    let rows: i64 = app.read(|conn| {
        Ok(history::table.filter(history::job_id.eq(job)).count().get_result(conn)?)
    });
    assert_eq!(rows, 450);
}

/// One step of an update, as a worker makes it.
fn step(app: &TestApp, claim: &queue::Claim) {
    use padron::access::{Actor, Via};
    let settings = app.read(|conn| Ok(padron::settings::Settings::load(conn)?));
    let actor = Actor::command(Via::Bulk);
    let t = padron::i18n::Text(padron::i18n::Lang::Es);
    let operator = padron::customers::bulk::Operator {
        actor: &actor,
        settings: &settings,
        t,
        restores: false,
        is_mail_exposed: false,
    };
    let mut pace = padron::jobs::Pace::default();
    assert!(
        app.write(|conn| padron::customers::bulk::apply_some(conn, claim, &operator, &mut pace))
    );
}

#[test]
fn a_stopped_job_keeps_what_it_did_and_can_be_taken_back() {
    let app = TestApp::new();
    each_its_own(&app, 250);
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(&mut client, APPEND);
    start(&mut client, job);
    let claim = app.write(|conn| Ok(queue::claim(conn, "w", None)?)).unwrap();
    step(&app, &claim);
    let done = state(&app, job).1;
    client.post(&format!("/jobs/{job}/cancellation"), &[]).expect(303);
    assert_eq!(state(&app, job).0, State::Running, "the step at hand ends first");
    app.write(|conn| Ok(queue::release(conn, &claim)?));
    work(&app);
    let (state_now, changed, ..) = state(&app, job);
    assert_eq!(state_now, State::Cancelled);
    assert!(done == changed && done < 250, "{done}, {changed}");
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    let left: i64 = app.read(|conn| {
        use padron::db::schema::customer_details as details;
        Ok(details::table.filter(details::remarks.like("%Aviso")).count().get_result(conn)?)
    });
    assert_eq!(left, 0);
}

#[test]
fn a_day_later_it_is_no_longer_taken_back_and_drafts_end() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let (done, draft) = (bulk(&mut client, &pairs), bulk(&mut client, &pairs));
    start(&mut client, done);
    work(&app);
    app.write(|conn| {
        let past = clock::now() - Duration::hours(25);
        diesel::update(jobs::table.find(done)).set(jobs::finished_at.eq(past)).execute(conn)?;
        diesel::update(jobs::table.find(draft)).set(jobs::created_at.eq(past)).execute(conn)?;
        Ok(queue::sweep_some(conn)?)
    });
    client.post(&format!("/jobs/{done}/undo"), &[]).expect_to(&format!("/jobs/{done}"));
    assert_eq!(city(&app, id.parse().unwrap()).as_deref(), Some("x"));
    assert_eq!(state(&app, draft).0, State::Cancelled);
    app.write(|conn| {
        let past = clock::now() - Duration::days(100);
        diesel::update(jobs::table).set(jobs::finished_at.eq(past)).execute(conn)?;
        while queue::sweep_some(conn)? {}
        Ok(())
    });
    let left: i64 = app.read(|conn| Ok(job_items::table.count().get_result(conn)?));
    assert_eq!(left, 0);
    client.get(&format!("/jobs/{done}")).expect(404);
}

#[test]
fn two_overlapping_bulks_both_end_and_the_history_is_right() {
    let app = TestApp::new();
    let ids: Vec<i64> = (0..120).map(|n| create(&app, &[("name", &format!("C {n}"))])).collect();
    let mut client = app.sign_in(Role::Admin);
    let one = bulk(&mut client, &[("selection", "matching"), ("change", "city"), ("city", "x")]);
    let two =
        bulk(&mut client, &[("selection", "matching"), ("change", "district"), ("district", "y")]);
    for job in [one, two] {
        start(&mut client, job);
    }
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| work(&app));
        }
    });
    for job in [one, two] {
        assert_eq!(state(&app, job), (State::Done, 120, 0, 0));
    }
    for id in ids {
        let record = stored(&app, id).unwrap();
        assert_eq!(record.customer.version, 3);
        let details = (record.details.city, record.details.district);
        assert_eq!(details, (Some("x".to_owned()), Some("y".to_owned())));
    }
}

#[test]
fn nobody_is_changed_by_a_member_who_no_longer_sees_them() {
    let app = TestApp::new();
    let member = app.limited_member(Role::Sales);
    let own = app.lookup(Lookup::Sellers, "Propia", Some(member.id)).to_string();
    let others = app.lookup(Lookup::Sellers, "Ajena", None).to_string();
    let ids = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("seller_id", &own)]));
    let mut client = app.sign_in_as(&member);
    let all = [("selection", "matching"), ("change", "city"), ("city", "Salta")];
    let job = bulk(&mut client, &all);
    assert_eq!(state(&app, job).1, 2);
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    change(&app, &actor, ids[1], &typed(&[("seller_id", &others)]));
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(!page.body.contains("Eva"), "what is no longer theirs is not shown");
    start(&mut client, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 1, 0, 1));
    assert_eq!(city(&app, ids[1]), None);
    // Who gave customers away by a job can take that back.
    let pairs = [("selection", "matching"), ("change", "seller_id"), ("seller_id", &others)];
    let away = bulk(&mut client, &pairs);
    start(&mut client, away);
    work(&app);
    client.post(&format!("/jobs/{away}/undo"), &[]).expect(303);
    work(&app);
    assert_eq!(stored(&app, ids[0]).unwrap().customer.seller_id.unwrap().to_string(), own);
}

#[test]
fn what_jobs_keep_of_a_customer_goes_with_it() {
    let app = TestApp::new();
    let ids = ["Ana", "Eva"].map(|name| create(&app, &[("name", name), ("city", "Salta")]));
    let mut client = app.sign_in(Role::Admin);
    let texts = ids.map(|id| id.to_string());
    client.post(
        "/customers/selection",
        &[("then", "quiet"), ("shown", &texts[0]), ("id", &texts[0])],
    );
    let all = [("selection", "matching"), ("change", "city"), ("city", "Jujuy")];
    let (done, draft) = (bulk(&mut client, &all), bulk(&mut client, &all));
    start(&mut client, done);
    work(&app);
    let settings = app.read(|conn| Ok(padron::settings::Settings::load(conn)?));
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    app.write(|conn| {
        use padron::customers::save::{Writing, anonymize, delete};
        let writing = Writing::by_program(&actor, &settings, clock::now());
        anonymize(conn, &writing, ids[0])?;
        delete(conn, &writing, ids[1])?;
        Ok(())
    });
    let kept: Vec<(String, Option<String>, Option<String>)> = app.read(|conn| {
        let row = (job_items::state, job_items::before, job_items::after);
        Ok(job_items::table
            .order((job_items::job_id, job_items::customer_id))
            .select(row)
            .load(conn)?)
    });
    assert!(kept.iter().all(|(_, before, after)| before.is_none() && after.is_none()), "{kept:?}");
    assert!(
        kept.iter().all(|(state, ..)| state != "ready"),
        "nothing more happens to them: {kept:?}"
    );
    assert_eq!(client.get("/customers/bulk-update?selection=held").status, 422);
    client.get(&format!("/jobs/{done}")).expect(200);
    client.get(&format!("/jobs/{draft}")).expect(200);
}

#[test]
fn a_filter_is_never_taken_for_the_value_of_a_change() {
    let app = TestApp::new();
    let north = app.lookup(Lookup::Zones, "Norte", None).to_string();
    let south = app.lookup(Lookup::Zones, "Sur", None).to_string();
    for zone in [&north, &south, &south] {
        create(&app, &[("name", "Ana"), ("zone_id", zone)]);
    }
    let mut client = app.sign_in(Role::Admin);
    let matching = ("selection", "matching");
    for (address, pairs) in [
        (
            "",
            vec![
                matching,
                ("zone_id", &*north),
                ("change", "zone_id"),
                ("change", "zone_id"),
                ("zone_id", &south),
            ],
        ),
        ("", vec![matching, ("zone_id", &north), ("change", "zone_id"), ("zone_id__how", "clear")]),
        ("?selection=matching", vec![("zone_id", &north), ("change", "city"), ("city", "x")]),
    ] {
        let answer = client.post(&format!("/customers/bulk-update{address}"), &pairs).expect(303);
        assert_eq!(state(&app, job_of(&answer)).1, 1, "{address} {pairs:?}");
    }
    // A variable that was never set does not mean everybody.
    let unset = [matching, ("zone_id", ""), ("change", "city"), ("city", "x")];
    assert_eq!(client.post("/customers/bulk-update", &unset).status, 422);
}

#[test]
fn archiving_with_another_change_is_taken_back_whole_even_to_what_is_no_longer_offered() {
    let app = TestApp::new();
    let north = app.lookup(Lookup::Zones, "Norte", None);
    let south = app.lookup(Lookup::Zones, "Sur", None).to_string();
    let id = create(&app, &[("name", "Ana"), ("zone_id", &north.to_string())]);
    let text = id.to_string();
    let mut client = app.sign_in(Role::Admin);
    let job = bulk(
        &mut client,
        &[
            ("selection", "ids"),
            ("id", &text),
            ("change", "status"),
            ("status", "archived"),
            ("change", "zone_id"),
            ("zone_id", &south),
        ],
    );
    start(&mut client, job);
    work(&app);
    assert_eq!(stored(&app, id).unwrap().customer.status, "archived");
    client.post(&format!("/settings/zones/{north}/deactivation"), &[]).expect(303);
    client.post(&format!("/jobs/{job}/undo"), &[]).expect(303);
    work(&app);
    let customer = stored(&app, id).unwrap().customer;
    assert_eq!((customer.status.as_str(), customer.zone_id), ("active", Some(north)));
}

#[test]
fn a_draft_that_was_thrown_away_changed_nobody_and_a_step_of_the_status_asks_its_right_again() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let member = app.member(Role::Billing);
    let mut client = app.sign_in_as(&member);
    let pairs =
        [("selection", "ids"), ("id", id.as_str()), ("change", "status"), ("status", "archived")];
    let thrown = bulk(&mut client, &pairs);
    client.post(&format!("/jobs/{thrown}/cancellation"), &[]).expect(303);
    let page = client.get(&format!("/jobs/{thrown}")).expect(200);
    assert_eq!(page.count(".tally, form[action$='/undo'], #after"), 0);
    client.post(&format!("/jobs/{thrown}/undo"), &[]).expect_to(&format!("/jobs/{thrown}"));
    let job = bulk(&mut client, &pairs);
    start(&mut client, job);
    app.write(|conn| {
        use padron::db::schema::staff;
        let row = staff::table.find(member.id);
        diesel::update(row).set(staff::role.eq("sales")).execute(conn)?;
        Ok(())
    });
    work(&app);
    assert_eq!(state(&app, job).0, State::Failed, "sales may change many, but not archive them");
    assert_eq!(stored(&app, id.parse().unwrap()).unwrap().customer.status, "active");
}

#[test]
fn a_job_that_takes_its_worker_down_again_and_again_is_given_up() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(&mut client, &pairs);
    start(&mut client, job);
    for _ in 0..5 {
        app.write(|conn| Ok(queue::claim(conn, "gone", None)?)).expect("still tried");
        app.write(|conn| {
            let lapsed = clock::now() - Duration::minutes(5);
            diesel::update(jobs::table.find(job))
                .set(jobs::locked_until.eq(lapsed))
                .execute(conn)?;
            Ok(())
        });
    }
    work(&app);
    assert_eq!(state(&app, job).0, State::Failed);
    let page = client.get(&format!("/jobs/{job}")).expect(200);
    assert!(!page.texts(".notice--bad")[0].is_empty(), "its owner is told");
}

#[test]
fn the_menu_tells_of_own_work_that_is_under_way() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(&mut client, &pairs);
    let told = |client: &mut Client| {
        client.get("/customers").expect(200).texts(".nav-link[href='/jobs'] .count")
    };
    assert!(told(&mut client).is_empty(), "a draft waits for its owner, not for a worker");
    start(&mut client, job);
    assert_eq!(told(&mut client), ["1 en curso"]);
    assert!(told(&mut app.sign_in(Role::Admin)).is_empty(), "it is not theirs");
    work(&app);
    assert!(told(&mut client).is_empty());
}

#[test]
fn a_field_that_became_required_since_the_review_is_not_emptied() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let mut client = app.sign_in(Role::Admin);
    let all = [("selection", "matching"), ("change", "city"), ("city__how", "clear")];
    let job = bulk(&mut client, &all);
    app.write(|conn| {
        let mut house = padron::settings::organisation::load(conn)?;
        house.required = ["city"].map(str::to_owned).into();
        Ok(padron::settings::organisation::store(conn, &house)?)
    });
    start(&mut client, job);
    work(&app);
    assert_eq!(state(&app, job), (State::Done, 0, 0, 1));
    assert_eq!(city(&app, id).as_deref(), Some("Salta"));
}

#[test]
fn whoever_stops_a_process_is_in_the_audit_log() {
    use padron::db::schema::audit_log;
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]).to_string();
    let mut client = app.sign_in(Role::Admin);
    let pairs = [("selection", "ids"), ("id", id.as_str()), ("change", "city"), ("city", "x")];
    let job = bulk(&mut client, &pairs);
    start(&mut client, job);
    client.post(&format!("/jobs/{job}/cancellation"), &[]).expect(303);
    let noted: i64 = app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.eq("job.stopped"));
        Ok(lines.filter(audit_log::entity_id.eq(job)).count().get_result(conn)?)
    });
    assert_eq!(noted, 1);
}
