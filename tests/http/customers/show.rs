//! Tests of the summary and the data of a customer.

use padron::access::{Actor, Role, Via};
use padron::fields::{Changes, PhoneEntry, PhoneKind, Value};

use super::{acting, create, create_as, stored, text, typed};
use crate::support::TestApp;

fn phones(numbers: impl IntoIterator<Item = String>) -> Value {
    let entry = |number| PhoneEntry { kind: PhoneKind::Other, number, e164: None };
    Value::Phones(numbers.into_iter().map(entry).collect())
}

#[test]
fn the_head_says_who_it_is_and_how_to_reach_it() {
    let app = TestApp::new();
    let id = create(
        &app,
        &[
            ("name", "Panadería Ñandú"),
            ("custom_id", "SAL-0193"),
            ("country", "AR"),
            ("tax_id", "27-34118652-3"),
            ("email", "hola@nandu.test"),
            ("phone_mobile", "387 15 556-2210"),
            ("phone_landline", "0387 421-0934"),
        ],
    );
    let page = app.sign_in(Role::Viewer).get(&format!("/customers/{id}")).expect(200);
    assert_eq!(page.texts("h1"), ["Panadería Ñandú"]);
    let head = page.texts(".who__meta").join(" ");
    for part in [
        format!("N.º {id}"),
        "SAL-0193".into(),
        "CUIT/CUIL 27-34118652-3".into(),
        "hola@nandu.test".into(),
    ] {
        assert!(head.contains(&part), "{part} in {head}");
    }
    assert_eq!(page.count(r#"a[href="mailto:hola@nandu.test"]"#), 2);
    assert_eq!(
        page.count(r#"a[href="https://wa.me/5493875562210"][rel="noopener noreferrer"]"#),
        1
    );
    assert!(page.count(r#"a[href="tel:+543874210934"]"#) >= 1);
    assert_eq!(page.count(r#"a[href="https://wa.me/543874210934"]"#), 0);
    assert_eq!(page.texts(".who .status"), ["Activo"]);
    assert!(!head.contains("Sin e-mail"));
}

#[test]
fn a_document_that_is_the_tax_id_stands_once() {
    let app = TestApp::new();
    let id = create(
        &app,
        &[
            ("name", "Ana"),
            ("country", "CL"),
            ("doc_type", "CL_RUT"),
            ("doc_number", "12.345.678-5"),
            ("tax_id", "12.345.678-5"),
        ],
    );
    let page = app.sign_in(Role::Viewer).get(&format!("/customers/{id}")).expect(200);
    let twice = |selector: &str| page.texts(selector).join(" ").matches("12.345.678-5").count();
    assert_eq!((twice(".who__meta"), twice(".facts")), (1, 1));
}

#[test]
fn who_has_no_name_and_no_email_is_told_apart() {
    let app = TestApp::new();
    let id = create(&app, &[("custom_id", "X-1")]);
    let page = app.sign_in(Role::Viewer).get(&format!("/customers/{id}")).expect(200);
    assert_eq!(page.texts("h1"), ["(sin nombre)"]);
    assert!(page.body.contains("Sin e-mail: no recibirá avisos"));
}

#[test]
fn every_language_has_its_pages() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana Paz"), ("person_kind", "natural")]);
    let mut client = app.sign_in(Role::Admin);
    for (code, data, presumed) in [
        ("es", "Datos", "presunto por el nombre"),
        ("pt", "Dados", "presumido pelo nome"),
        ("en", "Data", "presumed from the name"),
    ] {
        client.post("/preferences/language", &[("language", code)]);
        for section in ["", "/data", "/history", "/deactivation", "/deletion"] {
            let page = client.get(&format!("/customers/{id}{section}")).expect(200);
            assert_eq!(page.attribute("html", "lang").as_deref(), Some(code));
        }
        let page = client.get(&format!("/customers/{id}/data"));
        assert!(page.texts(".index a").contains(&data.to_owned()), "{code}");
        assert!(page.body.contains(presumed), "{code}");
    }
}

#[test]
fn the_data_names_every_field_that_applies_and_what_is_missing() {
    let app = TestApp::new();
    let person = create(&app, &[("name", "Eva Roca"), ("person_kind", "natural")]);
    let mut client = app.sign_in(Role::Viewer);
    let page = client.get(&format!("/customers/{person}/data")).expect(200);
    let facts = page.texts(".facts > div");
    for fact in ["Zona Sin asignar", "Ciudad Sin dato", "Primer nombre Sin dato"] {
        assert!(facts.contains(&fact.to_owned()), "{fact} in {facts:?}");
    }
    assert!(!facts.iter().any(|fact| fact.starts_with("IBAN")));
    let company = create(&app, &[("name", "Roca S.A."), ("person_kind", "legal")]);
    let facts = client.get(&format!("/customers/{company}/data")).texts(".facts > div");
    assert!(facts.contains(&"IBAN Sin dato".to_owned()));
    assert!(!facts.iter().any(|fact| fact.starts_with("Primer nombre")));
}

#[test]
fn twenty_phones_are_shown_until_all_are_asked_for() {
    let app = TestApp::new();
    let mut changes = typed(&[("name", "Central")]);
    changes.set("phones", phones((0..25).map(|n| format!("int. {n:02}"))));
    let id = create_as(&app, &Actor::command(Via::Command), &changes);
    let mut client = app.sign_in(Role::Viewer);
    let few = client.get(&format!("/customers/{id}")).expect(200);
    assert!(few.body.contains("int. 19") && !few.body.contains("int. 20"));
    assert!(few.body.contains("Ver todos (25)"));
    let all = client.get(&format!("/customers/{id}?phones=all")).expect(200);
    assert!(all.body.contains("int. 24") && !all.body.contains("Ver todos (25)"));
}

#[test]
fn a_value_that_another_customer_carries_has_a_mark_and_a_link() {
    let app = TestApp::new();
    let seller = app.limited_member(Role::Sales);
    let theirs = acting(&seller, Role::Sales);
    let mobile = ("phone_mobile", "11 15 4444-5555");
    let own = create_as(&app, &theirs, &typed(&[("name", "Propia"), mobile]));
    let hidden = create(&app, &[("name", "Ajena"), mobile, ("email", "x@ajena.test")]);
    let mut notified = typed(&[("name", "Avisada")]);
    notified.set("notify_emails", Value::List(vec!["X@ajena.test".into()]));
    let notified = create_as(&app, &Actor::command(Via::Command), &notified);
    let mut admin = app.sign_in(Role::Admin);
    let page = admin.get(&format!("/customers/{hidden}")).expect(200);
    for other in [own, notified] {
        assert_eq!(page.count(&format!(r#".facts a[href="/customers/{other}"]"#)), 1);
    }
    // Who may not see the other customer is not told of it.
    let page = app.sign_in_as(&seller).get(&format!("/customers/{own}")).expect(200);
    assert!(!page.body.contains("Ajena") && !page.body.contains("También de"));
}

#[test]
fn one_line_in_two_spellings_is_marked_on_both_pages() {
    let app = TestApp::new();
    let [with, without] = [("Con", "+54 9 351 607-5984"), ("Sin", "+54 351 607-5984")]
        .map(|(name, mobile)| create(&app, &[("name", name), ("phone_mobile", mobile)]));
    let mut admin = app.sign_in(Role::Admin);
    for (one, other) in [(with, without), (without, with)] {
        let page = admin.get(&format!("/customers/{one}")).expect(200);
        assert_eq!(page.count(&format!(r#".facts a[href="/customers/{other}"]"#)), 1);
    }
}

#[test]
fn what_is_not_there_or_not_ones_own_is_not_found() {
    let app = TestApp::new();
    let seller = app.limited_member(Role::Sales);
    let own = create_as(&app, &acting(&seller, Role::Sales), &typed(&[("name", "Propia")]));
    let hidden = create(&app, &[("name", "Ajena")]);
    let mut client = app.sign_in_as(&seller);
    client.get(&format!("/customers/{own}")).expect(200);
    let missing = hidden + 1000;
    let strange = ["abc", "-1", "0", "99999999999999999999", "1%00", "%ff", "1.5"];
    let ids = strange.map(str::to_owned).into_iter();
    for id in ids.chain([hidden.to_string(), missing.to_string()]) {
        for section in ["", "/data", "/history"] {
            let page = client.get(&format!("/customers/{id}{section}"));
            assert!(matches!(page.status, 400 | 404), "{id}{section}: {}", page.status);
        }
        let page = client.post(&format!("/customers/{id}/marks"), &[("mark", "vip")]);
        assert!(matches!(page.status, 400 | 404), "{id}: {}", page.status);
    }
    assert_eq!(client.get(&format!("/customers/{hidden}")).status, 404);
}

#[test]
fn odd_parameters_are_no_fault_of_ours() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Admin);
    for query in [
        "from=%25ff",
        "from=%2525zz%26x",
        "from=sort%3Dnothing%26q%3D%2525%26zone_id%3Dx",
        "from=from%3Dfrom%253D",
        "from&from&phones&before&field",
        "before=x&field=nothing",
        "before=-1&phones=all",
        "field=%27%3B--",
    ] {
        for section in ["", "/data", "/history", "/deactivation", "/deletion"] {
            client.get(&format!("/customers/{id}{section}?{query}")).expect(200);
        }
    }
    client.get(&format!("/customers/{id}?from=%ff")).expect(400);
}

#[test]
fn previous_and_next_walk_through_the_list_it_came_from() {
    let app = TestApp::new();
    let ids: Vec<i64> = ["Bruno", "Ana", "Dora", "Carla"]
        .iter()
        .map(|name| create(&app, &[("name", name)]))
        .collect();
    let mut client = app.sign_in(Role::Viewer);
    let by_name = "from=sort%3Dname%26page%3D1";
    let page = client.get(&format!("/customers/{}?{by_name}", ids[0])).expect(200);
    let leads = |rel: &str| page.attribute(&format!(r#"a[rel="{rel}"]"#), "href").unwrap();
    assert!(leads("prev").starts_with(&format!("/customers/{}?from=", ids[1])));
    assert!(leads("next").starts_with(&format!("/customers/{}?from=", ids[3])));
    assert_eq!(
        page.attribute(".breadcrumb a", "href").as_deref(),
        Some("/customers?sort=name&page=1")
    );
    // The same section of the next one, and the list still known there.
    let data = client.get(&format!("/customers/{}/data?{by_name}", ids[0]));
    let next = data.attribute(r#"a[rel="next"]"#, "href").unwrap();
    assert!(next.starts_with(&format!("/customers/{}/data?from=", ids[3])), "{next}");
    client.get(&next).expect(200);
    let alone = client.get(&format!("/customers/{}", ids[0]));
    assert_eq!(alone.count(r#"a[rel="next"]"#), 0);
}

#[test]
fn one_mark_takes_the_place_of_the_other_and_a_second_press_takes_it_off() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let marks = |app: &TestApp| {
        let record = stored(app, id).unwrap();
        (record.customer.is_vip, record.customer.is_bad)
    };
    let path = format!("/customers/{id}/marks");
    let mut client = app.sign_in(Role::Support);
    for (mark, expected) in [
        ("vip", (true, false)),
        ("bad", (false, true)),
        ("bad", (false, true)),
        ("none", (false, false)),
    ] {
        client.post(&path, &[("mark", mark)]).expect_to(&format!("/customers/{id}"));
        assert_eq!(marks(&app), expected, "{mark}");
    }
    client.post(&path, &[("mark", "gold")]).expect(400);
    client.post(&path, &[("mark", "vip")]);
    let page = client.get(&format!("/customers/{id}"));
    assert_eq!(page.texts(r#".mark[aria-pressed="true"]"#), ["VIP"]);
    assert_eq!(page.attribute(".mark--vip", "value").as_deref(), Some("none"));
    let mut viewer = app.sign_in(Role::Viewer);
    viewer.post(&path, &[("mark", "none")]).expect(403);
    let page = viewer.get(&format!("/customers/{id}"));
    assert_eq!((page.count(".mark"), page.texts(".tag--vip").len()), (0, 1));
}

#[test]
fn what_is_no_longer_offered_is_grey() {
    let app = TestApp::new();
    let zone = app.write(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::lookups;
        diesel::insert_into(lookups::table)
            .values((
                lookups::list.eq("zones"),
                lookups::name.eq("Norte"),
                lookups::name_folded.eq("norte"),
                lookups::is_active.eq(true),
                lookups::created_at.eq(padron::clock::now()),
            ))
            .returning(lookups::id)
            .get_result::<i64>(conn)
            .map_err(Into::into)
    });
    let mut changes = Changes::default();
    changes.set("name", text("Ana"));
    changes.set("zone_id", Value::Ref(zone));
    let id = create_as(&app, &Actor::command(Via::Command), &changes);
    app.write(|conn| {
        use diesel::prelude::*;
        use padron::db::schema::{lookups, settings_version};
        diesel::update(lookups::table.find(zone))
            .set(lookups::is_active.eq(false))
            .execute(conn)?;
        diesel::update(settings_version::table)
            .set(settings_version::version.eq(settings_version::version + 1))
            .execute(conn)
            .map_err(Into::into)
    });
    let page = app.sign_in(Role::Viewer).get(&format!("/customers/{id}"));
    assert!(page.texts(".facts dd .none").contains(&"Norte".to_owned()));
    assert!(page.texts(".facts dd .tag").contains(&"Inactivo".to_owned()));
}

#[test]
fn what_somebody_typed_is_never_markup() {
    let app = TestApp::new();
    let name = "<script>alert(1)</script>";
    let id =
        create(&app, &[("name", name), ("remarks", "uno\n<b>dos</b>"), ("custom_id", "\"><i>")]);
    let mut client = app.sign_in(Role::Admin);
    for section in ["", "/data", "/history", "/deactivation", "/deletion"] {
        let page = client.get(&format!("/customers/{id}{section}")).expect(200);
        assert!(!page.body.contains(name) && !page.body.contains("<b>dos"), "{section}");
    }
}
