//! The way back: what the export writes, the import reads as the same customers.

use std::path::Path;

use super::*;
use padron::customers::Field;
use padron::customers::fields;
use padron::customers::import::import;
use padron::customers::import::options::{Mode, Options};
use padron::customers::import::report::{Counts, Report};
use padron::fields::{Lookup, PhoneEntry, PhoneKind, Uses};
use padron::settings::lookups;

const FORMATS: [Format; 2] = [Format::Csv, Format::Xlsx];

fn take(desk: &Desk, path: &Path, options: &Options) -> Report {
    let actor = Actor::command(Via::Import);
    import(desk.db(), &desk.settings(), &actor, path, options, &mut |_| {}).unwrap()
}

/// Created, updated, unchanged, skipped, failed.
fn counts(report: &Report) -> [u64; 5] {
    let Counts { created, updated, unchanged, skipped, failed } = report.counts;
    [created, updated, unchanged, skipped, failed]
}

fn all_columns() -> String {
    let keys: Vec<&str> = export::available().iter().map(|column| column.key).collect();
    keys.join(",")
}

/// A value that can be compared between databases: names instead of numbers of rows.
fn comparable(field: &Field, record: &Record, settings: &Settings) -> Option<String> {
    match ((field.get)(record), field.kind) {
        (Value::Ref(id), padron::fields::Kind::Ref(list)) => {
            settings.name_of(list, id).map(|offer| offer.name)
        }
        (value, _) => value.canonical(),
    }
}

/// Exports everybody with every column, imports the file elsewhere, and compares every field.
fn comes_back(desk: &Desk, format: Format) {
    let everybody: Vec<i64> = desk.records().iter().map(|r| r.customer.id).collect();
    let rows = Rows::picked(&Actor::command(Via::Command), everybody.clone());
    let file = desk.file(rows, &all_columns(), format);
    let path = desk.stored(&format!("all.{}", format.code()), &file);
    let there = Desk::new();
    let map = vec![("ID cliente".to_owned(), "-".to_owned())];
    let report = take(&there, &path, &Options { map, ..Options::default() });
    let (wanted, found) = (desk.records(), there.records());
    let created = [u64::try_from(wanted.len()).unwrap(), 0, 0, 0, 0];
    assert_eq!(counts(&report), created, "{:?}", report.failures.first);
    let (here_settings, there_settings) = (desk.settings(), there.settings());
    let compared = |field: &&Field| {
        field.key != "id" && field.is_used_in(Uses::EXPORT) && field.is_used_in(Uses::IMPORT)
    };
    for (before, after) in wanted.iter().zip(&found) {
        for field in fields::all().iter().filter(compared) {
            let id = before.customer.id;
            assert_eq!(
                comparable(field, after, &there_settings),
                comparable(field, before, &here_settings),
                "{} of {id} through {}",
                field.key,
                format.code()
            );
        }
    }
}

/// The columns of the preset that ships.
fn reimportable() -> String {
    let keys: Vec<&str> = export::reimportable().iter().map(|column| column.key).collect();
    keys.join(",")
}

/// Imports the file of some columns over the same customers.
fn changes_nothing(desk: &Desk, columns: &str, format: Format) {
    let file = desk.file(desk.matching(""), columns, format);
    let path = desk.stored(&format!("some.{}", format.code()), &file);
    let before = desk.records();
    let options =
        Options { match_field: Some("id".to_owned()), mode: Mode::Update, ..Options::default() };
    let report = take(desk, &path, &options);
    let unchanged = u64::try_from(before.len()).unwrap();
    let notes = (&report.failures.first, &report.warnings.first);
    assert_eq!(counts(&report), [0, 0, unchanged, 0, 0], "{notes:?}");
    assert!(before == desk.records());
}

#[test]
fn invented_customers_come_back_whole() {
    let desk = Desk::filled(300);
    for format in FORMATS {
        comes_back(&desk, format);
        changes_nothing(&desk, "", format);
        changes_nothing(&desk, &reimportable(), format);
    }
}

/// Values that a sheet, a separator or a guard could spoil.
fn hostile(desk: &Desk) {
    let command = Actor::command(Via::Command);
    let zone = desk.db().write_now(|conn| {
        let zone = lookups::create(conn, &command, Lookup::Zones, "=Zona; \"Norte\"", None)?;
        Ok::<_, AppError>(zone)
    });
    let zone = zone.unwrap();
    for (at, name) in [
        "=1+1",
        "+SUM(1;2)",
        "-Empresa",
        "@cmd",
        "'=1",
        "''=1",
        "'s-Gravenhage",
        "'+54 11",
        "\"",
        "a;b,c\td",
        "«Ñandú» 🦜 & <b>",
        "_x0041_",
        "O'Higgins",
        "007",
        "1E5",
        "TRUE",
        "#N/A",
        "+54 11 4444-5555",
        "-5",
        "2026-01-02",
    ]
    .into_iter()
    .enumerate()
    {
        desk.add(&[
            ("name", text(name)),
            ("custom_id", text(&format!("00{at}"))),
            ("remarks", text(&format!("{name}\n\n=2\r\n'{name}\n\tfin"))),
            ("address", text(name)),
            ("doc_number", text(&format!("00123{at:02}"))),
            ("zone_id", Value::Ref(zone)),
        ]);
    }
    let long = "áéí 🦜 \"x\"; ".repeat(600).chars().take(4_999).collect::<String>() + ".";
    let phone = |kind, number: &str| PhoneEntry { kind, number: number.to_owned(), e164: None };
    let phones = vec![
        phone(PhoneKind::Mobile, "+54 9 387 556-2210"),
        phone(PhoneKind::Other, "15 4444 int. 3"),
        phone(PhoneKind::Landline, "(011) 4444-5555"),
    ];
    desk.add(&[
        ("name", text("Larga")),
        ("remarks", text(&long)),
        ("phones", Value::Phones(phones)),
        ("phone_landline", text("+54 11 4321-1234")),
        ("notify_emails", Value::List(vec!["a@example.com".into(), "b@example.com".into()])),
        ("email", text("=x@example.com")),
        ("personal_discount_bp", Value::Number(5)),
        ("external_ref", text("-X9")),
    ]);
    desk.add(&[("custom_id", text("sin nombre"))]);
    // No longer offered, and still theirs.
    desk.db().write_now(|conn| retire(conn, &command, zone)).unwrap();
}

fn retire(conn: &mut padron::db::Db, actor: &Actor, zone: i64) -> Result<(), AppError> {
    let settings = Settings::load(conn)?;
    let row = settings.rows(Lookup::Zones).find(|row| row.id == zone).unwrap().clone();
    lookups::set_active(conn, actor, &row, false)?;
    Ok(())
}

#[test]
fn hostile_values_come_back_whole() {
    let desk = Desk::new();
    hostile(&desk);
    for format in FORMATS {
        changes_nothing(&desk, "", format);
        changes_nothing(&desk, &reimportable(), format);
        comes_back(&desk, format);
    }
}

#[test]
fn no_cell_of_a_file_runs() {
    let desk = Desk::new();
    hostile(&desk);
    let cells = desk.cells(desk.matching("sort=id"), &all_columns());
    let runs = |cell: &&String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let bare: Vec<&String> = cells.iter().flatten().filter(runs).collect();
    let is_harmless = |cell: &&&String| {
        cell[1..].chars().all(|c| c.is_ascii_digit() || " ()-.".contains(c))
            && cell[1..].contains(|c: char| c.is_ascii_digit())
    };
    assert!(bare.iter().all(|cell| is_harmless(&cell)), "{bare:?}");
    assert!(bare.len() > 2, "{bare:?}");
    let zone = cells[0].iter().position(|header| header == "Zona").unwrap();
    assert_eq!(cells[1][zone], "'=Zona; \"Norte\"");
}
