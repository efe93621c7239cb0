//! The settings: lists of names, and the organisation.

use diesel::prelude::*;
use padron::access::Role;
use padron::customers::save::{self, Writing};
use padron::db::schema::staff;
use padron::error::AppError;
use padron::fields::{Changes, Lookup, Value};
use padron::history::{self, Entity, Entry};
use padron::i18n::Lang;
use padron::settings::organisation::HISTORY_ID;
use padron::settings::{LookupRow, Organisation, Settings, organisation};

use crate::support::{Client, TestApp};

const ORGANISATION: &str = "/settings/organisation";

fn rows(app: &TestApp, list: Lookup) -> Vec<LookupRow> {
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    settings.rows(list).cloned().collect()
}

fn zone(app: &TestApp, client: &mut Client, name: &str) -> i64 {
    client.post("/settings/zones", &[("name", name)]).expect_to("/settings/zones");
    let rows = rows(app, Lookup::Zones);
    rows.iter().find(|row| row.name == name).unwrap().id
}

fn history_of(app: &TestApp, entity: Entity, id: i64) -> Vec<Entry> {
    app.read(|conn| Ok(history::of(conn, entity, id, None, 100)?))
}

fn stored(app: &TestApp) -> Organisation {
    app.read(|conn| Ok(organisation::load(conn)?))
}

/// A customer in a zone, made on the one road on which customers are written.
fn customer_in(app: &TestApp, zone: i64) -> i64 {
    let settings = app.read(|conn| Ok(Settings::load(conn)?));
    let mut changes = Changes::default();
    changes.set("name", Value::Text("Panadería La Espiga".into()));
    changes.set("zone_id", Value::Ref(zone));
    let actor = padron::access::Actor::command(padron::access::Via::Command);
    let writing = Writing::by_program(&actor, &settings, padron::clock::now());
    app.write(|conn| match save::create(conn, &writing, &changes)? {
        save::Outcome::Saved(saved) => Ok(saved.id),
        _ => panic!("the customer was refused"),
    })
}

#[test]
fn a_name_that_somebody_else_changed_is_not_written_over() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let id = zone(&app, &mut admin, "Norte");
    let path = format!("/settings/zones/{id}");
    let was = admin.get(&format!("{path}/edit")).attribute("[name=was]", "value").unwrap();
    admin.post(&path, &[("was", &was), ("name", "Noreste")]).expect_to("/settings/zones");
    let late = admin.post(&path, &[("was", &was), ("name", "Noroeste")]).expect(422);
    assert!(late.texts("#name-error")[0].contains("Noreste"));
    assert_eq!(late.attribute("#name", "value").as_deref(), Some("Noroeste"));
    assert_eq!(late.attribute("[name=was]", "value").as_deref(), Some("Noreste"));
    assert_eq!(rows(&app, Lookup::Zones)[0].name, "Noreste");
}

#[test]
fn a_name_is_added_renamed_disabled_and_kept_where_it_is_used() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    admin.post("/settings/zones", &[("name", "  Zona   Ñuñoa ")]).expect_to("/settings/zones");
    let id = rows(&app, Lookup::Zones)[0].id;
    customer_in(&app, id);

    let page = admin.get("/settings/zones").expect(200);
    assert!(page.texts(".flash")[0].contains("Zona Ñuñoa"));
    let link = format!("a[href='/customers?zone_id={id}']");
    assert_eq!(page.texts(&link), ["1"]);

    admin
        .post(&format!("/settings/zones/{id}"), &[("name", "Oriente")])
        .expect_to("/settings/zones");
    admin.post(&format!("/settings/zones/{id}/deactivation"), &[]).expect_to("/settings/zones");
    let page = admin.get("/settings/zones").expect(200);
    let undo = page.attribute(".flash form", "action").unwrap();
    assert_eq!(undo, format!("/settings/zones/{id}/activation"));
    assert_eq!(page.texts("tbody .status"), ["Inactivo"]);

    let refused = admin.post(&format!("/settings/zones/{id}/deletion"), &[]).expect(409);
    assert_eq!(refused.count("form[action$='/deletion']"), 0);
    assert_eq!(rows(&app, Lookup::Zones).len(), 1);

    admin.post(&undo, &[]).expect_to("/settings/zones");
    let row = &rows(&app, Lookup::Zones)[0];
    assert!(row.is_active && row.name == "Oriente");
    let seen: Vec<_> = history_of(&app, Entity::Lookup, id)
        .into_iter()
        .map(|e| (e.revision, e.field, e.before.unwrap_or_default(), e.after.unwrap_or_default()))
        .take(3)
        .collect();
    let text = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    let (one, two, three) = (
        text("is_active", "0", "1"),
        text("is_active", "1", "0"),
        text("name", "Zona Ñuñoa", "Oriente"),
    );
    let expected = [(4, one), (3, two), (2, three)];
    assert_eq!(seen, expected.map(|(revision, (a, b, c))| (revision, a, b, c)));
}

#[test]
fn what_nobody_uses_is_deleted_after_a_question() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Billing);
    let id = zone(&app, &mut admin, "Sur");
    let action = format!("/settings/zones/{id}/deletion");
    let asked = admin.get(&action).expect(200);
    assert_eq!(asked.attribute("main form", "action").unwrap(), action);
    admin.post(&action, &[]).expect_to("/settings/zones");
    assert!(rows(&app, Lookup::Zones).is_empty());
    let last = &history_of(&app, Entity::Lookup, id)[0];
    assert_eq!((last.revision, last.after.as_deref()), (2, None));
    admin.post(&action, &[]).expect(404);
}

#[test]
fn the_same_name_is_refused_whatever_its_accents() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    zone(&app, &mut admin, "Ñuñoa");
    let other = zone(&app, &mut admin, "Centro");
    let refused = admin.post("/settings/zones", &[("name", "nunoa")]).expect(422);
    assert!(refused.texts("#name-error")[0].contains("«Ñuñoa»"));
    assert_eq!(refused.attribute("#name", "value").unwrap(), "nunoa");
    assert!(refused.texts("title")[0].starts_with("Error:"));
    admin.post(&format!("/settings/zones/{other}"), &[("name", "NUÑOA")]).expect(422);
    // Its own name in another case is no twin, and other lists have names of their own.
    admin.post(&format!("/settings/zones/{other}"), &[("name", "CENTRO")]).expect(303);
    admin.post("/settings/stores", &[("name", "Ñuñoa")]).expect_to("/settings/stores");
}

#[test]
fn sellers_are_linked_to_active_members_only() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let (member, gone) = (app.member(Role::Sales), app.member(Role::Sales));
    app.write(|conn| {
        let at = padron::clock::now();
        let row = staff::table.find(gone.id);
        diesel::update(row).set(staff::disabled_at.eq(at)).execute(conn)?;
        Ok(organisation::move_version(conn)?)
    });
    let send = |client: &mut Client, list: &str, staff_id: &str| {
        let pairs = [("name", "Belén"), ("staff_id", staff_id)];
        client.post(&format!("/settings/{list}"), &pairs)
    };
    for wrong in [&gone.id.to_string(), "999999", "-1", "x", "9999999999999999999999"] {
        let refused = send(&mut admin, "sellers", wrong).expect(422);
        assert_eq!(refused.count("#staff_id-error"), 1, "{wrong}");
        assert_eq!(refused.attribute("#name", "value").unwrap(), "Belén");
    }
    send(&mut admin, "sellers", &member.id.to_string()).expect(303);
    assert_eq!(rows(&app, Lookup::Sellers)[0].staff_id, Some(member.id));
    send(&mut admin, "zones", &member.id.to_string()).expect(303);
    assert_eq!(rows(&app, Lookup::Zones)[0].staff_id, None);
}

#[test]
fn roles_reach_what_they_may() {
    let app = TestApp::new();
    for role in Role::ALL {
        let mut client = app.sign_in(role);
        let lists = matches!(role, Role::Admin | Role::Billing);
        let all = role == Role::Admin;
        let expected = |may: bool| if may { 200 } else { 403 };
        let index = client.get("/settings").expect(expected(lists));
        let links = index.count("main a[href='/settings/organisation']");
        assert_eq!(links > 0, all, "{role:?}");
        client.get("/settings/collectors").expect(expected(lists));
        client.get(ORGANISATION).expect(expected(all));
        let posted = client.post(ORGANISATION, &[("name", "Otra")]).status;
        assert_eq!(posted == 403, !all, "{role:?}");
    }
    assert_ne!(stored(&app).name, "Otra");
}

#[test]
fn nothing_that_is_sent_breaks_a_list() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let id = zone(&app, &mut admin, "Norte");
    let long = "ñ".repeat(10_000);
    let repeated = [("name", "Uno"), ("name", "")];
    for path in ["/settings/zones".to_owned(), format!("/settings/zones/{id}")] {
        for name in ["", "   ", "…—¡!", "\u{200b}", &long] {
            let refused = admin.post(&path, &[("name", name)]).expect(422);
            assert_eq!(refused.count("#name-error"), 1);
        }
        admin.post(&path, &[]).expect(422);
        admin.post(&path, &repeated).expect(422);
        admin.post(&path, &[("name", "a\0b")]).expect(400);
    }
    for path in ["/settings/staff", "/settings/nothing", "/settings/%00", "/settings/zones/x/edit"]
    {
        admin.get(path).expect(404);
    }
    for path in ["zones/999/edit", "zones/999/deletion", &format!("stores/{id}/edit")] {
        admin.get(&format!("/settings/{path}")).expect(404);
    }
    for act in ["deactivation", "activation", "deletion"] {
        admin.post(&format!("/settings/stores/{id}/{act}"), &[]).expect(404);
        admin.post(&format!("/settings/zones/99999999999999999999/{act}"), &[]).expect(404);
    }
    admin.get("/settings/zones?q=%ff").expect(400);
    let found = admin.get("/settings/zones?q=SUR&q=n%C3%B3rt&x=1").expect(200);
    assert_eq!(found.count("tbody tr"), 1);
    assert_eq!(admin.get("/settings/zones?q=sur").expect(200).count("tbody tr"), 0);
    assert_eq!(rows(&app, Lookup::Zones).len(), 1);
}

#[test]
fn markup_in_a_name_stays_text() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let name = "<script>alert(1)</script> \"&'";
    zone(&app, &mut admin, name);
    let page = admin.get("/settings/zones").expect(200);
    assert_eq!(page.texts("tbody th a"), [name]);
    assert!(!page.body.contains("<script>alert"));
}

/// Every control of the form as a browser would send it.
fn as_shown(client: &mut Client) -> Vec<(String, String)> {
    let page = client.get(ORGANISATION).expect(200);
    let form = page.html();
    let select = |css: &str| scraper::Selector::parse(css).unwrap();
    let attr = |element: &scraper::ElementRef<'_>, name: &str| {
        element.value().attr(name).unwrap_or_default().to_owned()
    };
    let mut pairs = Vec::new();
    for input in form.select(&select("#organisation-form input")) {
        let kind = attr(&input, "type");
        let is_off = matches!(kind.as_str(), "checkbox" | "radio")
            && input.value().attr("checked").is_none();
        if !is_off {
            pairs.push((attr(&input, "name"), attr(&input, "value")));
        }
    }
    for list in form.select(&select("#organisation-form select")) {
        let chosen = list.select(&select("option[selected]")).next().unwrap();
        pairs.push((attr(&list, "name"), attr(&chosen, "value")));
    }
    pairs
}

fn send(
    client: &mut Client,
    shown: &[(String, String)],
    typed: &[(&str, &str)],
) -> crate::support::Response {
    let pairs: Vec<(&str, &str)> = shown
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain(typed.iter().copied())
        .collect();
    client.post(ORGANISATION, &pairs)
}

#[test]
fn the_organisation_takes_effect_on_the_next_request() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let before = stored(&app);
    let shown = as_shown(&mut admin);
    send(&mut admin, &shown, &[]).expect_to(ORGANISATION);
    assert_eq!(stored(&app), before, "an untouched form changes nothing");
    assert!(history_of(&app, Entity::Organisation, HISTORY_ID).is_empty());

    let typed = [
        ("name", "Nodo Austral"),
        ("language", "pt"),
        ("required", "city"),
        ("required", "tax_id"),
        ("tax_id_lock", "never"),
        ("all_four_names", "1"),
    ];
    send(&mut admin, &shown, &typed).expect_to(ORGANISATION);
    let after = stored(&app);
    assert_eq!((after.name.as_str(), after.all_four_names), ("Nodo Austral", true));
    assert_eq!(after.required.iter().collect::<Vec<_>>(), ["city", "tax_id"]);
    let page = admin.get(ORGANISATION).expect(200);
    assert_eq!(page.attribute("html", "lang").unwrap(), "pt");
    assert_eq!(page.count("input[value='city'][checked]"), 1);
    let fields: Vec<_> = history_of(&app, Entity::Organisation, HISTORY_ID)
        .into_iter()
        .map(|entry| (entry.field, entry.after.unwrap_or_default()))
        .collect();
    assert!(fields.contains(&("required".to_owned(), "city\ntax_id".to_owned())));
    assert_eq!(fields.len(), 5);
}

#[test]
fn refused_settings_keep_what_was_typed() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let before = stored(&app);
    let shown = as_shown(&mut admin);
    let long = "x".repeat(10_000);
    for (field, wrong) in [
        ("name", ""),
        ("name", long.as_str()),
        ("country", "XX"),
        ("currency", "DOUBLOON"),
        ("time_zone", "America/Nowhere"),
        ("time_zone", "../../etc/passwd"),
        ("language", "fr"),
        ("number_style", "roman"),
        ("person_kind", "robot"),
        ("tax_id_lock", ""),
        ("required", "password_hash"),
    ] {
        let typed = [("currency", "CLP"), ("all_four_names", "1"), (field, wrong)];
        let refused = send(&mut admin, &shown, &typed).expect(422);
        assert_eq!(refused.count(&format!("#{field}-error")), 1, "{field}={wrong:.30}");
        assert_eq!(refused.count("#all_four_names[checked]"), 1);
        assert_eq!(refused.count(&format!(".error-summary a[href='#{field}']")), 1);
    }
    admin.post(ORGANISATION, &[("name", "a\0")]).expect(400);
    assert_eq!(stored(&app), before);
}

#[test]
fn two_people_at_once_meet_the_conflict() {
    let app = TestApp::new();
    let (mut one, mut two) = (app.sign_in(Role::Admin), app.sign_in(Role::Admin));
    let (first, second) = (as_shown(&mut one), as_shown(&mut two));
    // A new zone moves the settings, and is no conflict with the organisation.
    zone(&app, &mut one, "Norte");
    send(&mut one, &first, &[("name", "La primera")]).expect(303);
    let refused = send(&mut two, &second, &[("name", "La segunda")]).expect(409);
    assert_eq!(refused.attribute("#name", "value").unwrap(), "La segunda");
    assert!(refused.texts(".notice li").iter().any(|line| line.contains("La primera")));
    assert_eq!(stored(&app).name, "La primera");
    // What was typed can be saved on top, knowingly.
    let version = refused.attribute("[name='version']", "value").unwrap();
    let again = [("name", "La segunda"), ("version", version.as_str())];
    send(&mut two, &second, &again).expect(303);
    assert_eq!(stored(&app).name, "La segunda");
    two.post(ORGANISATION, &[("name", "Sin versión")]).expect(409);
}

#[test]
fn a_country_proposes_its_values_without_saving() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let before = stored(&app);
    let shown = as_shown(&mut admin);
    let typed = [("country", "CL"), ("name", "Nueva"), ("action", "suggest")];
    let page = send(&mut admin, &shown, &typed).expect(200);
    assert_eq!(page.attribute("#currency [selected]", "value").unwrap(), "CLP");
    assert_eq!(page.attribute("#time_zone [selected]", "value").unwrap(), "America/Santiago");
    assert_eq!(page.attribute("#name", "value").unwrap(), "Nueva");
    assert_eq!(stored(&app), before);
    let wrong = [("country", "??"), ("action", "suggest")];
    send(&mut admin, &shown, &wrong).expect(422);
    let typed = [("country", "CL"), ("proposed", "CL")];
    send(&mut admin, &shown, &typed).expect(303);
    let told = admin.get(ORGANISATION).expect(200).texts(".flash--warn");
    assert!(told[0].contains("ARS"), "{told:?}");
}

#[test]
fn every_page_speaks_three_languages() {
    let app = TestApp::new();
    let member = app.member(Role::Admin);
    let mut admin = app.sign_in_as(&member);
    let id = zone(&app, &mut admin, "Norte");
    let paths = [
        "/settings".to_owned(),
        "/settings/zones".to_owned(),
        "/settings/sellers".to_owned(),
        ORGANISATION.to_owned(),
        format!("/settings/zones/{id}/edit"),
        format!("/settings/zones/{id}/deletion"),
    ];
    for path in paths {
        let mut seen = Vec::new();
        for lang in Lang::ALL {
            app.write(|conn| {
                let row = staff::table.find(member.id);
                diesel::update(row)
                    .set(staff::language.eq(Some(lang.code())))
                    .execute(conn)
                    .map_err(AppError::from)
            });
            let page = admin.get(&path).expect(200);
            assert_eq!(page.attribute("html", "lang").unwrap(), lang.code());
            seen.push(page.texts("main").join(" "));
        }
        let [spanish, portuguese, english] = seen.try_into().unwrap();
        for word in ["Configuración", "Guardar", "Clientes", "Eliminar"] {
            assert!(!english.contains(word), "{path}: {word}");
        }
        for word in ["Configuración", "Guardar", "Eliminar", "Settings", "Save"] {
            assert!(!portuguese.contains(word), "{path}: {word}");
        }
        assert!(spanish != portuguese && portuguese != english, "{path}");
    }
}

#[test]
fn another_country_does_not_keep_the_time_zone_in_silence() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let (before, shown) = (stored(&app), as_shown(&mut admin));
    let typed = [("country", "CL"), ("name", "Nodo Sur")];
    let page = send(&mut admin, &shown, &typed).expect(200);
    let said = page.texts(".notice").join(" ");
    for part in ["Chile", "Santiago (UTC", "Buenos Aires, Argentina (UTC", "no se guardó"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(page.attribute("#time_zone [selected]", "value").unwrap(), "America/Santiago");
    assert_eq!(page.attribute("#name", "value").unwrap(), "Nodo Sur");
    assert_eq!(page.attribute("[name=proposed]", "value").unwrap(), "CL");
    assert_eq!(stored(&app), before);
    // It is asked once: the former zone may be meant, and another one was chosen on purpose.
    let kept = [("country", "CL"), ("proposed", "CL")];
    send(&mut admin, &shown, &kept).expect(303);
    assert_eq!(stored(&app).time_zone, before.time_zone);
    let shown = as_shown(&mut admin);
    let chosen = [("country", "PE"), ("time_zone", "America/Lima")];
    send(&mut admin, &shown, &chosen).expect(303);
    assert_eq!(stored(&app).time_zone, "America/Lima");
}

#[test]
fn a_person_is_called_as_in_the_country() {
    let app = TestApp::new();
    let id = app.customer(&[
        ("person_kind", "natural"),
        ("first_name", "Ana"),
        ("first_surname", "Ruiz"),
        ("name", "Ana Ruiz"),
    ]);
    let mut admin = app.sign_in(Role::Admin);
    let paths =
        [format!("/customers/{id}/edit"), format!("/customers/{id}/data"), ORGANISATION.into()];
    for (country, said, unsaid) in [("AR", "física", "natural"), ("CL", "natural", "física")] {
        app.write(|conn| {
            let house = Organisation { country: country.to_owned(), ..Organisation::default() };
            Ok(padron::settings::organisation::store(conn, &house)?)
        });
        for path in &paths {
            let page = admin.get(path).expect(200).texts("main").join(" ");
            assert!(page.contains(&format!("Persona {said}")), "{country} {path}");
            assert!(!page.contains(&format!("Persona {unsaid}")), "{country} {path}");
        }
    }
}

#[test]
fn whoever_saves_while_somebody_else_does_meets_the_conflict_too() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let shown = as_shown(&mut admin);
    let late = app.amid(
        || send(&mut admin, &shown, &[("name", "La segunda")]),
        |conn| {
            let house = organisation::load(conn)?;
            let house = Organisation { name: "La primera".to_owned(), ..house };
            Ok(organisation::store(conn, &house)?)
        },
    );
    late.expect(409);
    assert_eq!(stored(&app).name, "La primera");
}

#[test]
fn a_name_that_is_deleted_is_in_the_audit_log() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    let id = zone(&app, &mut admin, "Norte");
    admin.post(&format!("/settings/zones/{id}/deletion"), &[]).expect_to("/settings/zones");
    let log = admin.get("/settings/audit?what=settings.name_deleted");
    assert_eq!(log.texts("tbody th"), ["Nombre de una lista eliminado: Norte"]);
}

#[test]
fn the_addresses_of_the_contract_answer() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    for list in [
        "zones",
        "sellers",
        "collectors",
        "stores",
        "legal-entities",
        "tax-conditions",
        "invoice-types",
        "taxes",
        "plans",
        "servers",
        "coverages",
        "billing-cycles",
    ] {
        admin.get(&format!("/settings/{list}")).expect(200);
        admin.post(&format!("/settings/{list}"), &[("name", "")]).expect(422);
    }
}
