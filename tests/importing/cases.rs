//! The made cases, each with its known answer and what must be in the database afterwards.

use super::*;
use serde_json::Value;

fn case(name: &str) -> (Desk, Report) {
    let desk = Desk::new();
    let report = desk.import(&data(&format!("import_cases/{name}")), &Options::default());
    (desk, report)
}

fn numbers(value: &Value) -> Option<Vec<u64>> {
    let list = value.as_array()?;
    Some(list.iter().filter_map(Value::as_u64).collect())
}

#[test]
fn every_case_is_reported_as_expected() {
    let text = std::fs::read(data("import_cases/expected.json")).unwrap();
    let expected: Value = serde_json::from_slice(&text).unwrap();
    for (name, wanted) in expected.as_object().unwrap() {
        let (_desk, report) = case(name);
        if let Some(rows) = wanted["data_rows"].as_u64() {
            assert_eq!(report.counts.rows(), rows, "{name}");
        }
        let reported = [
            ("bad_tax_id_rows", &report.warnings, "identity_number"),
            ("scientific_phone_rows", &report.warnings, "rounded"),
            ("missing_name_rows", &report.failures, "no_name_or_id"),
            ("repeated_header_rows", &report.skips, "repeated_header"),
        ];
        for (key, notes, code) in reported {
            let rows = numbers(&wanted[key]).unwrap_or_default();
            assert_eq!(lines(notes, code), rows, "{name}: {key}");
        }
        for group in wanted["duplicate_rows"].as_array().into_iter().flatten() {
            let group = numbers(group).unwrap();
            let found = lines(&report.warnings, "likely_duplicate");
            assert!(
                group[1..].iter().all(|row| found.contains(row)),
                "{name}: {group:?} {found:?}"
            );
        }
    }
}

#[test]
fn an_argentine_export_lands_whole() {
    let (desk, report) = case("ar_isp_cp1252_semicolon.csv");
    assert_eq!(counts(&report), [120, 0, 0, 0, 0]);
    let third = desk.by_custom_id("000003");
    let (customer, details) = (&third.customer, &third.details);
    assert_eq!(customer.name.as_deref(), Some("Olivera-Diaz Ñandú S.H."));
    // What no catalogue has is not lost.
    let remarks = "Dice: \"no molestar\"\nTipo de factura: A\n\
                   Condición impositiva: Responsable Inscripto";
    assert_eq!(details.remarks.as_deref(), Some(remarks));
    assert_eq!(customer.email, None);
    assert_eq!(details.address.as_deref(), Some("Avenida Belgrano N° 2083"));
    assert_eq!(details.district.as_deref(), Some("Güemes"));
    assert_eq!(details.city.as_deref(), Some("Neuquén"));
    assert_eq!(details.state.as_deref(), Some("AR-S"));
    assert_eq!(customer.doc_number.as_deref(), Some("35353039"));
    assert_eq!(customer.tax_id.as_deref(), Some("30353530395"));
    assert_eq!(customer.tax_id_type.as_deref(), Some("AR_CUIT"));
    let zone =
        desk.settings().name_of(padron::fields::Lookup::Zones, customer.zone_id.unwrap()).unwrap();
    assert_eq!(zone.name, "Norte");
    let landline = third.landline.unwrap();
    assert_eq!(landline.number, "0351-4926639");
    assert_eq!(landline.e164.as_deref(), Some("+543514926639"));
    assert_eq!(third.mobile.unwrap().number, "11 15-7693-2246");

    let second = desk.by_custom_id("000002").details;
    assert_eq!(
        second.remarks.as_deref(),
        Some("línea 1\nlínea 2\nTipo de factura: B\nCondición impositiva: Consumidor Final")
    );
    let fourth = desk.by_custom_id("000004");
    assert_eq!(fourth.customer.email.as_deref(), Some("morena48@hotmail.com"));
    assert_eq!(fourth.notify_emails, ["lucia14@gmail.com"]);
    // A number that no plan knows stays as it was typed, and is told.
    let first = desk.by_custom_id("000001").mobile.unwrap();
    assert_eq!((first.number.as_str(), first.e164), ("151346533", None));
    assert!(lines(&report.warnings, "phone").contains(&2));
    let zones: Vec<_> = report.lookups.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(zones, ["Norte", "Sur", "Zona 3"]);
}

#[test]
fn what_is_not_taken_yet_is_named() {
    let (_desk, report) = case("ar_isp_cp1252_semicolon.csv");
    let named: Vec<_> =
        report.not_taken.iter().map(|(header, why)| (header.as_str(), why.code())).collect();
    assert_eq!(
        named,
        [
            ("Número de facturas impagas", "read_only"),
            ("Balance de facturas impagas", "read_only"),
            ("Creado el", "read_only"),
            ("Última modificación", "read_only"),
        ]
    );
}

#[test]
fn chilean_numbers_tell_their_country_and_a_wrong_one_is_kept() {
    let (desk, report) = case("cl_utf8_bom_comma.csv");
    assert_eq!(counts(&report), [60, 0, 0, 0, 0]);
    assert_eq!(report.presumed_country, Some("CL"));
    let third = desk.named("Nolberto San Martín E.I.R.L.");
    assert_eq!(third.customer.tax_id.as_deref(), Some("771608566"));
    assert_eq!(third.customer.tax_id_type.as_deref(), Some("CL_RUT"));
    assert_eq!(third.customer.country.as_deref(), Some("CL"));
    assert_eq!(third.details.state.as_deref(), Some("CL-BI"));
    let phone = third.landline.unwrap();
    assert_eq!(phone.e164.as_deref(), Some("+56951752259"));
    let wrong = desk.named("Vera, Córdova y Hidalgo Ltda.");
    assert_eq!(wrong.customer.tax_id, None);
    let kept = "Número de identificación tributaria: 77672782-1";
    assert!(wrong.details.remarks.unwrap().lines().any(|line| line == kept));
}

#[test]
fn a_rounded_phone_is_never_stored() {
    let (desk, report) = case("co_utf16le_tab.txt");
    assert_eq!(counts(&report), [50, 0, 0, 0, 0]);
    let first = desk.named("Deicy Mosquera Camargo");
    assert_eq!(first.all_phones().count(), 0);
    assert_eq!(first.details.remarks, None);
    let Record { customer: third, details, .. } = desk.named("Mary Acosta Cardona");
    assert_eq!(third.doc_type.as_deref(), Some("CO_CC"));
    assert_eq!(third.doc_number.as_deref(), Some("2046777"));
    assert_eq!(third.person_kind, "natural");
    assert_eq!(details.second_surname.as_deref(), Some("Cardona"));
    let company = desk.named("Hernández LLC").customer;
    assert_eq!(company.tax_id.as_deref(), Some("9751941355"));
    assert_eq!(company.person_kind, "legal");
}

#[test]
fn a_mexican_workbook_and_a_brazilian_list() {
    let (desk, report) = case("mx_workbook.xlsx");
    assert_eq!(counts(&report), [40, 0, 0, 0, 0]);
    let second = desk.named("Israel Negrón");
    assert_eq!(second.customer.tax_id.as_deref(), Some("GUWR760801UQ7"));
    assert_eq!(second.details.postal_code.as_deref(), Some("01000"));
    assert_eq!(second.landline.unwrap().number, "8187644754");

    let (desk, report) = case("br_import_comma.csv");
    assert_eq!(counts(&report), [45, 0, 0, 0, 0]);
    let third = desk.by_custom_id("C0002");
    assert_eq!(third.customer.tax_id.as_deref(), Some("97374542860"));
    assert_eq!(third.customer.tax_id_type.as_deref(), Some("BR_CPF"));
    assert_eq!(third.mobile.unwrap().number, "+55 21 30061122");
    assert_eq!(third.details.state.as_deref(), Some("BR-SP"));
    assert_eq!(third.details.address.as_deref(), Some("Favela Isabel Fogaça, 867"));
}

#[test]
fn formulas_are_text_and_a_taken_mail_is_notified_instead() {
    let (desk, report) = case("excel_sep_formulas_duplicates.csv");
    assert_eq!(counts(&report), [10, 0, 0, 1, 1]);
    for formula in
        ["=HYPERLINK(\"http://malo.example\",\"clic\")", "+SUM(1;2)", "@cmd", "-Empresa con guion"]
    {
        desk.named(formula);
    }
    let second = desk.named("Maria Muñoz");
    assert_eq!(second.customer.email, None);
    assert_eq!(second.notify_emails, ["MARIA.MUNOZ@ejemplo.com"]);
    assert_eq!(lines(&report.warnings, "email_taken"), [4]);
    let long = desk.named(&"A".repeat(255)).details;
    let whole = format!("Nombre: {}", "A".repeat(300));
    assert_eq!(long.remarks, Some(whole));
    assert_eq!(lines(&report.warnings, "cut"), [13]);
}

#[test]
fn broken_rows_fail_by_name_and_the_others_land() {
    let (desk, report) = case("broken_rows.csv");
    assert_eq!(counts(&report), [2, 0, 0, 0, 3]);
    let failed: Vec<_> = report.failures.first.iter().map(|note| note.line).collect();
    assert_eq!(failed, [3, 4, 5]);
    let names: Vec<_> = desk.records().iter().map(|r| r.customer.name.clone()).collect();
    assert_eq!(names, [Some("Ana".to_owned()), Some("Eva".to_owned())]);

    let (desk, report) = case("nul_and_mixed.csv");
    assert_eq!(lines(&report.failures, "nul"), [4]);
    assert_eq!(lines(&report.warnings, "recoded"), [3]);
    let recoded = desk.by_custom_id("2").details;
    assert_eq!(recoded.city.as_deref(), Some("Ñuñoa"));
}
