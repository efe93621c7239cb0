//! The file of rows that were not taken, in the layout of the imported file and with the reason.
//!
//! Written row by row. A cell that a program of sheets would take for a formula is defused as the
//! export does it, so that the mended file can be imported again without loss.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::source::Layout;
use crate::sheets::guard::defuse;

const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes rows that were not taken.
pub struct ErrorsFile<W: Write> {
    writer: Writer<W>,
    columns: usize,
    rows: u64,
}

impl<W: Write> ErrorsFile<W> {
    /// Begins the file: the headers of the imported one and `reason_header` behind them.
    ///
    /// # Errors
    /// When writing fails.
    pub fn new(mut to: W, layout: &Layout, reason_header: &str) -> io::Result<Self> {
        to.write_all(UTF8_MARK)?;
        let separator = layout.separator.and_then(|sign| u8::try_from(sign).ok());
        let mut writer = WriterBuilder::new()
            .delimiter(separator.unwrap_or(b','))
            .terminator(Terminator::CRLF)
            .flexible(true)
            .from_writer(to);
        let headers = layout.headers.iter().map(String::as_str);
        writer.write_record(headers.chain([reason_header]).map(defuse).map(bytes))?;
        Ok(Self { writer, columns: layout.headers.len(), rows: 0 })
    }

    /// Writes one row. Cells beyond the last column follow the reason.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write(&mut self, cells: &[String], reason: &str) -> io::Result<()> {
        let text = |at: usize| cells.get(at).map_or("", String::as_str);
        let own = (0..self.columns).map(text);
        let extra = cells.iter().skip(self.columns).map(String::as_str);
        let record = own.chain([reason]).chain(extra);
        self.writer.write_record(record.map(defuse).map(bytes))?;
        self.rows += 1;
        Ok(())
    }

    /// How many rows were written.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the file and gives back what it was written to.
    ///
    /// # Errors
    /// When writing fails.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

fn bytes(cell: Cow<'_, str>) -> Vec<u8> {
    cell.into_owned().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::source::Format;
    use super::*;

    #[test]
    fn rows_keep_their_layout_and_formulas_are_defused() {
        let layout = Layout {
            format: Format::Csv,
            encoding: None,
            separator: Some(';'),
            sheet: None,
            header_line: 1,
            headers: vec!["nombre".into(), "tel".into()],
            notes: Vec::new(),
        };
        let mut file = ErrorsFile::new(Vec::new(), &layout, "Motivo").unwrap();
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        file.write(&row(&["=1+1", "+54 351 4"]), "x").unwrap();
        file.write(&row(&["'=1;2"]), "few").unwrap();
        file.write(&row(&["a", "b", "c"]), "many").unwrap();
        assert_eq!(file.rows(), 3);
        let text = String::from_utf8(file.finish().unwrap()).unwrap();
        let wanted =
            "\u{feff}nombre;tel;Motivo\r\n'=1+1;+54 351 4;x\r\n\"'=1;2\";;few\r\na;b;many;c\r\n";
        assert_eq!(text, wanted);
    }
}
