//! Guesses the separator and the header line from the first rows of a file.
//!
//! Known header words weigh most, then how evenly a separator cuts the rows.

use std::io::Cursor;

use super::charset::{Cells, Decoded, decode};
use super::lines::{Ends, Lines};
use super::records::Records;
use super::source::{HEADER_SEARCH_ROWS, MAX_RECORD_BYTES};
use super::synonyms;
use super::texts::{fold, is_blank};

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator of a first line such as `sep=;`.
pub(super) fn separator_line(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| *byte == b'\n').next()?;
    let text = std::str::from_utf8(line).ok()?;
    let plain = text.trim_matches([' ', '"']);
    let (word, sign) = plain.split_once('=')?;
    match (word.trim().eq_ignore_ascii_case("sep"), sign.as_bytes()) {
        (true, [sign]) if sign.is_ascii_punctuation() || *sign == b'\t' => Some(*sign),
        _ => None,
    }
}

/// The separator that cuts the sample best; a comma if none cuts it at all.
pub(super) fn separator(sample: &[u8]) -> u8 {
    let mut best = (b',', f64::MIN);
    for candidate in CANDIDATES {
        let score = score(&split(sample, candidate));
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

fn split(sample: &[u8], separator: u8) -> Vec<Vec<String>> {
    let input = Box::new(Cursor::new(sample.to_vec()));
    let lines = Lines::new(input, Ends::Feed, MAX_RECORD_BYTES);
    let mut records = Records::new(lines, separator, MAX_RECORD_BYTES);
    let mut rows = Vec::new();
    while let Ok(Some(record)) = records.next_record() {
        let cells = match decode(record.cells, Cells::Utf8OrAnsi) {
            Decoded::Plain(cells) | Decoded::Recoded(cells) | Decoded::Broken(cells) => cells,
        };
        rows.push(cells);
    }
    rows
}

fn score(rows: &[Vec<String>]) -> f64 {
    let full: Vec<_> = rows.iter().filter(|row| !row.iter().all(|cell| is_blank(cell))).collect();
    let width = usual_width(rows);
    let even = full.iter().filter(|row| row.len() == width).count();
    let share = ratio(even, full.len());
    let first = rows.get(..HEADER_SEARCH_ROWS.min(rows.len())).unwrap_or(rows);
    let header = header_row(first).and_then(|at| first.get(at));
    let known = header.map_or(0, |row| known_headers(row));
    let fits = header.is_some_and(|row| row.len() == width);
    let evenness = share * ratio(width, 1).sqrt() * if fits { 1.0 } else { 0.4 };
    evenness + ratio(known, 2)
}

/// Small counts only: the sample has some hundred lines.
fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// The number of cells that most rows have.
fn usual_width(rows: &[Vec<String>]) -> usize {
    let mut widths: Vec<usize> =
        rows.iter().filter(|row| !row.iter().all(|cell| is_blank(cell))).map(Vec::len).collect();
    widths.sort_unstable();
    widths
        .chunk_by(|left, right| left == right)
        .max_by_key(|same| same.len())
        .and_then(|same| same.first().copied())
        .unwrap_or(0)
}

/// Which of the first rows is the header: title rows above it have fewer filled cells.
pub(super) fn header_row(rows: &[Vec<String>]) -> Option<usize> {
    let mut widest = 0;
    let mut found: Option<(usize, usize)> = None;
    for (at, row) in rows.iter().enumerate() {
        let filled = row.iter().filter(|cell| !is_blank(cell)).count();
        if filled <= widest {
            continue;
        }
        widest = filled;
        let known = known_headers(row);
        let better = match found {
            None => true,
            Some((_, best)) => known > best && known >= 2,
        };
        if better {
            found = Some((at, known));
        }
    }
    match found {
        Some((at, 0)) => first_usual(rows).or(Some(at)),
        other => other.map(|(at, _)| at),
    }
}

/// Without one known word the header is the first row as wide as most.
fn first_usual(rows: &[Vec<String>]) -> Option<usize> {
    let width = usual_width(rows);
    rows.iter().position(|row| {
        row.len() >= width && row.iter().filter(|cell| !is_blank(cell)).count() * 2 > width
    })
}

fn known_headers(row: &[String]) -> usize {
    let known = |cell: &&String| synonyms::knows(&fold(cell));
    row.iter().filter(known).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn separators_are_told_apart() {
        assert_eq!(separator(b"nombre;email\nAna, Luz;a@x\nEva, Paz;b@x\n"), b';');
        assert_eq!(separator(b"a|b|c\n1|2|3\n"), b'|');
        assert_eq!(separator(b"nombre\temail\nAna\ta@x;b@x\n"), b'\t');
        assert_eq!(separator(b"nombre,nota\nAna,\"a;b;c;d\"\nEva,\"a;b;c;d\"\n"), b',');
        assert_eq!(separator(b""), b',');
    }

    #[test]
    fn a_single_column_is_not_cut_by_the_commas_in_names() {
        assert_ne!(separator(b"nombre\nParra, Ana\nSosa, Eva\nPaz, Luz\n"), b',');
    }

    #[test]
    fn money_with_decimal_commas_does_not_win() {
        assert_eq!(separator(b"x;y\n1,50;2,50\n3,50;4,50\n"), b';');
    }

    #[test]
    fn a_separator_line_is_read() {
        assert_eq!(separator_line(b"sep=;\na;b"), Some(b';'));
        assert_eq!(separator_line(b"\"SEP=|\"\na|b"), Some(b'|'));
        assert_eq!(separator_line(b"separata=;\n"), None);
        assert_eq!(separator_line(b"sep=ab\n"), None);
    }

    #[test]
    fn title_rows_are_passed_over() {
        assert_eq!(header_row(&rows("CLIENTES,,\n,,\nNombre,E-mail,Zona\nAna,a@x,Norte")), Some(2));
        assert_eq!(header_row(&rows("Listado,,\nfoo,bar,baz\n1,2,3\n4,5,6")), Some(1));
    }

    #[test]
    fn a_data_row_is_never_the_header_of_an_unknown_file() {
        assert_eq!(header_row(&rows("foo,bar\nweb,2\n3,4\n5,6,7")), Some(0));
        assert_eq!(header_row(&rows("")), None);
    }
}
