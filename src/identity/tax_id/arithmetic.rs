//! Arithmetic shared by the check digits of several countries. Works on numbers already known to be digits.

use super::verdict::Refusal;

/// A part of a number by byte positions; empty when the number is shorter.
pub(super) fn part(number: &str, range: std::ops::Range<usize>) -> &str {
    number.get(range).unwrap_or_default()
}

/// The last character and what stands before it.
pub(super) fn split_last(number: &str) -> Option<(&str, char)> {
    let last = number.chars().next_back()?;
    Some((number.strip_suffix(last)?, last))
}

pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Requires digits only, of one of the lengths.
pub(super) fn require_digits(
    number: &str,
    lengths: std::ops::RangeInclusive<usize>,
    expected: &'static str,
) -> Result<(), Refusal> {
    if !all_digits(number) {
        return Err(Refusal::Characters);
    }
    if lengths.contains(&number.len()) { Ok(()) } else { Err(Refusal::Length { expected }) }
}

/// Sum of digit times weight, from the left.
pub(super) fn weighted(number: &str, weights: &[u32]) -> u32 {
    number.chars().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum()
}

/// Sum of digit times weight, from the right.
pub(super) fn weighted_from_right(number: &str, weights: impl Iterator<Item = u32>) -> u32 {
    number.chars().rev().zip(weights).map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum()
}

/// What is missing to the next multiple of 11: 0 to 10.
pub(super) const fn to_next_eleven(sum: u32) -> u32 {
    (11 - sum % 11) % 11
}

/// One digit as a character; 10 and above as the given one.
pub(super) fn digit_or(value: u32, above_nine: char) -> char {
    char::from_digit(value, 10).unwrap_or(above_nine)
}

/// The check digit of Luhn for the digits before it.
pub(super) fn luhn_digit(body: &str) -> char {
    let sum: u32 = body
        .chars()
        .rev()
        .enumerate()
        .map(|(place, c)| {
            let digit = c.to_digit(10).unwrap_or(0);
            let doubled = if place % 2 == 0 { digit * 2 } else { digit };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    digit_or((10 - sum % 10) % 10, '0')
}

/// Whether the last character is the one computed from the rest.
pub(super) fn require_control<C: Into<Option<char>>>(
    number: &str,
    control: impl Fn(&str) -> C,
) -> Result<(), Refusal> {
    match split_last(number) {
        Some((body, last)) if control(body).into() == Some(last) => Ok(()),
        _ => Err(Refusal::CheckDigit),
    }
}

/// Whether `YYMMDD` can be a date of some century.
pub(super) fn is_short_date(text: &str) -> bool {
    let number = |range| part(text, range).parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..2), number(2..4), number(4..6));
    let days = match month {
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    text.len() == 6 && (1..=days).contains(&day)
}

/// The digits with a point between groups of three: `12.345.678`.
pub(super) fn dotted(number: &str) -> String {
    let mut out = String::with_capacity(number.len() + number.len() / 3);
    for (place, c) in number.chars().enumerate() {
        if place > 0 && (number.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// The number laid over a mask whose `#` are its characters: `##-########-#`.
/// A number of another length comes back as it is.
pub(super) fn masked(number: &str, mask: &str) -> String {
    if mask.chars().filter(|c| *c == '#').count() != number.chars().count() {
        return number.to_owned();
    }
    let mut characters = number.chars();
    mask.chars().filter_map(|c| if c == '#' { characters.next() } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_and_dots() {
        assert_eq!(masked("20123456786", "##-########-#"), "20-12345678-6");
        assert_eq!(masked("123", "#-#"), "123");
        assert_eq!(dotted("1234567"), "1.234.567");
        assert_eq!(dotted("123"), "123");
    }

    #[test]
    fn short_dates_know_month_lengths() {
        assert!(is_short_date("000229") && is_short_date("991231"));
        assert!(!is_short_date("010229") && !is_short_date("991301") && !is_short_date("990400"));
    }

    #[test]
    fn luhn_of_a_known_number() {
        assert_eq!(luhn_digit("411111111111111"), '1');
    }
}
