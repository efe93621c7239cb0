//! Workbooks keep their texts apart, in a table that readers hold in memory as a whole. One with a large
//! table is written anew, with each text in its cell, so that memory does not grow with it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Seek, Write};
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::source::Unreadable;

/// The table of texts inside a workbook, in small letters: readers do not look at capitals.
const TABLE: &str = "xl/sharedstrings.xml";
/// Bytes up to which it is left as it is.
const SMALL: u64 = 4 << 20;
/// Bytes that all sheets may come to with their texts in their cells: few texts can stand in many.
const MOST: u64 = 2 << 30;

/// Opens a workbook, with each text in its cell where they are many: in a file without a name, on the disk of
/// the scratch folder.
pub(super) fn open(path: &Path, scratch: &Path) -> Result<File, Unreadable> {
    open_beyond(path, scratch, SMALL, MOST)
}

fn open_beyond(path: &Path, scratch: &Path, small: u64, most: u64) -> Result<File, Unreadable> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path)?)).map_err(broken)?;
    let names: Vec<String> = archive
        .file_names()
        .map(|name| name.map(|name| name.to_lowercase()).unwrap_or_default())
        .collect();
    // Whose sheets lie elsewhere, their numbers must find the table.
    let table = names.iter().position(|name| name == TABLE);
    let Some(table) = table.filter(|_| names.iter().any(|name| is_sheet(name))) else {
        return Ok(File::open(path)?);
    };
    let entry = archive.by_index(table).map_err(broken)?;
    if entry.size() <= small {
        return Ok(File::open(path)?);
    }
    let mut texts = Texts::read(BufReader::new(entry), tempfile::tempfile_in(scratch)?)?;
    let mut whole = ZipWriter::new(BufWriter::new(tempfile::tempfile_in(scratch)?));
    let mut left = most;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        if at == table {
            continue;
        }
        if !is_sheet(&name.to_lowercase()) {
            whole.raw_copy_file(entry).map_err(broken)?;
            continue;
        }
        drop(entry);
        let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        whole.start_file(name, plain).map_err(broken)?;
        let sheet = BufReader::new(archive.by_index(at).map_err(broken)?);
        put_texts(sheet, &mut texts, &mut Bounded { out: &mut whole, left: &mut left })?;
    }
    let mut file =
        whole.finish().map_err(broken)?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

/// Whether a part is a sheet, by its name in small letters.
fn is_sheet(name: &str) -> bool {
    name.strip_prefix("xl/worksheets/").is_some_and(|file| !file.is_empty() && !file.contains('/'))
}

fn broken(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::NotAWorkbook(error.to_string())
}

/// What went wrong while a sheet was written anew.
fn unwritten(error: io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::FileTooLarge => Unreadable::UnpacksTooBig,
        _ => Unreadable::Io(error),
    }
}

/// The texts one behind the other in a file, as marked up as in their table, and where each ends.
struct Texts {
    file: BufReader<File>,
    at: u64,
    ends: Vec<u64>,
    text: Vec<u8>,
}

impl Texts {
    fn read(table: impl BufRead, into: File) -> Result<Self, Unreadable> {
        let mut xml = Reader::from_reader(table);
        let mut out = BufWriter::new(into);
        let (mut ends, mut end) = (Vec::new(), 0);
        let (mut buffer, mut text) = (Vec::new(), Vec::new());
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(broken)? {
                Event::Start(start) if start.local_name().as_ref() == "si" => {
                    text.clear();
                    inner(&mut xml, &mut text)?;
                    out.write_all(&text)?;
                    end += text.len() as u64;
                    ends.push(end);
                }
                Event::Empty(empty) if empty.local_name().as_ref() == "si" => ends.push(end),
                Event::Eof => break,
                _ => {}
            }
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(Self { file: BufReader::new(file), at: 0, ends, text })
    }

    /// The text of a number, as marked up as in the table.
    fn get(&mut self, number: &str) -> Result<&[u8], Unreadable> {
        let place = || {
            let number = number.trim().parse::<usize>().ok()?;
            let end = *self.ends.get(number)?;
            let begin =
                number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
            Some((begin?, end))
        };
        let (begin, end) = place().ok_or_else(|| broken("a cell whose text is not there"))?;
        // Texts follow each other mostly as their cells do: what is read ahead is not read again.
        self.file.seek_relative(begin.cast_signed() - self.at.cast_signed())?;
        self.text.resize(usize::try_from(end - begin).unwrap_or(0), 0);
        self.file.read_exact(&mut self.text)?;
        self.at = end;
        Ok(&self.text)
    }
}

/// What stands inside one entry of the table.
fn inner(xml: &mut Reader<impl BufRead>, text: &mut Vec<u8>) -> Result<(), Unreadable> {
    let mut writer = Writer::new(text);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(broken)? {
            Event::End(end) if end.local_name().as_ref() == "si" => return Ok(()),
            Event::Eof => return Err(broken("the texts end in the middle")),
            event => writer.write_event(event)?,
        }
    }
}

/// Writes a sheet anew, with the text of each cell in the place of its number.
fn put_texts(
    sheet: impl BufRead,
    texts: &mut Texts,
    out: &mut impl Write,
) -> Result<(), Unreadable> {
    let mut xml = Reader::from_reader(sheet);
    let mut writer = Writer::new(out);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(cell) if is_number_of_text(&cell) => {
                let number = number(&mut xml)?;
                let cell = with_own_text(&cell);
                let end = cell.to_end().into_owned();
                writer.write_event(Event::Start(cell)).map_err(unwritten)?;
                if !number.trim().is_empty() {
                    for part in [&b"<is>"[..], texts.get(&number)?, b"</is>"] {
                        writer.get_mut().write_all(part).map_err(unwritten)?;
                    }
                }
                writer.write_event(Event::End(end)).map_err(unwritten)?;
            }
            Event::Eof => return Ok(()),
            // It is all UTF-8 now, whatever it said; and nothing of ours has definitions.
            Event::Decl(_) | Event::DocType(_) => {}
            event => writer.write_event(event).map_err(unwritten)?,
        }
    }
}

fn is_number_of_text(cell: &BytesStart) -> bool {
    cell.local_name().as_ref() == "c"
        && cell
            .attributes()
            .flatten()
            .any(|attribute| attribute.key.as_ref() == "t" && attribute.value.as_ref() == "s")
}

/// The number in a cell, up to whose end it reads.
fn number(xml: &mut Reader<impl BufRead>) -> Result<String, Unreadable> {
    let (mut number, mut is_value, mut buffer) = (String::new(), false, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(broken)? {
            Event::Start(start) => is_value = start.local_name().as_ref() == "v",
            Event::Text(text) if is_value => number.push_str(&text.xml10_content()),
            Event::End(end) if end.local_name().as_ref() == "c" => return Ok(number),
            Event::End(_) => is_value = false,
            Event::Eof => return Err(broken("a sheet ends in the middle")),
            _ => {}
        }
    }
}

/// The beginning of a cell that has its text itself.
fn with_own_text(cell: &BytesStart) -> BytesStart<'static> {
    let mut own = BytesStart::new(cell.name().as_ref().to_owned());
    for attribute in cell.attributes().flatten().filter(|one| one.key.as_ref() != "t") {
        own.push_attribute(attribute);
    }
    own.push_attribute(("t", "inlineStr"));
    own
}

/// A writer that refuses more than so many bytes.
struct Bounded<'a, W> {
    out: &'a mut W,
    left: &'a mut u64,
}

impl<W: Write> Write for Bounded<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let left = self.left.checked_sub(bytes.len() as u64).ok_or(ErrorKind::FileTooLarge)?;
        *self.left = left;
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader as _, Xlsx};
    use std::io::Cursor;

    const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" s="0" t="s"><v>2</v></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>7</v></c><c r="D1" t="s"><v>1</v></c><c r="E1" t="s"><v>3</v></c><c r="F1" t="s"><v></v></c><c r="G1" t="s"/></row></sheetData></worksheet>"#;
    const TEXTS: &str = r#"<?xml version="1.0"?><sst><si><t>Peña &amp; Cía</t></si><si/><si><r><t>ri</t></r><r><t xml:space="preserve">co </t></r></si><si><t> a </t><rPh><t>no</t></rPh></si></sst>"#;

    /// A workbook that a library wrote, whose only sheet and texts are replaced.
    fn workbook(sheet: &str, texts: &str) -> tempfile::NamedTempFile {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "x").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut zip = ZipWriter::new(file.reopen().unwrap());
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut content = String::new();
            entry.read_to_string(&mut content).unwrap();
            let content = match name.to_lowercase().as_str() {
                TABLE => texts,
                "xl/worksheets/sheet1.xml" => sheet,
                _ => &content,
            };
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        file
    }

    fn anew(path: &Path, small: u64, most: u64) -> Result<File, Unreadable> {
        open_beyond(path, &std::env::temp_dir(), small, most)
    }

    fn cells(file: File) -> Vec<Data> {
        let mut book = Xlsx::new(BufReader::new(file)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        sheet.rows().flatten().cloned().collect()
    }

    #[test]
    fn each_text_stands_in_its_cell_as_it_was() {
        let book = workbook(SHEET, TEXTS);
        let as_it_is = cells(File::open(book.path()).unwrap());
        assert_eq!(as_it_is[0], Data::String("rico ".to_owned()));
        assert_eq!(cells(anew(book.path(), 0, MOST).unwrap()), as_it_is);
        let mut rewritten = ZipArchive::new(anew(book.path(), 0, MOST).unwrap()).unwrap();
        assert!(rewritten.by_name("xl/sharedStrings.xml").is_err());
        let mut left = ZipArchive::new(anew(book.path(), SMALL, MOST).unwrap()).unwrap();
        assert!(left.by_name("xl/sharedStrings.xml").is_ok(), "a small table stays");
    }

    #[test]
    fn few_texts_in_many_cells_are_bounded_and_a_missing_one_is_named() {
        let book = workbook(SHEET, TEXTS);
        assert!(matches!(anew(book.path(), 0, 100), Err(Unreadable::UnpacksTooBig)));
        let torn = workbook(&SHEET.replace("<v>2</v>", "<v>4</v>"), TEXTS);
        assert!(matches!(anew(torn.path(), 0, MOST), Err(Unreadable::NotAWorkbook(_))));
        let cut = workbook(SHEET, "<sst><si><t>x");
        assert!(anew(cut.path(), 0, MOST).is_err());
    }
}
