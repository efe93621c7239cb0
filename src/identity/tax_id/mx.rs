//! Mexico: RFC and CURP. The check digit of the RFC only warns: the authority has issued some that do not compute.

use super::{
    arithmetic::is_short_date,
    verdict::{Doubt, Refusal, Verdict, accept, accept_doubtful, accept_generic},
};

/// General public and foreign customer.
const GENERIC: [&str; 2] = ["XAXX010101000", "XEXX010101000"];
const RFC_ALPHABET: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
const CURP_ALPHABET: &str = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
const STATES: [&str; 33] = [
    "AS", "BC", "BS", "CC", "CH", "CL", "CM", "CS", "DF", "DG", "GR", "GT", "HG", "JC", "MC", "MN",
    "MS", "NE", "NL", "NT", "OC", "PL", "QR", "QT", "SL", "SP", "SR", "TC", "TL", "TS", "VZ", "YN",
    "ZS",
];

fn place_in(alphabet: &str, c: char) -> u32 {
    alphabet
        .chars()
        .position(|known| known == c)
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(0)
}

/// Check character of an RFC without its last one (11 characters for a company, 12 for a person).
pub(super) fn rfc_control(body: &str) -> Option<char> {
    let blank = if body.chars().count() == 11 { " " } else { "" };
    let sum: u32 = blank
        .chars()
        .chain(body.chars())
        .zip((2..=13).rev())
        .map(|(c, weight)| place_in(RFC_ALPHABET, c) * weight)
        .sum();
    match (11 - sum % 11) % 11 {
        10 => Some('A'),
        rest => char::from_digit(rest, 10),
    }
}

fn is_rfc_letter(c: char) -> bool {
    c.is_ascii_uppercase() || c == 'Ñ' || c == '&'
}

pub(super) fn check_rfc(number: &str) -> Verdict {
    let characters: Vec<char> = number.chars().collect();
    if !characters.iter().all(|c| c.is_ascii_digit() || is_rfc_letter(*c)) {
        return Err(Refusal::Characters);
    }
    let initials = match characters.len() {
        12 => 3,
        13 => 4,
        _ => {
            return Err(Refusal::Length { expected: "12–13" });
        }
    };
    let (letters, rest) = characters.split_at(initials);
    let (date, key) = rest.split_at(6);
    let shape = letters.iter().all(|c| is_rfc_letter(*c))
        && date.iter().all(char::is_ascii_digit)
        && key.iter().all(char::is_ascii_alphanumeric);
    if !shape {
        return Err(Refusal::Characters);
    }
    if !is_short_date(&date.iter().collect::<String>()) {
        return Err(Refusal::Date);
    }
    if GENERIC.contains(&number) {
        return accept_generic(number);
    }
    if rfc_computes(number) { accept(number) } else { accept_doubtful(number, Doubt::CheckDigit) }
}

/// The strict reading: distinguishing key of the issued form and right check character.
fn rfc_computes(number: &str) -> bool {
    let mut last_three = number.chars().rev().take(3);
    let (check, second, first) = (last_three.next(), last_three.next(), last_three.next());
    matches!(first, Some('1'..='9' | 'A'..='V'))
        && matches!(second, Some('1'..='9' | 'A'..='Z'))
        && check.is_some_and(|c| number.strip_suffix(c).and_then(rfc_control) == Some(c))
}

/// Check digit of the first 17 characters of a CURP.
pub(super) fn curp_control(body: &str) -> Option<char> {
    let sum: u32 = body
        .chars()
        .zip((2..=18).rev())
        .map(|(c, weight)| place_in(CURP_ALPHABET, c) * weight)
        .sum();
    char::from_digit((10 - sum % 10) % 10, 10)
}

pub(super) fn check_curp(number: &str) -> Verdict {
    if !number.chars().all(|c| c.is_ascii_alphanumeric() || c == 'Ñ') {
        return Err(Refusal::Characters);
    }
    let characters: Vec<char> = number.chars().collect();
    let [letters @ .., last] = characters.as_slice() else {
        return Err(Refusal::Empty);
    };
    if letters.len() != 17 {
        return Err(Refusal::Length { expected: "18" });
    }
    let text =
        |from: usize, count: usize| letters.iter().skip(from).take(count).collect::<String>();
    let (initials, date, sex, state, consonants) =
        (text(0, 4), text(4, 6), text(10, 1), text(11, 2), text(13, 3));
    let is_letter = |c: char| c.is_ascii_uppercase() || c == 'Ñ';
    if !initials.chars().chain(consonants.chars()).all(is_letter)
        || !date.bytes().all(|b| b.is_ascii_digit())
        || !last.is_ascii_digit()
    {
        return Err(Refusal::Characters);
    }
    if !is_short_date(&date) {
        return Err(Refusal::Date);
    }
    if !matches!(sex.as_str(), "H" | "M") {
        return Err(Refusal::Characters);
    }
    if !STATES.contains(&state.as_str()) {
        return Err(Refusal::Province);
    }
    if curp_control(&text(0, 17)) == Some(*last) {
        accept(number)
    } else {
        Err(Refusal::CheckDigit)
    }
}
