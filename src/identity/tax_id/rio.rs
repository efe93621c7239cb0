//! Uruguay (RUT, CI) and Paraguay (RUC).

use super::{
    arithmetic::{
        digit_or, part, require_control, require_digits, to_next_eleven, weighted,
        weighted_from_right,
    },
    verdict::{Doubt, Refusal, Verdict, accept, accept_doubtful, accept_generic},
};

/// The Paraguayan customer without a name.
const NAMELESS: &str = "444444017";

/// Check digit of the eleven digits before it; a rest of ten was never issued.
pub(super) fn rut_control(body: &str) -> Option<char> {
    char::from_digit(to_next_eleven(weighted(body, &[4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])), 10)
}

pub(super) fn check_rut(number: &str) -> Verdict {
    require_digits(number, 12..=12, "12")?;
    if !matches!(part(number, 0..2).parse::<u32>(), Ok(1..=22)) || part(number, 2..8) == "000000" {
        return Err(Refusal::Prefix);
    }
    if part(number, 8..11) != "001" {
        return Err(Refusal::Suffix);
    }
    require_control(number, rut_control)?;
    accept(number)
}

/// Check digit of a CI; older numbers have one digit less.
pub(super) fn ci_control(body: &str) -> char {
    let sum = weighted_from_right(body, [4, 3, 6, 7, 8, 9, 2].into_iter());
    digit_or((10 - sum % 10) % 10, '0')
}

pub(super) fn check_ci(number: &str) -> Verdict {
    require_digits(number, 7..=8, "7–8")?;
    match require_control(number, ci_control) {
        Ok(()) => accept(number),
        Err(_) => accept_doubtful(number, Doubt::CheckDigit),
    }
}

/// Check digit of a Paraguayan RUC: both 10 and 11 give 0.
pub(super) fn ruc_control(body: &str) -> char {
    digit_or(to_next_eleven(weighted_from_right(body, 2..)), '0')
}

pub(super) fn check_ruc(number: &str) -> Verdict {
    require_digits(number, 5..=9, "5–9")?;
    require_control(number, ruc_control)?;
    if number == NAMELESS { accept_generic(number) } else { accept(number) }
}
