//! The file: rows of cells as CSV or as a workbook, each row forgotten as soon as it is written.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{Format as Style, Workbook, Worksheet, XlsxError};

use super::Cell;
use super::guard::guard;

/// Which kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// UTF-8 with its mark, RFC 4180, separated as the organisation's sheets expect it.
    #[default]
    Csv,
    /// A workbook of one sheet.
    Xlsx,
}

/// Rows that fit into a sheet of a workbook, below its header.
pub const MOST_ROWS: u64 = 1_048_575;

impl Format {
    /// As on the command line, and the end of a file's name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// From its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx].into_iter().find(|format| format.code() == code)
    }

    /// The media type of its files.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Rows that one file takes below its header.
    #[must_use]
    pub fn most_rows(self) -> u64 {
        match self {
            Self::Csv => u64::MAX,
            Self::Xlsx => MOST_ROWS,
        }
    }
}

/// Where a file goes. Behind a pointer: a workbook's writer is compiled once, not for every place.
type Out<'w> = Box<dyn Write + Send + 'w>;

/// A file that is being written.
pub enum Sheet<'w> {
    /// A text file.
    Csv(Box<Table<'w>>),
    /// A workbook.
    Xlsx(Box<Book<'w>>),
}

impl<'w> Sheet<'w> {
    /// Begins a file; `decimal_comma` is how the organisation writes numbers.
    pub fn begin(
        format: Format,
        out: impl Write + Send + 'w,
        decimal_comma: bool,
    ) -> io::Result<Self> {
        let out: Out = Box::new(out);
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(Table::begin(out, decimal_comma)?)),
            Format::Xlsx => Self::Xlsx(Box::new(Book::begin(out)?)),
        })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: impl Iterator<Item = Cell>) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.row(cells),
            Self::Xlsx(book) => book.row(cells),
        }
    }

    /// Ends the file.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(mut table) => table.writer.flush(),
            Self::Xlsx(book) => book.finish(),
        }
    }
}

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A text file.
pub struct Table<'w> {
    writer: csv::Writer<Out<'w>>,
    decimal_comma: bool,
}

impl<'w> Table<'w> {
    /// Sheets of a region that writes a decimal comma take the comma for no separator.
    fn begin(mut out: Out<'w>, decimal_comma: bool) -> io::Result<Self> {
        out.write_all(UTF8_MARK)?;
        let writer = WriterBuilder::new()
            .delimiter(if decimal_comma { b';' } else { b',' })
            .terminator(Terminator::CRLF)
            .from_writer(out);
        Ok(Self { writer, decimal_comma })
    }

    fn row(&mut self, cells: impl Iterator<Item = Cell>) -> io::Result<()> {
        for cell in cells {
            self.writer.write_field(self.text(&cell).as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn text<'a>(&self, cell: &'a Cell) -> Cow<'a, str> {
        match cell {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => guard(text),
            Cell::Whole(number) => Cow::Owned(number.to_string()),
            Cell::Decimal(minor, digits) => {
                Cow::Owned(decimal(*minor, *digits, if self.decimal_comma { ',' } else { '.' }))
            }
        }
    }
}

/// `-1234.50`: nothing between thousands, which no program reads everywhere.
fn decimal(minor: i64, digits: u32, point: char) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let unit = 10_u64.pow(digits);
    let (whole, part) = (minor.unsigned_abs() / unit, minor.unsigned_abs() % unit);
    let width = usize::try_from(digits).unwrap_or_default();
    if width == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{point}{part:0width$}")
    }
}

/// Above so many characters old programs show a text cell as `####`.
const LONGEST_STYLED: usize = 255;

/// A workbook. Its rows go to a temporary file without a name, which is gone with the process.
pub struct Book<'w> {
    workbook: Workbook,
    sheet: Worksheet,
    out: Out<'w>,
    row: u32,
    /// Keeps what looks like a number text, also after somebody typed into the cell.
    as_text: Style,
}

impl<'w> Book<'w> {
    fn begin(out: Out<'w>) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let mut sheet = workbook.new_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        Ok(Self { workbook, sheet, out, row: 0, as_text: Style::new().set_num_format("@") })
    }

    fn row(&mut self, cells: impl Iterator<Item = Cell>) -> io::Result<()> {
        without_panic(|| {
            for (column, cell) in (0_u16..).zip(cells) {
                self.cell(column, &cell)?;
            }
            self.row += 1;
            Ok(())
        })
    }

    fn cell(&mut self, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let row = self.row;
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if text.len() <= LONGEST_STYLED => {
                let text = guard(text);
                self.sheet.write_string_with_format(row, column, text, &self.as_text)?;
            }
            Cell::Text(text) => {
                self.sheet.write_string(row, column, guard(text))?;
            }
            Cell::Whole(number) => {
                self.sheet.write(row, column, *number)?;
            }
            Cell::Decimal(minor, digits) => {
                let plain = decimal(*minor, *digits, '.').parse::<f64>();
                self.sheet.write_number(row, column, plain.unwrap_or_default())?;
            }
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        without_panic(|| {
            self.workbook.push_worksheet(self.sheet);
            self.workbook.save_to_writer(&mut self.out)?;
            Ok(self.out.flush()?)
        })
    }
}

/// The library panics where a disk refuses what it writes, and says only in words why.
fn without_panic(write: impl FnOnce() -> Result<(), XlsxError>) -> io::Result<()> {
    match catch_unwind(AssertUnwindSafe(write)) {
        Ok(done) => done.map_err(failed),
        Err(panic) => Err(refused(panic.downcast_ref::<String>().map_or("", String::as_str))),
    }
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        // What zips the sheets wraps what the disk said.
        other => refused(&format!("{other:?}")),
    }
}

/// Of the words of somebody else only this is needed: whether a disk is full.
fn refused(said: &str) -> io::Error {
    let kinds = [ErrorKind::StorageFull, ErrorKind::QuotaExceeded];
    let kind = kinds.into_iter().find(|kind| said.contains(&format!("{kind:?}")));
    io::Error::new(kind.unwrap_or(ErrorKind::Other), said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(decimal_comma: bool, row: Vec<Cell>) -> String {
        let mut out = Vec::new();
        let mut sheet = Sheet::begin(Format::Csv, &mut out, decimal_comma).unwrap();
        sheet.row(row.into_iter()).unwrap();
        sheet.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn row() -> Vec<Cell> {
        let text = |text: &str| Cell::Text(text.to_owned());
        vec![
            Cell::Whole(-7),
            Cell::Decimal(123_450, 2),
            Cell::Empty,
            text("=1;2"),
            text("a,\"b\"\nc"),
            text("007"),
        ]
    }

    #[test]
    fn separator_and_decimals_follow_the_region() {
        let comma = "\u{feff}-7;1234,50;;\"'=1;2\";\"a,\"\"b\"\"\nc\";007\r\n";
        assert_eq!(csv(true, row()), comma);
        let point = "\u{feff}-7,1234.50,,'=1;2,\"a,\"\"b\"\"\nc\",007\r\n";
        assert_eq!(csv(false, row()), point);
    }

    #[test]
    fn a_row_of_one_empty_cell_is_a_row() {
        assert_eq!(csv(true, vec![Cell::Empty]), "\u{feff}\"\"\r\n");
    }

    #[test]
    fn a_panic_of_the_library_about_a_full_disk_is_a_full_disk() {
        let full = io::Error::from_raw_os_error(28);
        let panics = |what: String| without_panic(|| panic!("{what}")).unwrap_err().kind();
        assert_eq!(panics(format!("cannot write: {full:?}")), ErrorKind::StorageFull);
        assert_eq!(panics("something else".to_owned()), ErrorKind::Other);
    }

    #[test]
    fn decimals_are_exact() {
        assert_eq!(decimal(-5, 2, '.'), "-0.05");
        assert_eq!(decimal(24_990, 0, '.'), "24990");
        assert_eq!(decimal(i64::MIN, 2, ','), "-92233720368547758,08");
    }

    #[test]
    fn a_workbook_keeps_texts_texts_and_numbers_numbers() {
        use calamine::{Data, Reader, Xlsx};
        let mut out = Vec::new();
        let mut sheet = Sheet::begin(Format::Xlsx, &mut out, true).unwrap();
        sheet.row(row().into_iter()).unwrap();
        sheet.finish().unwrap();
        let mut book = Xlsx::new(io::Cursor::new(out)).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        let cells: Vec<Data> = range.rows().next().unwrap().to_vec();
        let text = |text: &str| Data::String(text.to_owned());
        let wanted = [
            Data::Float(-7.0),
            Data::Float(1234.5),
            Data::Empty,
            text("'=1;2"),
            text("a,\"b\"\nc"),
            text("007"),
        ];
        assert_eq!(cells, wanted);
    }
}
