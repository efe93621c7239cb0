//! The two fonts that every reader of PDF has: how wide their letters are, and how text is written in them.

use crate::text;

/// A font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// Helvetica.
    Plain,
    /// Helvetica-Bold.
    Bold,
}

/// What stands in the place of a letter that the fonts do not have.
const UNKNOWN: u8 = b'?';

/// Thousandths of the size, from the space to the tilde.
const PLAIN: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// From the space that does not break to the y with two dots.
const PLAIN_LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 260, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333,
    333, 333, 556, 537, 278, 333, 333, 365, 556, 834, 834, 834, 611, 667, 667, 667, 667, 667, 667,
    1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778,
    722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 500, 556, 556, 556, 556,
    278, 278, 278, 278, 556, 556, 556, 556, 556, 556, 556, 584, 611, 556, 556, 556, 556, 500, 556,
    500,
];
const BOLD_LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 333, 400, 584, 333,
    333, 333, 611, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722,
    1000, 722, 667, 667, 667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778,
    722, 722, 722, 722, 667, 667, 611, 556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556,
    278, 278, 278, 278, 611, 611, 611, 611, 611, 611, 611, 584, 611, 611, 611, 611, 611, 556, 611,
    556,
];
/// What WinAnsi has between the two, as far as people write it: letter, its byte, its two widths.
const OTHERS: [(char, u8, u16, u16); 14] = [
    ('€', 128, 556, 556),
    ('…', 133, 1000, 1000),
    ('Š', 138, 667, 667),
    ('Œ', 140, 1000, 1000),
    ('Ž', 142, 611, 611),
    ('‘', 145, 222, 278),
    ('’', 146, 222, 278),
    ('“', 147, 333, 500),
    ('”', 148, 333, 500),
    ('•', 149, 350, 350),
    ('–', 150, 556, 556),
    ('—', 151, 1000, 1000),
    ('š', 154, 500, 556),
    ('ž', 158, 500, 500),
];

/// Text in WinAnsi. Letters that it lacks are written by their base letter, and by a question mark where there
/// is none.
#[must_use]
pub fn encode(written: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(written.len());
    for c in written.chars() {
        match byte(c) {
            Some(byte) => out.push(byte),
            None => out.extend(folded(c)),
        }
    }
    out
}

fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        0x20..=0x7e | 0xa0..=0xff => u8::try_from(u32::from(c)).ok(),
        // Blanks of any width, and what no reader would see.
        0x09..=0x0d | 0x2000..=0x200a | 0x202f => Some(b' '),
        0x2010..=0x2012 | 0x2212 => Some(b'-'),
        _ => OTHERS.iter().find(|other| other.0 == c).map(|other| other.1),
    }
}

fn folded(c: char) -> Vec<u8> {
    let base = text::fold(c.encode_utf8(&mut [0; 4]));
    let base = if c.is_uppercase() { base.to_uppercase() } else { base };
    base.chars().map(|c| byte(c).unwrap_or(UNKNOWN)).collect()
}

impl Font {
    fn thousandths(self, byte: u8) -> u16 {
        let (ascii, latin) = match self {
            Self::Plain => (&PLAIN, &PLAIN_LATIN),
            Self::Bold => (&BOLD, &BOLD_LATIN),
        };
        let at = usize::from(byte);
        let known = match byte {
            0x20..=0x7e => ascii.get(at - 0x20).copied(),
            0xa0..=0xff => latin.get(at - 0xa0).copied(),
            _ => OTHERS.iter().find(|other| other.1 == byte).map(|other| match self {
                Self::Plain => other.2,
                Self::Bold => other.3,
            }),
        };
        known.unwrap_or_default()
    }

    /// How wide a text is at a size, in points.
    #[must_use]
    pub fn width(self, written: &str, size: f32) -> f32 {
        encode(written).iter().map(|byte| f32::from(self.thousandths(*byte))).sum::<f32>() * size
            / 1000.0
    }

    /// A text in lines no wider than `most`, cut between words, and within a word that is wider.
    #[must_use]
    pub fn wrap(self, written: &str, size: f32, most: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in written.split('\n') {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer =
                    if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) <= most {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.cut(word, size, most, &mut lines);
            }
            lines.push(line);
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }

    /// Puts full lines of a word into `lines`; what is left over comes back.
    fn cut(self, word: &str, size: f32, most: f32, lines: &mut Vec<String>) -> String {
        let mut line = String::new();
        for c in word.chars() {
            line.push(c);
            if self.width(&line, size) > most && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_the_region_have_a_byte_and_others_their_base() {
        assert_eq!(encode("Ñandú ç"), b"\xd1and\xfa \xe7");
        assert_eq!(encode("€ 5 – “así”"), b"\x80 5 \x96 \x93as\xed\x94");
        assert_eq!(encode("Łódź Čapek"), "Lódz Capek".chars().map(|c| c as u8).collect::<Vec<_>>());
        assert_eq!(encode("漢"), b"?");
        assert_eq!(encode("a\u{202f}b\tc"), b"a b c");
    }

    #[test]
    fn widths_are_those_of_the_font() {
        let nearly = |a: f32, b: f32| (a - b).abs() < 0.01;
        assert!(nearly(Font::Plain.width("Iñés", 10.0), 18.9));
        assert!(nearly(Font::Bold.width("W€", 10.0), 15.0));
        assert!(nearly(Font::Plain.width("1.234,50", 9.0), (6.0 * 0.556 + 2.0 * 0.278) * 9.0));
    }

    #[test]
    fn lines_are_cut_between_words_and_within_what_is_too_wide() {
        let lines = Font::Plain.wrap("Servicio de internet por fibra", 10.0, 70.0);
        assert_eq!(lines, ["Servicio de", "internet por", "fibra"]);
        let lines = Font::Plain.wrap(&"x".repeat(40), 10.0, 60.0);
        assert!(lines.len() > 2 && lines.concat() == "x".repeat(40));
        assert!(lines.iter().all(|line| Font::Plain.width(line, 10.0) <= 60.0));
        assert_eq!(Font::Plain.wrap("uno\n\ndos\n", 10.0, 70.0), ["uno", "", "dos"]);
        assert!(Font::Plain.wrap("  ", 10.0, 70.0).is_empty());
        // Narrower than a letter: one letter a line, and an end.
        assert_eq!(Font::Plain.wrap("abc", 10.0, 1.0), ["a", "b", "c"]);
    }
}
