//! What a country begins with: shipped once, and the organisation's own from then on.

use diesel::prelude::*;
use padron::access::Role;
use padron::catalogues::{self, starting};
use padron::db::schema::{history, invoice_types, tax_conditions, taxes};
use padron::fields::{Lookup, Value};
use padron::settings::{Organisation, organisation};

use super::{as_shown, fill, named, page_of, panel, rows, settle};
use crate::support::TestApp;

/// Countries with rows in the files.
const COUNTRIES: [&str; 19] = [
    "AR", "BO", "BR", "CL", "CO", "CR", "DO", "EC", "ES", "GT", "HN", "MX", "NI", "PA", "PE", "PY",
    "SV", "UY", "VE",
];

/// How many rows each catalogue has, and how long the history is.
fn counts(app: &TestApp) -> [i64; 4] {
    app.read(|conn| {
        Ok([
            taxes::table.count().get_result(conn)?,
            tax_conditions::table.count().get_result(conn)?,
            invoice_types::table.count().get_result(conn)?,
            history::table.count().get_result(conn)?,
        ])
    })
}

#[test]
fn every_country_is_shipped_once() {
    let app = TestApp::new();
    for country in COUNTRIES {
        settle(&app, country);
        let after = counts(&app);
        settle(&app, country);
        assert_eq!(counts(&app), after, "{country}: twice is once");
        let of_country = |list| {
            let all = rows(&app, list);
            all.into_iter().filter(|row| row.country() == Some(country)).collect::<Vec<_>>()
        };
        assert!(!of_country(Lookup::Taxes).is_empty(), "{country}");
        // Each with a condition, a type and a note of its own for what has no legal validity.
        let fantasy =
            |list| of_country(list).iter().filter(|row| row.is_fantasy() == Some(true)).count();
        assert_eq!((fantasy(Lookup::TaxConditions), fantasy(Lookup::InvoiceTypes)), (1, 2));
    }
    // A country without rows has what every country has.
    settle(&app, "FR");
    assert_eq!(
        rows(&app, Lookup::Taxes).iter().filter(|row| row.country() == Some("FR")).count(),
        0
    );
}

#[test]
fn every_shipped_row_could_have_been_typed() {
    let app = TestApp::new();
    for country in COUNTRIES {
        settle(&app, country);
    }
    let mut admin = app.sign_in(Role::Admin);
    for list in [Lookup::TaxConditions, Lookup::InvoiceTypes, Lookup::Taxes] {
        for row in rows(&app, list) {
            let path = page_of(&row, list);
            let renamed = format!("{} (2)", row.name());
            let typed = [("name", renamed.as_str())];
            let answer = fill(&mut admin, &format!("{path}/edit"), &path, &typed);
            assert_eq!(
                answer.status,
                303,
                "{} {}: {}",
                row.country().unwrap(),
                row.name(),
                answer.body
            );
        }
    }
}

#[test]
fn what_people_have_is_not_written_over() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    // Typed before anything was shipped, by names that the files have too.
    let home = super::address(Lookup::Taxes);
    let own = [("name", "iva 21 %"), ("rate_bp", "19")];
    fill(&mut admin, &format!("{home}/new"), &home, &own).expect_to(&home);
    settle(&app, "AR");
    let kept = named(&app, Lookup::Taxes, "iva 21 %");
    assert_eq!(*kept.get("rate_bp"), Value::Number(1_900));
    assert_eq!(rows(&app, Lookup::Taxes).len(), 8);

    // What was renamed, changed or deleted does not come back.
    let path = page_of(&named(&app, Lookup::Taxes, "IVA 27 %"), Lookup::Taxes);
    fill(&mut admin, &format!("{path}/edit"), &path, &[("name", "IVA servicios")]).expect(303);
    let path = page_of(&named(&app, Lookup::Taxes, "IVA 5 %"), Lookup::Taxes);
    admin.post(&format!("{path}/deletion"), &[]).expect(303);
    let before = rows(&app, Lookup::Taxes);
    settle(&app, "CL");
    settle(&app, "AR");
    starting::ship_at_start(&app.app.db).unwrap();
    let after = rows(&app, Lookup::Taxes);
    let ours: Vec<_> = after.into_iter().filter(|row| row.country() == Some("AR")).collect();
    assert_eq!(ours, before);
}

#[test]
fn rows_come_with_the_country_of_the_organisation() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    assert!(rows(&app, Lookup::TaxConditions).iter().all(|row| row.country() == Some("AR")));
    let shown = admin.get("/settings/organisation").expect(200);
    let zone = ("time_zone", "America/Bogota");
    let pairs = as_shown(&shown, &[("country", "CO"), ("currency", "COP"), zone]);
    super::send(&mut admin, "/settings/organisation", &pairs).expect(303);
    let added = named(&app, Lookup::TaxConditions, "Responsable de IVA");
    assert_eq!((added.country(), added.text("code")), (Some("CO"), "48"));
    let kept = app.read(|conn| {
        let entity = catalogues::find(Lookup::TaxConditions).unwrap().entity;
        Ok(padron::history::of(conn, entity, added.id, None, 1)?)
    });
    assert_ne!(kept[0].actor_id, None, "by whoever changed the country");
}

#[test]
fn a_panel_that_was_set_up_before_gets_its_rows_when_it_starts() {
    let app = TestApp::new();
    starting::ship_at_start(&app.app.db).unwrap();
    assert_eq!(counts(&app), [0; 4], "nobody has said which country");
    app.write(|conn| Ok(organisation::store(conn, &Organisation::default())?));
    starting::ship_at_start(&app.app.db).unwrap();
    assert_eq!(counts(&app)[..3], [8, 12, 17]);
    let before = counts(&app);
    starting::ship_at_start(&app.app.db).unwrap();
    assert_eq!(counts(&app), before);
}
