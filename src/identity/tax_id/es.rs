//! Spain: DNI, NIE and the NIF of companies.

use super::{
    arithmetic::{all_digits, luhn_digit, part},
    verdict::{Refusal, Verdict, accept},
};

const PERSON_LETTERS: &str = "TRWAGMYFPDXBNJZSQVHLCKE";
const COMPANY_LETTERS: &str = "JABCDEFGHI";

fn person_letter(digits: &str) -> Option<char> {
    let number: usize = digits.parse().ok()?;
    PERSON_LETTERS.chars().nth(number % 23)
}

/// The check characters that the first eight allow: people have one, companies a digit or a letter.
fn controls(body: &str) -> Vec<char> {
    let digits = part(body, 1..8);
    let number = match body.chars().next() {
        Some('X') => format!("0{digits}"),
        Some('Y') => format!("1{digits}"),
        Some('Z') => format!("2{digits}"),
        Some('K' | 'L' | 'M') => digits.to_owned(),
        Some('A'..='H' | 'J' | 'N' | 'P'..='S' | 'U' | 'V' | 'W') => {
            let digit = luhn_digit(digits);
            let place = digit.to_digit(10).and_then(|d| usize::try_from(d).ok());
            let letter = place.and_then(|place| COMPANY_LETTERS.chars().nth(place));
            return [Some(digit), letter].into_iter().flatten().collect();
        }
        _ => body.to_owned(),
    };
    person_letter(&number).into_iter().collect()
}

/// The usual check character of the first eight: companies of classes N, P, Q, R, S and W get the letter.
pub(super) fn nif_control(body: &str) -> Option<char> {
    let allowed = controls(body);
    if body.starts_with(['N', 'P', 'Q', 'R', 'S', 'W']) {
        allowed.last().copied()
    } else {
        allowed.first().copied()
    }
}

pub(super) fn check_nif(number: &str) -> Verdict {
    if !number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Err(Refusal::Characters);
    }
    if number.len() != 9 {
        return Err(Refusal::Length { expected: "9" });
    }
    let (first, middle, last) = (part(number, 0..1), part(number, 1..8), part(number, 8..9));
    if !all_digits(middle) || (all_digits(first) && all_digits(last)) {
        return Err(Refusal::Characters);
    }
    if matches!(first, "I" | "O" | "T") {
        return Err(Refusal::Prefix);
    }
    if last.chars().all(|c| controls(part(number, 0..8)).contains(&c)) {
        accept(number)
    } else {
        Err(Refusal::CheckDigit)
    }
}
