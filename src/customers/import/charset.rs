//! Which bytes mean which letters: byte order marks, UTF-16, a given encoding.
//!
//! Whatever is not compatible with ASCII is turned into UTF-8 while reading. A letter that cannot be
//! decoded never becomes a replacement character: its row is refused or, in a file that mixes
//! encodings, read as windows-1252 and reported.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::source::Unreadable;

const CHUNK: usize = 64 * 1024;
const UTF8_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
/// Never part of UTF-8: stands for a letter that the source encoding could not give.
const UNDECODABLE: u8 = 0xFF;

/// How the cells of one file become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// UTF-8; a row that is not is windows-1252, and says so.
    Utf8OrAnsi,
    /// UTF-8; a row that is not is refused.
    Utf8,
    /// windows-1252.
    Ansi,
}

/// The encoding of a file as far as its beginning and the caller tell.
pub(super) struct Charset {
    encoding: &'static Encoding,
    marked: bool,
    given: bool,
}

impl Charset {
    /// Takes the given encoding, or looks at the first bytes.
    pub fn of(path: &Path, given: Option<&str>) -> Result<Self, Unreadable> {
        let mut head = Vec::new();
        File::open(path)?.take(4096).read_to_end(&mut head)?;
        let marked = Encoding::for_bom(&head).map(|(encoding, _)| encoding);
        if let Some(label) = given.filter(|label| !label.trim().is_empty()) {
            let encoding = named(label)?;
            return Ok(Self { encoding, marked: marked == Some(encoding), given: true });
        }
        Ok(Self {
            encoding: marked.or_else(|| unmarked_utf16(&head)).unwrap_or(UTF_8),
            marked: marked.is_some(),
            given: false,
        })
    }

    /// Opens the file as bytes that are compatible with ASCII, without the mark.
    pub fn open(&self, path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
        let mut input = BufReader::with_capacity(CHUNK, File::open(path)?);
        if !self.keeps_bytes() {
            let decoder = self.encoding.new_decoder_with_bom_removal();
            return Ok(Box::new(BufReader::new(Transcoded::new(input, decoder))));
        }
        if input.fill_buf()?.starts_with(&UTF8_MARK) {
            input.consume(UTF8_MARK.len());
        }
        Ok(Box::new(input))
    }

    /// How to decode cells, and the encoding's name, once the whole file has been looked over.
    pub fn settle(&self, valid: u64, invalid: u64) -> (Cells, String) {
        let mark = if self.marked { " with BOM" } else { "" };
        let name = format!("{}{mark}", self.encoding.name().to_lowercase());
        if self.encoding == WINDOWS_1252 {
            (Cells::Ansi, name)
        } else if self.given || !self.keeps_bytes() {
            (Cells::Utf8, name)
        } else if invalid > 0 && valid == 0 && !self.marked {
            (Cells::Ansi, "windows-1252".to_owned())
        } else {
            (Cells::Utf8OrAnsi, name)
        }
    }

    fn keeps_bytes(&self) -> bool {
        self.encoding == UTF_8 || self.encoding == WINDOWS_1252
    }
}

fn named(label: &str) -> Result<&'static Encoding, Unreadable> {
    let plain = label.trim().to_lowercase().replace(['_', ' '], "-");
    let wanted = match plain.as_str() {
        "utf8" | "utf-8-bom" | "utf-8-sig" => "utf-8",
        "ansi" | "cp-1252" | "cp1252" | "latin-1" => "windows-1252",
        "utf16" | "utf16le" => "utf-16le",
        "utf16be" => "utf-16be",
        other => other,
    };
    Encoding::for_label_no_replacement(wanted.as_bytes())
        .ok_or_else(|| Unreadable::UnknownEncoding(label.to_owned()))
}

/// UTF-16 without a mark: every second byte of Western text is zero.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    match (even, odd) {
        _ if head.len() < 4 => None,
        (0, odd) if odd >= most => Some(UTF_16LE),
        (even, 0) if even >= most => Some(UTF_16BE),
        _ => None,
    }
}

/// One cell's text, and whether it had to be read as windows-1252.
pub(super) fn decode(cells: Vec<Vec<u8>>, how: Cells) -> Decoded {
    if how != Cells::Ansi && cells.iter().all(|cell| std::str::from_utf8(cell).is_ok()) {
        let cells = cells.into_iter().map(|cell| lossless(&cell)).collect();
        return Decoded::Plain(cells);
    }
    let ansi = cells
        .iter()
        .map(|cell| WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned())
        .collect();
    match how {
        Cells::Ansi => Decoded::Plain(ansi),
        Cells::Utf8OrAnsi => Decoded::Recoded(ansi),
        Cells::Utf8 => Decoded::Broken(cells.iter().map(|cell| lossless(cell)).collect()),
    }
}

/// Only [`Decoded::Broken`] rows, which are shown and never stored, can lose anything here.
fn lossless(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

/// The texts of a row.
pub(super) enum Decoded {
    /// As the file's encoding says.
    Plain(Vec<String>),
    /// Not UTF-8 in a UTF-8 file, read as windows-1252.
    Recoded(Vec<String>),
    /// Not decodable; the texts are for showing only.
    Broken(Vec<String>),
}

/// A reader that gives UTF-8.
struct Transcoded<R> {
    input: R,
    decoder: Decoder,
    ready: Vec<u8>,
    given: usize,
    done: bool,
}

impl<R: BufRead> Transcoded<R> {
    fn new(input: R, decoder: Decoder) -> Self {
        Self { input, decoder, ready: Vec::new(), given: 0, done: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let source = self.input.fill_buf()?;
        let last = source.is_empty();
        self.ready.clear();
        self.ready.resize(CHUNK, 0);
        self.given = 0;
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(source, &mut self.ready, last);
        self.input.consume(read);
        self.ready.truncate(written);
        match result {
            DecoderResult::Malformed(..) => self.ready.push(UNDECODABLE),
            DecoderResult::InputEmpty => self.done = last,
            DecoderResult::OutputFull => {}
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given >= self.ready.len() {
            if self.done {
                return Ok(0);
            }
            self.refill()?;
        }
        let mut rest = self.ready.get(self.given..).unwrap_or_default();
        let count = rest.read(into)?;
        self.given += count;
        Ok(count)
    }
}
