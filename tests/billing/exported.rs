//! The columns of an export that tell what a customer owes and who it is to gateways.

use std::ops::ControlFlow;

use calamine::Reader;
use diesel::prelude::*;
use padron::customers::Query;
use padron::customers::export::{self, Export, Format, Rows};
use padron::customers::save::{self, Outcome, Writing};
use padron::db::schema::customer_gateways;
use padron::error::AppError;
use padron::fields::{Changes, Lookup, Value};
use padron::settings::{Settings, lookups};
use padron::web::Form;

use super::debtors::gateway;
use super::house::{House, issued, line};

/// The bytes of a file of one customer.
fn file(house: &House, id: i64, columns: &str, format: Format) -> Vec<u8> {
    let form = Form::parse(format!("id={id}").as_bytes()).unwrap();
    let query = Query::visible_to(&house.actor).narrowed_exactly(&form, &house.settings).unwrap();
    let columns = export::chosen(columns).unwrap();
    let export = Export { rows: Rows::matching(query), columns, format };
    let mut out = Vec::new();
    export.write(&house.db, &mut out, &mut |_, _| ControlFlow::Continue(())).unwrap();
    out
}

/// Header and cells of the one customer of a file.
fn row(house: &House, id: i64, columns: &str, format: Format) -> Vec<(String, String)> {
    let bytes = file(house, id, columns, format);
    let rows: Vec<Vec<String>> = match format {
        Format::Csv => {
            let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap();
            let mut reader =
                csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(bytes);
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
        }
        Format::Xlsx => {
            let mut book: calamine::Xlsx<_> =
                calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
            let sheet = book.worksheet_range_at(0).unwrap().unwrap();
            sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
        }
    };
    assert_eq!(rows.len(), 2);
    rows[0].iter().cloned().zip(rows[1].iter().cloned()).collect()
}

fn of(row: &[(String, String)], header: &str) -> String {
    row.iter().find(|(name, _)| name == header).unwrap().1.clone()
}

/// A customer of whom everything is known, with two documents unpaid, one of them overdue.
fn somebody(house: &mut House) -> i64 {
    let id = house.customer("Núñez Güemes, Ana");
    let zone = house.write(|conn| {
        Ok(lookups::create(conn, &house.actor, Lookup::Zones, "Norte", None).unwrap())
    });
    house.settings = house.db.read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?)).unwrap();
    let texts = [
        ("remarks", "Avisar antes de ir"),
        ("email", "ana@example.com"),
        ("phone_landline", "0387 421-0934"),
        ("phone_mobile", "387 15 556-2210"),
        ("address", "Caseros 1184"),
        ("district", "Grand Bourg"),
        ("city", "Salta"),
        ("state", "AR-A"),
        ("country", "AR"),
        ("doc_number", "34118652"),
        ("tax_id", "27341186523"),
    ];
    let mut changes = Changes::default();
    for (key, text) in texts {
        changes.set(key, Value::Text(text.to_owned()));
    }
    changes.set("zone_id", Value::Ref(zone));
    house.write(|conn| {
        let writing = Writing::by_program(&house.actor, &house.settings, padron::clock::now());
        let outcome = save::update(conn, &writing, id, None, &changes)?;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        Ok(())
    });
    house.invoice(id, 120_000, 5);
    house.invoice(id, 1_005, 5);
    house.write(|conn| {
        let ends = [gateway(conn, "Simulador")?, gateway(conn, "Oneclick")?];
        for (end, state) in ends.into_iter().zip(["active", "removed"]) {
            diesel::insert_into(customer_gateways::table)
                .values((
                    customer_gateways::customer_id.eq(id),
                    customer_gateways::gateway_id.eq(end),
                    customer_gateways::external_id.eq(format!("padron-{id}")),
                    customer_gateways::status.eq(state),
                ))
                .execute(conn)?;
        }
        house.writing().refresh(conn, &[id])?;
        Ok(())
    });
    house.settings = house.db.read_now(|conn| Ok::<_, AppError>(Settings::load(conn)?)).unwrap();
    id
}

#[test]
fn all_21_columns_are_filled_for_a_customer_who_has_everything() {
    let mut house = House::new();
    let id = somebody(&mut house);
    for format in [Format::Csv, Format::Xlsx] {
        let row = row(&house, id, "", format);
        assert_eq!(row.len(), 21);
        for (header, cell) in &row {
            assert!(!cell.is_empty(), "{header} is empty in {format:?}");
        }
        assert_eq!(of(&row, "Número de facturas impagas"), "2");
        let decimal = if format == Format::Csv { "1210,05" } else { "1210.05" };
        assert_eq!(of(&row, "Balance de facturas impagas"), decimal);
        let gateways =
            format!("Simulador: padron-{id} (activa); Oneclick: padron-{id} (eliminada)");
        assert_eq!(of(&row, "Información de Pasarelas de Pago"), gateways);
        assert_eq!(of(&row, "Facturación habilitada"), "Sí");
    }
}

#[test]
fn several_currencies_stand_beside_each_other() {
    let mut house = House::new();
    let id = somebody(&mut house);
    house.write(|conn| {
        let w = house.writing();
        let mut draft = house.draft(id, vec![line("Roaming", 505)], 5);
        draft.currency = "USD".to_owned();
        issued(conn, &w, draft)?;
        w.refresh(conn, &[id])?;
        Ok(())
    });
    for format in [Format::Csv, Format::Xlsx] {
        let row = row(&house, id, "id,unpaid_count,unpaid_balance", format);
        assert_eq!(of(&row, "Número de facturas impagas"), "3");
        assert_eq!(of(&row, "Balance de facturas impagas"), "ARS 1210.05; USD 5.05");
    }
}

#[test]
fn who_owes_nothing_owes_nothing_in_figures() {
    let house = House::new();
    let id = house.customer("Ana");
    let row = row(
        &house,
        id,
        "unpaid_count,unpaid_balance,days_overdue,card_state,gateways",
        Format::Csv,
    );
    let cells: Vec<&str> = row.iter().map(|(_, cell)| cell.as_str()).collect();
    assert_eq!(cells, ["0", "0,00", "", "Sin tarjeta", ""]);
}
