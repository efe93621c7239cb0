//! Layouts, encodings, limits and refusals.

use std::io::Write;

use super::*;

#[test]
fn another_sheet_can_be_asked_for() {
    let path = data("import_cases/mx_workbook.xlsx");
    for name in ["instrucciones", "2"] {
        let options = Options { sheet: Some(name.into()), ..Options::default() };
        let found = read_with(&path, &options);
        assert_eq!(found.layout.sheet.as_deref(), Some("Instrucciones"));
        assert_eq!(found.layout.notes, [Note::OtherSheets(vec!["Clientes".into()])]);
    }
    let options = Options { sheet: Some("9".into()), ..Options::default() };
    let refused = Source::open(&path, &options).err().unwrap();
    assert!(
        matches!(refused, Unreadable::NoSuchSheet(names) if names == ["Clientes", "Instrucciones"])
    );
}

#[test]
fn no_case_ever_gives_a_replacement_character() {
    for folder in ["import_cases", "real"] {
        for entry in std::fs::read_dir(data(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|kind| kind == "csv" || kind == "txt" || kind == "xlsx")
            {
                let found = read_with(&path, &Options::default());
                let cells = found.rows.iter().flat_map(|row| &row.cells);
                assert!(cells.chain(&found.layout.headers).all(|cell| !cell.contains('\u{FFFD}')));
            }
        }
    }
}

#[test]
fn what_the_caller_says_goes_before_what_is_detected() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"a,b;c\nnombre,x;ciudad\n\xD1u,1;L\xEDma\n").unwrap();
    let options = Options {
        separator: Some(';'),
        encoding: Some("latin1".into()),
        header_line: Some(2),
        ..Options::default()
    };
    let found = read_with(file.path(), &options);
    assert_eq!(found.layout.headers, ["nombre,x", "ciudad"]);
    assert_eq!(found.rows[0].cells, ["Ñu,1", "Líma"]);
    let strict = Options { encoding: Some("UTF-8".into()), ..options.clone() };
    assert_eq!(read_with(file.path(), &strict).bad[0].reason, BadReason::Undecodable);
    for (options, code) in [
        (Options { header_line: Some(9), ..Options::default() }, "no_header_on_line"),
        (Options { encoding: Some("klingon".into()), ..Options::default() }, "unknown_encoding"),
        (Options { separator: Some('ñ'), ..Options::default() }, "bad_separator"),
    ] {
        assert_eq!(Source::open(file.path(), &options).err().unwrap().code(), code);
    }
}

#[test]
fn utf16_without_a_mark_and_broken_utf16() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let found = read_bytes(&wide("nombre\temail\nÑandú\tn@x.com\n"));
    assert_eq!(found.layout.encoding.as_deref(), Some("utf-16le"));
    assert_eq!(found.rows[0].cells, ["Ñandú", "n@x.com"]);
    let mut broken = wide("\u{feff}nombre\temail\nAna\ta@x.com\nE");
    broken.extend([0x00, 0xD8]);
    broken.extend(wide("va\te@x.com\nLuz\tl@x.com\n"));
    let found = read_bytes(&broken);
    assert_eq!((found.bad[0].line, &found.bad[0].reason), (3, &BadReason::Undecodable));
    assert_eq!(found.rows.len(), 2);
}

#[test]
fn broken_and_foreign_files_are_refused_calmly() {
    let refusal = |bytes: &[u8]| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        Source::open(file.path(), &Options::default()).err().map(|why| why.code())
    };
    assert_eq!(refusal(b"PK\x03\x04 and nothing"), Some("not_a_workbook"));
    assert_eq!(refusal(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), Some("old_workbook"));
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
    text.extend(vec![b'a'; 40_000]);
    text.extend(b",x\n");
    text.extend(vec![b'b'; 3 << 20]);
    text.extend(b",y\nAna,a@x.com\n");
    let found = read_bytes(&text);
    let bad: Vec<_> = found.bad.iter().map(|row| (row.line, row.reason.code())).collect();
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
        writeln!(file, "Cliente {row};c{row}@example.com;\"línea 1\nlínea 2\"").unwrap();
    }
    file.flush().unwrap();
    let mut source = Source::open(file.path(), &Options::default()).unwrap();
    let (count, last) =
        source.by_ref().fold((0, 0), |(count, _), row| (count + 1, row.unwrap().line));
    assert_eq!((count, last), (100_000, 200_000));
}

#[test]
fn the_file_of_errors_can_be_imported_again_without_loss() {
    let read = read_bytes("nombre;nota\n\"=1;\"\"2\"\"\";\"'-x\ny\"\n+54 351;''=z\n".as_bytes());
    let plain = AssembleOptions::default();
    let mut file = ErrorsFile::new(Vec::new(), &read.layout, "Motivo del error").unwrap();
    for row in &read.rows {
        file.write(&row.cells, "otra vez").unwrap();
    }
    let again = read_bytes(&file.finish().unwrap());
    let columns = recognise(&again.layout.headers, &[]).unwrap();
    assert_eq!(columns[2].target, Target::Ignored(Why::ReadOnly));
    let values = |rows: Vec<Assembled>| rows.into_iter().map(|row| row.values).collect::<Vec<_>>();
    let (first, second) = (values(assemble(&read, &plain)), values(assemble(&again, &plain)));
    assert_eq!(first, second);
    assert_eq!(first[0], [("name", "=1;\"2\"".to_owned()), ("remarks", "-x\ny".to_owned())]);
    assert_eq!(first[1], [("name", "+54 351".to_owned()), ("remarks", "'=z".to_owned())]);
}

#[test]
fn damaged_files_never_break_the_reader() {
    let mut random: u64 = 7;
    let mut next = |below: usize| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % below.max(1)
    };
    let names = ["co_utf16le_tab.txt", "mx_workbook.xlsx", "broken_rows.csv", "nul_and_mixed.csv"];
    for name in names {
        let whole = std::fs::read(data(&format!("import_cases/{name}"))).unwrap();
        for _round in 0..60 {
            let mut bytes = whole.clone();
            bytes.truncate(next(whole.len() * 2).max(1));
            for _damage in 0..next(6) {
                let at = next(bytes.len());
                bytes[at] = [0, b'"', b',', b'\r', 0xFF, 0xC3][next(6)];
            }
            let mut file = tempfile::NamedTempFile::new().unwrap();
            file.write_all(&bytes).unwrap();
            if let Ok(source) = Source::open(file.path(), &Options::default()) {
                let columns = recognise(&source.layout.headers, &[]).unwrap();
                let assembler = Assembler::new(columns, AssembleOptions::default());
                let lines = source.map(|row| match row {
                    Ok(row) => assembler.assemble(&row).line,
                    Err(row) => row.line,
                });
                assert!(lines.collect::<Vec<_>>().is_sorted());
            }
        }
    }
}
