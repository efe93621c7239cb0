//! How a customer is invoiced: what is asked, what goes together, and who decides.

use padron::access::{Actor, Role, Via};
use padron::catalogues::{self, Entry, save as rows};
use padron::clock;
use padron::customers::query;
use padron::customers::record::{Billing, Record};
use padron::customers::save::{self, Outcome, Writing};
use padron::customers::{export, fields};
use padron::fields::{Changes, Findings, Lock, Lookup, Problem, Value};
use padron::identity::tax_id::{self, IdKind};
use padron::settings::{Organisation, Settings, organisation};

use crate::customers::bulk::{bulk, start, state, work};
use crate::support::{Client, Response, TestApp};

pub(crate) fn panel(country: &str) -> TestApp {
    let app = TestApp::new();
    let house = Organisation { country: country.to_owned(), ..Organisation::default() };
    app.write(|conn| {
        organisation::store(conn, &house)?;
        Ok(catalogues::starting::ship(conn, &Actor::command(Via::Command), &house)?)
    });
    app
}

fn rows_of(app: &TestApp, list: Lookup) -> Vec<Entry> {
    app.read(|conn| Ok(catalogues::find(list).unwrap().all(conn)?))
}

#[track_caller]
fn named(app: &TestApp, list: Lookup, name: &str) -> i64 {
    rows_of(app, list).iter().find(|row| row.name() == name).unwrap_or_else(|| panic!("{name}")).id
}

/// Adds a row of a catalogue.
pub(crate) fn add(app: &TestApp, list: Lookup, pairs: &[(&str, Value)]) -> i64 {
    let actor = Actor::command(Via::Command);
    let changes: Changes = pairs.iter().map(|(key, v)| ((*key).to_owned(), v.clone())).collect();
    app.write(|conn| {
        let house = organisation::load(conn)?;
        let catalogue = catalogues::find(list).unwrap();
        let blank = catalogue.blank(&house);
        match rows::create(conn, &actor, catalogue, blank, &changes)? {
            rows::Outcome::Saved(entry, _) => Ok(entry.id),
            rows::Outcome::Refused(findings) => panic!("{findings:?}"),
            rows::Outcome::Conflict(_) => panic!("a conflict"),
        }
    })
}

/// An issuer of a condition: without legal validity where the condition has none.
pub(crate) fn issuer(app: &TestApp, name: &str, condition: &str, sends_m: bool) -> i64 {
    let list = rows_of(app, Lookup::TaxConditions);
    let of = list.iter().find(|row| row.name() == condition).unwrap();
    let mut pairs = vec![
        ("name", Value::Text(name.to_owned())),
        ("tax_condition_id", Value::Ref(of.id)),
        ("is_fantasy", Value::Flag(of.is_fantasy() == Some(true))),
        ("sends_class_m", Value::Flag(sends_m)),
    ];
    let number = a_tax_number(of.country().unwrap());
    pairs.extend(number.map(|(_, number)| ("tax_id", Value::Text(number))));
    add(app, Lookup::LegalEntities, &pairs)
}

/// A tax number that the country's agency could have given, with its kind.
fn a_tax_number(country: &str) -> Option<(IdKind, String)> {
    let number = match country {
        "AR" => tax_id::complete(IdKind::ArCuit, "3071659554"),
        "CL" => tax_id::complete(IdKind::ClRut, "77160856"),
        "CO" => tax_id::complete(IdKind::CoNit, "900373913"),
        "MX" => Some("XAXX010101000".to_owned()),
        "EC" => Some("1790016919001".to_owned()),
        "PE" => tax_id::complete(IdKind::PeRuc, "2010007097"),
        "UY" => tax_id::complete(IdKind::UyRut, "21000123001"),
        "BR" => tax_id::complete(IdKind::BrCnpj, "112223330001"),
        _ => None,
    }?;
    Some((IdKind::for_country(country).0[0], number))
}

/// Writes a customer of that name; what is refused comes back.
fn write(app: &TestApp, id: Option<i64>, pairs: &[(&str, Value)]) -> Result<i64, Findings> {
    let actor = Actor::command(Via::Command);
    let mut changes: Changes =
        pairs.iter().map(|(key, v)| ((*key).to_owned(), v.clone())).collect();
    let outcome = app.write(|conn| {
        let settings = Settings::load(conn)?;
        let writing = Writing::by_program(&actor, &settings, clock::now());
        if let Some(id) = id {
            return save::update(conn, &writing, id, None, &changes);
        }
        changes.set("name", Value::Text("Ana".into()));
        save::create(conn, &writing, &changes)
    });
    match outcome {
        Outcome::Saved(saved) => Ok(saved.id),
        Outcome::Unchanged(id) => Ok(id),
        Outcome::Rejected(findings) => Err(findings),
        other => panic!("{other:?}"),
    }
}

fn billed(entity: i64, condition: i64, kind: i64) -> Vec<(&'static str, Value)> {
    vec![
        ("billing_enabled", Value::Flag(true)),
        ("legal_entity_id", Value::Ref(entity)),
        ("tax_condition_id", Value::Ref(condition)),
        ("invoice_type_id", Value::Ref(kind)),
        ("payment_method", Value::Text("transfer".into())),
    ]
}

fn numbered(app: &TestApp, country: &str) -> i64 {
    let (kind, number) = a_tax_number(country).unwrap();
    let pairs = [
        ("country", Value::Text(country.into())),
        ("tax_id_type", Value::Text(kind.code().into())),
        ("tax_id", Value::Text(number)),
    ];
    write(app, None, &pairs).unwrap()
}

fn record(app: &TestApp, id: i64) -> Record {
    app.read(|conn| Ok(query::find(conn, id)?.unwrap()))
}

fn billing(app: &TestApp, id: i64) -> Billing {
    record(app, id).billing
}

/// What the form offers of a field, once an issuer and a condition are chosen.
fn offered(client: &mut Client, id: i64, entity: i64, condition: i64, key: &str) -> Vec<String> {
    let (entity, condition) = (entity.to_string(), condition.to_string());
    let pairs = [
        ("action", "billing_options"),
        ("billing_enabled", "1"),
        ("legal_entity_id", &entity),
        ("tax_condition_id", &condition),
    ];
    let page = client.post(&format!("/customers/{id}"), &pairs).expect(200);
    let mut options = page.texts(&format!("#{key} option"));
    options.retain(|option| option != "Sin asignar");
    options
}

#[test]
fn every_cell_of_the_letter_table_is_offered_and_enforced() {
    let app = panel("AR");
    let mut admin = app.sign_in(Role::Admin);
    let (full, small) = ("IVA Responsable Inscripto", "Responsable Monotributo");
    let issuers = [
        issuer(&app, "Nodo Sur", full, false),
        issuer(&app, "Nodo Imposed", full, true),
        issuer(&app, "Nodo Chico", small, false),
    ];
    let customer = numbered(&app, "AR");
    let types = rows_of(&app, Lookup::InvoiceTypes);
    for (receiver, letters) in [
        (full, ["A", "M", "C"]),
        ("IVA Sujeto Exento", ["B", "B", "C"]),
        ("Consumidor Final", ["B", "B", "C"]),
        (small, ["A", "M", "C"]),
        ("Sujeto No Categorizado", ["B", "B", "C"]),
        ("Proveedor del Exterior", ["B", "B", "C"]),
        ("Cliente del Exterior", ["E", "E", "E"]),
        ("IVA Liberado – Ley 19.640", ["B", "B", "C"]),
        ("Monotributista Social", ["A", "M", "C"]),
        ("IVA No Alcanzado", ["B", "B", "C"]),
        ("Monotributo Trabajador Independiente Promovido", ["A", "M", "C"]),
    ] {
        let condition = named(&app, Lookup::TaxConditions, receiver);
        for (entity, letter) in issuers.iter().zip(letters) {
            // What a customer has is shown to whoever changes it: here nobody has anything yet.
            let none = [("billing_enabled", Value::Flag(false)), ("invoice_type_id", Value::Empty)];
            write(&app, Some(customer), &none).unwrap();
            let names = offered(&mut admin, customer, *entity, condition, "invoice_type_id");
            let is_offered = |row: &&Entry| names.contains(&row.name().to_owned());
            assert!(types.iter().filter(is_offered).any(|row| row.text("letter") == letter));
            for kind in types.iter().filter(|row| row.text("purpose") == "invoice") {
                let asked = write(&app, Some(customer), &billed(*entity, condition, kind.id));
                let is_allowed = names.contains(&kind.name().to_owned());
                assert_eq!(asked.is_ok(), is_allowed, "{receiver} {letter} {}", kind.name());
                if let Err(findings) = asked {
                    let at = findings.refusal_at("invoice_type_id");
                    assert_eq!(at, Some(&Problem::NotSent(names.join(", "))), "{receiver}");
                }
            }
        }
    }
}

#[test]
fn a_fantasy_entity_takes_a_fantasy_condition_and_type_only() {
    let app = panel("AR");
    let fantasy = issuer(&app, "Apodo", "De fantasía", false);
    let legal = issuer(&app, "Nodo", "IVA Responsable Inscripto", false);
    let (none, full) = (
        named(&app, Lookup::TaxConditions, "De fantasía"),
        named(&app, Lookup::TaxConditions, "IVA Responsable Inscripto"),
    );
    let types = rows_of(&app, Lookup::InvoiceTypes);
    let paper = types
        .iter()
        .find(|row| row.is_fantasy() == Some(true) && row.text("purpose") == "invoice")
        .unwrap();
    let legal_paper = types.iter().find(|row| row.text("letter") == "A").unwrap();
    // No tax number is asked for: nobody but the two of them reads it.
    let ana = write(&app, None, &billed(fantasy, none, paper.id)).unwrap();
    let refused = |pairs: &[(&'static str, Value)]| write(&app, Some(ana), pairs).unwrap_err();
    let wrong = Problem::NotOfIssuer { is_fantasy: true };
    let found = refused(&billed(fantasy, full, legal_paper.id));
    assert_eq!(found.refusal_at("tax_condition_id"), Some(&wrong));
    let found = refused(&billed(fantasy, none, legal_paper.id));
    assert!(matches!(found.refusal_at("invoice_type_id"), Some(Problem::NotSent(_))));
    let found = refused(&billed(legal, none, paper.id));
    let wrong = Problem::NotOfIssuer { is_fantasy: false };
    assert_eq!(found.refusal_at("tax_condition_id"), Some(&wrong));
    assert!(matches!(found.refusal_at("tax_id"), Some(Problem::TaxNumber(_))));
}

#[test]
fn a_legal_entity_needs_a_tax_number_of_its_country() {
    for country in ["AR", "CO", "EC", "MX", "CL", "PE", "UY", "BR"] {
        let app = panel(country);
        let conditions = rows_of(&app, Lookup::TaxConditions);
        let legal: Vec<&Entry> =
            conditions.iter().filter(|row| row.is_fantasy() == Some(false)).collect();
        // An issuer and a receiver of the country that have something to send each other.
        let settings = |app: &TestApp| app.read(|conn| Ok(Settings::load(conn)?));
        let (entity, condition, kind) = legal
            .iter()
            .enumerate()
            .find_map(|(at, of)| {
                let entity = issuer(&app, &format!("Nodo {at}"), of.name(), false);
                let settings = settings(&app);
                let known = settings.issuing.issuer(entity).unwrap();
                let first = |to: &&Entry| settings.issuing.types_for(known, to.id).first().copied();
                legal.iter().find_map(|to| Some((entity, to.id, first(to)?)))
            })
            .unwrap_or_else(|| panic!("{country} sends nothing"));
        let asked = billed(entity, condition, kind);
        let found = write(&app, None, &asked).unwrap_err();
        let kinds = IdKind::for_country(country).0;
        assert_eq!(found.refusal_at("tax_id"), Some(&Problem::TaxNumber(kinds)), "{country}");
        let known = numbered(&app, country);
        write(&app, Some(known), &asked).unwrap_or_else(|found| panic!("{country}: {found:?}"));
    }
}

/// What the form of a customer of a fantasy issuer sends.
fn typed(entity: i64, condition: i64, kind: i64) -> Vec<(&'static str, String)> {
    vec![
        ("billing_enabled", "1".to_owned()),
        ("legal_entity_id", entity.to_string()),
        ("tax_condition_id", condition.to_string()),
        ("invoice_type_id", kind.to_string()),
        ("payment_method", "cash".to_owned()),
    ]
}

fn fantasy(app: &TestApp) -> (i64, i64, i64) {
    let entity = issuer(app, "Apodo", "De fantasía", false);
    let condition = named(app, Lookup::TaxConditions, "De fantasía");
    let types = rows_of(app, Lookup::InvoiceTypes);
    let is_meant =
        |row: &&Entry| row.is_fantasy() == Some(true) && row.text("purpose") == "invoice";
    (entity, condition, types.iter().find(is_meant).unwrap().id)
}

fn send(client: &mut Client, path: &str, pairs: &[(&str, String)]) -> Response {
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, v)| (*key, v.as_str())).collect();
    client.post(path, &pairs)
}

#[test]
fn turned_on_it_asks_for_all_it_needs_and_turned_off_it_keeps_what_was_typed() {
    let app = panel("AR");
    let (entity, condition, kind) = fantasy(&app);
    let ana = app.named("Ana");
    let mut member = app.sign_in(Role::Billing);
    let path = format!("/customers/{ana}");
    let version = |app: &TestApp| record(app, ana).customer.version.to_string();
    let answer =
        member.post(&path, &[("version", "1"), ("billing_enabled", "1"), ("tax_regime", "Uno")]);
    let answer = answer.expect(422);
    for key in ["legal_entity_id", "tax_condition_id", "invoice_type_id", "payment_method"] {
        assert_eq!(answer.count(&format!("#{key}[aria-invalid=true]")), 1, "{key}");
    }
    assert_eq!(answer.attribute("#tax_regime", "value").unwrap(), "Uno", "what was typed stays");
    let mut pairs = typed(entity, condition, kind);
    pairs.extend([("version", version(&app)), ("tax_regime", "Uno".to_owned())]);
    send(&mut member, &path, &pairs).expect(303);
    let on = billing(&app, ana);
    assert!(on.billing_enabled && on.legal_entity_id == Some(entity));
    // Off: an empty field is an empty field, what is not sent stays.
    let off = [("version", version(&app)), ("billing_enabled", String::new())];
    send(&mut member, &path, &off).expect(303);
    assert_eq!(billing(&app, ana), Billing { billing_enabled: false, ..on });
    let history = member.get(&format!("{path}/history")).expect(200);
    assert!(history.body.contains("Facturación habilitada"));
    let data = member.get(&format!("{path}/data")).expect(200);
    assert!(data.texts("#billing dd").contains(&"Apodo".to_owned()));
}

#[test]
fn an_own_cycle_and_the_usual_one_give_the_day_that_the_filter_finds() {
    let app = panel("AR");
    let (entity, condition, kind) = fantasy(&app);
    let cycle = |name: &str, day| {
        let pairs = [
            ("name", Value::Text(name.to_owned())),
            ("day", Value::Number(day)),
            ("due_days", Value::Number(10)),
        ];
        add(&app, Lookup::BillingCycles, &pairs)
    };
    let (usual, own) = (cycle("Del 5", 5), cycle("Del 20", 20));
    let inherits = write(&app, None, &billed(entity, condition, kind)).unwrap();
    let mut pairs = billed(entity, condition, kind);
    pairs.push(("own_cycle", Value::Flag(true)));
    let found = write(&app, None, &pairs).unwrap_err();
    assert_eq!(found.refusal_at("billing_cycle_id"), Some(&Problem::Required));
    pairs.push(("billing_cycle_id", Value::Ref(own)));
    let alone = write(&app, None, &pairs).unwrap();
    let off = app.named("Eva");
    let day = |id| billing(&app, id).effective_billing_day;
    assert_eq!([day(inherits), day(alone), day(off)], [None, Some(20), None]);

    let mut admin = app.sign_in(Role::Admin);
    let choose = |admin: &mut Client, cycle: &str| {
        let shown = admin.get("/settings/organisation").expect(200);
        let version = shown.attribute("input[name=version]", "value").unwrap();
        let pairs = [("version", version.as_str()), ("billing_cycle_id", cycle)];
        admin.post("/settings/organisation", &pairs)
    };
    choose(&mut admin, &own.wrapping_add(99).to_string()).expect(422);
    choose(&mut admin, &usual.to_string()).expect(303);
    assert_eq!([day(inherits), day(alone), day(off)], [Some(5), Some(20), None]);
    let version = record(&app, inherits).customer.version;
    assert_eq!(version, 1, "what follows from a setting is no change of the customer");
    // The day of the cycle moves with all who have it.
    let path = format!("/settings/billing-cycles/{usual}");
    admin.post(&path, &[("version", "1"), ("day", "7")]).expect(303);
    assert_eq!([day(inherits), day(alone)], [Some(7), Some(20)]);
    let list = |admin: &mut Client, day: &str| {
        let page = admin.get(&format!("/customers?effective_billing_day={day}")).expect(200);
        page.count("tbody tr")
    };
    assert_eq!(["5", "7", "20"].map(|day| list(&mut admin, day)), [0, 1, 1]);
    choose(&mut admin, "").expect(303);
    assert_eq!([day(inherits), day(alone)], [None, Some(20)]);
}

#[test]
fn sales_may_not_change_billing_by_form_or_bulk_and_edit_the_rest() {
    let app = panel("AR");
    let (entity, condition, kind) = fantasy(&app);
    let ana = app.named("Ana");
    for role in [Role::Sales, Role::Support] {
        let mut member = app.sign_in(role);
        let edit = member.get(&format!("/customers/{ana}/edit")).expect(200);
        assert_eq!(edit.count("[name=legal_entity_id], [name=billing_enabled]"), 0, "read only");
        assert!(edit.texts("#billing").join(" ").contains("Facturación"), "and told why");
        let version = record(&app, ana).customer.version.to_string();
        let mut pairs = typed(entity, condition, kind);
        pairs.push(("version", version.clone()));
        send(&mut member, &format!("/customers/{ana}"), &pairs).expect(422);
        let rest = [("version", version.as_str()), ("city", role.code())];
        member.post(&format!("/customers/{ana}"), &rest).expect(303);
    }
    assert_eq!(billing(&app, ana).legal_entity_id, None);
    let mut sales = app.sign_in(Role::Sales);
    let mut new = typed(entity, condition, kind);
    new.push(("name", "Nueva".to_owned()));
    send(&mut sales, "/customers", &new).expect(422);
    send(&mut sales, "/customers", &[("name", "Nueva".to_owned())]).expect(303);
    let id = ana.to_string();
    let many = [
        ("id", id.as_str()),
        ("selection", "ids"),
        ("change", "mail_invoice"),
        ("mail_invoice", "0"),
    ];
    sales.post("/customers/bulk-update", &many).expect(422);
    let mut member = app.sign_in(Role::Billing);
    let job = bulk(&mut member, &many);
    start(&mut member, job);
    work(&app);
    assert_eq!(state(&app, job).1, 1);
    assert!(!billing(&app, ana).mail_invoice);
    // Nor may they take back what another has changed.
    sales.post(&format!("/jobs/{job}/undo"), &[]);
    work(&app);
    assert!(!billing(&app, ana).mail_invoice);
}

#[test]
fn many_at_once_are_refused_one_by_one_where_it_does_not_fit() {
    let app = panel("AR");
    let (entity, condition, kind) = fantasy(&app);
    let ready = write(&app, None, &billed(entity, condition, kind)[1..]).unwrap();
    let bare = app.named("Eva");
    let mut member = app.sign_in(Role::Billing);
    let ids = [ready, bare].map(|id| id.to_string());
    let mut many: Vec<(&str, &str)> = ids.iter().map(|id| ("id", id.as_str())).collect();
    many.extend([("selection", "ids"), ("change", "billing_enabled"), ("billing_enabled", "1")]);
    let job = bulk(&mut member, &many);
    start(&mut member, job);
    work(&app);
    assert!(billing(&app, ready).billing_enabled);
    assert!(!billing(&app, bare).billing_enabled);
    let page = member.get(&format!("/jobs/{job}")).expect(200);
    assert!(page.texts("#refused tbody tr")[0].contains("Emisor"));
}

#[test]
fn an_export_names_type_and_condition_by_the_keys_of_before_too() {
    let app = panel("AR");
    let (entity, condition, kind) = fantasy(&app);
    let ana = write(&app, None, &billed(entity, condition, kind)).unwrap();
    let (columns, unknown) = export::known("enabled,invoice_type,tax_condition");
    assert!(unknown.is_empty());
    let keys: Vec<&str> = columns.iter().map(|column| column.key).collect();
    assert_eq!(keys, ["billing_enabled", "invoice_type_id", "tax_condition_id"]);
    let usual: Vec<&str> = export::usual().iter().map(|column| column.key).collect();
    assert_eq!(usual[12..15], keys);
    let record = record(&app, ana);
    for (key, value) in [("invoice_type_id", kind), ("tax_condition_id", condition)] {
        assert_eq!((fields::find(key).unwrap().get)(&record), Value::Ref(value));
    }
}

#[test]
fn a_lock_by_role_says_who_decides() {
    let app = panel("AR");
    let mut sales = app.sign_in(Role::Sales);
    let page = sales.get("/customers/new").expect(200);
    let words = padron::i18n::Text(padron::i18n::Lang::Es).lock(Lock::Role);
    assert!(page.texts("#billing").join(" ").contains(words));
}
