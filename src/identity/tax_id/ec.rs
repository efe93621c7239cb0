//! Ecuador: cédula and RUC. The check digit of a company's RUC only warns: newer ones can miss it.

use super::{
    arithmetic::{
        digit_or, luhn_digit, part, require_control, require_digits, to_next_eleven, weighted,
    },
    verdict::{Doubt, Refusal, Verdict, accept, accept_doubtful, accept_generic},
};

const FINAL_CONSUMER: &str = "9999999999999";

fn has_province(number: &str) -> bool {
    matches!(part(number, 0..2).parse::<u32>(), Ok(1..=24 | 30 | 50))
}

/// Check digit of the nine digits of a cédula: the same sum as Luhn's.
pub(super) fn ci_control(body: &str) -> Option<char> {
    (body.len() == 9).then(|| luhn_digit(body))
}

pub(super) fn check_ci(number: &str) -> Verdict {
    require_digits(number, 10..=10, "10")?;
    if !has_province(number) {
        return Err(Refusal::Province);
    }
    if part(number, 2..3) > "6" {
        return Err(Refusal::Prefix);
    }
    require_control(number, ci_control)?;
    accept(number)
}

fn company_control(body: &str) -> Option<char> {
    char::from_digit(to_next_eleven(weighted(body, &[4, 3, 2, 7, 6, 5, 4, 3, 2])), 10)
}

fn public_control(body: &str) -> Option<char> {
    char::from_digit(to_next_eleven(weighted(body, &[3, 2, 7, 6, 5, 4, 3, 2])), 10)
}

/// The rest of a RUC after its first nine digits (eight for a public body): check digit and first establishment.
pub(super) fn ruc_tail(body: &str) -> Option<String> {
    let digit = match part(body, 2..3) {
        "9" => company_control(body)?,
        "6" => return Some(format!("{}0001", public_control(body)?)),
        _ => ci_control(body)?,
    };
    Some(format!("{}001", digit_or(digit.to_digit(10)?, '0')))
}

pub(super) fn check_ruc(number: &str) -> Verdict {
    if number == FINAL_CONSUMER {
        return accept_generic(number);
    }
    require_digits(number, 13..=13, "13")?;
    if !has_province(number) {
        return Err(Refusal::Province);
    }
    if part(number, 10..13) == "000"
        && !(matches!(part(number, 2..3), "6" | "9") && is_public(number))
    {
        return Err(Refusal::Suffix);
    }
    match part(number, 2..3) {
        "9" if is_company(number) || is_public(number) => accept(number),
        "9" => accept_doubtful(number, Doubt::CheckDigit),
        "6" if is_public(number) => accept(number),
        "7" | "8" => Err(Refusal::Prefix),
        _ => check_ci(part(number, 0..10)).and_then(|_| accept(number)),
    }
}

fn is_company(number: &str) -> bool {
    require_control(part(number, 0..10), company_control).is_ok()
}

/// Public bodies have four digits of establishment, and some have a 9 in third place.
fn is_public(number: &str) -> bool {
    part(number, 9..13) != "0000" && require_control(part(number, 0..9), public_control).is_ok()
}
