//! The catalogues: one set of screens, walked for each of them.

mod allowed;
mod rules;
mod starting;

use padron::access::{Actor, Role, Via};
use padron::catalogues::{self, Catalogue, Entry};
use padron::fields::{Kind, Lookup};
use padron::history;
use padron::identity::tax_id::{self, IdKind};
use padron::settings::{Organisation, organisation};

use crate::support::{Client, Response, TestApp};

/// A panel of an organisation of this country, with what the country begins with.
fn panel(country: &str) -> TestApp {
    let app = TestApp::new();
    settle(&app, country);
    app
}

/// Makes it an organisation of this country.
fn settle(app: &TestApp, country: &str) {
    let house = Organisation { country: country.to_owned(), ..Organisation::default() };
    app.write(|conn| {
        organisation::store(conn, &house)?;
        Ok(catalogues::starting::ship(conn, &Actor::command(Via::Command), &house)?)
    });
}

fn catalogue(list: Lookup) -> &'static Catalogue {
    catalogues::find(list).unwrap()
}

fn rows(app: &TestApp, list: Lookup) -> Vec<Entry> {
    app.read(|conn| Ok(catalogue(list).all(conn)?))
}

fn named(app: &TestApp, list: Lookup, name: &str) -> Entry {
    let found = rows(app, list).into_iter().find(|row| row.name() == name);
    found.unwrap_or_else(|| panic!("no {name}"))
}

fn address(list: Lookup) -> String {
    format!("/settings/{}", list.code())
}

fn page_of(entry: &Entry, list: Lookup) -> String {
    format!("{}/{}", address(list), entry.id)
}

/// What a browser would send of a form as it is shown, last of all what was typed.
fn as_shown(page: &Response, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let html = page.html();
    let select = |css: &str| scraper::Selector::parse(css).unwrap();
    let form = html.select(&select("main form[data-guard]")).next().unwrap();
    let mut pairs = Vec::new();
    for input in form.select(&select("input[name]")) {
        let of = |name: &str| input.value().attr(name).unwrap_or_default().to_owned();
        if of("type") != "checkbox" || input.value().attr("checked").is_some() {
            pairs.push((of("name"), of("value")));
        }
    }
    for list in form.select(&select("select[name]")) {
        let chosen = list.select(&select("option[selected]")).next();
        let chosen = chosen.and_then(|option| option.value().attr("value"));
        let name = list.value().attr("name").unwrap().to_owned();
        pairs.push((name, chosen.unwrap_or_default().to_owned()));
    }
    pairs.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    pairs
}

fn send(client: &mut Client, path: &str, pairs: &[(String, String)]) -> Response {
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(path, &pairs)
}

/// Sends a form as it is shown with some values typed over.
fn fill(client: &mut Client, from: &str, to: &str, typed: &[(&str, &str)]) -> Response {
    let shown = client.get(from).expect(200);
    send(client, to, &as_shown(&shown, typed))
}

/// A number that the agency of Argentina could have given.
fn cuit() -> String {
    tax_id::complete(IdKind::ArCuit, "3071659554").unwrap()
}

/// What a new row of any catalogue needs besides what its form offers.
fn needed(app: &TestApp) -> Vec<(&'static str, String)> {
    let condition = named(app, Lookup::TaxConditions, "IVA Responsable Inscripto");
    vec![
        ("tax_id", cuit()),
        ("tax_condition_id", condition.id.to_string()),
        ("rate_bp", "12,5".to_owned()),
        ("price", "19.990,50".to_owned()),
        ("day", "5".to_owned()),
    ]
}

/// Adds a row by its form.
fn add(app: &TestApp, client: &mut Client, list: Lookup, name: &str) -> Response {
    let needed = needed(app);
    let mut typed: Vec<(&str, &str)> = needed
        .iter()
        .filter(|(key, _)| catalogue(list).column(key).is_some())
        .map(|(key, value)| (*key, value.as_str()))
        // A plan may have a tax, and needs none.
        .filter(|(key, _)| list != Lookup::Plans || *key != "tax_id")
        .collect();
    typed.push(("name", name));
    fill(client, &format!("{}/new", address(list)), &address(list), &typed)
}

#[test]
fn every_catalogue_is_kept_by_the_same_screens() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Billing);
    for list in Lookup::CATALOGUES {
        let home = address(list);
        add(&app, &mut admin, list, "  Fila   Ñandú ").expect_to(&home);
        let row = named(&app, list, "Fila Ñandú");
        let path = page_of(&row, list);
        let shown = admin.get(&home).expect(200);
        assert!(shown.texts("tbody th a").contains(&"Fila Ñandú".to_owned()), "{home}");

        // The form as it is shown changes nothing; another name is one revision.
        let edit = format!("{path}/edit");
        fill(&mut admin, &edit, &path, &[]).expect_to(&home);
        assert_eq!(named(&app, list, "Fila Ñandú"), row, "{home}");
        fill(&mut admin, &edit, &path, &[("name", "Otra")]).expect_to(&home);
        admin.post(&format!("{path}/deactivation"), &[]).expect_to(&home);
        let shown = admin.get(&home).expect(200);
        let undo = shown.attribute(".flash form", "action").unwrap();
        assert_eq!(undo, format!("{path}/activation"));
        assert!(shown.texts("tbody .status").contains(&"Inactivo".to_owned()));
        admin.post(&undo, &[]).expect_to(&home);
        let row = named(&app, list, "Otra");
        assert!(row.is_active && row.version == 4, "{home}");

        let asked = admin.get(&format!("{path}/deletion")).expect(200);
        assert_eq!(asked.attribute("main form", "action").unwrap(), format!("{path}/deletion"));
        admin.post(&format!("{path}/deletion"), &[]).expect_to(&home);
        admin.get(&edit).expect(404);
        admin.post(&format!("{path}/deletion"), &[]).expect(404);

        let entity = catalogue(list).entity;
        let kept = app.read(|conn| Ok(history::of(conn, entity, row.id, None, 100)?));
        let names: Vec<_> = kept.iter().filter(|change| change.field == "name").collect();
        assert_eq!(names.len(), 3, "{home}: made, renamed, deleted");
        assert_eq!((names[0].revision, names[0].after.as_deref()), (5, None));
        assert_eq!((names[1].revision, names[1].after.as_deref()), (2, Some("Otra")));
    }
    let log = app.sign_in(Role::Admin).get("/settings/audit?what=settings.name_deleted");
    assert_eq!(log.count("tbody tr"), Lookup::CATALOGUES.len());
}

#[test]
fn a_row_that_somebody_else_changed_is_not_written_over() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    for list in Lookup::CATALOGUES {
        add(&app, &mut admin, list, "Primera").expect(303);
        let row = named(&app, list, "Primera");
        let path = page_of(&row, list);
        let shown = admin.get(&format!("{path}/edit")).expect(200);
        fill(&mut admin, &format!("{path}/edit"), &path, &[("name", "Segunda")]).expect(303);
        let late = send(&mut admin, &path, &as_shown(&shown, &[("name", "Tercera")])).expect(409);
        assert!(late.texts(".notice li").iter().any(|line| line.contains("Segunda")), "{path}");
        assert_eq!(late.attribute("#name", "value").as_deref(), Some("Tercera"));
        named(&app, list, "Segunda");
        // Knowingly, on top.
        send(&mut admin, &path, &as_shown(&late, &[])).expect(303);
        named(&app, list, "Tercera");
        admin.post(&path, &[("name", "Sin versión")]).expect(409);
    }
}

#[test]
fn refused_input_stands_beside_its_field_with_what_was_typed() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let long = "ñ".repeat(10_000);
    for list in Lookup::CATALOGUES {
        let new = format!("{}/new", address(list));
        let before = rows(&app, list);
        for column in &catalogue(list).columns {
            let key = column.key();
            let wrong: Vec<String> = match column.field.kind {
                Kind::Text(_) => vec![long.clone()],
                Kind::Country | Kind::Currency | Kind::Choice(_) => {
                    vec!["XX".into(), "robot".into(), long.clone()]
                }
                Kind::Ref(_) => vec!["999999".into(), "-1".into(), "x".into()],
                Kind::Number(least, most) => {
                    vec![(least - 1).to_string(), (most + 1).to_string(), "1,5".into()]
                }
                Kind::Percent => vec!["100,01".into(), "-1".into(), "1,234".into(), "x".into()],
                Kind::Amount => {
                    vec!["1234.50".into(), "-1".into(), "1,005".into(), "10.000.000.000".into()]
                }
                Kind::Email => vec!["a@".into()],
                Kind::IdNumber(_) => vec!["20-12345678-0".into(), "12345678".into()],
                _ => Vec::new(),
            };
            let missing = if column.is_needed() { vec![String::new()] } else { Vec::new() };
            for typed in wrong.iter().chain(&missing) {
                let refused =
                    fill(&mut admin, &new, &address(list), &[("name", "Fila"), (key, typed)]);
                let refused = refused.expect(422);
                assert_eq!(
                    refused.count(&format!("#{key}-error")),
                    1,
                    "{list:?} {key}={typed:.20}"
                );
                let summary = format!(".error-summary a[href='#{key}']");
                assert_eq!(refused.count(&summary), 1, "{list:?} {key}");
                if refused.count(&format!("input#{key}")) == 1 {
                    let kept = refused.attribute(&format!("#{key}"), "value");
                    assert_eq!(kept.as_deref(), Some(typed.as_str()));
                }
                if key != "name" {
                    assert_eq!(refused.attribute("#name", "value").as_deref(), Some("Fila"));
                }
            }
        }
        for name in ["…—¡!", "\u{200b}"] {
            let refused = fill(&mut admin, &new, &address(list), &[("name", name)]).expect(422);
            assert_eq!(refused.count("#name-error"), 1);
        }
        admin.post(&address(list), &[("name", "a\0b")]).expect(400);
        admin.post(&address(list), &[]).expect(422);
        assert_eq!(rows(&app, list), before);
    }
}

#[test]
fn a_name_is_taken_whatever_its_accents_and_only_in_its_country() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    for list in Lookup::CATALOGUES {
        add(&app, &mut admin, list, "Ñuñoa").expect(303);
        let refused = add(&app, &mut admin, list, "NUNOA").expect(422);
        assert!(refused.texts("#name-error")[0].contains("«Ñuñoa»"), "{list:?}");
        add(&app, &mut admin, list, "Centro").expect(303);
        let (path, taken) = (page_of(&named(&app, list, "Centro"), list), [("name", "ñuñoa")]);
        fill(&mut admin, &format!("{path}/edit"), &path, &taken).expect(422);
        // Its own name in another case is no twin.
        fill(&mut admin, &format!("{path}/edit"), &path, &[("name", "CENTRO")]).expect(303);
    }
    let (home, abroad) =
        (address(Lookup::Taxes), [("name", "Ñuñoa"), ("country", "CL"), ("rate_bp", "1")]);
    fill(&mut admin, &format!("{home}/new"), &home, &abroad).expect_to(&home);
    let page = admin.get(&home).expect(200);
    assert!(page.texts("thead th").contains(&"País".to_owned()), "two countries stand apart");
}

#[test]
fn what_is_inactive_is_offered_only_where_it_was_chosen() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    add(&app, &mut admin, Lookup::LegalEntities, "Nodo Austral S.R.L.").expect(303);
    let entity = named(&app, Lookup::LegalEntities, "Nodo Austral S.R.L.");
    let condition = named(&app, Lookup::TaxConditions, "IVA Responsable Inscripto");
    let off = format!("{}/deactivation", page_of(&condition, Lookup::TaxConditions));
    admin.post(&off, &[]).expect(303);
    let offered = format!("#tax_condition_id option[value='{}']", condition.id);
    let new = admin.get(&format!("{}/new", address(Lookup::LegalEntities))).expect(200);
    assert_eq!(new.count(&offered), 0);
    let path = page_of(&entity, Lookup::LegalEntities);
    let edit = admin.get(&format!("{path}/edit")).expect(200);
    assert_eq!(edit.texts(&offered), ["IVA Responsable Inscripto (Inactivo)"]);
    send(&mut admin, &path, &as_shown(&edit, &[("city", "Salta")])).expect(303);
    add(&app, &mut admin, Lookup::LegalEntities, "Otra").expect(422);
}

#[test]
fn addresses_of_nothing_are_not_found() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    for path in ["nothing", "%00", "taxes/x/edit", "taxes/999999/edit"] {
        admin.get(&format!("/settings/{path}")).expect(404);
    }
    for act in ["deactivation", "activation", "deletion"] {
        admin.post(&format!("/settings/taxes/999999/{act}"), &[]).expect(404);
    }
    admin.get("/settings/taxes?q=%ff").expect(400);
    assert_eq!(admin.get("/settings/taxes?q=EXENTO").expect(200).count("tbody tr"), 1);
    // What is in use elsewhere in the settings is where it was.
    admin.get("/settings/zones").expect(200);
    let index = admin.get("/settings").expect(200);
    for list in Lookup::CATALOGUES {
        assert!(index.count(&format!("main a[href='{}']", address(list))) > 0, "{list:?}");
    }
}

#[test]
fn two_at_the_same_moment_meet_the_rules_all_the_same() {
    use padron::catalogues::save::{Outcome, create};
    use padron::fields::{Changes, Value};
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let condition = named(&app, Lookup::TaxConditions, "Consumidor Final");
    let entity = || {
        let text = |text: &str| Value::Text(text.to_owned());
        let values = [
            ("name", text("Doble")),
            ("tax_id", text(&cuit())),
            ("tax_condition_id", Value::Ref(condition.id)),
        ];
        values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Changes>()
    };
    let list = Lookup::LegalEntities;
    let shown = admin.get(&format!("{}/new", address(list))).expect(200);
    let (number, id) = (cuit(), condition.id.to_string());
    let typed = [("name", "doble"), ("tax_id", number.as_str()), ("tax_condition_id", &id)];
    let pairs = as_shown(&shown, &typed);
    let second = app.amid(
        || send(&mut admin, &address(list), &pairs),
        |conn| {
            let blank = catalogue(list).blank(&Organisation::default());
            let actor = Actor::command(Via::Command);
            let made = create(conn, &actor, catalogue(list), blank, &entity())?;
            assert!(matches!(made, Outcome::Saved(..)));
            Ok(())
        },
    );
    assert_eq!(second.expect(422).count("#name-error"), 1);
    let twins = rows(&app, list).iter().filter(|row| row.name() == "Doble").count();
    assert_eq!((twins, rows(&app, list).len()), (1, 1));

    // A row that nobody uses begins to be used while it is deleted.
    add(&app, &mut admin, Lookup::Taxes, "Impuesto nuevo").expect(303);
    let tax = named(&app, Lookup::Taxes, "Impuesto nuevo");
    let deletion = format!("{}/deletion", page_of(&tax, Lookup::Taxes));
    let refused = app.amid(
        || admin.post(&deletion, &[]),
        |conn| {
            let plans = catalogue(Lookup::Plans);
            let values = [
                ("name", Value::Text("Fibra".to_owned())),
                ("price", Value::Number(100)),
                ("tax_id", Value::Ref(tax.id)),
            ];
            let wanted = values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
            let blank = plans.blank(&Organisation::default());
            create(conn, &Actor::command(Via::Command), plans, blank, &wanted)?;
            Ok(())
        },
    );
    refused.expect(409);
    named(&app, Lookup::Taxes, "Impuesto nuevo");
}
