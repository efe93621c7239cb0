//! Colombia: NIT with its check digit, and the documents of people, which have none.

use super::{
    arithmetic::{
        all_digits, digit_or, part, require_control, require_digits, weighted_from_right,
    },
    kind::IdKind,
    reading::compact,
    verdict::{Refusal, Verdict, accept, accept_generic},
};

/// "Consumidor final": has no check digit, so it is known by name.
const FINAL_CONSUMER: &str = "222222222222";
const WEIGHTS: [u32; 15] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/// Check digit of the digits before it.
pub(super) fn nit_control(body: &str) -> char {
    let rest = weighted_from_right(body, WEIGHTS.into_iter()) % 11;
    digit_or(if rest < 2 { rest } else { 11 - rest }, '0')
}

pub(super) fn check_nit(number: &str) -> Verdict {
    if number == FINAL_CONSUMER {
        return accept_generic(number);
    }
    require_digits(number, 8..=16, "10")?;
    require_control(number, nit_control)?;
    accept(number)
}

pub(super) fn check_cc(number: &str) -> Verdict {
    const EXPECTED: &str = "5–8, 10";
    if number == FINAL_CONSUMER {
        return accept_generic(number);
    }
    require_digits(number, 5..=10, EXPECTED)?;
    if number.len() == 9 {
        return Err(Refusal::Length { expected: EXPECTED });
    }
    if number.starts_with('0') {
        return Err(if number.bytes().all(|b| b == b'0') {
            Refusal::Zeros
        } else {
            Refusal::Prefix
        });
    }
    accept(number)
}

/// Ten digits are a citizen's number when they begin with 1, a company's with its check digit when with 8 or 9.
/// A dash tells that a check digit follows, whatever the number begins with.
pub(super) fn guess_by_first_digit(raw: &str) -> Option<IdKind> {
    let number = compact(raw);
    if number.len() != 10 || !all_digits(&number) {
        return None;
    }
    match part(&number, 0..1) {
        "8" | "9" => Some(IdKind::CoNit),
        "1" if !raw.contains('-') => Some(IdKind::CoCc),
        _ => None,
    }
}
