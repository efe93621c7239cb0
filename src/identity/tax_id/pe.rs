//! Peru: RUC, and DNI with or without its ninth check character.

use super::{
    arithmetic::{
        all_digits, digit_or, part, require_control, require_digits, split_last, weighted,
    },
    verdict::{Doubt, Refusal, Verdict, accept, accept_doubtful, accept_generic},
};

/// "No document" in the tables of the tax authority.
const NO_DOCUMENT: &str = "00000000";

/// Check digit of the ten digits before it.
pub(super) fn ruc_control(body: &str) -> char {
    let rest = 11 - weighted(body, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    digit_or(rest % 10, '0')
}

pub(super) fn check_ruc(number: &str) -> Verdict {
    require_digits(number, 11..=11, "11")?;
    let class = part(number, 0..2);
    if !matches!(class, "10" | "15" | "16" | "17" | "20") {
        return Err(Refusal::Prefix);
    }
    require_control(number, ruc_control)?;
    // Class 16 is in the authority's rules but hardly met.
    if class == "16" { accept_doubtful(number, Doubt::Prefix) } else { accept(number) }
}

/// The check character of a DNI exists as a digit and as a letter.
fn dni_controls(body: &str) -> (Option<char>, Option<char>) {
    let place = usize::try_from(weighted(body, &[3, 2, 7, 6, 5, 4, 3, 2]) % 11).unwrap_or(0);
    ("65432110987".chars().nth(place), "KJIHGFEDCBA".chars().nth(place))
}

pub(super) fn check_dni(number: &str) -> Verdict {
    if number == NO_DOCUMENT {
        return accept_generic(number);
    }
    let (body, last) = split_last(number).ok_or(Refusal::Empty)?;
    if !all_digits(body) || !last.is_ascii_alphanumeric() {
        return Err(Refusal::Characters);
    }
    match number.len() {
        8 if last.is_ascii_digit() => accept(number),
        8 => Err(Refusal::Characters),
        9 => {
            let (digit, letter) = dni_controls(body);
            if Some(last) == digit || Some(last) == letter {
                accept(number)
            } else {
                Err(Refusal::CheckDigit)
            }
        }
        _ => Err(Refusal::Length { expected: "8–9" }),
    }
}
