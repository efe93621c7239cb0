//! Cleaning and folding of typed text: what every input passes through before it is compared or stored.
//! Refuses nothing; callers decide what to do with control characters (`has_nul`).

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Text in NFC without invisible characters and outer blanks; every line end becomes `\n`.
#[must_use]
pub fn clean(text: &str) -> String {
    // Most text is plain, and there are millions of it.
    if text.is_ascii() && !text.contains('\r') {
        return text.trim().to_owned();
    }
    let visible: String = text
        .replace("\r\n", "\n")
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if c == '\r' { '\n' } else { c })
        .nfc()
        .collect();
    visible.trim().to_owned()
}

/// As [`clean`], on one line: each run of blanks of any kind becomes one space.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let cleaned = clean(text);
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    words.join(" ")
}

/// Lower case without accents, for searching and comparing: `NÚÑEZ` and `nunez` fold alike.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        for lower in c.to_lowercase().filter(|c| !is_combining_mark(*c)) {
            push_base_letter(&mut out, lower);
        }
    }
    out
}

/// A key whose byte order is the Spanish order: as [`fold`], but ñ is a letter between n and o.
#[must_use]
pub fn sort_key(text: &str) -> String {
    if text.is_ascii() {
        return fold(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.nfc() {
        if matches!(c, 'ñ' | 'Ñ') {
            out.push_str("n~");
        } else {
            out.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        }
    }
    out
}

/// Only the digits of the text, as ASCII, whatever script they were typed in.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter_map(ascii_digit).collect()
}

/// The text with the digits of other scripts (full-width, Arabic, …) replaced by ASCII ones.
#[must_use]
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect()
}

/// Whether the text holds a NUL, which `PostgreSQL` cannot store.
#[must_use]
pub fn has_nul(text: &str) -> bool {
    text.contains('\0')
}

/// First code points of the runs of ten digits of the scripts that reach us by copy and paste.
const DIGIT_ZEROS: [u32; 12] = [
    0x0030,  // ASCII
    0x0660,  // Arabic-Indic
    0x06F0,  // Persian
    0x07C0,  // N'Ko
    0x0966,  // Devanagari
    0x09E6,  // Bengali
    0x0E50,  // Thai
    0x0ED0,  // Lao
    0xFF10,  // full-width
    0x1D7CE, // mathematical bold
    0x1D7E2, // mathematical sans-serif
    0x1D7F6, // mathematical monospace
];

fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    let code = u32::from(c);
    DIGIT_ZEROS
        .iter()
        .filter_map(|zero| code.checked_sub(*zero))
        .find(|value| *value < 10)
        .and_then(|value| char::from_digit(value, 10))
}

/// Zero-width and direction characters: they come along with pasted text and make equal values differ.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// Letters that have no decomposition but that people type without their stroke or ligature.
fn push_base_letter(out: &mut String, c: char) {
    match c {
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ŧ' => out.push('t'),
        '\u{2018}' | '\u{2019}' | '\u{02BC}' => out.push('\''),
        other => out.push(ascii_digit(other).unwrap_or(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_keeps_inner_text_and_unifies_lines() {
        assert_eq!(clean("\u{feff}\u{a0} a  b\r\nc\rd\u{200b}\u{3000}"), "a  b\nc\nd");
        assert_eq!(clean("jose\u{301}"), "josé");
    }

    #[test]
    fn clean_line_joins_blanks() {
        assert_eq!(
            clean_line(" Av.\u{a0}\u{202f} Siempre\r\n\tViva  742 "),
            "Av. Siempre Viva 742"
        );
        assert_eq!(clean_line("\u{200b}"), "");
    }

    #[test]
    fn fold_removes_case_accents_and_strokes() {
        assert_eq!(fold("NÚÑEZ Ströße Øre Łódź Đ ÆŒ İz"), "nunez strosse ore lodz d aeoe iz");
        assert_eq!(fold("O’Higgins １２"), "o'higgins 12");
    }

    #[test]
    fn sort_key_puts_enye_between_n_and_o() {
        let mut names = ["Oca", "Ñandú", "Nz", "Ánima", "n\u{303}a", "Nu"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Ánima", "Nu", "Nz", "n\u{303}a", "Ñandú", "Oca"]);
    }

    #[test]
    fn digits_of_other_scripts_are_read() {
        assert_eq!(digits("(٠١١) ４４-x5"), "011445");
        assert_eq!(ascii_digits("J٩３-a"), "J93-a");
    }

    #[test]
    fn nul_is_noticed() {
        assert!(has_nul("a\0b") && !has_nul("ab"));
    }
}
