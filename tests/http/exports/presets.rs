//! Presets of exports: saved, used, shared, renamed, deleted; the one that ships; and what is refused.

use diesel::prelude::*;
use padron::access::Role;
use padron::db::schema::{audit_log, saved_views};

use super::{export, file};
use crate::support::{Client, Response, TestApp};

/// Ticked columns, in the order of the page.
fn ticked(page: &Response) -> Vec<String> {
    let selector = scraper::Selector::parse("input[name=columns][checked]").unwrap();
    let html = page.html();
    html.select(&selector).map(|input| input.value().attr("value").unwrap().to_owned()).collect()
}

/// Saves columns under a name; where it leads.
fn save(client: &mut Client, name: &str, columns: &str, sharing: &str) -> String {
    let pairs = [
        ("name", name),
        ("columns", columns),
        ("format", "xlsx"),
        ("list", "q=ana"),
        ("sharing", sharing),
    ];
    client.post("/exports/presets", &pairs).expect(303).location
}

/// Saves columns in the place of those of the same name, for whom they were.
fn replace(client: &mut Client, name: &str, columns: &str) -> String {
    let pairs = [("name", name), ("columns", columns), ("list", "q=ana"), ("replace", "1")];
    client.post("/exports/presets", &pairs).expect(303).location
}

fn names(client: &mut Client) -> Vec<String> {
    client.get("/exports/presets").expect(200).texts("li h2")
}

#[test]
fn columns_are_saved_under_a_name_and_come_back_in_their_order() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("city", "Salta")]);
    app.named("Eva");
    let client = &mut app.sign_in(Role::Sales);
    // The form of an export leads to the page that asks for a name, with nothing else but the choice.
    let pairs = [
        ("selection", "matching"),
        ("list", "q=ana"),
        ("format", "xlsx"),
        ("columns", "city"),
        ("columns", "id"),
        ("password", "secret of mine"),
        ("then", "preset"),
    ];
    let to = client.post("/exports", &pairs).expect(303).location;
    assert_eq!(to, "/exports/presets?columns=city%2Cid&format=xlsx&list=q%3Dana");
    let page = client.get(&to).expect(200);
    assert_eq!(page.attribute("input[name=columns]", "value").unwrap(), "city,id");
    assert_eq!(page.texts("form .muted"), ["XLSX · 2 columnas: Ciudad, ID cliente"]);
    let place = save(client, " De  cobro ", "city,id", "own");
    let page = client.get(&place).expect(200);
    assert_eq!(page.texts("#preset option[selected]"), ["De cobro"]);
    assert_eq!(ticked(&page), ["city", "id"], "{place}");
    assert_eq!(page.attribute("input[name=format][checked]", "value").unwrap(), "xlsx");
    assert_eq!(page.attribute("input[name=selection][checked]", "value").unwrap(), "matching");
    assert_eq!(page.count("details.more[open] #chosen-columns"), 1);
    let asked =
        [("selection", "matching"), ("list", "q=ana"), ("columns", "city"), ("columns", "id")];
    let job = export(&app, client, &asked);
    assert!(file(client, job.id).expect(200).body.starts_with("\u{feff}Ciudad;ID cliente\r\n"));

    // The same name again replaces only if that is said, and is no second one.
    let again = [("name", "De cobro"), ("columns", "email")];
    let asked = client.post("/exports/presets", &again).expect(422);
    assert_eq!(asked.count("input#replace[type=checkbox]:not([checked])"), 1);
    assert_eq!(ticked(&client.get(&place).expect(200)), ["city", "id"]);
    let again = replace(client, "De cobro", "email");
    assert_eq!(again, place);
    assert_eq!(ticked(&client.get(&place).expect(200)), ["email"]);
    let id = place.rsplit('=').next().unwrap().to_owned();
    let path = format!("/exports/presets/{id}");
    client.post(&path, &[("name", "Correos")]).expect_to("/exports/presets");
    assert_eq!(names(client), ["Correos"]);
    client.post(&format!("{path}/deletion"), &[]).expect_to("/exports/presets");
    let noted = app.read(|conn| {
        let lines = audit_log::table.filter(audit_log::action.eq("export_presets.deleted"));
        Ok(lines.select(audit_log::details).load::<Option<String>>(conn)?)
    });
    assert_eq!(noted.len(), 1);
    assert!(noted[0].is_some());
    assert!(names(client).is_empty());
    // Its address still opens the form, and says so.
    let page = client.get(&place).expect(200);
    assert_eq!((page.count(".notice--warn"), ticked(&page).len()), (1, 21));
    client.post(&format!("{path}/deletion"), &[]).expect(404);
}

#[test]
fn columns_are_put_in_order_without_asking_for_anything() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("city", "Salta")]);
    let client = &mut app.sign_in(Role::Sales);
    let pairs = [
        ("selection", "matching"),
        ("list", "q=ana"),
        ("format", "xlsx"),
        ("columns", "id"),
        ("columns", "name"),
        ("columns", "city"),
        ("order", "city"),
    ];
    let page = client.post("/exports", &pairs).expect(200);
    assert_eq!(ticked(&page), ["id", "city", "name"]);
    assert_eq!(page.count(".error-summary, .notice--warn"), 0);
    assert_eq!(page.attribute("input[name=format][checked]", "value").unwrap(), "xlsx");
    assert_eq!(page.attribute("input[name=list]", "value").unwrap(), "q=ana");
    assert_eq!(page.count("button[name=order]:not([value=''])"), 2, "the first stays the first");
    // The Enter key does not press one of these buttons.
    assert_eq!(page.count("#export-form > button:first-of-type:not([name])"), 1);
    let made: i64 =
        app.read(|conn| Ok(padron::db::schema::jobs::table.count().get_result(conn)?));
    assert_eq!(made, 0);
}

#[test]
fn only_administrators_share_and_nobody_touches_the_presets_of_others() {
    let app = TestApp::new();
    let admin = &mut app.sign_in(Role::Admin);
    let (sales, billing) = (&mut app.sign_in(Role::Sales), &mut app.sign_in(Role::Billing));
    let own = save(admin, "Mía", "id", "own");
    for (name, sharing) in [("De ventas", "sales"), ("De todos", "all")] {
        save(admin, name, "id,name", sharing);
    }
    assert_eq!(names(sales), ["De todos", "De ventas"]);
    assert_eq!(names(billing), ["De todos"]);
    assert_eq!(names(admin).len(), 3);
    let options = admin.get("/exports/presets?columns=id").expect(200);
    let offered = options.texts("form.panel select[name=sharing] option");
    assert!(offered.len() == 5 && offered[0] == "Solo para mí", "{offered:?}");
    assert_eq!(sales.get("/exports/presets?columns=id").expect(200).count("[name=sharing]"), 0);
    // A preset of somebody else is none.
    let strange = sales.get(&own).expect(200);
    assert_eq!((strange.count(".notice--warn"), ticked(&strange).len()), (1, 21));
    for id in 1..=3 {
        let path = format!("/exports/presets/{id}");
        sales.post(&path, &[("name", "Robada")]).expect(404);
        sales.post(&format!("{path}/deletion"), &[]).expect(404);
    }
    // The same name as a shared one of somebody else is a preset of one's own.
    save(sales, "De todos", "email", "own");
    assert_eq!(names(sales), ["De todos", "De todos", "De ventas"]);
    assert_eq!(names(admin).len(), 3);
    app.sign_in(Role::Viewer).get("/exports/presets").expect(403);
}

#[test]
fn what_is_refused_is_said_beside_its_field_and_stays_typed() {
    let app = TestApp::new();
    let client = &mut app.sign_in(Role::Sales);
    let long = "x".repeat(81);
    for (name, columns, format, sharing) in [
        ("", "id", "csv", "own"),
        (long.as_str(), "id", "csv", "own"),
        ("x", "id", "csv", "all"),
        ("x", "id", "csv", "nobody"),
        ("x", "id,password", "csv", "own"),
        ("x", "id", "pdf", "own"),
    ] {
        let pairs =
            [("name", name), ("columns", columns), ("format", format), ("sharing", sharing)];
        let answer = client.post("/exports/presets", &pairs).expect(422);
        // For whom is not asked of those who may not share, and columns have no field here.
        let place = if name == "x" { "draft" } else { "name" };
        assert_eq!(answer.count(&format!(".error-summary a[href='#{place}']")), 1, "{pairs:?}");
        assert_eq!(answer.count(&format!("#{place}-error")), 1, "{pairs:?}");
        assert_eq!(answer.attribute("#name", "value").unwrap(), name);
        assert_eq!(answer.attribute("input[name=columns]", "value").unwrap(), columns);
    }
    let place = save(client, "Buena", "id", "own");
    let id = place.rsplit('=').next().unwrap();
    let answer = client.post(&format!("/exports/presets/{id}"), &[("name", &long)]).expect(422);
    assert_eq!(answer.count(&format!(".error-summary a[href='#name-{id}']")), 1);
    assert_eq!(answer.attribute(&format!("#name-{id}"), "value").unwrap(), long);
    assert_eq!(answer.count(&format!("details[open] #name-{id}[aria-invalid=true]")), 1);
    assert_eq!(names(client), ["Buena"]);
    let wrong = [("name", "x"), ("sharing", "nobody")];
    let admin = &mut app.sign_in(Role::Admin);
    admin.post(&format!("/exports/presets/{id}"), &wrong).expect(404);
    let place = save(admin, "Otra", "id", "own");
    let id = place.rsplit('=').next().unwrap();
    let answer = admin.post(&format!("/exports/presets/{id}"), &wrong).expect(422);
    assert_eq!(answer.count(&format!(".error-summary a[href='#sharing-{id}']")), 1);
    assert_eq!(answer.count(&format!("details[open] #sharing-{id}[aria-invalid=true]")), 1);
    client.get("/exports/presets?columns=%ff").expect(400);
}

#[test]
fn a_column_that_is_gone_is_left_out_and_said() {
    let app = TestApp::new();
    let client = &mut app.sign_in(Role::Sales);
    let place = save(client, "Vieja", "id,city", "own");
    app.write(|conn| {
        let old = saved_views::query.eq("format=csv&columns=shoe_size,city,id");
        diesel::update(saved_views::table).set(old).execute(conn)?;
        Ok(())
    });
    let page = client.get(&place).expect(200);
    assert!(page.texts(".notice--warn")[0].contains("shoe_size"), "{}", page.body);
    assert_eq!(ticked(&page), ["city", "id"]);
    // The file of what is left is written.
    let pairs = [("selection", "all"), ("columns", "city,id")];
    client.post("/exports", &pairs).expect(422);
}

#[test]
fn the_preset_that_ships_has_both_numbers_and_comes_back() {
    let app = TestApp::new();
    app.customer(&[("name", "Ana"), ("custom_id", "A-7"), ("city", "Salta")]);
    app.named("Eva");
    let client = &mut app.sign_in(Role::Sales);
    let page = client.get("/customers/export?q=ana&preset=reimportable").expect(200);
    let keys = ticked(&page);
    for key in ["id", "custom_id", "first_surname", "phones", "notify_emails"] {
        assert!(keys.iter().any(|known| known == key), "{key}: {keys:?}");
    }
    assert!(!keys.iter().any(|key| key == "created_at" || key == "unpaid_count"));
    let columns = keys.join(",");
    let pairs = [("selection", "matching"), ("list", "q=ana"), ("columns", columns.as_str())];
    let job = export(&app, client, &pairs);
    let text = file(client, job.id).expect(200).body;
    let head = text.lines().next().unwrap();
    assert!(head.contains("ID cliente;") && head.contains(";ID Cliente Personalizable"), "{head}");
    // Whoever saves what was typed wrong keeps the choice.
    let wrong = [("selection", "some"), ("columns", "city"), ("preset", "reimportable")];
    let answer = client.post("/exports", &wrong).expect(422);
    assert_eq!(ticked(&answer), ["city"]);
    assert_eq!(answer.attribute("input[name=preset]", "value").unwrap(), "reimportable");
}
