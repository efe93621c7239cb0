//! Test vectors: rows of every `*.csv` in a folder named `vectors` somewhere under `tests/`.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

/// One row by column name.
pub struct Row(HashMap<String, String>);

impl Row {
    /// The cell of a column; empty when the file lacks it.
    pub fn get(&self, column: &str) -> &str {
        self.0.get(column).map_or("", String::as_str)
    }
}

fn collect_files(folder: &Path, inside: bool, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            let here = inside || path.file_name().is_some_and(|name| name == "vectors");
            collect_files(&path, here, files);
        } else if inside && path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
}

/// Rows of the files whose header has all the columns.
pub fn rows(columns: &[&str]) -> Vec<Row> {
    let mut files = Vec::new();
    collect_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests"), false, &mut files);
    let mut found = Vec::new();
    for file in files {
        let mut reader = csv::Reader::from_path(&file).expect("a readable file");
        let header: Vec<String> =
            reader.headers().expect("a header").iter().map(str::to_owned).collect();
        let fits = columns.iter().all(|column| header.iter().any(|name| name == column));
        if !fits {
            continue;
        }
        for record in reader.records() {
            let cells = record.expect("a row");
            found.push(Row(header.iter().cloned().zip(cells.iter().map(str::to_owned)).collect()));
        }
    }
    found
}
