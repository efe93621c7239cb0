//! Costa Rica, Guatemala and the Dominican Republic.

use super::{
    arithmetic::{
        all_digits, digit_or, luhn_digit, part, require_control, require_digits, split_last,
        to_next_eleven, weighted, weighted_from_right,
    },
    verdict::{Refusal, Verdict, accept, accept_generic},
};

/// The final consumer of Guatemala: letters instead of a number.
const FINAL_CONSUMER: &str = "CF";

/// A citizen's cédula, stored with the leading zero that people leave out.
pub(super) fn check_fisica(number: &str) -> Verdict {
    require_digits(number, 9..=10, "9–10")?;
    let padded = format!("{number:0>10}");
    if !padded.starts_with('0') {
        return Err(Refusal::Prefix);
    }
    if padded.bytes().all(|b| b == b'0') {
        return Err(Refusal::Zeros);
    }
    accept(padded)
}

pub(super) fn check_juridica(number: &str) -> Verdict {
    require_digits(number, 10..=10, "10")?;
    let class = part(number, 1..4).parse::<u32>().unwrap_or(0);
    let known = match part(number, 0..1) {
        "2" => matches!(class, 100 | 200 | 300 | 400),
        "3" => matches!(class, 2..=14 | 101..=110),
        "4" => class == 0,
        "5" => class == 1,
        _ => false,
    };
    if known { accept(number) } else { Err(Refusal::Prefix) }
}

/// The document of foreign residents.
pub(super) fn check_dimex(number: &str) -> Verdict {
    require_digits(number, 11..=12, "11–12")?;
    if number.starts_with('1') { accept(number) } else { Err(Refusal::Prefix) }
}

/// Check character of a Guatemalan NIT.
pub(super) fn nit_control(body: &str) -> char {
    digit_or(to_next_eleven(weighted_from_right(body, 2..)), 'K')
}

pub(super) fn check_nit(typed: &str) -> Verdict {
    if typed == FINAL_CONSUMER {
        return accept_generic(typed);
    }
    let number = typed.trim_start_matches('0');
    let (body, last) = split_last(number).ok_or(Refusal::Zeros)?;
    if !body.bytes().all(|b| b.is_ascii_digit()) || !(last.is_ascii_digit() || last == 'K') {
        return Err(Refusal::Characters);
    }
    if !(2..=12).contains(&number.len()) {
        return Err(Refusal::Length { expected: "2–12" });
    }
    require_control(number, nit_control)?;
    accept(number)
}

/// Check digit of the eight digits of an RNC.
pub(super) fn rnc_control(body: &str) -> Option<char> {
    let rest = weighted(body, &[7, 9, 8, 6, 5, 4, 3, 2]) % 11;
    all_digits(body).then(|| digit_or((10 - rest) % 9 + 1, '0'))
}

pub(super) fn check_rnc(number: &str) -> Verdict {
    require_digits(number, 9..=9, "9")?;
    require_control(number, rnc_control)?;
    accept(number)
}

/// Check digit of the ten digits of a Dominican cédula.
pub(super) fn cedula_control(body: &str) -> Option<char> {
    all_digits(body).then(|| luhn_digit(body))
}

pub(super) fn check_cedula(number: &str) -> Verdict {
    require_digits(number, 11..=11, "11")?;
    require_control(number, cedula_control)?;
    accept(number)
}
