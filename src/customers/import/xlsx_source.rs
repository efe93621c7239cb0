//! Rows of a workbook sheet.
//!
//! The sheet is read cell by cell in a thread of its own and handed over through a short queue: no
//! more than a few hundred rows are in memory, and a small table of texts; a range that the file declares
//! is never allocated, and a workbook that breaks the parser costs that thread only.

use std::collections::VecDeque;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::{Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::detect;
use super::source::{
    BadReason, BadRow, Format, HEADER_SEARCH_ROWS, Layout, MAX_COLUMNS, Note, Options, Row, Shape,
    Unreadable, headers_of,
};
use super::texts::is_blank;
use super::{inlined, zip_check};

const QUEUE: usize = 256;

type Workbook = Xlsx<BufReader<File>>;

struct SheetRow {
    number: u64,
    cells: Vec<String>,
}

enum Message {
    Opened { sheet: String, others: Vec<String> },
    Refused(Unreadable),
    Row(SheetRow),
    Failed(String),
    End,
}

/// The rows below the header.
pub(super) struct XlsxRows {
    messages: Receiver<Message>,
    ahead: VecDeque<SheetRow>,
    failure: Option<String>,
    shape: Shape,
    last_row: u64,
    ended: bool,
}

/// Opens a workbook.
pub(super) fn open(path: &Path, options: &Options) -> Result<(Layout, XlsxRows), Unreadable> {
    zip_check::check(path, zip_check::MAX_UNPACKED)?;
    let (sender, messages) = sync_channel(QUEUE);
    let (path, asked) = (PathBuf::from(path), options.clone());
    thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || pump(&path, &asked, &sender))?;
    let (sheet, others) = match messages.recv() {
        Ok(Message::Opened { sheet, others }) => (sheet, others),
        Ok(Message::Refused(why)) => return Err(why),
        _ => return Err(Unreadable::NotAWorkbook("its content is broken".to_owned())),
    };
    let mut rows = XlsxRows {
        messages,
        ahead: VecDeque::new(),
        failure: None,
        shape: Shape::new(&[], true),
        last_row: 0,
        ended: false,
    };
    rows.read_ahead(options.header_line);
    let (header_line, headers) = rows.take_header(options.header_line)?;
    rows.shape = Shape::new(&headers, true);
    rows.last_row = header_line;
    let layout = Layout {
        format: Format::Xlsx,
        encoding: None,
        separator: None,
        sheet: Some(sheet),
        header_line,
        headers,
        notes: notes(others, header_line),
    };
    Ok((layout, rows))
}

fn notes(others: Vec<String>, header_line: u64) -> Vec<Note> {
    let mut notes = Vec::new();
    if header_line > 1 {
        notes.push(Note::TitleRows(header_line - 1));
    }
    if !others.is_empty() {
        notes.push(Note::OtherSheets(others));
    }
    notes
}

impl XlsxRows {
    fn receive(&mut self) -> Option<SheetRow> {
        match self.messages.recv() {
            Ok(Message::Row(row)) => return Some(row),
            Ok(Message::End) => {}
            Ok(Message::Failed(why)) => self.failure = Some(why),
            _ => self.failure = Some("the workbook's content is broken".to_owned()),
        }
        self.ended = true;
        None
    }

    fn read_ahead(&mut self, upto: Option<u64>) {
        while !self.ended {
            let enough = match upto {
                Some(number) => self.ahead.back().is_some_and(|row| row.number >= number),
                None => self.ahead.len() >= HEADER_SEARCH_ROWS,
            };
            if enough {
                return;
            }
            if upto.is_some() {
                self.ahead.clear();
            }
            let row = self.receive();
            self.ahead.extend(row);
        }
    }

    /// Takes the header and everything above it away.
    fn take_header(&mut self, given: Option<u64>) -> Result<(u64, Vec<String>), Unreadable> {
        let at = if let Some(number) = given {
            let at = self.ahead.iter().position(|row| row.number == number);
            Some(at.ok_or(Unreadable::NoHeaderOnLine(number))?)
        } else {
            let texts: Vec<_> = self.ahead.iter().map(|row| row.cells.clone()).collect();
            detect::header_row(&texts)
        };
        let header = at.and_then(|at| self.ahead.drain(..=at).next_back());
        header.map_or_else(|| Ok((0, Vec::new())), |row| Ok((row.number, headers_of(&row.cells)?)))
    }
}

impl Iterator for XlsxRows {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = self.ahead.pop_front();
            let next = next.or_else(|| if self.ended { None } else { self.receive() });
            if let Some(row) = next {
                self.last_row = row.number;
                let checked = self.shape.check(row.number, row.cells, false);
                if checked.is_some() {
                    return checked;
                }
            } else {
                let why = self.failure.take()?;
                return Some(Err(BadRow {
                    line: self.last_row + 1,
                    reason: BadReason::ReadFailed(why),
                    cells: Vec::new(),
                }));
            }
        }
    }
}

/// Runs in the thread. A receiver that is gone ends it.
fn pump(path: &Path, options: &Options, sender: &SyncSender<Message>) {
    let scratch = options.scratch.clone().unwrap_or_else(std::env::temp_dir);
    let wanted = options.sheet.as_deref();
    let opened = inlined::open(path, &scratch).and_then(|file| {
        Workbook::new(BufReader::new(file))
            .map_err(|error| Unreadable::NotAWorkbook(error.to_string()))
    });
    let chosen = opened.and_then(|book| choose(&book, wanted).map(|names| (book, names)));
    let (mut book, sheet, others) = match chosen {
        Ok((book, (sheet, others))) => (book, sheet, others),
        Err(why) => {
            let _gone = sender.send(Message::Refused(why));
            return;
        }
    };
    let opened = Message::Opened { sheet: sheet.clone(), others };
    if sender.send(opened).is_err() {
        return;
    }
    let last = match send_rows(&mut book, &sheet, sender) {
        Ok(()) => Message::End,
        Err(why) => Message::Failed(why),
    };
    let _gone = sender.send(last);
}

/// The sheet to read, and the others.
fn choose(book: &Workbook, wanted: Option<&str>) -> Result<(String, Vec<String>), Unreadable> {
    let sheets: Vec<_> =
        book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).collect();
    let names = || sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let found = match wanted.map(str::trim).filter(|text| !text.is_empty()) {
        None => {
            let seen = sheets.iter().position(|sheet| sheet.visible == SheetVisible::Visible);
            seen.or(if sheets.is_empty() { None } else { Some(0) })
        }
        Some(text) => {
            let same = |name: &str| name.trim().to_lowercase() == text.to_lowercase();
            let by_name = sheets.iter().position(|sheet| same(&sheet.name));
            let number = text.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            by_name.or(number.filter(|at| *at < sheets.len()))
        }
    };
    let at = found.ok_or_else(|| Unreadable::NoSuchSheet(names()))?;
    let mut others = names();
    let sheet = others.remove(at);
    Ok((sheet, others))
}

fn send_rows(book: &mut Workbook, sheet: &str, sender: &SyncSender<Message>) -> Result<(), String> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
    let mut current = SheetRow { number: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell().map_err(|error| error.to_string())? {
        let (row, column) = cell.get_position();
        let number = u64::from(row) + 1;
        if number != current.number {
            let done = std::mem::replace(&mut current, SheetRow { number, cells: Vec::new() });
            if !send_row(done, sender) {
                return Ok(());
            }
        }
        put(&mut current.cells, column, text(cell.get_value()));
    }
    send_row(current, sender);
    Ok(())
}

/// Sends a row that has content; false when nobody listens any more.
fn send_row(row: SheetRow, sender: &SyncSender<Message>) -> bool {
    row.cells.iter().all(|cell| is_blank(cell)) || sender.send(Message::Row(row)).is_ok()
}

/// Cells far to the right land in one place behind the last allowed column, where they count as
/// too many.
fn put(cells: &mut Vec<String>, column: u32, text: String) {
    if text.is_empty() {
        return;
    }
    let at = usize::try_from(column).unwrap_or(MAX_COLUMNS).min(MAX_COLUMNS);
    if cells.len() <= at {
        cells.resize(at + 1, String::new());
    }
    if let Some(cell) = cells.get_mut(at) {
        *cell = text;
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(moment) => moment_text(moment),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
    }
}

/// As a sheet shows it: 15 digits, no `.0`; beyond them digits are lost and the exponent says so.
fn number_text(number: f64) -> String {
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    if rounded.abs() < 1e15 {
        return rounded.to_string();
    }
    format!("{rounded:E}").replacen('E', "E+", 1)
}

fn moment_text(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() {
        return number_text(moment.as_f64());
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) {
        return date;
    }
    format!("{date} {hour:02}:{minute:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stored_as_numbers_read_as_codes() {
        assert_eq!(number_text(1000.0), "1000");
        assert_eq!(number_text(8_187_644_754.0), "8187644754");
        assert_eq!(number_text(9_065.469_999_999_998), "9065.47");
        assert_eq!(number_text(-0.5), "-0.5");
    }

    #[test]
    fn digits_that_a_sheet_lost_show() {
        assert_eq!(number_text(2.850_590_940_090_418e21), "2.85059094009042E+21");
    }

    #[test]
    fn a_cell_far_to_the_right_costs_no_memory() {
        let mut cells = Vec::new();
        put(&mut cells, u32::MAX, "x".to_owned());
        assert_eq!(cells.len(), MAX_COLUMNS + 1);
    }
}
