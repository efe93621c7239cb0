//! Records of a delimited text, with the cells still in bytes.
//!
//! The cells are split here and not by a CSV crate because a stray quote must not swallow the rest
//! of a file: when the quote of a record never closes, closes in the middle of a later line's text,
//! or swallows lines that are rows themselves, that record is named and reading goes on at the
//! physical line after it.

use std::collections::VecDeque;
use std::io;

use super::lines::{Line, Lines};
use super::source::MAX_CELL_CHARS;

/// Further than this an open quote is not followed: no cell may be so long.
const MAX_QUOTED_BYTES: usize = 2 * MAX_CELL_CHARS;

/// What is wrong with the outer shape of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// A quote opens in this record and does not close.
    UnclosedQuote,
    /// The record is longer than the limit.
    TooLong,
}

/// One record.
#[derive(Debug)]
pub(super) struct Record {
    /// The physical line it begins on, counted from 1.
    pub line: u64,
    /// Its cells, quotes resolved.
    pub cells: Vec<Vec<u8>>,
    /// What is wrong with it.
    pub flaw: Option<Flaw>,
}

/// Reads records.
pub(super) struct Records {
    lines: Lines,
    separator: u8,
    limit: usize,
    /// How many cells a row has, once the header is known.
    width: Option<usize>,
    again: VecDeque<Line>,
}

impl Records {
    /// Splits `lines` at `separator`; a record has at most `limit` bytes.
    pub fn new(lines: Lines, separator: u8, limit: usize) -> Self {
        Self { lines, separator, limit, width: None, again: VecDeque::new() }
    }

    /// Lines with so many cells are taken for rows, also behind an open quote.
    pub fn expect_width(&mut self, width: usize) {
        self.width = Some(width).filter(|width| *width >= 3);
    }

    /// Drops one physical line.
    pub fn skip_line(&mut self) -> io::Result<()> {
        self.take_line().map(drop)
    }

    /// The next record, or `None` after the last.
    pub fn next_record(&mut self) -> io::Result<Option<Record>> {
        let Some(first) = self.take_line()? else {
            return Ok(None);
        };
        let mut split = Splitter::new(self.separator);
        split.feed(&first.bytes);
        let line = first.number;
        let flaw = if first.cut {
            Some(Flaw::TooLong)
        } else if split.quoted {
            return self.read_on(&first, split).map(Some);
        } else {
            None
        };
        let cells = split.finish();
        Ok(Some(Record { line, cells, flaw }))
    }

    /// Reads further lines until the open quote closes.
    fn read_on(&mut self, first: &Line, mut split: Splitter) -> io::Result<Record> {
        let opened_first = split.cells.is_empty();
        let mut size = first.bytes.len();
        let mut later = Vec::new();
        while split.quoted && !split.stray {
            let Some(next) = self.take_line()? else { break };
            size += next.bytes.len() + 1;
            split.line_end();
            split.feed(&next.bytes);
            later.push(next);
            if size > self.limit || split.cell.len() > MAX_QUOTED_BYTES {
                split.quoted = true;
                break;
            }
        }
        let line = first.number;
        if split.quoted || split.stray || self.swallowed_rows(&later, opened_first) {
            return Ok(self.give_back(first, later));
        }
        let cells = split.finish();
        let flaw = None;
        Ok(Record { line, cells, flaw })
    }

    /// Whether a line inside the quotes is a row by itself. The last line proves nothing when the
    /// first cell is the quoted one. A separator before a blank is a sign of prose.
    fn swallowed_rows(&self, later: &[Line], opened_first: bool) -> bool {
        let count = later.len().saturating_sub(usize::from(opened_first));
        let Some(width) = self.width else {
            return false;
        };
        later.iter().take(count).any(|line| {
            let prose = [self.separator, b' '];
            let mut split = Splitter::new(self.separator);
            split.feed(&line.bytes);
            !split.quoted
                && !line.bytes.windows(2).any(|pair| pair == prose)
                && split.finish().len() == width
        })
    }

    /// Names the record of `first` alone and queues the lines after it.
    fn give_back(&mut self, first: &Line, later: Vec<Line>) -> Record {
        for line in later.into_iter().rev() {
            self.again.push_front(line);
        }
        let mut split = Splitter::new(self.separator);
        split.feed(&first.bytes);
        Record { line: first.number, cells: split.finish(), flaw: Some(Flaw::UnclosedQuote) }
    }

    fn take_line(&mut self) -> io::Result<Option<Line>> {
        match self.again.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next_line(),
        }
    }
}

/// Splits lines into cells and remembers an open quote between them.
struct Splitter {
    separator: u8,
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    /// Inside a quoted cell.
    quoted: bool,
    /// The current cell was quoted and has ended: blanks before the separator do not count.
    closed: bool,
    /// A quote stood inside a quoted cell without being doubled.
    stray: bool,
}

impl Splitter {
    fn new(separator: u8) -> Self {
        Self {
            separator,
            cells: Vec::new(),
            cell: Vec::new(),
            quoted: false,
            closed: false,
            stray: false,
        }
    }

    fn feed(&mut self, line: &[u8]) {
        let mut rest = line;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            if self.quoted {
                if *byte != b'"' {
                    self.cell.push(*byte);
                } else if let Some((b'"', after_pair)) = after.split_first() {
                    self.cell.push(b'"');
                    rest = after_pair;
                } else if self.ends_cell(after) {
                    self.quoted = false;
                    self.closed = true;
                } else {
                    self.stray = true;
                    self.cell.push(b'"');
                }
            } else if *byte == self.separator {
                self.end_cell();
            } else if *byte == b'"' && !self.closed && self.cell.iter().all(|b| *b == b' ') {
                self.cell.clear();
                self.quoted = true;
            } else if !self.closed {
                self.cell.push(*byte);
            }
        }
    }

    fn ends_cell(&self, after: &[u8]) -> bool {
        let next = after.iter().find(|byte| **byte != b' ');
        next.is_none_or(|byte| *byte == self.separator)
    }

    fn line_end(&mut self) {
        self.cell.push(b'\n');
    }

    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
        self.closed = false;
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.end_cell();
        self.cells
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Ends;
    use super::*;
    use std::io::{BufReader, Cursor};

    fn read(text: &str, limit: usize) -> Vec<(u64, String, Option<Flaw>)> {
        let input = Box::new(BufReader::new(Cursor::new(text.as_bytes().to_vec())));
        let mut records = Records::new(Lines::new(input, Ends::Any, limit), b',', limit);
        let mut found = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            let cells: Vec<_> =
                record.cells.into_iter().map(|cell| String::from_utf8(cell).unwrap()).collect();
            found.push((record.line, cells.join("|"), record.flaw));
        }
        found
    }

    #[test]
    fn quotes_breaks_and_separators_inside_cells_are_content() {
        let found = read("a,\"b \"\"c\"\", d\ne\",f\n\"x\" , \"y,z\"\n", 100);
        assert_eq!(found[0], (1, "a|b \"c\", d\ne|f".into(), None));
        assert_eq!(found[1], (3, "x|y,z".into(), None));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_quote_that_never_closes_costs_one_record() {
        let found = read("1,\"open,x\n2,b\n3,c\n", 100);
        assert_eq!(found[0].2, Some(Flaw::UnclosedQuote));
        assert_eq!(found[1], (2, "2|b".into(), None));
        assert_eq!(found[2], (3, "3|c".into(), None));
    }

    #[test]
    fn a_later_quoted_cell_does_not_close_it_by_chance() {
        let found = read("1,\"open,x\n2,\"b\",y\n", 100);
        assert_eq!(found[0].2, Some(Flaw::UnclosedQuote));
        assert_eq!(found[1], (2, "2|b|y".into(), None));
    }

    #[test]
    fn two_stray_quotes_do_not_swallow_the_rows_between() {
        let input = "1,\"open,x\n2,b,y\n3,c\",z\n4,\"a\nb, c, d\",e\n\"a\nb\",c,d\n";
        let input = Box::new(BufReader::new(Cursor::new(input.as_bytes().to_vec())));
        let mut records = Records::new(Lines::new(input, Ends::Any, 100), b',', 100);
        records.expect_width(3);
        let mut found = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            found.push((record.line, record.cells.len(), record.flaw.is_some()));
        }
        let wanted = [(1, 2, true), (2, 3, false), (3, 3, false), (4, 3, false), (6, 3, false)];
        assert_eq!(found, wanted);
    }

    #[test]
    fn an_undoubled_quote_within_one_line_stays_text() {
        let found = read("\"The \"Big\" One\",x\nThe \"Small\" One,y\n", 100);
        assert_eq!(found[0], (1, "The \"Big\" One|x".into(), None));
        assert_eq!(found[1], (2, "The \"Small\" One|y".into(), None));
    }

    #[test]
    fn an_open_quote_reads_no_further_than_the_limit() {
        let many = "1,\"open\n".to_owned() + &"2,plain\n".repeat(50);
        let found = read(&many, 40);
        assert_eq!(found[0].2, Some(Flaw::UnclosedQuote));
        assert_eq!(found.len(), 51);
        assert!(found[1..].iter().all(|record| record.2.is_none()));
    }
}
