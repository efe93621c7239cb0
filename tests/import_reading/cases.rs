//! The made cases, each against its known answer.

use super::*;

#[test]
fn every_case_is_read_as_expected() {
    let expected: Value =
        serde_json::from_slice(&std::fs::read(data("import_cases/expected.json")).unwrap())
            .unwrap();
    for (name, wanted) in expected.as_object().unwrap() {
        let found = read(&format!("import_cases/{name}"));
        check_case(name, wanted, &found);
    }
}

fn check_case(name: &str, wanted: &Value, found: &Read) {
    if let Some(encoding) = wanted["encoding"].as_str() {
        assert_eq!(found.layout.encoding.as_deref(), Some(encoding), "{name}");
    }
    if let Some(delimiter) = wanted["delimiter"].as_str() {
        let sign = if delimiter == "TAB" { "\t" } else { delimiter };
        assert_eq!(found.layout.separator, sign.chars().next(), "{name}");
    }
    if let Some(line) = wanted["header_row"].as_u64() {
        assert_eq!(found.layout.header_line, line, "{name}");
    }
    if let Some(count) = wanted["data_rows"].as_u64() {
        assert_eq!((found.rows.len() + found.bad.len()) as u64, count, "{name}");
    }
    if let Some(count) = wanted["columns"].as_u64() {
        assert_eq!(found.layout.headers.len() as u64, count, "{name}");
    }
    for (key, at) in [("third_row", 2), ("second_data_row", 1)] {
        for (header, text) in wanted[key].as_object().into_iter().flatten() {
            let own = cell(found, &found.rows[at], header);
            // The restored zero of the postal code belongs to the assembling, tested below.
            let text = if header == "C.P." { "1000" } else { text.as_str().unwrap() };
            assert_eq!(own, text, "{name}: {header}");
        }
    }
}

#[test]
fn an_argentine_export_keeps_zeros_breaks_and_every_mail() {
    let rows = assembled("import_cases/ar_isp_cp1252_semicolon.csv");
    has(
        &rows[1],
        &[("custom_id", "000002"), ("remarks", "línea 1\nlínea 2"), ("name", "Benjamin Lucero")],
    );
    has(
        &rows[3],
        &[
            ("email", "morena48@hotmail.com"),
            ("notify_emails", "lucia14@gmail.com"),
            ("phone_mobile", "+54 9 351 7837443"),
            ("doc_number", "26604116"),
            ("state", "CABA"),
            ("zone_id", "Sur"),
        ],
    );
    assert_eq!(rows[2].get("tax_id"), "30-35353039-5");
    let matched = AssembleOptions { id_matches: true, ..AssembleOptions::default() };
    let rows = assemble(&read("import_cases/ar_isp_cp1252_semicolon.csv"), &matched);
    assert_eq!((rows[0].id.as_deref(), rows[0].get("custom_id")), (Some("000001"), ""));
    let columns = targets("import_cases/ar_isp_cp1252_semicolon.csv");
    assert_eq!(columns["Tipo de factura"].target, Target::Field("invoice_type_id"));
    assert_eq!(columns["Creado el"].target, Target::Ignored(Why::ReadOnly));
    assert!(columns.values().all(|column| column.target != Target::Unknown));
}

#[test]
fn a_chilean_list_gives_companies_with_their_rut() {
    let rows = assembled("import_cases/cl_utf8_bom_comma.csv");
    has(
        &rows[2],
        &[
            ("tax_id", "77.160.856-6"),
            ("tax_id_type", "RUT"),
            ("name", "Nolberto San Martín E.I.R.L."),
            ("person_kind", "legal"),
            ("city", "Ñuñoa"),
            ("state", "Biobío"),
            ("phone_landline", "+56 9 5175 2259"),
        ],
    );
}

#[test]
fn a_colombian_list_joins_the_check_digit_and_drops_rounded_phones() {
    let found = read("import_cases/co_utf16le_tab.txt");
    let rows = assembled("import_cases/co_utf16le_tab.txt");
    has(
        &rows[2],
        &[
            ("doc_type", "CC"),
            ("doc_number", "2046777"),
            ("name", "Mary Acosta Cardona"),
            ("first_name", "Mary"),
            ("first_surname", "Acosta"),
            ("second_surname", "Cardona"),
            ("person_kind", "natural"),
            ("phone_mobile", "3177974753"),
            ("tax_id", ""),
        ],
    );
    let company = rows.iter().find(|row| row.get("name") == "Hernández LLC").unwrap();
    has(
        company,
        &[
            ("tax_id", "975194135-5"),
            ("tax_id_type", "NIT"),
            ("doc_number", ""),
            ("person_kind", "legal"),
        ],
    );
    let rounded: Vec<_> = rows
        .iter()
        .filter(|row| row.warnings.iter().any(|warning| warning.kind == WarningKind::Rounded))
        .map(|row| row.line)
        .collect();
    assert_eq!(rounded, [2, 11, 20]);
    assert_eq!(cell(&found, &found.rows[0], "Celular"), rows[0].warnings[0].text);
    assert!(rows[0].values.iter().all(|(key, _)| *key != "phone_mobile"));
}

#[test]
fn a_mexican_workbook_gets_its_zeros_back() {
    let rows = assembled("import_cases/mx_workbook.xlsx");
    has(
        &rows[1],
        &[
            ("postal_code", "01000"),
            ("tax_id", "GUWR760801UQ7"),
            ("tax_id_type", "RFC"),
            ("name", "Israel Negrón"),
            ("phone_landline", "8187644754"),
        ],
    );
    assert_eq!(rows[1].warnings[0].kind, WarningKind::ZerosRestored);
    assert_eq!(rows[1].line, 6);
}

#[test]
fn a_brazilian_list_joins_phone_and_address() {
    let rows = assembled("import_cases/br_import_comma.csv");
    has(
        &rows[1],
        &[
            ("name", "Oliveira Ltda."),
            ("tax_id", "76721157001301"),
            ("tax_id_type", "CNPJ"),
            ("custom_id", "C0001"),
            ("phone_landline", "+55 11 965971207"),
            ("address", "Avenida Carolina Mendonça, 217, Bloco B, sala 3"),
            ("district", "Centro"),
            ("state", "CE"),
            ("country", "BR"),
        ],
    );
    has(
        &rows[2],
        &[("phone_mobile", "+55 21 30061122"), ("phone_landline", ""), ("tax_id_type", "CPF")],
    );
}

#[test]
fn formulas_duplicates_and_the_repeated_header() {
    let found = read("import_cases/excel_sep_formulas_duplicates.csv");
    assert_eq!(found.bad.len(), 1);
    assert_eq!((found.bad[0].line, &found.bad[0].reason), (14, &BadReason::RepeatedHeader));
    assert!(found.layout.notes.contains(&Note::SeparatorLine));
    let rows = assembled("import_cases/excel_sep_formulas_duplicates.csv");
    let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    assert_eq!(rows[2].get("name"), "=HYPERLINK(\"http://malo.example\",\"clic\")");
    has(&rows[6], &[("name", "Pérez,  Juan"), ("phone_landline", ""), ("doc_number", "")]);
    assert_eq!(rows[7].get("name"), "");
    assert_eq!(rows[10].get("name").len(), 300);
}

#[test]
fn broken_rows_are_named_and_the_row_behind_an_open_quote_is_read() {
    let found = read("import_cases/broken_rows.csv");
    let bad: Vec<_> = found.bad.iter().map(|row| (row.line, row.reason.clone())).collect();
    assert_eq!(
        bad,
        [
            (3, BadReason::TooFew { found: 2, expected: 3 }),
            (4, BadReason::TooMany { found: 5, expected: 3 }),
            (5, BadReason::UnclosedQuote),
        ]
    );
    let lines: Vec<_> = found.rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [2, 6]);
}

#[test]
fn mixed_encodings_are_read_and_reported_and_a_nul_is_refused() {
    let found = read("import_cases/nul_and_mixed.csv");
    assert_eq!(found.rows[0].cells, ["1", "José", "Córdoba"]);
    assert_eq!(found.rows[1].cells, ["2", "Íñigo", "Ñuñoa"]);
    assert!(found.rows[1].recoded && !found.rows[0].recoded);
    assert!(matches!(&found.layout.notes[..], [Note::MixedEncoding(lines)] if lines.first == [3]));
    assert_eq!((found.bad[0].line, &found.bad[0].reason), (4, &BadReason::Nul));
    let rows = assembled("import_cases/nul_and_mixed.csv");
    assert_eq!(rows[1].warnings[0].kind, WarningKind::Recoded);
}

#[test]
fn old_mac_and_empty_files() {
    let found = read("import_cases/old_mac_cr.csv");
    let names: Vec<_> = found.rows.iter().map(|row| (row.line, row.cells[0].as_str())).collect();
    assert_eq!(names, [(2, "Sofía"), (3, "Tomás")]);
    let found = read("import_cases/empty.csv");
    assert_eq!((found.layout.header_line, found.rows.len(), found.bad.len()), (0, 0, 0));
    assert_eq!(read("import_cases/header_only.csv").layout.headers, ["nombre", "email"]);
    assert_eq!(read_bytes(b"\n\r\n  \n;;\n").rows, []);
}
