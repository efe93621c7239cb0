//! The first pass over a text file: which line ends, which lines are not UTF-8, a sample.
//!
//! It reads the whole file once in constant memory, so that the encoding is a finding and not a
//! guess from the beginning.

use std::io::{self, BufRead};

use super::lines::{End, Ends, Lines};
use super::source::{LineList, MAX_RECORD_BYTES};

const SAMPLE_LINES: u64 = 300;
const SAMPLE_BYTES: usize = 256 * 1024;

/// What the first pass found.
#[derive(Default)]
pub(super) struct Scan {
    /// Lines that hold letters beyond ASCII and are right UTF-8.
    pub valid: u64,
    /// Lines that are not UTF-8.
    pub invalid: LineList,
    /// Lines with UTF-8 that was read as windows-1252 and saved again (`Ã¡`).
    pub mojibake: LineList,
    /// The first lines, joined by LF.
    pub sample: Vec<u8>,
    feeds: u64,
    returns: u64,
    in_quotes: bool,
}

impl Scan {
    /// Reads everything.
    pub fn of(input: Box<dyn BufRead + Send>) -> io::Result<Self> {
        let mut scan = Self::default();
        let mut lines = Lines::new(input, Ends::Any, MAX_RECORD_BYTES);
        while let Some(line) = lines.next_line()? {
            scan.take(line.number, &line.bytes, line.end);
        }
        Ok(scan)
    }

    /// The line end that the file uses between rows.
    pub fn ends(&self) -> Ends {
        if self.returns > self.feeds { Ends::Return } else { Ends::Feed }
    }

    fn take(&mut self, number: u64, bytes: &[u8], end: End) {
        for _quote in bytes.iter().filter(|byte| **byte == b'"') {
            self.in_quotes = !self.in_quotes;
        }
        if !self.in_quotes {
            self.feeds += u64::from(end == End::Feed);
            self.returns += u64::from(end == End::Return);
        }
        if number <= SAMPLE_LINES && self.sample.len() + bytes.len() < SAMPLE_BYTES {
            self.sample.extend_from_slice(bytes);
            self.sample.push(b'\n');
        }
        if bytes.is_ascii() {
            return;
        }
        if std::str::from_utf8(bytes).is_err() {
            self.invalid.add(number);
            return;
        }
        self.valid += 1;
        if is_mojibake(bytes) {
            self.mojibake.add(number);
        }
    }
}

/// `Ã` or `Â` followed by the sign that a continuation byte becomes in windows-1252.
fn is_mojibake(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|window| {
        matches!(
            window,
            [0xC3, 0x83, 0xC2, _]
                | [0xC3, 0x83, 0xE2, 0x80]
                | [0xC3, 0x82, 0xC2, 0xB0 | 0xBA | 0xAA]
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn scan(text: &[u8]) -> Scan {
        Scan::of(Box::new(Cursor::new(text.to_vec()))).unwrap()
    }

    #[test]
    fn the_lines_that_are_not_utf8_are_named() {
        let found = scan(b"id,n\r\n1,Jos\xC3\xA9\r\n2,\xCD\xF1igo\r\n");
        assert_eq!((found.valid, found.invalid.first), (1, vec![3]));
    }

    #[test]
    fn twice_encoded_letters_are_noticed_and_capital_tilde_is_not() {
        assert_eq!(scan("x\nMuÃ±oz\nSÃO PAULO\nIRMÃ\n".as_bytes()).mojibake.first, vec![2]);
        assert_eq!(scan("Ã“scar\n".as_bytes()).mojibake.total, 1);
    }

    #[test]
    fn line_ends_inside_quotes_do_not_decide() {
        assert_eq!(scan(b"a;b\r1;\"x\ny\nz\nw\"\r2;c\r").ends(), Ends::Return);
        assert_eq!(scan(b"a;b\n1;\"x\ry\rz\"\n").ends(), Ends::Feed);
        assert_eq!(scan(b"").ends(), Ends::Feed);
    }
}
