//! The export from a database: the columns, who is in it, and the way back through the import. On
//! SQLite, or on PostgreSQL with `TEST_DATABASE` set.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod command;
#[path = "../common/mod.rs"]
mod common;
mod round_trip;
mod who;

use std::ops::ControlFlow;
use std::path::PathBuf;

use common::Scratch;
use padron::access::{Actor, Via};
use padron::customers::export::{self, Export, ExportError, Format, Rows};
use padron::customers::query::Needs;
use padron::customers::save::{self, Outcome, Writing};
use padron::customers::{Query, Record};
use padron::db::Database;
use padron::error::AppError;
use padron::fields::{Changes, Value};
use padron::seeds::Filling;
use padron::settings::{Settings, organisation};
use padron::web::Form;

/// A scratch database and a folder for files.
struct Desk {
    scratch: Scratch,
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { scratch: Scratch::new(), folder: tempfile::tempdir().unwrap() }
    }

    /// With invented customers, some of them edited, deactivated and archived.
    fn filled(count: u64) -> Self {
        let desk = Self::new();
        let filling =
            Filling { seed: 7, count, authors: Vec::new(), has_stories: true, invoices: 0 };
        assert_eq!(filling.run(desk.db(), |_| ()).unwrap().refused, 0);
        desk
    }

    fn db(&self) -> &Database {
        &self.scratch.db
    }

    fn settings(&self) -> Settings {
        self.db().read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?)).unwrap()
    }

    /// Creates a customer; says its number.
    fn add(&self, values: &[(&str, Value)]) -> i64 {
        let settings = self.settings();
        let actor = Actor::command(Via::Command);
        let writing = Writing::by_program(&actor, &settings, padron::clock::now());
        let mut changes = Changes::default();
        for (key, value) in values {
            // Texts are read as a form reads them; numbers of rows are none that anybody types.
            let kind = padron::customers::fields::find(key).unwrap().kind;
            let read = value.text().map(|typed| kind.parse(typed, settings.organisation.reading()));
            changes.set(key, read.map_or_else(|| value.clone(), Result::unwrap));
        }
        let outcome = self.db().write_now(|conn| save::create(conn, &writing, &changes));
        let Outcome::Saved(saved) = outcome.unwrap() else { panic!("refused: {values:?}") };
        saved.id
    }

    fn named(&self, name: &str) -> i64 {
        self.add(&[("name", text(name))])
    }

    fn change(&self, id: i64, key: &str, value: Value) {
        let settings = self.settings();
        let actor = Actor::command(Via::Command);
        let writing = Writing::by_program(&actor, &settings, padron::clock::now());
        let mut changes = Changes::default();
        changes.set(key, value);
        let outcome = self.db().write_now(|conn| save::update(conn, &writing, id, None, &changes));
        assert!(matches!(outcome.unwrap(), Outcome::Saved(_)));
    }

    /// The query of an address.
    fn query(&self, address: &str) -> Query {
        let everybody = Query::visible_to(&Actor::command(Via::Command));
        let form = Form::parse(address.as_bytes()).unwrap();
        everybody.narrowed_exactly(&form, &self.settings()).unwrap()
    }

    fn matching(&self, address: &str) -> Rows {
        Rows::matching(self.query(address))
    }

    /// The bytes of a file.
    fn file(&self, rows: Rows, columns: &str, format: Format) -> Vec<u8> {
        let export = Export { rows, columns: export::chosen(columns).unwrap(), format };
        let mut out = Vec::new();
        let mut go_on = |_, _| ControlFlow::Continue(());
        export.write(self.db(), &mut out, &mut go_on).unwrap();
        out
    }

    /// The rows of a CSV file, its header first.
    fn cells(&self, rows: Rows, columns: &str) -> Vec<Vec<String>> {
        table(&self.file(rows, columns, Format::Csv))
    }

    /// The numbers in a file.
    fn ids(&self, rows: Rows) -> Vec<i64> {
        let cells = self.cells(rows, "id");
        cells.iter().skip(1).map(|row| row[0].parse().unwrap()).collect()
    }

    fn stored(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// Every customer, by number.
    fn records(&self) -> Vec<Record> {
        let query = Query::visible_to(&Actor::command(Via::Command)).with_everybody();
        self.db()
            .read_now(|conn| {
                let mut ids = query.few(conn, 100_000)?;
                ids.sort_unstable();
                Ok::<_, AppError>(query.records(conn, &ids, Needs::ALL)?)
            })
            .unwrap()
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// The cells of a CSV file of an organisation that writes a decimal comma.
fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").expect("the file has its mark");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

const HEADERS: &str = "ID cliente;Nombre;Observaciones;E-mail;Teléfono;Teléfono celular;Dirección;\
    Barrio;Zona;Documento/cédula;Ciudad;Provincia/estado/región;Facturación habilitada;\
    Tipo de factura;Condición impositiva;Número de identificación tributaria;\
    Número de facturas impagas;Balance de facturas impagas;Información de Pasarelas de Pago;\
    Creado el;Última modificación";

#[test]
fn the_file_is_as_promised_to_the_byte() {
    let desk = Desk::new();
    let empty = desk.file(desk.matching(""), "", Format::Csv);
    assert_eq!(String::from_utf8(empty).unwrap(), format!("\u{feff}{HEADERS}\r\n"));
    let id = desk.add(&[
        ("name", text("Núñez; Ana")),
        ("remarks", text("dice: \"no\"\nuna más")),
        ("tax_id", text("30-35353039-5")),
        ("doc_number", text("00123456")),
        ("phone_mobile", text("+54 9 387 556-2210")),
        ("state", text("Salta")),
    ]);
    let record = desk.records().remove(0);
    let zone = desk.settings().organisation.zone();
    let at = |at: chrono::NaiveDateTime| {
        at.and_utc().with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
    };
    let (created, updated) = (at(record.customer.created_at), at(record.customer.updated_at));
    let row = format!(
        "{id};\"Núñez; Ana\";\"dice: \"\"no\"\"\nuna más\";;;+54 9 387 556-2210;;;;00123456;;Salta;No;;;\
         30-35353039-5;0;0,00;;{created};{updated}\r\n"
    );
    let file = desk.file(desk.matching(""), "", Format::Csv);
    assert_eq!(String::from_utf8(file).unwrap(), format!("\u{feff}{HEADERS}\r\n{row}"));
}

#[test]
fn a_country_with_a_decimal_point_gets_commas_between_cells() {
    let desk = Desk::new();
    let mut settings = desk.settings().organisation;
    settings.country = "MX".to_owned();
    desk.db().write_now(|conn| Ok::<_, AppError>(organisation::store(conn, &settings)?)).unwrap();
    desk.add(&[("name", text("Ana")), ("personal_discount_bp", Value::Number(1_250))]);
    let file = desk.file(desk.matching(""), "name,personal_discount_bp", Format::Csv);
    let wanted = "\u{feff}Nombre,Descuento personal\r\nAna,12.50\r\n";
    assert_eq!(String::from_utf8(file).unwrap(), wanted);
}
