//! Rows of a delimited text file, streamed: memory does not grow with the file.

use std::collections::VecDeque;
use std::io;
use std::path::Path;

use super::charset::{Cells, Charset, Decoded, decode};
use super::detect;
use super::lines::Lines;
use super::records::{Flaw, Record, Records};
use super::scan::Scan;
use super::source::{
    BadReason, BadRow, Format, HEADER_SEARCH_ROWS, Layout, MAX_RECORD_BYTES, Note, Options, Row,
    Shape, Unreadable, headers_of, shown,
};
use super::texts::is_blank;

/// The line of the header, and its texts.
type Header = (u64, Vec<String>);

/// The rows behind the header.
pub(super) struct CsvRows {
    records: Records,
    cells: Cells,
    shape: Shape,
    last_line: u64,
    ended: bool,
}

/// Opens a text file: one pass to know it, a second one to read it.
pub(super) fn open(path: &Path, options: &Options) -> Result<(Layout, CsvRows), Unreadable> {
    let charset = Charset::of(path, options.encoding.as_deref())?;
    let scan = Scan::of(charset.open(path)?)?;
    let (cells, encoding) = charset.settle(scan.valid, scan.invalid.total);
    let told = detect::separator_line(&scan.sample);
    let separator = separator(options, told, &scan)?;
    let records = || -> io::Result<Records> {
        let lines = Lines::new(charset.open(path)?, scan.ends(), MAX_RECORD_BYTES);
        let mut records = Records::new(lines, separator, MAX_RECORD_BYTES);
        if told.is_some() {
            records.skip_line()?;
        }
        Ok(records)
    };
    let ahead = read_ahead(&mut records()?, options.header_line)?;
    let header = find_header(&ahead, options.header_line, cells)?;
    let (header_line, headers) = header.unwrap_or_default();
    let mut records = records()?;
    skip_to(&mut records, header_line, headers.len())?;
    let layout = Layout {
        format: Format::Csv,
        encoding: Some(encoding),
        separator: Some(char::from(separator)),
        sheet: None,
        header_line,
        notes: notes(&scan, told.is_some(), header_line, cells),
        headers,
    };
    let shape = Shape::new(&layout.headers, false);
    let rows = CsvRows { records, cells, shape, last_line: header_line, ended: false };
    Ok((layout, rows))
}

fn separator(options: &Options, told: Option<u8>, scan: &Scan) -> Result<u8, Unreadable> {
    match options.separator {
        None => Ok(told.unwrap_or_else(|| detect::separator(&scan.sample))),
        Some(sign) => u8::try_from(sign)
            .ok()
            .filter(|byte| {
                byte.is_ascii_punctuation() && *byte != b'"' || *byte == b'\t' || *byte == b' '
            })
            .ok_or(Unreadable::BadSeparator(sign)),
    }
}

/// The first records, at least up to the given header line.
fn read_ahead(records: &mut Records, upto: Option<u64>) -> io::Result<VecDeque<Record>> {
    let mut ahead = VecDeque::new();
    loop {
        let enough = match upto {
            // Only the last one can matter, so a high number holds nothing in memory.
            Some(line) => ahead.back().is_some_and(|record: &Record| record.line >= line),
            None => ahead.len() >= HEADER_SEARCH_ROWS,
        };
        if enough {
            return Ok(ahead);
        }
        if upto.is_some() {
            ahead.clear();
        }
        let Some(record) = records.next_record()? else {
            return Ok(ahead);
        };
        ahead.push_back(record);
    }
}

/// Reads on to the row behind the header, and tells the reader how wide rows are.
fn skip_to(records: &mut Records, header_line: u64, width: usize) -> io::Result<()> {
    while let Some(record) = records.next_record()? {
        if record.line >= header_line {
            break;
        }
    }
    records.expect_width(width);
    Ok(())
}

/// The header and its line; `None` for a file without rows.
fn find_header(
    ahead: &VecDeque<Record>,
    given: Option<u64>,
    cells: Cells,
) -> Result<Option<Header>, Unreadable> {
    let texts: Vec<Vec<String>> = ahead.iter().map(|record| peek(record, cells)).collect();
    let at = match given {
        None => detect::header_row(&texts),
        Some(line) => {
            let at = ahead.iter().position(|record| record.line == line);
            Some(at.ok_or(Unreadable::NoHeaderOnLine(line))?)
        }
    };
    let Some((text, record)) = at.and_then(|at| texts.get(at).zip(ahead.get(at))) else {
        return Ok(None);
    };
    if given.is_some() && text.iter().all(|cell| is_blank(cell)) {
        return Err(Unreadable::NoHeaderOnLine(record.line));
    }
    Ok(Some((record.line, headers_of(text)?)))
}

fn peek(record: &Record, cells: Cells) -> Vec<String> {
    match decode(record.cells.clone(), cells) {
        Decoded::Plain(texts) | Decoded::Recoded(texts) | Decoded::Broken(texts) => texts,
    }
}

fn notes(scan: &Scan, told: bool, header_line: u64, cells: Cells) -> Vec<Note> {
    let mut notes = Vec::new();
    let before = header_line.saturating_sub(1 + u64::from(told));
    if told {
        notes.push(Note::SeparatorLine);
    }
    if before > 0 {
        notes.push(Note::TitleRows(before));
    }
    if cells == Cells::Utf8OrAnsi && scan.invalid.total > 0 {
        notes.push(Note::MixedEncoding(scan.invalid.clone()));
    }
    if scan.mojibake.total > 0 {
        notes.push(Note::Mojibake(scan.mojibake.clone()));
    }
    notes
}

impl CsvRows {
    fn row(&self, record: Record) -> Option<Result<Row, BadRow>> {
        let Record { line, cells, flaw } = record;
        let (cells, recoded, broken) = match decode(cells, self.cells) {
            Decoded::Plain(cells) => (cells, false, false),
            Decoded::Recoded(cells) => (cells, true, false),
            Decoded::Broken(cells) => (cells, false, true),
        };
        let reason = match flaw {
            Some(Flaw::UnclosedQuote) => BadReason::UnclosedQuote,
            Some(Flaw::TooLong) => BadReason::TooLong,
            None if broken => BadReason::Undecodable,
            None => return self.shape.check(line, one_line_end(cells), recoded),
        };
        let cells = shown(cells);
        Some(Err(BadRow { line, reason, cells }))
    }
}

/// Line breaks inside a cell are LF, whatever the file uses.
fn one_line_end(cells: Vec<String>) -> Vec<String> {
    let plain = |cell: String| {
        if cell.contains('\r') { cell.replace("\r\n", "\n").replace('\r', "\n") } else { cell }
    };
    cells.into_iter().map(plain).collect()
}

impl Iterator for CsvRows {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.records.next_record() {
                Ok(Some(record)) => {
                    self.last_line = record.line;
                    let row = self.row(record);
                    if row.is_some() {
                        return row;
                    }
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(BadRow {
                        line: self.last_line + 1,
                        reason: BadReason::ReadFailed(error.to_string()),
                        cells: Vec::new(),
                    }));
                }
            }
        }
        None
    }
}
