//! The catalogue proves itself: every field is written, read, filtered, ordered and kept in the
//! history, on either database, without a test that names it.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod common;

use common::Scratch;
use padron::access::{Actor, Role, Via};
use padron::clock;
use padron::customers::save::{self, Outcome, Writing};
use padron::customers::{Field, Query, fields};
use padron::db::Db;
use padron::error::AppError;
use padron::fields::filter::Op;
use padron::fields::{Changes, Group, IdRole, Kind, Lookup, PhoneEntry, PhoneKind, Uses, Value};
use padron::history::{self, Entity};
use padron::lists::Place;
use padron::settings::{Settings, lookups};
use padron::staff::save::NO_PASSWORD;
use padron::staff::{self, NewMember};
use padron::web::Form;

/// Two different values of a field, as its kind takes them.
fn samples(field: &Field, ids: &[i64; 2]) -> [Value; 2] {
    let text = |a: &str, b: &str| [Value::Text(a.into()), Value::Text(b.into())];
    let phone = |number: &str| {
        let kind = PhoneKind::Other;
        Value::Phones(vec![PhoneEntry { kind, number: number.into(), e164: None }])
    };
    match (&field.kind, field.key.as_ref()) {
        (_, "person_kind") => text("natural", "self_employed"),
        (Kind::Text(_) | Kind::Lines(_), key) => {
            text(&format!("Ñandú Güemes {key}"), &format!("Otra cosa {key}"))
        }
        (Kind::Email, _) => text("uno@example.com", "dos@example.com"),
        (Kind::Login, _) => text("ana.ruiz", "eva-2026"),
        (Kind::Emails, _) => [
            Value::List(vec!["tres@example.com".into()]),
            Value::List(vec!["cuatro@example.com".into()]),
        ],
        (Kind::Phone, "phone_landline") => text("011 4276-3087", "011 4393-2000"),
        (Kind::Phone, _) => text("+54 9 351 607-5984", "+54 9 11 2822-5123"),
        (Kind::Phones, _) => [phone("0351 492-6639"), phone("interno 12")],
        (Kind::Url, _) => text("https://uno.example.com", "https://dos.example.com"),
        (Kind::Number(..) | Kind::DaysSince, _) => [Value::Number(12), Value::Number(9)],
        (Kind::Percent | Kind::Degrees(_) | Kind::Amount, _) => {
            [Value::Number(1250), Value::Number(900)]
        }
        (Kind::Date, _) => ["1990-02-03", "2001-12-31"].map(|d| Value::Date(d.parse().unwrap())),
        (Kind::Flag, _) => [Value::Flag(true), Value::Flag(false)],
        (Kind::Choice(choices), _) => text(choices[1].code, choices[0].code),
        (Kind::Ref(_), _) => ids.map(Value::Ref),
        (Kind::Country, _) => text("AR", "CL"),
        (Kind::State, _) => text("AR-S", "AR-X"),
        (Kind::Currency, _) => text("ARS", "USD"),
        (Kind::IdType(IdRole::Document), _) => text("AR_DNI", "PASSPORT"),
        (Kind::IdType(IdRole::Tax), _) => text("AR_CUIT", "FOREIGN_TAX"),
        (Kind::IdNumber(IdRole::Document), _) => text("34118652", "28999111"),
        (Kind::IdNumber(IdRole::Tax), _) => text("30642892696", "34735468482"),
        (Kind::Iban, _) => text("ES9378778932879217421809", "ES4167929081003390757938"),
        (Kind::Bic, _) => text("BBVAARBA", "GALIARBAXXX"),
        (Kind::BankAccount, _) => text("9458073002157368193038", "6426212399722003322452"),
        (Kind::Moment, _) => [Value::Empty, Value::Empty],
    }
}

/// Two rows of a catalogue, without legal validity where it has any.
fn fantasy(conn: &mut Db, list: Lookup) -> [i64; 2] {
    let columns = match list {
        Lookup::LegalEntities => (
            "legal_entities",
            ", country, is_fantasy, tax_condition_id, \
            is_electronic, sends_class_m, point_of_sale",
            ", 'AR', TRUE, (SELECT max(id) FROM \
            tax_conditions), FALSE, FALSE, 1",
        ),
        Lookup::TaxConditions => ("tax_conditions", ", country, is_fantasy", ", 'AR', TRUE"),
        Lookup::InvoiceTypes => (
            "invoice_types",
            ", country, purpose, shows_tax, is_fantasy",
            ", 'AR', 'invoice', FALSE, TRUE",
        ),
        Lookup::Taxes => {
            ("taxes", ", country, kind, rate_bp, is_inside", ", 'AR', 'rated', 2100, FALSE")
        }
        Lookup::BillingCycles => ("billing_cycles", ", day, due_days", ", 5, 10"),
        _ => return [0, 0],
    };
    let (table, more, values) = columns;
    for name in ["norte", "sur"] {
        let sql = format!(
            "INSERT INTO {table} (name, name_folded{more}) VALUES ('{name}', '{name}'{values})"
        );
        diesel::connection::SimpleConnection::batch_execute(conn, &sql).unwrap();
    }
    [1, 2]
}

struct Desk {
    scratch: Scratch,
    actor: Actor,
    settings: Settings,
    ids: Vec<(Lookup, [i64; 2])>,
}

impl Desk {
    fn new() -> Self {
        let scratch = Scratch::new();
        let actor = Actor::command(Via::Command);
        let mut ids: Vec<(Lookup, [i64; 2])> = Vec::new();
        let settings = scratch
            .db
            .write_now(|conn| {
                for list in Lookup::KEPT {
                    let pair = ["Norte", "Sur"]
                        .map(|name| lookups::create(conn, &actor, list, name, None).unwrap());
                    ids.push((list, pair));
                }
                ids.push((
                    Lookup::Staff,
                    ["ana@example.com", "eva@example.com"].map(|email| {
                        let new = NewMember {
                            email,
                            name: email,
                            role: Role::Sales,
                            own_customers_only: false,
                            password_hash: NO_PASSWORD,
                        };
                        staff::save::create(conn, &new).unwrap().unwrap()
                    }),
                ));
                for list in [Lookup::TaxConditions, Lookup::InvoiceTypes, Lookup::LegalEntities] {
                    ids.push((list, fantasy(conn, list)));
                }
                for list in [Lookup::Taxes, Lookup::BillingCycles] {
                    ids.push((list, fantasy(conn, list)));
                }
                let allowed = "INSERT INTO allowed_types VALUES (2, 1, 1)";
                diesel::connection::SimpleConnection::batch_execute(conn, allowed).unwrap();
                Settings::load(conn).map_err(AppError::from)
            })
            .unwrap();
        Self { scratch, actor, settings, ids }
    }

    fn ids(&self, field: &Field) -> [i64; 2] {
        let Kind::Ref(list) = field.kind else {
            return [0, 0];
        };
        self.ids.iter().find(|(kept, _)| *kept == list).map_or([0, 0], |(_, ids)| *ids)
    }

    fn write<T>(&self, job: impl FnOnce(&mut Db, &Writing) -> Result<T, AppError>) -> T {
        let writing = Writing::by_program(&self.actor, &self.settings, clock::now());
        self.scratch.db.write_now(|conn| job(conn, &writing)).unwrap()
    }

    fn create(&self, pairs: &[(&str, Value)]) -> i64 {
        let changes: Changes = pairs.iter().map(|(k, v)| ((*k).to_owned(), v.clone())).collect();
        match self.write(|conn, writing| save::create(conn, writing, &changes)) {
            Outcome::Saved(saved) => saved.id,
            other => panic!("not created: {other:?}"),
        }
    }

    fn list(&self, query: &str) -> (Vec<i64>, usize) {
        let form = Form::parse(query.as_bytes()).unwrap();
        let (query, ignored) = Query::visible_to(&self.actor).narrowed_by(&form, &self.settings);
        let slice = self
            .scratch
            .db
            .read_now(|conn| query.page(conn, 100, Place::Start).map_err(AppError::from));
        (slice.unwrap().ids, ignored.len())
    }
}

/// What a field needs beside it to be settled as it is meant.
fn company() -> Vec<(&'static str, Value)> {
    vec![
        ("name", Value::Text("Base".into())),
        ("person_kind", Value::Text("self_employed".into())),
        ("country", Value::Text("AR".into())),
    ]
}

/// What a field says nothing without.
fn beside(desk: &Desk, field: &Field) -> Vec<(&'static str, Value)> {
    let first = |key: &str| Value::Ref(desk.ids(fields::find(key).unwrap())[0]);
    match (&field.kind, field.key.as_ref()) {
        (Kind::IdType(IdRole::Document), _) => {
            vec![("doc_number", Value::Text("34118652".into()))]
        }
        (Kind::IdType(IdRole::Tax), _) => vec![("tax_id", Value::Text("30642892696".into()))],
        (_, "billing_enabled") => vec![
            ("legal_entity_id", first("legal_entity_id")),
            ("tax_condition_id", first("tax_condition_id")),
            ("invoice_type_id", first("invoice_type_id")),
            ("payment_method", Value::Text("cash".into())),
        ],
        (_, "own_cycle") => vec![("billing_cycle_id", first("billing_cycle_id"))],
        _ => Vec::new(),
    }
}

fn writable() -> impl Iterator<Item = &'static Field> {
    fields::all().iter().filter(|field| field.is_used_in(Uses::FORM))
}

#[test]
fn no_section_of_a_page_has_the_fragment_of_a_field() {
    for group in Group::ALL {
        assert!(fields::find(group.anchor()).is_none(), "two elements with one id: {group:?}");
    }
}

#[test]
fn every_field_is_written_read_and_kept_in_the_history() {
    let desk = Desk::new();
    for field in writable() {
        let [first, second] = samples(field, &desk.ids(field));
        let mut pairs = company();
        pairs.retain(|(key, _)| *key != field.key);
        pairs.push((&field.key, first.clone()));
        pairs.extend(beside(&desk, field));
        let id = desk.create(&pairs);
        let read = |key: &Field| {
            let record = desk
                .scratch
                .db
                .read_now(|conn| padron::customers::query::find(conn, id).map_err(AppError::from));
            (key.get)(&record.unwrap().unwrap())
        };
        let stored = read(field);
        assert!(!stored.is_empty(), "{} was not stored", field.key);
        let changes: Changes = [(field.key.to_string(), second.clone())].into_iter().collect();
        let outcome =
            desk.write(|conn, writing| save::update(conn, writing, id, Some(1), &changes));
        // A locked field says so; that is its own kind of right answer.
        if matches!(field.key.as_ref(), "store_id" | "tax_id" | "tax_id_type") {
            assert!(matches!(outcome, Outcome::Rejected(_)), "{} is not locked", field.key);
        } else {
            assert!(matches!(outcome, Outcome::Saved(_)), "{}: {outcome:?}", field.key);
            let entries = desk.scratch.db.read_now(|conn| {
                history::of(conn, Entity::Customer, id, None, 100).map_err(AppError::from)
            });
            let entry = entries.unwrap().into_iter().find(|e| e.field == field.key);
            let entry = entry.unwrap_or_else(|| panic!("{} left no history", field.key));
            assert_eq!(entry.before, stored.canonical(), "{}", field.key);
            assert_eq!(entry.after, read(field).canonical(), "{}", field.key);
        }
        desk.write(|conn, writing| save::delete(conn, writing, id));
    }
}

#[test]
fn every_filter_finds_what_it_says() {
    let desk = Desk::new();
    for field in writable().filter(|field| field.is_used_in(Uses::FILTER)) {
        let [first, second] = samples(field, &desk.ids(field));
        let mut pairs = company();
        pairs.retain(|(key, _)| *key != field.key);
        let blank = if field.key == "name" { pairs.clone() } else { company() };
        let with = |value: &Value| {
            let mut all = pairs.clone();
            all.push((&field.key, value.clone()));
            all.extend(beside(&desk, field));
            desk.create(&all)
        };
        let (a, b, none) = (with(&first), with(&second), desk.create(&blank));
        for op in field.kind.ops() {
            check_filter(&desk, field, *op, &first, [a, b, none]);
        }
        for id in [a, b, none] {
            desk.write(|conn, writing| save::delete(conn, writing, id));
        }
    }
}

/// Whether the filter finds the customer with the first value, and not the others, as it should.
fn check_filter(desk: &Desk, field: &Field, op: Op, value: &Value, [a, b, none]: [i64; 3]) {
    let name = padron::fields::filter::join_name(&field.key, op);
    let typed = typed(field.kind, value);
    let query = match op {
        Op::Empty => format!("{name}=1"),
        Op::Filled => format!("{name}=0"),
        _ => form_urlencoded(&name, &typed),
    };
    let (found, ignored) = desk.list(&query);
    assert_eq!(ignored, 0, "{query} was ignored");
    let has = |id| found.contains(&id);
    let always_there = matches!(field.kind, Kind::Choice(_) | Kind::Flag | Kind::Country);
    match op {
        Op::Eq | Op::Contains | Op::Starts => {
            assert!(has(a), "{query} misses its customer");
            assert!(!has(b), "{query} finds another value");
            assert!(always_there || !has(none), "{query} finds what is empty");
        }
        Op::Not => assert!(!has(a) && has(b), "{query}: {found:?}"),
        Op::Empty => assert!(!has(a) && (always_there || has(none)), "{query}"),
        Op::Filled => assert!(has(a) && has(b) && (always_there || !has(none)), "{query}"),
        Op::Gte | Op::Lte => assert!(has(a), "{query}"),
        Op::Gt | Op::Lt => assert!(!has(a), "{query}"),
    }
}

#[test]
fn every_order_is_kept_both_ways_and_what_is_empty_comes_last() {
    let desk = Desk::new();
    for field in writable().filter(|field| field.order.is_some()) {
        let [first, second] = samples(field, &desk.ids(field));
        let mut pairs = company();
        pairs.retain(|(key, _)| *key != field.key);
        let with = |value: &Value| {
            let mut all = pairs.clone();
            all.push((&field.key, value.clone()));
            all.extend(beside(&desk, field));
            desk.create(&all)
        };
        let (a, b) = (with(&first), with(&second));
        let always_there = matches!(field.kind, Kind::Choice(_) | Kind::Flag | Kind::Country)
            || field.key == "name";
        let none = (!always_there).then(|| desk.create(&pairs));
        let sorted = |sort: &str| {
            let (mut found, ignored) = desk.list(&format!("sort={sort}"));
            assert_eq!(ignored, 0, "{sort}");
            if let Some(none) = none {
                assert_eq!(found.pop(), Some(none), "{sort}: what is empty comes last");
            }
            found
        };
        let mut up = sorted(&field.key);
        assert!(up == [a, b] || up == [b, a], "{}: {up:?}", field.key);
        up.reverse();
        assert_eq!(sorted(&format!("-{}", field.key)), up, "{}", field.key);
        for id in [a, b].into_iter().chain(none) {
            desk.write(|conn, writing| save::delete(conn, writing, id));
        }
    }
}

fn typed(kind: Kind, value: &Value) -> String {
    match value {
        Value::Text(text) => text.to_uppercase().replace("HTTPS", "https"),
        Value::Number(points) if kind == Kind::Percent => {
            format!("{},{:02}", points / 100, points % 100)
        }
        Value::Flag(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Value::List(items) => items.join(","),
        Value::Phones(phones) => phones[0].number.clone(),
        other => other.canonical().unwrap_or_default(),
    }
}

fn form_urlencoded(name: &str, value: &str) -> String {
    Form::default().with(name, value).encode()
}

#[test]
fn the_name_needs_no_accents_to_be_found_by_the_database() {
    let desk = Desk::new();
    let id = desk.create(&[("name", Value::Text("ÁÉÍÓÚÜÑÇ Ãõ ñandú".into()))]);
    for query in ["name=aeiouunc+ao+nandu", "name__contains=%C3%91ANDU", "name__starts=aeio"] {
        assert_eq!(desk.list(query).0, [id], "{query}");
    }
    assert_eq!(desk.list("name__contains=%25").0, [] as [i64; 0]);
    assert_eq!(desk.list("name__contains=_").0, [] as [i64; 0]);
}

/// Columns of the customers' own tables that are no fields: keys, and what the save path keeps.
const KEPT: &[&str] = &[
    "customer_id",
    "public_id",
    "version",
    "name_sort",
    "search_text",
    "custom_id_folded",
    "email_folded",
    "doc_folded",
    "tax_id_folded",
    "gender_presumed",
    "unsubscribed_at",
    "unsubscribed_via",
    "created_by",
];

#[test]
fn every_column_of_customers_is_a_field_or_kept_by_the_system() {
    let schema = include_str!("../src/db/schema.rs");
    let beside =
        ["customer_details (", "customer_legal (", "customer_shipping (", "customer_billing ("];
    for table in std::iter::once("customers (id)").chain(beside) {
        let columns = schema.split(&format!("    {table}")).nth(1).unwrap().split('}').next();
        for line in columns.unwrap().lines().filter(|line| line.contains("->")) {
            let column = line.trim().split(' ').next().unwrap();
            let is_known = fields::find(column).is_some() || KEPT.contains(&column);
            assert!(is_known, "{column} is neither a field nor named as kept by the system");
        }
    }
}

#[test]
fn every_field_speaks_three_languages_and_only_once() {
    let mut keys = std::collections::HashSet::new();
    for field in fields::all() {
        assert!(keys.insert(field.key.clone()), "{} is declared twice", field.key);
        for label in &field.labels {
            assert!(!label.trim().is_empty() && label.trim() == label, "{}", field.key);
        }
    }
}
