//! Venezuela: RIF of companies and people, and the cédula.

use super::{
    arithmetic::{all_digits, digit_or, part, require_control, to_next_eleven, weighted},
    verdict::{Refusal, Verdict, accept},
};

/// What the letter adds to the sum.
fn letter_value(letter: &str) -> Option<u32> {
    match letter {
        "V" => Some(4),
        "E" => Some(8),
        "J" => Some(12),
        "P" => Some(16),
        "G" => Some(20),
        _ => None,
    }
}

/// Check digit of the letter and the eight digits after it.
pub(super) fn rif_control(body: &str) -> Option<char> {
    let sum =
        letter_value(part(body, 0..1))? + weighted(part(body, 1..9), &[3, 2, 7, 6, 5, 4, 3, 2]);
    Some(digit_or(to_next_eleven(sum), '0'))
}

pub(super) fn check_rif(number: &str) -> Verdict {
    if !number.is_ascii() {
        return Err(Refusal::Characters);
    }
    if number.len() != 10 {
        return Err(Refusal::Length { expected: "10" });
    }
    if letter_value(part(number, 0..1)).is_none() {
        return Err(Refusal::Prefix);
    }
    if !all_digits(part(number, 1..10)) {
        return Err(Refusal::Characters);
    }
    require_control(number, rif_control)?;
    accept(number)
}

/// A cédula, with or without its V (national) or E (foreigner).
pub(super) fn check_ci(number: &str) -> Verdict {
    let digits = number.strip_prefix(['V', 'E']).unwrap_or(number);
    if !all_digits(digits) {
        return Err(Refusal::Characters);
    }
    if !(5..=9).contains(&digits.len()) {
        return Err(Refusal::Length { expected: "5–9" });
    }
    accept(number)
}
