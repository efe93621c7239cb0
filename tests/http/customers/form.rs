//! Tests of creating and editing: one form, nothing lost, nothing half done.

use padron::access::Role;
use padron::fields::Lookup;
use padron::history::{self, Entity};
use padron::settings::organisation;

use super::{create, stored};
use crate::support::{Client, Response, TestApp};

/// The form as the page shows it, with some values typed over.
pub fn retype(page: &Response, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let html = page.html();
    let all = scraper::Selector::parse("#customer-form [name]").unwrap();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for element in html.select(&all) {
        let value = element.value();
        let name = value.attr("name").unwrap().to_owned();
        let kind = value.attr("type").unwrap_or_default();
        if name == "action"
            || (kind == "radio" || kind == "checkbox") && value.attr("checked").is_none()
        {
            continue;
        }
        let text = match value.name() {
            "textarea" => element.text().collect::<String>().trim_start_matches('\n').to_owned(),
            "select" => {
                let chosen = scraper::Selector::parse("option[selected]").unwrap();
                let first = element.select(&chosen).next();
                first.map_or("", |o| o.value().attr("value").unwrap_or("")).to_owned()
            }
            "button" => continue,
            _ => value.attr("value").unwrap_or("").to_owned(),
        };
        pairs.push((name, text));
    }
    for (name, typed) in changes {
        pairs.retain(|(other, _)| other != name);
        pairs.push(((*name).to_owned(), (*typed).to_owned()));
    }
    pairs
}

/// Sends a form.
pub fn send(client: &mut Client, path: &str, pairs: &[(String, String)]) -> Response {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    client.post(path, &pairs)
}

fn page_of(id: i64) -> String {
    format!("/customers/{id}/edit")
}

fn edit(client: &mut Client, id: i64, changes: &[(&str, &str)]) -> Response {
    let page = client.get(&format!("/customers/{id}/edit")).expect(200);
    send(client, &format!("/customers/{id}"), &retype(&page, changes))
}

#[test]
fn only_the_name_is_required_and_the_flash_says_it() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Sales);
    let answer =
        client.post("/customers", &[("name", "  Ñandú   S.A. "), ("person_kind", "legal")]);
    let page = client.get(&answer.expect(303).location).expect(200);
    assert!(page.texts(".flash").join(" ").contains("Ñandú S.A."));
    let refused = client.post("/customers", &[("remarks", "sin nombre, pero larga")]).expect(422);
    assert_eq!(refused.count(".error-summary a[href='#name']"), 1);
    assert!(refused.body.contains("sin nombre, pero larga"));
    assert!(refused.attribute("#name", "aria-invalid").is_some());
}

#[test]
fn a_person_is_called_by_the_parts_of_the_name() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Sales);
    let pairs = [("person_kind", "natural"), ("first_name", "José"), ("first_surname", "Núñez")];
    let answer = client.post("/customers", &pairs).expect(303);
    let page = client.get(&answer.location).expect(200);
    assert!(page.texts(".flash").join(" ").contains("José Núñez"), "{:?}", page.texts(".flash"));
    assert_eq!(page.texts("h1"), ["José Núñez"]);
}

#[test]
fn saving_what_was_not_touched_changes_nothing() {
    let app = TestApp::new();
    let zone = app.lookup(Lookup::Zones, "Sur", None).to_string();
    let id = create(
        &app,
        &[
            ("person_kind", "self_employed"),
            ("first_name", "Ana"),
            ("first_surname", "Paz"),
            ("country", "AR"),
            ("tax_id", "30-64289269-6"),
            ("doc_number", "34.118.652"),
            ("email", "Ana@Example.com"),
            ("notify_emails", "a@example.com, b@example.com"),
            ("phone_mobile", "11 2822-5123"),
            ("phone_landline", "int. 12"),
            ("zone_id", &zone),
            ("state", "Santa Fe"),
            ("birthday", "1987-02-28"),
            ("personal_discount_bp", "12,5"),
            ("remarks", "una\n\ndos"),
            ("is_vip", "1"),
            ("ship_country", "CL"),
            ("ship_state", "Valparaíso"),
            ("iban", "ES9378778932879217421809"),
            ("website", "ejemplo.example"),
        ],
    );
    let before = stored(&app, id).unwrap();
    let mut client = app.sign_in(Role::Billing);
    edit(&mut client, id, &[]).expect_to(&format!("/customers/{id}"));
    assert_eq!(stored(&app, id).unwrap(), before);
}

#[test]
fn clearing_a_phone_moves_no_other_into_its_place() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("phone_mobile", "11 2822-5123")]);
    let mut client = app.sign_in(Role::Billing);
    let page = client.get(&format!("/customers/{id}/edit")).expect(200);
    let mut pairs = retype(&page, &[]);
    pairs.retain(|(name, _)| !matches!(name.as_str(), "phone_kind" | "phone_number"));
    for (kind, number) in [("mobile", "351 607-5984"), ("landline", "011 4276-3087")] {
        pairs.push(("phone_kind".into(), kind.into()));
        pairs.push(("phone_number".into(), number.into()));
    }
    send(&mut client, &format!("/customers/{id}"), &pairs).expect(303);
    edit(&mut client, id, &[("phone_mobile", "")]).expect(303);
    let record = stored(&app, id).unwrap();
    assert_eq!((record.mobile.as_ref(), record.landline.as_ref()), (None, None));
    assert_eq!(record.phones.len(), 2);
    let last = app.read(|conn| Ok(history::of(conn, Entity::Customer, id, None, 1)?));
    assert_eq!((last[0].field.as_str(), last[0].after.as_deref()), ("phone_mobile", None));
}

#[test]
fn an_email_of_another_customer_is_offered_as_one_to_notify() {
    let app = TestApp::new();
    let first = create(&app, &[("name", "Primera"), ("email", "casa@example.com")]);
    let mut client = app.sign_in(Role::Billing);
    let typed = [("name", "Segunda"), ("email", "CASA@example.com")];
    let refused = client.post("/customers", &typed).expect(422);
    assert!(refused.body.contains("Primera"), "{}", refused.body);
    assert_eq!(refused.count("button[name=action][value=email_to_notify]"), 1);
    let moved = [typed[0], typed[1], ("action", "email_to_notify"), ("accept_duplicates", "1")];
    let answer = client.post("/customers", &moved).expect(303);
    let id: i64 = answer.location.trim_start_matches("/customers/").parse().unwrap();
    let record = stored(&app, id).unwrap();
    assert_eq!(record.customer.email, None);
    assert_eq!(record.notify_emails, ["CASA@example.com"]);
    assert_eq!(stored(&app, first).unwrap().customer.email.as_deref(), Some("casa@example.com"));
}

#[test]
fn a_likely_duplicate_is_asked_about_and_may_be_created() {
    let app = TestApp::new();
    create(&app, &[("name", "José Núñez")]);
    let mut client = app.sign_in(Role::Billing);
    let asked = client.post("/customers", &[("name", "JOSE NÚÑEZ"), ("city", "Salta")]).expect(422);
    assert_eq!(asked.count("#duplicates button[name=accept_duplicates]"), 1);
    assert!(asked.body.contains("Salta"));
    let again = [("name", "JOSE NÚÑEZ"), ("city", "Salta"), ("accept_duplicates", "1")];
    client.post("/customers", &again).expect(303);
}

#[test]
fn another_name_is_asked_about_and_the_rest_waits_for_the_answer() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let mut client = app.sign_in(Role::Billing);
    let asked = edit(&mut client, id, &[("name", "Berta"), ("city", "Jujuy")]).expect(422);
    assert_eq!(asked.count("#renaming button[name=accept_renaming]"), 1);
    assert_eq!(stored(&app, id).unwrap().details.city.as_deref(), Some("Salta"));
    let mut pairs = retype(&asked, &[]);
    pairs.push(("accept_renaming".into(), "1".into()));
    send(&mut client, &format!("/customers/{id}"), &pairs).expect(303);
    let record = stored(&app, id).unwrap();
    assert_eq!(
        (record.customer.name.as_deref(), record.details.city.as_deref()),
        (Some("Berta"), Some("Jujuy"))
    );
}

#[test]
fn a_locked_tax_id_says_why_and_gives_way_to_a_reason() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("country", "AR"), ("tax_id", "30642892696")]);
    let mut sales = app.sign_in(Role::Sales);
    let page = sales.get(&format!("/customers/{id}/edit")).expect(200);
    assert!(page.attribute("#tax_id", "readonly").is_some());
    let forced = retype(&page, &[("tax_id", "34735468482")]);
    let refused = send(&mut sales, &format!("/customers/{id}"), &forced).expect(422);
    assert_eq!(refused.count(".error-summary a[href='#tax_id']"), 1);
    let mut billing = app.sign_in(Role::Billing);
    // Who may correct it knows beforehand that it takes a reason.
    let page = billing.get(&format!("/customers/{id}/edit")).expect(200);
    assert!(page.attribute("#tax_id", "readonly").is_none());
    assert_eq!(page.texts("#tax_id-hint"), sales.get(&page_of(id)).texts("#tax_id-hint"));
    edit(&mut billing, id, &[("tax_id", "34735468482")]).expect(422);
    let corrected = [("tax_id", "34735468482"), ("reason", "se leyó mal la constancia")];
    edit(&mut billing, id, &corrected).expect(303);
    let last = app.read(|conn| Ok(history::of(conn, Entity::Customer, id, None, 1)?));
    assert_eq!(last[0].reason.as_deref(), Some("se leyó mal la constancia"));
}

#[test]
fn two_people_editing_at_once_lose_nothing() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let (mut one, mut other) = (app.sign_in(Role::Billing), app.sign_in(Role::Support));
    let path = format!("/customers/{id}");
    let opened = other.get(&format!("{path}/edit")).expect(200);
    edit(&mut one, id, &[("city", "Jujuy"), ("address", "Belgrano 10")]).expect(303);
    let pairs = retype(&opened, &[("city", "Orán"), ("website", "ana.example")]);
    let conflict = send(&mut other, &path, &pairs).expect(409);
    for seen in ["Jujuy", "Orán", "ana.example"] {
        assert!(conflict.body.contains(seen), "{seen}");
    }
    assert_eq!(stored(&app, id).unwrap().details.city.as_deref(), Some("Jujuy"));
    // A form without a version cannot know what it overwrites.
    other.post(&path, &[("city", "Orán")]).expect(409);
    assert_eq!(stored(&app, id).unwrap().details.address.as_deref(), Some("Belgrano 10"));
}

#[test]
fn what_somebody_left_to_the_other_does_not_come_back_with_a_question_or_a_refusal() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana"), ("city", "Salta")]);
    let (mut one, mut other) = (app.sign_in(Role::Billing), app.sign_in(Role::Support));
    let path = format!("/customers/{id}");
    let opened = other.get(&format!("{path}/edit")).expect(200);
    edit(&mut one, id, &[("city", "Jujuy"), ("phone_number", "11 4276-3087")]).expect(303);
    let mine = [("name", "Berta"), ("city", "Orán"), ("phone_number", "11 4393-2000")];
    let conflict = send(&mut other, &path, &retype(&opened, &mine)).expect(409);
    let version = conflict.attribute("input[name=version]", "value").unwrap();
    let decided = |website: &str| -> Vec<(String, String)> {
        [
            ("version", version.as_str()),
            ("name", "Berta"),
            ("city", "Orán"),
            ("website", website),
            ("phone_kind", "mobile"),
            ("phone_number", "11 4393-2000"),
            ("pick:name", "mine"),
            ("pick:city", "theirs"),
            ("pick:phones", "theirs"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
    };
    for (website, asks) in [("javascript:x", false), ("ana.example", true)] {
        let again = send(&mut other, &path, &decided(website)).expect(422);
        assert_eq!(again.count("#renaming") == 1, asks);
        assert_eq!(again.attribute("#city", "value").unwrap(), "Jujuy");
        assert_eq!(again.attribute("#name", "value").unwrap(), "Berta");
        let mut pairs = retype(&again, &[("website", "ana.example")]);
        pairs.push(("accept_renaming".into(), "1".into()));
        if asks {
            send(&mut other, &path, &pairs).expect(303);
        }
    }
    let record = stored(&app, id).unwrap();
    assert_eq!(record.customer.name.as_deref(), Some("Berta"));
    assert_eq!(record.details.city.as_deref(), Some("Jujuy"));
    assert_eq!(record.phones.len(), 1);
    assert_eq!(record.phones[0].e164.as_deref(), Some("+541142763087"));
}

#[test]
fn a_likely_duplicate_is_asked_about_on_an_edit_too() {
    let app = TestApp::new();
    let other = create(
        &app,
        &[
            ("name", "Ana Paz"),
            ("phone_mobile", "351 607-5984"),
            ("country", "AR"),
            ("doc_number", "34118652"),
            ("tax_id", "30642892696"),
            ("notify_emails", "ana@example.com"),
        ],
    );
    let id = create(&app, &[("name", "Berta"), ("country", "AR")]);
    let mut client = app.sign_in(Role::Billing);
    for change in [
        ("phone_number", "+54 9 351 607-5984"),
        ("doc_number", "34118652"),
        ("tax_id", "30642892696"),
        ("email", "ANA@example.com"),
    ] {
        let asked = edit(&mut client, id, &[change]).expect(422);
        assert_eq!(asked.count("#duplicates button[name=accept_duplicates]"), 1, "{change:?}");
        assert_eq!(asked.count(&format!("#duplicates a[href='/customers/{other}']")), 1);
        assert_eq!(stored(&app, id).unwrap().customer.version, 1, "{change:?}");
    }
    // Another name is asked about first, and the answer is not asked for again.
    let asked = edit(&mut client, id, &[("name", "ANA PAZ")]).expect(422);
    assert_eq!((asked.count("#renaming"), asked.count("#duplicates")), (1, 0));
    let mut pairs = retype(&asked, &[]);
    pairs.push(("accept_renaming".into(), "1".into()));
    let asked = send(&mut client, &format!("/customers/{id}"), &pairs).expect(422);
    assert_eq!((asked.count("#renaming"), asked.count("#duplicates")), (0, 1));
    let mut pairs = retype(&asked, &[]);
    pairs.push(("accept_duplicates".into(), "1".into()));
    send(&mut client, &format!("/customers/{id}"), &pairs).expect(303);
    // What was answered once, or has nothing to do with it, is not asked again.
    edit(&mut client, id, &[("city", "Salta"), ("phone_mobile", "11 4393-2000")]).expect(303);
}

#[test]
fn a_number_of_no_length_is_refused_beside_its_field() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Billing);
    let long = "1".repeat(6_000);
    let phone = [("phone_kind", "other"), ("phone_number", &*long), ("name", "Ana")];
    let refused = client.post("/customers", &phone).expect(422);
    assert_eq!(refused.count(".error-summary a[href='#phones']"), 1);
    assert_eq!(refused.attribute("#phone-number-0", "value").unwrap(), long);
    let id = create(&app, &[("name", "Eva")]);
    edit(&mut client, id, &[("phone_number", &"1".repeat(65))]).expect(422);
    edit(&mut client, id, &[("phone_number", &"1".repeat(64))]).expect(303);
}

#[test]
fn documents_are_called_as_in_the_country_of_the_customer() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Billing);
    for (country, tax, document) in [
        ("AR", "CUIT/CUIL", "DNI u otro documento"),
        ("CL", "RUT", "RUT u otro documento"),
        ("MX", "RFC", "CURP u otro documento"),
        ("FR", "Número de identificación tributaria", "Documento o cédula de identidad"),
    ] {
        let id = create(&app, &[("name", "Ana"), ("country", country)]);
        let page = client.get(&page_of(id)).expect(200);
        assert_eq!(page.texts("label[for=tax_id]"), [tax]);
        assert_eq!(page.texts("label[for=doc_number]"), [document]);
        let data = client.get(&format!("/customers/{id}/data")).expect(200);
        assert!([tax, document].iter().all(|label| data.texts("dt").contains(&(*label).into())));
    }
    // A new customer may still be of any country.
    let page = client.get("/customers/new").expect(200);
    assert_eq!(page.texts("label[for=tax_id]"), ["Número de identificación tributaria"]);
}

#[test]
fn the_currency_of_the_organisation_is_proposed_and_may_be_taken_off() {
    let app = TestApp::new();
    let mut client = app.sign_in(Role::Billing);
    let page = client.get("/customers/new").expect(200);
    assert_eq!(page.attribute("#currency option[selected]", "value").unwrap(), "ARS");
    let pairs = retype(&page, &[("name", "Ana"), ("currency", "")]);
    let answer = send(&mut client, "/customers", &pairs).expect(303);
    let id: i64 = answer.location.trim_start_matches("/customers/").parse().unwrap();
    assert_eq!(stored(&app, id).unwrap().details.currency, None);
}

#[test]
fn archived_customers_are_not_edited() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Billing);
    client.post(&format!("/customers/{id}/archive"), &[]).expect(303);
    let path = format!("/customers/{id}");
    client.get(&format!("{path}/edit")).expect_to(&path);
    client.post(&path, &[("name", "Eva"), ("version", "2"), ("accept_renaming", "1")]).expect(422);
    assert_eq!(stored(&app, id).unwrap().customer.name.as_deref(), Some("Ana"));
}

#[test]
fn required_fields_are_asked_of_the_form() {
    let app = TestApp::new();
    let mut admin = app.sign_in(Role::Admin);
    app.write(|conn| {
        let mut organisation = organisation::load(conn)?;
        organisation.required.insert("city".to_owned());
        Ok(organisation::store(conn, &organisation)?)
    });
    let empty = admin.get("/customers/new").expect(200);
    assert!(empty.texts(".action-bar__note")[0].contains("Ciudad"));
    let refused = admin.post("/customers", &[("name", "Ana")]).expect(422);
    assert_eq!(refused.count(".error-summary a[href='#city']"), 1);
    admin.post("/customers", &[("name", "Ana"), ("city", "Salta")]).expect(303);
}

#[test]
fn odd_input_is_answered_by_the_form_again_or_refused() {
    let app = TestApp::new();
    let id = create(&app, &[("name", "Ana")]);
    let mut client = app.sign_in(Role::Billing);
    let long = "x".repeat(200_000);
    let version = ("version", "1");
    for pairs in [
        vec![version, ("name", "Ana"), ("remarks", &long)],
        vec![version, ("name", "Ana"), ("birthday", "31/02/2020")],
        vec![version, ("name", "Ana"), ("birthday", "2999-01-01")],
        vec![version, ("name", "Ana"), ("personal_discount_bp", "1e9")],
        vec![version, ("name", "Ana"), ("personal_discount_bp", "101")],
        vec![version, ("name", "Ana"), ("zone_id", "99999999999999999999")],
        vec![version, ("name", "Ana"), ("zone_id", "77")],
        vec![version, ("name", "Ana"), ("person_kind", "robot")],
        vec![version, ("name", "Ana"), ("country", "ZZ")],
        vec![version, ("name", "Ana"), ("email", "a@b")],
        vec![version, ("name", "Ana"), ("website", "javascript:alert(1)")],
        vec![version, ("name", "Ana"), ("is_vip", "1"), ("is_bad", "1")],
        vec![version, ("name", "Ana"), ("remarks", "4111 1111 1111 1111")],
    ] {
        let answer = client.post(&format!("/customers/{id}"), &pairs);
        assert_eq!(answer.status, 422, "{:?}", &pairs[2]);
        assert!(answer.count(".error-summary a") > 0, "{:?}", &pairs[2]);
    }
    assert_eq!(stored(&app, id).unwrap().customer.version, 1);
    for version in ["", "x", "-1", "99999999999999999999"] {
        let pairs = [("version", version), ("name", "Ana"), ("city", "Salta")];
        client.post(&format!("/customers/{id}"), &pairs).expect(409);
    }
}
