//! An import takes as much memory for a long file as for a short one: measured on the command itself.
//! No row finds its customer, so that all of the file is read and matched, and the database, whose pages
//! are kept up to a bound of their own, stays as small as it was.

use super::*;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use rust_xlsxwriter::Workbook;

/// Rows of the short and of the long file.
const ROWS: [usize; 2] = [1_000, 6_000];
/// Bytes that the peaks may lie apart: what allocators and page caches do by chance.
const APART: u64 = 4 << 20;

const HEADERS: [&str; 4] = ["codigo", "nombre", "email", "observaciones"];

/// Long texts, so that few rows are many bytes: the longer file has some 36 MB more, of which a ninth is
/// seen if it is held.
fn cells(row: usize) -> [String; 4] {
    [
        format!("K{row}"),
        format!("Cliente {row}"),
        format!("c{row}@example.com"),
        format!("{row} {}", "se anota lo que dijo por teléfono ".repeat(200)),
    ]
}

fn text_file(folder: &Path, rows: usize) -> PathBuf {
    let path = folder.join(format!("{rows}.csv"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    writeln!(file, "{}", HEADERS.join(";")).unwrap();
    (0..rows).for_each(|row| writeln!(file, "{}", cells(row).join(";")).unwrap());
    path
}

/// With its texts in the cells, as large workbooks are written.
fn workbook(folder: &Path, rows: usize) -> PathBuf {
    let path = folder.join(format!("{rows}.xlsx"));
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    sheet.write_row(0, 0, HEADERS).unwrap();
    for row in 0..rows {
        sheet.write_row(u32::try_from(row + 1).unwrap(), 0, cells(row)).unwrap();
    }
    book.save(&path).unwrap();
    path
}

/// The most memory that the process ever had, in bytes, as long as it lives.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

/// The peak of an import of a file whose customers are not there.
fn peak_of(file: &Path, rows: usize) -> u64 {
    let home = tempfile::tempdir().unwrap();
    // In a file: a pipe that nobody reads would stop the process.
    let printed = home.path().join("printed.json");
    let mut child = Command::new(env!("CARGO_BIN_EXE_padron"))
        .args(["import", "--json", "--mode", "update", "--match", "custom_id"])
        .arg(file)
        .env("DATABASE_URL", format!("sqlite:{}", home.path().join("c.db").display()))
        .env("PADRON_DATA_DIR", home.path())
        .stdout(std::fs::File::create(&printed).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(child.id()).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = std::fs::read_to_string(printed).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["skipped"], rows, "{json}");
    most
}

#[test]
fn memory_does_not_grow_with_the_file() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for make in [text_file, workbook] {
        let [short, long] = ROWS.map(|rows| peak_of(&make(folder.path(), rows), rows));
        assert!(short > 0 && long < short + APART, "{short} bytes became {long}");
    }
}
