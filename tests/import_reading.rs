//! The import reader against files with a known answer, and against real files.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use padron::customers::import::assemble::{AssembleOptions, Assembled, Assembler, WarningKind};
use padron::customers::import::headers::{Column, Target, Why, recognise};
use padron::customers::import::source::{
    BadReason, BadRow, Layout, Note, Options, Row, Source, Unreadable,
};
use serde_json::Value;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

struct Read {
    layout: Layout,
    rows: Vec<Row>,
    bad: Vec<BadRow>,
}

fn read_with(path: &Path, options: &Options) -> Read {
    let source = Source::open(path, options).unwrap();
    let layout = source.layout.clone();
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for row in source {
        match row {
            Ok(row) => rows.push(row),
            Err(row) => bad.push(row),
        }
    }
    Read { layout, rows, bad }
}

fn read(name: &str) -> Read {
    read_with(&data(name), &Options::default())
}

fn read_bytes(bytes: &[u8]) -> Read {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    read_with(file.path(), &Options::default())
}

fn assemble(read: &Read, options: &AssembleOptions) -> Vec<Assembled> {
    let columns = recognise(&read.layout.headers, &[]).unwrap();
    let assembler = Assembler::new(columns, options.clone());
    read.rows
        .iter()
        .map(|row| assembler.assemble(row))
        .collect()
}

fn assembled(name: &str) -> Vec<Assembled> {
    let options = AssembleOptions {
        contact_label: "Contacto".into(),
        ..AssembleOptions::default()
    };
    assemble(&read(name), &options)
}

fn targets(name: &str) -> HashMap<String, Column> {
    let columns = recognise(&read(name).layout.headers, &[]).unwrap();
    columns
        .into_iter()
        .map(|column| (column.header.clone(), column))
        .collect()
}

fn has(row: &Assembled, wanted: &[(&str, &str)]) {
    for (key, text) in wanted {
        assert_eq!(row.get(key), *text, "{key} of {row:?}");
    }
}

fn cell<'a>(read: &'a Read, row: &'a Row, header: &str) -> &'a str {
    let at = read.layout.headers.iter().position(|own| own == header);
    &row.cells[at.unwrap_or_else(|| panic!("no header {header}"))]
}

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
            let text = if header == "C.P." {
                "1000"
            } else {
                text.as_str().unwrap()
            };
            assert_eq!(own, text, "{name}: {header}");
        }
    }
}

#[test]
fn an_argentine_export_keeps_zeros_breaks_and_every_mail() {
    let rows = assembled("import_cases/ar_isp_cp1252_semicolon.csv");
    has(
        &rows[1],
        &[
            ("custom_id", "000002"),
            ("remarks", "línea 1\nlínea 2"),
            ("name", "Benjamin Lucero"),
        ],
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
    let matched = AssembleOptions {
        id_matches: true,
        ..AssembleOptions::default()
    };
    let rows = assemble(&read("import_cases/ar_isp_cp1252_semicolon.csv"), &matched);
    assert_eq!(
        (rows[0].id.as_deref(), rows[0].get("custom_id")),
        (Some("000001"), "")
    );
    let columns = targets("import_cases/ar_isp_cp1252_semicolon.csv");
    assert_eq!(
        columns["Tipo de factura"].target,
        Target::Ignored(Why::NotYet)
    );
    assert_eq!(columns["Creado el"].target, Target::Ignored(Why::ReadOnly));
    assert!(
        columns
            .values()
            .all(|column| column.target != Target::Unknown)
    );
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
    let company = rows
        .iter()
        .find(|row| row.get("name") == "Hernández LLC")
        .unwrap();
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
        .filter(|row| {
            row.warnings
                .iter()
                .any(|warning| warning.kind == WarningKind::Rounded)
        })
        .map(|row| row.line)
        .collect();
    assert_eq!(rounded, [2, 11, 20]);
    assert_eq!(
        cell(&found, &found.rows[0], "Celular"),
        rows[0].warnings[0].text
    );
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
fn another_sheet_can_be_asked_for() {
    let path = data("import_cases/mx_workbook.xlsx");
    for name in ["instrucciones", "2"] {
        let options = Options {
            sheet: Some(name.into()),
            ..Options::default()
        };
        let found = read_with(&path, &options);
        assert_eq!(found.layout.sheet.as_deref(), Some("Instrucciones"));
        assert_eq!(
            found.layout.notes,
            [Note::OtherSheets(vec!["Clientes".into()])]
        );
    }
    let options = Options {
        sheet: Some("9".into()),
        ..Options::default()
    };
    let refused = Source::open(&path, &options).err().unwrap();
    assert!(
        matches!(refused, Unreadable::NoSuchSheet(names) if names == ["Clientes", "Instrucciones"])
    );
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
        &[
            ("phone_mobile", "+55 21 30061122"),
            ("phone_landline", ""),
            ("tax_id_type", "CPF"),
        ],
    );
}

#[test]
fn formulas_duplicates_and_the_repeated_header() {
    let found = read("import_cases/excel_sep_formulas_duplicates.csv");
    assert_eq!(found.bad.len(), 1);
    assert_eq!(
        (found.bad[0].line, &found.bad[0].reason),
        (14, &BadReason::RepeatedHeader)
    );
    assert!(found.layout.notes.contains(&Note::SeparatorLine));
    let rows = assembled("import_cases/excel_sep_formulas_duplicates.csv");
    let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    assert_eq!(
        rows[2].get("name"),
        "=HYPERLINK(\"http://malo.example\",\"clic\")"
    );
    has(
        &rows[6],
        &[
            ("name", "Pérez,  Juan"),
            ("phone_landline", ""),
            ("doc_number", ""),
        ],
    );
    assert_eq!(rows[7].get("name"), "");
    assert_eq!(rows[10].get("name").len(), 300);
}

#[test]
fn broken_rows_are_named_and_the_row_behind_an_open_quote_is_read() {
    let found = read("import_cases/broken_rows.csv");
    let bad: Vec<_> = found
        .bad
        .iter()
        .map(|row| (row.line, row.reason.clone()))
        .collect();
    assert_eq!(
        bad,
        [
            (
                3,
                BadReason::TooFew {
                    found: 2,
                    expected: 3
                }
            ),
            (
                4,
                BadReason::TooMany {
                    found: 5,
                    expected: 3
                }
            ),
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
    assert_eq!(
        (found.bad[0].line, &found.bad[0].reason),
        (4, &BadReason::Nul)
    );
    let rows = assembled("import_cases/nul_and_mixed.csv");
    assert_eq!(rows[1].warnings[0].kind, WarningKind::Recoded);
}

#[test]
fn no_case_ever_gives_a_replacement_character() {
    for folder in ["import_cases", "real"] {
        for entry in std::fs::read_dir(data(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|kind| kind == "csv" || kind == "txt" || kind == "xlsx")
            {
                let found = read_with(&path, &Options::default());
                let cells = found.rows.iter().flat_map(|row| &row.cells);
                assert!(
                    cells
                        .chain(&found.layout.headers)
                        .all(|cell| !cell.contains('\u{FFFD}'))
                );
            }
        }
    }
}

#[test]
fn real_files_lose_no_row_and_no_contact() {
    for (name, count, columns) in [
        ("real/chinook_customers.csv", 59, 13),
        ("real/northwind_customers.csv", 91, 11),
        ("real/invoiceninja_clients.csv", 20, 26),
        ("real/freshbooks_clients.csv", 2, 11),
        ("real/stripe_customers.csv", 12, 41),
        ("real/telco_churn.csv", 7043, 21),
    ] {
        let found = read(name);
        assert_eq!(
            (found.rows.len(), found.layout.headers.len()),
            (count, columns),
            "{name}"
        );
        assert_eq!(found.bad, [], "{name}");
    }
}

#[test]
fn chinook_gives_companies_with_a_contact_and_persons() {
    let rows = assembled("real/chinook_customers.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "1"),
            ("name", "Embraer - Empresa Brasileira de Aeronáutica S.A."),
            ("person_kind", "legal"),
            ("remarks", "Contacto: Luís Gonçalves"),
            ("first_name", ""),
            ("phone_landline", "+55 (12) 3923-5555"),
            ("phones", "+55 (12) 3923-5566"),
            ("postal_code", "12227-000"),
        ],
    );
    has(
        &rows[1],
        &[
            ("name", "Leonie Köhler"),
            ("first_name", "Leonie"),
            ("first_surname", "Köhler"),
            ("person_kind", "natural"),
        ],
    );
    assert_eq!(rows[3].get("postal_code"), "0171");
    assert_eq!(
        targets("real/chinook_customers.csv")["SupportRepId"].target,
        Target::Unknown
    );
}

#[test]
fn northwind_keeps_contact_names_and_titles() {
    let rows = assembled("real/northwind_customers.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "ALFKI"),
            ("name", "Alfreds Futterkiste"),
            ("remarks", "Contacto: Maria Anders, Sales Representative"),
            ("phones", "030-0076545"),
        ],
    );
    let spaced = rows
        .iter()
        .find(|row| row.get("custom_id") == "ANTON")
        .unwrap();
    has(
        spaced,
        &[
            ("address", "Mataderos  2312"),
            ("postal_code", "05023"),
            ("country", "Mexico"),
        ],
    );
}

#[test]
fn invoice_programs_give_two_phones_and_a_contact() {
    let found = read("real/invoiceninja_clients.csv");
    assert_eq!(found.layout.header_line, 4);
    assert_eq!(found.layout.notes, [Note::TitleRows(3)]);
    let rows = assembled("real/invoiceninja_clients.csv");
    has(
        &rows[1],
        &[
            ("name", "Bradly Jaskolski Sr."),
            ("remarks", "Contacto: Pink Balistreri"),
            ("phones", "1-995-790-2394 x58884"),
            ("postal_code", "05144"),
            ("email", "gheidenreich@example.org"),
        ],
    );
    assert!(rows[1].get("address").ends_with(", Suite 619"));
    let rows = assembled("real/freshbooks_clients.csv");
    has(
        &rows[0],
        &[
            ("name", "Marge Simpson"),
            ("person_kind", "natural"),
            ("first_surname", "Simpson"),
        ],
    );
    has(
        &rows[1],
        &[
            ("name", "X-Men"),
            ("person_kind", "legal"),
            ("remarks", "Contacto: Scott Summer"),
        ],
    );
}

#[test]
fn exports_of_other_systems_keep_their_id_and_name_what_is_not_taken() {
    let rows = assembled("real/stripe_customers.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "cus_ImVzJQmSlYHjZL"),
            ("name", "a0d47e7c5acc1069de81fd0ac370d10f"),
        ],
    );
    assert_eq!(
        targets("real/stripe_customers.csv")["metadata"].target,
        Target::Ignored(Why::NotYet)
    );
    let rows = assembled("real/telco_churn.csv");
    has(
        &rows[0],
        &[
            ("custom_id", "7590-VHVEG"),
            ("gender", "Female"),
            ("name", ""),
        ],
    );
    let columns = targets("real/telco_churn.csv");
    assert_eq!(
        columns.values().filter(|column| !column.is_taken()).count(),
        19
    );
}

#[test]
fn old_mac_and_empty_files() {
    let found = read("import_cases/old_mac_cr.csv");
    let names: Vec<_> = found
        .rows
        .iter()
        .map(|row| (row.line, row.cells[0].as_str()))
        .collect();
    assert_eq!(names, [(2, "Sofía"), (3, "Tomás")]);
    let found = read("import_cases/empty.csv");
    assert_eq!(
        (found.layout.header_line, found.rows.len(), found.bad.len()),
        (0, 0, 0)
    );
    assert_eq!(
        read("import_cases/header_only.csv").layout.headers,
        ["nombre", "email"]
    );
    assert_eq!(read_bytes(b"\n\r\n  \n;;\n").rows, []);
}

#[test]
fn what_the_caller_says_goes_before_what_is_detected() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"a,b;c\nnombre,x;ciudad\n\xD1u,1;L\xEDma\n")
        .unwrap();
    let options = Options {
        separator: Some(';'),
        encoding: Some("latin1".into()),
        header_line: Some(2),
        ..Options::default()
    };
    let found = read_with(file.path(), &options);
    assert_eq!(found.layout.headers, ["nombre,x", "ciudad"]);
    assert_eq!(found.rows[0].cells, ["Ñu,1", "Líma"]);
    let strict = Options {
        encoding: Some("UTF-8".into()),
        ..options.clone()
    };
    assert_eq!(
        read_with(file.path(), &strict).bad[0].reason,
        BadReason::Undecodable
    );
    for (options, code) in [
        (
            Options {
                header_line: Some(9),
                ..Options::default()
            },
            "no_header_on_line",
        ),
        (
            Options {
                encoding: Some("klingon".into()),
                ..Options::default()
            },
            "unknown_encoding",
        ),
        (
            Options {
                separator: Some('ñ'),
                ..Options::default()
            },
            "bad_separator",
        ),
    ] {
        assert_eq!(
            Source::open(file.path(), &options).err().unwrap().code(),
            code
        );
    }
}

#[test]
fn utf16_without_a_mark_and_broken_utf16() {
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    let found = read_bytes(&wide("nombre\temail\nÑandú\tn@x.com\n"));
    assert_eq!(found.layout.encoding.as_deref(), Some("utf-16le"));
    assert_eq!(found.rows[0].cells, ["Ñandú", "n@x.com"]);
    let mut broken = wide("\u{feff}nombre\temail\nAna\ta@x.com\nE");
    broken.extend([0x00, 0xD8]);
    broken.extend(wide("va\te@x.com\nLuz\tl@x.com\n"));
    let found = read_bytes(&broken);
    assert_eq!(
        (found.bad[0].line, &found.bad[0].reason),
        (3, &BadReason::Undecodable)
    );
    assert_eq!(found.rows.len(), 2);
}

#[test]
fn broken_and_foreign_files_are_refused_calmly() {
    let refusal = |bytes: &[u8]| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Source::open(file.path(), &Options::default())
            .err()
            .map(|why| why.code())
    };
    assert_eq!(refusal(b"PK\x03\x04 and nothing"), Some("not_a_workbook"));
    assert_eq!(
        refusal(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]),
        Some("old_workbook")
    );
    let whole = std::fs::read(data("import_cases/mx_workbook.xlsx")).unwrap();
    assert_eq!(refusal(&whole[..whole.len() / 2]), Some("not_a_workbook"));
    let wide = "x;".repeat(600);
    assert_eq!(refusal(wide.as_bytes()), Some("too_many_columns"));
    let missing = Source::open(Path::new("no/such/file.csv"), &Options::default());
    assert_eq!(missing.err().unwrap().code(), "io");
}

#[test]
fn huge_cells_and_rows_cost_their_row_only() {
    let mut text = b"nombre,email\n".to_vec();
    text.extend([b'a'; 40_000]);
    text.extend(b",x\n");
    text.extend(vec![b'b'; 3 << 20]);
    text.extend(b",y\nAna,a@x.com\n");
    let found = read_bytes(&text);
    let bad: Vec<_> = found
        .bad
        .iter()
        .map(|row| (row.line, row.reason.code()))
        .collect();
    assert_eq!(bad, [(2, "cell_too_long"), (3, "row_too_long")]);
    assert_eq!((found.rows.len(), found.rows[0].line), (1, 4));
}

#[test]
fn many_open_quotes_do_not_take_forever() {
    let mut text = "nombre,email\n".to_owned();
    text.push_str(&"x,\"abc\n".repeat(20_000));
    text.push_str(&"x,\"\"abc\n".repeat(20_000));
    text.push_str(&"x,\"\"\"\n".repeat(20_000));
    let begun = std::time::Instant::now();
    let found = read_bytes(text.as_bytes());
    assert!(found.bad.len() >= 40_000);
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn a_hundred_thousand_rows_keep_their_line_numbers() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "nombre;email;nota").unwrap();
    for row in 0..100_000 {
        writeln!(
            file,
            "Cliente {row};c{row}@example.com;\"línea 1\nlínea 2\""
        )
        .unwrap();
    }
    file.flush().unwrap();
    let mut source = Source::open(file.path(), &Options::default()).unwrap();
    let (count, last) = source
        .by_ref()
        .fold((0, 0), |(count, _), row| (count + 1, row.unwrap().line));
    assert_eq!((count, last), (100_000, 200_000));
}
