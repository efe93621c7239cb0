//! A customer file, opened: its layout, and its rows one at a time.
//!
//! The format is told by the content, not by the name. A file that no row can come from is
//! [`Unreadable`]; a row that cannot be trusted is a [`BadRow`] with its line and reason.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::csv_source::{self, CsvRows};
use super::texts::{fold, is_blank};
use super::xlsx_source::{self, XlsxRows};

/// Largest file that is read, in bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;
/// Most columns of a header.
pub const MAX_COLUMNS: usize = 512;
/// Longest cell, in characters: what a sheet program allows, and more than any field takes.
pub const MAX_CELL_CHARS: usize = 32_767;
/// Longest record of a text file, in bytes; also how far an open quote is followed.
pub const MAX_RECORD_BYTES: usize = 1 << 20;
/// How many first rows are looked at to find the header.
pub(super) const HEADER_SEARCH_ROWS: usize = 40;

const LISTED_LINES: usize = 20;

/// What the caller knows better than the file.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Cell separator of a text file.
    pub separator: Option<char>,
    /// Encoding of a text file, by any usual name.
    pub encoding: Option<String>,
    /// Sheet of a workbook, by name or by number from 1.
    pub sheet: Option<String>,
    /// Line of the header, counted from 1.
    pub header_line: Option<u64>,
    /// Folder for what is written while a large workbook is read; that of the system without one, which may
    /// be memory.
    pub scratch: Option<PathBuf>,
}

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Delimited text.
    Csv,
    /// A workbook.
    Xlsx,
}

/// How the file is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Text or workbook.
    pub format: Format,
    /// The encoding of a text file, such as `windows-1252` or `utf-16le with BOM`.
    pub encoding: Option<String>,
    /// The cell separator of a text file.
    pub separator: Option<char>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// Line (or row of the sheet) of the header, counted from 1; 0 in a file without any.
    pub header_line: u64,
    /// The header texts without outer blanks.
    pub headers: Vec<String>,
    /// What a person should know before importing.
    pub notes: Vec<Note>,
}

/// Lines worth naming: the first of them, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineList {
    /// The first twenty.
    pub first: Vec<u64>,
    /// All of them.
    pub total: u64,
}

impl LineList {
    pub(super) fn add(&mut self, line: u64) {
        self.total += 1;
        if self.first.len() < LISTED_LINES {
            self.first.push(line);
        }
    }
}

/// Something about the file that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The separator was told by a first line `sep=;`.
    SeparatorLine,
    /// Lines before the header that are not read.
    TitleRows(u64),
    /// These lines are not UTF-8 although the file is: read as windows-1252.
    MixedEncoding(LineList),
    /// These lines hold letters that were encoded twice (`Ã¡`).
    Mojibake(LineList),
    /// The workbook has other sheets, which are not read.
    OtherSheets(Vec<String>),
}

/// One row of data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line it begins on, or the row of the sheet, counted from 1.
    pub line: u64,
    /// One text per header, as it stands in the file.
    pub cells: Vec<String>,
    /// It was not in the file's encoding and was read as windows-1252.
    pub recoded: bool,
}

/// A row that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// The line it begins on, or the row of the sheet, counted from 1.
    pub line: u64,
    /// Why.
    pub reason: BadReason,
    /// Its cells, for showing and for the file of errors; never for storing.
    pub cells: Vec<String>,
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadReason {
    /// Cells are missing at the end.
    TooFew { found: usize, expected: usize },
    /// There are cells behind the last column.
    TooMany { found: usize, expected: usize },
    /// A quote opens and does not close.
    UnclosedQuote,
    /// It holds a NUL, so something broke the file.
    Nul,
    /// Its bytes are not letters of the file's encoding.
    Undecodable,
    /// It is longer than [`MAX_RECORD_BYTES`].
    TooLong,
    /// The cell of this header is longer than [`MAX_CELL_CHARS`].
    CellTooLong { header: String },
    /// It is the header once more: nothing is lost by skipping it.
    RepeatedHeader,
    /// Reading stopped here; no further row follows.
    ReadFailed(String),
}

impl BadReason {
    /// Skipped without harm, as opposed to failed.
    #[must_use]
    pub fn is_skip(&self) -> bool {
        matches!(self, Self::RepeatedHeader)
    }

    /// A stable name for message tables and reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooFew { .. } => "too_few_cells",
            Self::TooMany { .. } => "too_many_cells",
            Self::UnclosedQuote => "unclosed_quote",
            Self::Nul => "nul",
            Self::Undecodable => "undecodable",
            Self::TooLong => "row_too_long",
            Self::CellTooLong { .. } => "cell_too_long",
            Self::RepeatedHeader => "repeated_header",
            Self::ReadFailed(_) => "read_failed",
        }
    }
}

/// Why no row can come from a file.
#[derive(Debug)]
pub enum Unreadable {
    /// The file cannot be opened or read.
    Io(io::Error),
    /// It is larger than [`MAX_FILE_BYTES`].
    TooBig,
    /// A workbook of before 2007, or one with a password.
    OldWorkbook,
    /// A zip that is no workbook.
    NotAWorkbook(String),
    /// A workbook that unpacks to more than is safe.
    UnpacksTooBig,
    /// The workbook has no such sheet, but these.
    NoSuchSheet(Vec<String>),
    /// Nobody knows this encoding.
    UnknownEncoding(String),
    /// Not usable as a separator.
    BadSeparator(char),
    /// The given header line is empty or behind the end.
    NoHeaderOnLine(u64),
    /// The header has more than [`MAX_COLUMNS`] columns.
    TooManyColumns(usize),
}

impl Unreadable {
    /// A stable name for message tables and reports.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::TooBig => "file_too_big",
            Self::OldWorkbook => "old_workbook",
            Self::NotAWorkbook(_) => "not_a_workbook",
            Self::UnpacksTooBig => "unpacks_too_big",
            Self::NoSuchSheet(_) => "no_such_sheet",
            Self::UnknownEncoding(_) => "unknown_encoding",
            Self::BadSeparator(_) => "bad_separator",
            Self::NoHeaderOnLine(_) => "no_header_on_line",
            Self::TooManyColumns(_) => "too_many_columns",
        }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => write!(to, "the file cannot be read: {error}"),
            Self::TooBig => write!(to, "the file is larger than {MAX_FILE_BYTES} bytes"),
            Self::OldWorkbook => {
                to.write_str("a workbook of the old format or with a password: save it as .xlsx")
            }
            Self::NotAWorkbook(why) => write!(to, "not a workbook: {why}"),
            Self::UnpacksTooBig => to.write_str("the workbook unpacks to more than is safe"),
            Self::NoSuchSheet(sheets) => {
                write!(to, "no such sheet; there are: {}", sheets.join(", "))
            }
            Self::UnknownEncoding(name) => write!(to, "unknown encoding: {name}"),
            Self::BadSeparator(sign) => write!(to, "not usable as a separator: {sign:?}"),
            Self::NoHeaderOnLine(line) => write!(to, "no header on line {line}"),
            Self::TooManyColumns(count) => write!(to, "{count} columns, more than {MAX_COLUMNS}"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// An opened file; iterate over it for its rows.
pub struct Source {
    /// How the file is laid out.
    pub layout: Layout,
    rows: Rows,
}

enum Rows {
    Csv(Box<CsvRows>),
    Xlsx(Box<XlsxRows>),
}

impl Source {
    /// Opens a file and finds its layout. A file without any row is fine: it gives none.
    ///
    /// # Errors
    /// [`Unreadable`] says why no row can come from it.
    pub fn open(path: &Path, options: &Options) -> Result<Self, Unreadable> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() > MAX_FILE_BYTES {
            return Err(Unreadable::TooBig);
        }
        let mut head = Vec::new();
        (&mut file).take(8).read_to_end(&mut head)?;
        if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Unreadable::OldWorkbook);
        }
        if head.starts_with(b"PK\x03\x04") {
            let (layout, rows) = xlsx_source::open(path, options)?;
            let rows = Rows::Xlsx(Box::new(rows));
            return Ok(Self { layout, rows });
        }
        let (layout, rows) = csv_source::open(path, options)?;
        let rows = Rows::Csv(Box::new(rows));
        Ok(Self { layout, rows })
    }
}

impl Iterator for Source {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.rows {
            Rows::Csv(rows) => rows.next(),
            Rows::Xlsx(rows) => rows.next(),
        }
    }
}

/// What every row is held against.
pub(super) struct Shape {
    headers: Vec<String>,
    folded: Vec<String>,
    /// Fewer cells than this are too few; 0 where the format leaves empty cells out.
    least: usize,
}

impl Shape {
    pub fn new(headers: &[String], leaves_out_empty: bool) -> Self {
        let named = headers.iter().rposition(|header| !header.is_empty());
        Self {
            headers: headers.to_vec(),
            folded: headers.iter().map(|header| fold(header)).collect(),
            least: if leaves_out_empty { 0 } else { named.map_or(0, |at| at + 1) },
        }
    }

    /// The row if it fits; nothing if it is blank.
    pub fn check(
        &self,
        line: u64,
        mut cells: Vec<String>,
        recoded: bool,
    ) -> Option<Result<Row, BadRow>> {
        if cells.iter().all(|cell| is_blank(cell)) {
            return None;
        }
        if let Some(reason) = self.flaw(&cells) {
            let cells = shown(cells);
            return Some(Err(BadRow { line, reason, cells }));
        }
        cells.resize(self.headers.len(), String::new());
        Some(Ok(Row { line, cells, recoded }))
    }

    fn flaw(&self, cells: &[String]) -> Option<BadReason> {
        if cells.iter().any(|cell| cell.contains('\0')) {
            return Some(BadReason::Nul);
        }
        let expected = self.headers.len();
        let found = cells.len();
        if found < self.least {
            return Some(BadReason::TooFew { found, expected });
        }
        if cells.iter().skip(expected).any(|cell| !is_blank(cell)) {
            return Some(BadReason::TooMany { found, expected });
        }
        let long = cells
            .iter()
            .zip(&self.headers)
            .find(|(cell, _)| cell.len() > MAX_CELL_CHARS && cell.chars().count() > MAX_CELL_CHARS);
        if let Some((_, header)) = long {
            let header = header.clone();
            return Some(BadReason::CellTooLong { header });
        }
        let same = self.folded.iter().enumerate().all(|(at, header)| {
            let cell = cells.get(at).map_or("", String::as_str);
            fold(cell) == *header
        });
        same.then_some(BadReason::RepeatedHeader)
    }
}

/// Cells for showing: a NUL as the sign for it.
pub(super) fn shown(cells: Vec<String>) -> Vec<String> {
    let visible = |cell: String| {
        if cell.contains('\0') { cell.replace('\0', "\u{2400}") } else { cell }
    };
    cells.into_iter().map(visible).collect()
}

/// The header texts, if they are not too many.
pub(super) fn headers_of(cells: &[String]) -> Result<Vec<String>, Unreadable> {
    let used = cells.iter().rposition(|cell| !is_blank(cell)).map_or(0, |at| at + 1);
    if used > MAX_COLUMNS {
        return Err(Unreadable::TooManyColumns(used));
    }
    let text = |cell: &String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(cells.iter().take(MAX_COLUMNS).map(text).collect())
}
