//! Chile: RUT, the same number for companies and people.

use super::{
    arithmetic::{
        all_digits, digit_or, require_control, split_last, to_next_eleven, weighted_from_right,
    },
    verdict::{Refusal, Verdict, accept, accept_generic},
};

/// A sale without a named customer, and a foreign customer.
const GENERIC: [&str; 2] = ["666666666", "555555555"];

/// Check character of the digits before it.
pub(super) fn rut_control(body: &str) -> char {
    digit_or(to_next_eleven(weighted_from_right(body, (2..=7).cycle())), 'K')
}

pub(super) fn check_rut(number: &str) -> Verdict {
    let (body, last) = split_last(number).ok_or(Refusal::Empty)?;
    if !all_digits(body) || !last.is_ascii_alphanumeric() {
        return Err(Refusal::Characters);
    }
    if !(8..=9).contains(&number.len()) {
        return Err(Refusal::Length { expected: "8–9" });
    }
    require_control(number, rut_control)?;
    if GENERIC.contains(&number) { accept_generic(number) } else { accept(number) }
}
