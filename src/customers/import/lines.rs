//! Physical lines of a text file, numbered as an editor numbers them, one at a time.
//!
//! A line longer than the limit keeps its beginning only and says so: no file can fill the memory.

use std::io::{self, BufRead, ErrorKind};

/// Which bytes end a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// LF, CR LF and bare CR alike; used before the file's habit is known.
    Any,
    /// LF and CR LF; a bare CR is content.
    Feed,
    /// Bare CR and CR LF; an LF is content, as old Mac programs write it inside a cell.
    Return,
}

/// What ended one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// LF, with or without a CR before it.
    Feed,
    /// A bare CR.
    Return,
    /// The end of the file.
    File,
}

/// One physical line without its end.
#[derive(Debug)]
pub(super) struct Line {
    /// Counted from 1.
    pub number: u64,
    /// The bytes, without the line end.
    pub bytes: Vec<u8>,
    /// What ended it.
    pub end: End,
    /// The line was longer than the limit and lost its rest.
    pub cut: bool,
}

/// Reads physical lines.
pub(super) struct Lines {
    input: Box<dyn BufRead + Send>,
    ends: Ends,
    next_number: u64,
    limit: usize,
}

impl Lines {
    /// Reads `input` with lines of at most `limit` bytes.
    pub fn new(input: Box<dyn BufRead + Send>, ends: Ends, limit: usize) -> Self {
        Self { input, ends, next_number: 1, limit }
    }

    /// The next line, or `None` after the last.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let mut cut = false;
        let mut begun = false;
        let end = loop {
            let Some((found, used)) = self.take_chunk(&mut bytes, &mut cut)? else {
                break End::File;
            };
            begun |= used > 0;
            if let Some(end) = found {
                break end;
            }
        };
        if end == End::File && !begun {
            return Ok(None);
        }
        if self.ends == Ends::Feed && end == End::Feed && bytes.last() == Some(&b'\r') {
            bytes.pop();
        }
        let number = self.next_number;
        self.next_number += 1 + inner_feeds(&bytes, self.ends);
        Ok(Some(Line { number, bytes, end, cut }))
    }

    /// Moves bytes up to a line end or the buffer's end; `None` at the end of the file.
    fn take_chunk(
        &mut self,
        bytes: &mut Vec<u8>,
        cut: &mut bool,
    ) -> io::Result<Option<(Option<End>, usize)>> {
        let ends = self.ends;
        let buffer = fill(self.input.as_mut())?;
        if buffer.is_empty() {
            return Ok(None);
        }
        let stop = buffer.iter().position(|byte| stops(ends, *byte));
        let taken = buffer.get(..stop.unwrap_or(buffer.len())).unwrap_or(buffer);
        let room = self.limit.saturating_sub(bytes.len());
        *cut |= taken.len() > room;
        bytes.extend_from_slice(taken.get(..room.min(taken.len())).unwrap_or(taken));
        let stopper = stop.and_then(|at| buffer.get(at)).copied();
        let used = taken.len() + usize::from(stopper.is_some());
        self.input.consume(used);
        let end = match stopper {
            None => None,
            Some(b'\r') if self.swallow_feed()? => Some(End::Feed),
            Some(b'\r') => Some(End::Return),
            Some(_) => Some(End::Feed),
        };
        Ok(Some((end, used)))
    }

    /// Takes the LF of a CR LF pair.
    fn swallow_feed(&mut self) -> io::Result<bool> {
        let is_feed = fill(self.input.as_mut())?.first() == Some(&b'\n');
        if is_feed {
            self.input.consume(1);
        }
        Ok(is_feed)
    }
}

fn fill(input: &mut (dyn BufRead + Send)) -> io::Result<&[u8]> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    input.fill_buf()
}

fn stops(ends: Ends, byte: u8) -> bool {
    match byte {
        b'\n' => ends != Ends::Return,
        b'\r' => ends != Ends::Feed,
        _ => false,
    }
}

/// An editor counts an LF inside an old Mac line as a line too.
fn inner_feeds(bytes: &[u8], ends: Ends) -> u64 {
    if ends != Ends::Return {
        return 0;
    }
    bytes.iter().filter(|byte| **byte == b'\n').fold(0, |count, _| count + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor};

    fn read(text: &[u8], ends: Ends, chunk: usize) -> Vec<(u64, String)> {
        let input = BufReader::with_capacity(chunk, Cursor::new(text.to_vec()));
        let mut lines = Lines::new(Box::new(input), ends, 10);
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            found.push((line.number, String::from_utf8(line.bytes).unwrap()));
        }
        found
    }

    fn own(pairs: &[(u64, &str)]) -> Vec<(u64, String)> {
        pairs.iter().map(|(n, t)| (*n, (*t).to_owned())).collect()
    }

    #[test]
    fn every_line_end_is_known_even_across_buffers() {
        for chunk in [1, 2, 3, 64] {
            let found = read(b"a\r\nb\rc\n\nd", Ends::Any, chunk);
            let wanted = own(&[(1, "a"), (2, "b"), (3, "c"), (4, ""), (5, "d")]);
            assert_eq!(found, wanted, "chunk {chunk}");
        }
    }

    #[test]
    fn the_habit_of_the_file_decides_about_the_other_byte() {
        assert_eq!(read(b"a\rb\r\nc", Ends::Feed, 4), own(&[(1, "a\rb"), (2, "c")]));
        assert_eq!(read(b"a\nb\rc", Ends::Return, 4), own(&[(1, "a\nb"), (3, "c")]));
    }

    #[test]
    fn a_long_line_is_cut_and_the_next_is_whole() {
        let found = read(b"0123456789abcdef\nnext\n", Ends::Any, 4);
        assert_eq!(found, own(&[(1, "0123456789"), (2, "next")]));
    }
}
