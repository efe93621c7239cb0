//! What the one write path promises, whoever asks.

use padron::access::{Actor, Role, Via};
use padron::clock;
use padron::customers::Query;
use padron::customers::query;
use padron::customers::save::{self, Outcome, Writing};
use padron::db::schema::{customer_details, customers};
use padron::error::AppError;
use padron::fields::{Changes, Group, Lookup, Problem, Value};
use padron::lists::{Count, Place};
use padron::settings::Settings;
use padron::web::Form;

use diesel::prelude::*;

use super::{acting, change, create, create_as, stored, text, typed};
use crate::support::TestApp;

fn update(app: &TestApp, id: i64, version: Option<i64>, changes: &Changes) -> Outcome {
    let actor = Actor::command(Via::Command);
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        let writing = Writing::by_program(&actor, &settings, clock::now());
        save::update(conn, &writing, id, version, changes)
    })
}

#[test]
fn of_those_who_began_with_one_version_one_writes_and_the_others_hear_of_it() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|n| {
                let app = &app;
                scope.spawn(move || {
                    let changes = typed(&[("city", &format!("Ciudad {n}"))]);
                    update(app, id, Some(1), &changes)
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let saved = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Saved(_))).count();
    let told = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Conflict(_))).count();
    assert_eq!((saved, told), (1, 7), "{outcomes:?}");
    assert_eq!(stored(&app, id).unwrap().customer.version, 2);
}

#[test]
fn a_presumed_gender_that_somebody_takes_back_is_not_presumed_any_more() {
    let app = TestApp::new();
    let id = create(
        &app,
        &[("person_kind", "natural"), ("first_name", "María"), ("first_surname", "Paz")],
    );
    let details = stored(&app, id).unwrap().details;
    assert_eq!((details.gender.as_str(), details.gender_presumed), ("female", true));
    update(&app, id, None, &typed(&[("gender", "unknown")]));
    let details = stored(&app, id).unwrap().details;
    assert_eq!((details.gender.as_str(), details.gender_presumed), ("unknown", false));
}

#[test]
fn a_status_that_cannot_be_is_refused_for_its_own_reason() {
    let app = TestApp::new();
    let actor = Actor::command(Via::Command);
    let pending = create(&app, &[("name", "Ana")]);
    app.set_status(pending, "pending", "inactive");
    let active = create(&app, &[("name", "Berta")]);
    for (id, status, expected) in [
        (None, "anonymized", Problem::Choice),
        (Some(pending), "inactive", Problem::ActivateFirst),
        (Some(active), "pending", Problem::Step),
    ] {
        let said = app.read(|conn| {
            let settings = Settings::load(conn)?;
            let writing = Writing::by_program(&actor, &settings, clock::now());
            let found = save::findings(conn, &writing, id, &save::status_change(status))?;
            Ok(found.refusal_at("status").cloned())
        });
        assert_eq!(said, Some(expected), "{status}");
    }
}

#[test]
fn restoring_is_not_stopped_by_what_settling_would_tidy_up() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "AR")]);
    update(&app, id, None, &save::status_change("archived"));
    app.write(|conn| {
        let province = customer_details::state.eq("Santa Fe");
        diesel::update(customer_details::table.find(id)).set(province).execute(conn)?;
        Ok(())
    });
    let outcome = update(&app, id, None, &save::status_change("inactive"));
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let mut both = save::status_change("archived");
    update(&app, id, None, &both);
    both = save::status_change("inactive");
    both.set("city", text("Salta"));
    assert!(matches!(update(&app, id, None, &both), Outcome::Rejected(_)));
}

#[test]
fn what_is_required_is_asked_of_those_alone_who_can_have_it() {
    let app = TestApp::new();
    let actor = Actor::command(Via::Command);
    let page = app.sign_in(Role::Admin).get("/settings/organisation").expect(200);
    let html = page.html();
    let ticks = scraper::Selector::parse("input[type=checkbox][name=required]").unwrap();
    let offered: Vec<_> =
        html.select(&ticks).filter_map(|tick| tick.value().attr("value")).collect();
    assert!(offered.contains(&"iban") && offered.contains(&"store_id"), "{offered:?}");
    let legal = ["legal_name", "iban", "bic", "bank_account", "certificate_number"];
    for kind in ["natural", "legal", "self_employed", "other"] {
        let own = [("name", "Ana"), ("first_name", "Ana"), ("first_surname", "Paz")];
        let all: Vec<_> = own.into_iter().chain([("person_kind", kind)]).collect();
        let id = create(&app, &all);
        for key in &offered {
            let mut settings = app.read(|conn| Ok(Settings::load(conn)?));
            settings.organisation.required = [(*key).to_owned()].into();
            let writing = Writing::by_form(&actor, &settings, clock::now());
            let asks = |id: Option<i64>, changes: &Changes| {
                let found = app.read(|conn| save::findings(conn, &writing, id, changes));
                found.refusal_at(key).is_some()
            };
            let mut bare = typed(&all);
            for taken in ["country", "currency"] {
                bare.set(taken, Value::Empty);
            }
            let applies = match *key {
                "birthday" => matches!(kind, "natural" | "self_employed"),
                "certificate_number" | "certificate_on" => kind == "self_employed",
                key if legal.contains(&key) => matches!(kind, "legal" | "self_employed"),
                key => {
                    let field = padron::customers::fields::find(key).unwrap();
                    field.group != Group::Legal || matches!(kind, "legal" | "self_employed")
                }
            };
            assert_eq!(asks(None, &bare), applies, "{key} of a new {kind}");
            bare = typed(&[("website", "https://ana.example")]);
            if !matches!(*key, "website" | "country") {
                let is_asked = applies && *key != "store_id";
                assert_eq!(asks(Some(id), &bare), is_asked, "{key} of a known {kind}");
            }
        }
    }
}

fn asked(actor: &Actor, settings: &Settings, address: &str) -> Query {
    let form = Form::parse(address.as_bytes()).unwrap();
    let (query, ignored) = Query::visible_to(actor).narrowed_by(&form, settings);
    assert!(ignored.is_empty(), "{ignored:?}");
    query
}

#[test]
fn a_filter_on_a_common_search_is_counted_to_the_end() {
    let app = TestApp::new();
    let actor = Actor::command(Via::Command);
    app.write(|conn| {
        let settings = Settings::load(conn)?;
        let writing = Writing::by_program(&actor, &settings, clock::now());
        for n in 0..1_110 {
            let mut changes = typed(&[("name", &format!("Comercio {n}"))]);
            if n < 3 {
                changes.set("city", text("Salta"));
            }
            assert!(matches!(save::create(conn, &writing, &changes)?, Outcome::Saved(_)));
        }
        Ok(())
    });
    app.read(|conn| {
        let settings = Settings::load(conn)?;
        let few = asked(&actor, &settings, "q=comercio&city=salta");
        assert_eq!(few.count(conn)?, Count::Exactly(3));
        let many = asked(&actor, &settings, "q=comercio");
        assert_eq!(many.count(conn)?, Count::MoreThan(1_000));
        assert_eq!(many.count_all(conn)?, Count::Exactly(1_110));
        Ok(())
    });
}

#[test]
fn a_jump_to_a_page_counts_only_what_fits_in_any_order() {
    let app = TestApp::new();
    for n in 0..60 {
        let city = if n % 2 == 0 { "Salta" } else { "Jujuy" };
        create(&app, &[("name", &format!("Nombre {n:02}")), ("city", city)]);
    }
    for n in 0..3 {
        let id = create(&app, &[("name", &format!("Otro {n}")), ("city", "Salta")]);
        app.take_name(id);
    }
    let actor = Actor::command(Via::Command);
    app.read(|conn| {
        let settings = Settings::load(conn)?;
        for sort in ["name", "-name", "-created_at", "id"] {
            let query = asked(&actor, &settings, &format!("city=salta&sort={sort}"));
            let whole = query.page(conn, 100, Place::Start)?.ids;
            assert_eq!(whole.len(), 33, "{sort}");
            for number in 1..=4_i64 {
                let page = query.page(conn, 10, Place::Number(number))?;
                let from = usize::try_from(number - 1).unwrap() * 10;
                assert_eq!(page.ids, whole[from..(from + 10).min(33)], "{sort} {number}");
                assert_eq!(page.has_next, number < 4, "{sort} {number}");
            }
            assert_eq!(query.page(conn, 10, Place::Number(9))?.ids, [] as [i64; 0]);
        }
        Ok(())
    });
}

#[test]
fn a_member_limited_to_the_own_customers_leafs_through_them_alone() {
    let app = TestApp::new();
    let member = app.limited_member(Role::Sales);
    let seller = app.lookup(Lookup::Sellers, "Brenda", Some(member.id)).to_string();
    let collector = app.lookup(Lookup::Collectors, "Brenda", Some(member.id)).to_string();
    create(&app, &[("name", "Ajena")]);
    let sold = create(&app, &[("name", "Berta"), ("seller_id", &seller)]);
    let collected = create(&app, &[("name", "Ciro"), ("collector_id", &collector)]);
    let own = create_as(&app, &acting(&member, Role::Sales), &typed(&[("name", "Delia")]));
    let mut client = app.sign_in_as(&member);
    let page = client.get("/customers?per_page=25").expect(200);
    for (id, seen) in [(sold, true), (collected, true), (own, true), (1, false)] {
        let link = format!("a[href^='/customers/{id}'], a[href='/customers/{id}']");
        assert_eq!(page.count(&link) > 0, seen, "{id}");
    }
    change(&app, &Actor::command(Via::Command), sold, &typed(&[("seller_id", "")]));
    client.get(&format!("/customers/{sold}")).expect(404);
}

#[test]
fn a_postal_code_of_no_shape_of_the_country_is_kept_and_doubted_once() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "CL")]);
    let warnings = |changes: &[(&str, &str)]| match update(&app, id, None, &typed(changes)) {
        Outcome::Saved(saved) => saved.warnings.warnings().count(),
        other => panic!("{other:?}"),
    };
    assert_eq!(warnings(&[("postal_code", "83/20")]), 1);
    assert_eq!(stored(&app, id).unwrap().details.postal_code.as_deref(), Some("83/20"));
    assert_eq!(warnings(&[("city", "Temuco")]), 0, "what did not change is not doubted again");
    assert_eq!(warnings(&[("postal_code", "8320000")]), 0);
}

#[test]
fn of_two_writes_that_wait_for_each_other_the_one_that_is_ended_begins_anew() {
    let app = TestApp::new();
    if app.app.db.kind() != padron::db::Kind::Postgres {
        // One writer never waits for another.
        return;
    }
    let [ours, theirs] = ["Ana", "Eva"].map(|name| create(&app, &[("name", name)]));
    let mut client = app.sign_in(Role::Admin);
    let form = client.get(&format!("/customers/{ours}/edit")).expect(200);
    let version = form.attribute("[name=version]", "value").unwrap();
    let answer = std::thread::scope(|scope| {
        let mut request = None;
        let undone: Result<(), AppError> = app.app.db.write_now(|conn| {
            // It is the other one that looks first whether it waits in vain.
            diesel::sql_query("SET LOCAL deadlock_timeout = '30s'").execute(conn)?;
            let row = customers::table.find(theirs);
            diesel::update(row).set(customers::custom_id_folded.eq("uno")).execute(conn)?;
            request = Some(scope.spawn(|| {
                let pairs = [("name", "Ana"), ("custom_id", "uno"), ("version", &*version)];
                client.post(&format!("/customers/{ours}"), &pairs)
            }));
            // It holds its customer, and waits for the id for less than a second; this one does the opposite.
            std::thread::sleep(std::time::Duration::from_millis(700));
            query::lock(conn, &[ours])?;
            Err(AppError::NotFound)
        });
        assert!(matches!(undone, Err(AppError::NotFound)), "{undone:?}");
        request.unwrap().join().unwrap()
    });
    answer.expect(303);
    assert_eq!(stored(&app, ours).unwrap().customer.custom_id.as_deref(), Some("uno"));
}
