//! The import reader against files with a known answer, and against real files.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::too_many_lines,
    reason = "tests stop at the first surprise"
)]

mod cases;
mod layout;
mod real;

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use padron::customers::import::assemble::{AssembleOptions, Assembled, Assembler, WarningKind};
use padron::customers::import::errors_file::ErrorsFile;
use padron::customers::import::headers::{Column, Target, Why, recognise};
use padron::customers::import::source::{
    BadReason, BadRow, Layout, Note, Options, Row, Source, Unreadable,
};
use serde_json::Value;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
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
    read.rows.iter().map(|row| assembler.assemble(row)).collect()
}

fn assembled(name: &str) -> Vec<Assembled> {
    let options =
        AssembleOptions { contact_label: "Contacto".into(), ..AssembleOptions::default() };
    assemble(&read(name), &options)
}

fn targets(name: &str) -> HashMap<String, Column> {
    let columns = recognise(&read(name).layout.headers, &[]).unwrap();
    columns.into_iter().map(|column| (column.header.clone(), column)).collect()
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
