//! Brazil: CPF and CNPJ, the latter also with letters (from July 2026).

use super::{
    arithmetic::{all_digits, digit_or, part, require_digits},
    verdict::{Refusal, Verdict, accept},
};

/// A digit modulo 11 over weights 2, 3, … from the right, starting again at 2 after `highest`.
fn control_digit(body: &str, highest: u32) -> char {
    let sum: u32 = body
        .bytes()
        .rev()
        .zip((2..=highest).cycle())
        .map(|(byte, weight)| u32::from(byte.saturating_sub(b'0')) * weight)
        .sum();
    match sum % 11 {
        0 | 1 => '0',
        rest => digit_or(11 - rest, '0'),
    }
}

fn control_pair(body: &str, highest: u32) -> String {
    let first = control_digit(body, highest);
    let second = control_digit(&format!("{body}{first}"), highest);
    format!("{first}{second}")
}

/// The two check digits of the nine digits before them.
pub(super) fn cpf_control(body: &str) -> Option<String> {
    (body.len() == 9 && all_digits(body)).then(|| control_pair(body, 11))
}

/// The two check digits of the twelve characters before them.
pub(super) fn cnpj_control(body: &str) -> Option<String> {
    let fits =
        body.len() == 12 && body.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    fits.then(|| control_pair(body, 9))
}

pub(super) fn check_cpf(number: &str) -> Verdict {
    require_digits(number, 11..=11, "11")?;
    if number.bytes().all(|b| number.as_bytes().first() == Some(&b)) {
        return Err(Refusal::Repeated);
    }
    if cpf_control(part(number, 0..9)).as_deref() == Some(part(number, 9..11)) {
        accept(number)
    } else {
        Err(Refusal::CheckDigit)
    }
}

pub(super) fn check_cnpj(number: &str) -> Verdict {
    if !number.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) {
        return Err(Refusal::Characters);
    }
    if number.len() != 14 {
        return Err(Refusal::Length { expected: "14" });
    }
    if !all_digits(part(number, 12..14)) {
        return Err(Refusal::Characters);
    }
    if cnpj_control(part(number, 0..12)).as_deref() == Some(part(number, 12..14)) {
        accept(number)
    } else {
        Err(Refusal::CheckDigit)
    }
}
