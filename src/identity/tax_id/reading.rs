//! From the text as typed to the characters of the number.

use super::{kind::IdKind, lenient::keeps_dashes};
use crate::text;

/// Names of documents that people write in front of the number, without dots.
const NAMES: [&str; 34] = [
    "ci",
    "cc",
    "ce",
    "ti",
    "cpf",
    "cnpj",
    "cuit",
    "cuil",
    "cui",
    "curp",
    "dimex",
    "dni",
    "dpi",
    "dui",
    "nie",
    "nif",
    "cif",
    "nit",
    "nite",
    "nrc",
    "rfc",
    "rg",
    "rif",
    "rnc",
    "rtn",
    "ruc",
    "run",
    "rut",
    "cedula",
    "ced",
    "documento",
    "doc",
    "pasaporte",
    "passport",
];

/// The number in its stored characters: upper case, ASCII digits, without blanks, dots, dashes and slashes.
#[must_use]
pub fn compact(raw: &str) -> String {
    squeeze(raw, |c| !is_separator(c) && !is_dash(c))
}

/// As [`compact`], but keeping what the kind counts as part of the number.
pub(super) fn compact_for(kind: IdKind, raw: &str) -> String {
    let whole = without_decimal(raw);
    if keeps_dashes(kind) { squeeze(whole, |c| !is_separator(c)) } else { compact(whole) }
}

/// Other readings to try when the plain one is refused: without the document's name, without the country's letters.
pub(super) fn other_readings(kind: IdKind, raw: &str) -> Vec<String> {
    let unnamed = without_name(raw).map(|rest| compact_for(kind, rest));
    let plain = compact_for(kind, raw);
    let local = kind.country().and_then(|country| plain.strip_prefix(country)).map(str::to_owned);
    unnamed.into_iter().chain(local).filter(|reading| !reading.is_empty()).collect()
}

fn squeeze(raw: &str, keep: impl Fn(char) -> bool) -> String {
    text::ascii_digits(&text::clean(raw))
        .chars()
        .filter(|c| keep(*c))
        .map(|c| if is_dash(c) { '-' } else { c })
        .flat_map(char::to_uppercase)
        .collect()
}

const fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '/' | '\u{FF0E}' | '\u{FF0F}' | '\u{2044}')
}

/// A spreadsheet that took the number for a decimal writes `.0` behind it; nobody types that by hand.
fn without_decimal(raw: &str) -> &str {
    match raw.trim().strip_suffix(".0") {
        Some(rest) if rest.chars().count() >= 5 && rest.chars().all(char::is_alphanumeric) => rest,
        _ => raw,
    }
}

fn without_name(raw: &str) -> Option<&str> {
    let (head, rest) = raw.trim().split_once(|c: char| c.is_whitespace() || c == ':')?;
    let name: String = text::fold(head).chars().filter(|c| c.is_alphanumeric()).collect();
    NAMES.contains(&name.as_str()).then(|| rest.trim_start_matches([':', ' ']))
}
