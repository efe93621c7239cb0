//! Telephone numbers: the number as typed is never lost; what can be understood is added in E.164.
//! Refuses nothing. A number that no plan knows keeps its text and carries a doubt.

use std::sync::Once;

use crate::text;
use phonenumber::{Mode, PhoneNumber, Type, country::Id, metadata::DATABASE};

/// What the number plan says about the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Certainly a mobile.
    Mobile,
    /// Certainly a land line.
    Fixed,
    /// The plan of the country does not tell the two apart.
    FixedOrMobile,
    /// Free phone, premium, over the Internet, …
    Other,
    /// Not a valid number.
    Unknown,
}

/// A telephone number as typed and as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The text as typed, on one clean line.
    pub raw: String,
    /// `+` and digits, only of a valid number.
    pub e164: Option<String>,
    /// The digits of the extension.
    pub extension: Option<String>,
}

/// Why a number was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneDoubt {
    /// Scientific notation of a spreadsheet: its last digits are lost.
    Rounded,
    /// More than one number in the text.
    Several,
    /// No number plan knows it.
    Invalid,
}

/// Compiled patterns that are kept: those of the countries of one company, and some more.
const PATTERNS: usize = 600;

impl Phone {
    /// What the user should look at; nothing for an empty text or a valid number.
    #[must_use]
    pub fn doubt(&self) -> Option<PhoneDoubt> {
        if self.e164.is_some() || self.raw.is_empty() {
            return None;
        }
        Some(if is_scientific(&self.raw) {
            PhoneDoubt::Rounded
        } else if holds_several(&self.raw) {
            PhoneDoubt::Several
        } else {
            PhoneDoubt::Invalid
        })
    }
}

/// Reads a number typed by someone in `country` (ISO code of two letters).
#[must_use]
pub fn check(country: &str, raw: &str) -> Phone {
    let raw = text::clean_line(raw);
    let typed = plain_characters(&raw);
    let (number, extension) = split_extension(&typed);
    let parsed = if is_readable(&raw, number) { parse(country, number) } else { None };
    let Some(parsed) = parsed.filter(PhoneNumber::is_valid) else {
        return Phone { raw, e164: None, extension: None };
    };
    let own_extension = parsed.extension().map(ToString::to_string);
    Phone {
        e164: Some(e164(&parsed)),
        extension: extension.map(str::to_owned).or(own_extension),
        raw,
    }
}

/// A stored number with the spaces of its country: `+54 9 11 2822-5123`.
#[must_use]
pub fn format(e164: &str) -> String {
    read(None, e164).map_or_else(
        || e164.to_owned(),
        |number| number.format().mode(Mode::International).to_string(),
    )
}

/// Whether a stored number certainly reaches a mobile, so that a `WhatsApp` link makes sense.
#[must_use]
pub fn is_mobile_for_sure(e164: &str) -> bool {
    line(e164) == Line::Mobile
}

/// What the number plan says about the line of a stored number.
#[must_use]
pub fn line(e164: &str) -> Line {
    let Some(number) = read(None, e164).filter(PhoneNumber::is_valid) else {
        return Line::Unknown;
    };
    match number.number_type(&DATABASE) {
        Type::Mobile => Line::Mobile,
        Type::FixedLine => Line::Fixed,
        Type::FixedLineOrMobile => Line::FixedOrMobile,
        Type::Unknown => Line::Unknown,
        _ => Line::Other,
    }
}

/// The digits that a `wa.me` link wants.
#[must_use]
pub fn whatsapp_digits(e164: &str) -> String {
    text::digits(e164)
}

/// The stored forms that may reach the same line: Argentina and Mexico put a digit before the area of
/// a mobile that many leave out, so that one line is known with it and without it.
#[must_use]
pub fn spellings(e164: &str) -> Vec<String> {
    let mut all = vec![e164.to_owned()];
    for (code, digit) in [("+54", "9"), ("+52", "1")] {
        let Some(rest) = e164.strip_prefix(code) else {
            continue;
        };
        all.push(match rest.strip_prefix(digit) {
            Some(bare) if rest.len() == 11 => format!("{code}{bare}"),
            _ => format!("{code}{digit}{rest}"),
        });
    }
    all
}

fn parse(country: &str, number: &str) -> Option<PhoneNumber> {
    read(country.parse().ok(), number)
}

/// Every reading begins here, so that the first one makes room for compiled patterns: the library
/// keeps a hundred, and the plans of a few countries together need more, over and over.
fn read(region: Option<Id>, number: &str) -> Option<PhoneNumber> {
    static ROOM: Once = Once::new();
    ROOM.call_once(|| {
        if let Ok(mut kept) = DATABASE.cache().lock() {
            kept.set_capacity(PATTERNS);
        }
    });
    phonenumber::parse(region, number).ok()
}

fn e164(number: &PhoneNumber) -> String {
    format!("+{}{}", number.code().value(), number.national())
}

/// ASCII digits, dashes and pluses; without `tel:` and without the `(0)` that is not dialled from abroad.
fn plain_characters(raw: &str) -> String {
    let ascii: String = text::ascii_digits(raw)
        .chars()
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' => '-',
            '\u{FF0B}' => '+',
            other => other,
        })
        .collect();
    let number = ascii.strip_prefix("tel:").unwrap_or(&ascii).trim();
    let abroad = number.starts_with('+') || number.starts_with("00");
    if abroad { number.replacen("(0)", "", 1) } else { number.to_owned() }
}

/// The words people put before an extension.
const EXTENSION_WORDS: [&str; 7] = ["ext", "extension", "int", "interno", "anexo", "ramal", "x"];

/// The number and the digits of its extension, if a word announces one.
fn split_extension(typed: &str) -> (&str, Option<&str>) {
    let digits_from = typed.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (head, digits) = typed.split_at_checked(digits_from).unwrap_or((typed, ""));
    let before_dot = head.trim_end_matches([' ', '.', ':', '#']);
    let number = before_dot.trim_end_matches(char::is_alphabetic);
    let word = text::fold(before_dot.strip_prefix(number).unwrap_or_default());
    let announces = EXTENSION_WORDS.contains(&word.as_str()) && text::digits(number).len() >= 6;
    if announces && (1..=7).contains(&digits.len()) {
        (number.trim_end(), Some(digits))
    } else {
        (typed, None)
    }
}

/// Whether the text can be one number at all; keeps odd input away from the parser.
fn is_readable(raw: &str, number: &str) -> bool {
    let fits = number.len() <= 60 && text::digits(number).len() >= 3;
    let known = |c: char| c.is_ascii_alphanumeric() || " +-.()/#*~,[]:".contains(c);
    fits && number.chars().all(known) && !is_scientific(raw) && !is_decimal(number)
}

/// `3,1E+09` and the like.
fn is_scientific(raw: &str) -> bool {
    let ascii = text::ascii_digits(raw).to_ascii_lowercase();
    let Some((mantissa, exponent)) = ascii.split_once('e') else {
        return false;
    };
    let digits = |part: &str, extra: &[char]| {
        part.contains(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || extra.contains(&c))
    };
    digits(mantissa, &['.', ',']) && digits(exponent, &['+'])
}

/// A number that a spreadsheet took for a decimal: the `0` behind the point is not part of it.
fn is_decimal(number: &str) -> bool {
    number
        .strip_suffix(".0")
        .is_some_and(|whole| whole.len() > 5 && whole.bytes().all(|b| b.is_ascii_digit()))
}

/// Two or more parts that are long enough to be numbers.
fn holds_several(raw: &str) -> bool {
    raw.split([',', '/', ';', '|']).filter(|part| text::digits(part).len() >= 6).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line in the words of the file.
    fn line_name(line: Line) -> &'static str {
        match line {
            Line::Mobile => "MOBILE",
            Line::Fixed => "FIXED_LINE",
            Line::FixedOrMobile => "FIXED_LINE_OR_MOBILE",
            Line::Other => "TOLL_FREE",
            Line::Unknown => "UNKNOWN",
        }
    }

    #[test]
    fn phone_vectors() {
        let rows = crate::identity::vectors::rows(&[
            "country",
            "raw",
            "valid",
            "e164",
            "extension",
            "type",
        ]);
        let mut wrong = Vec::new();
        for row in &rows {
            let phone = check(row.get("country"), row.get("raw"));
            let valid = row.get("valid") == "true";
            let right = if valid {
                phone.e164.as_deref() == Some(row.get("e164"))
                    && phone.extension.as_deref().unwrap_or_default() == row.get("extension")
                    && phone.e164.as_deref().map(line).map_or("", line_name) == row.get("type")
            } else {
                phone.e164.is_none()
            };
            if !right || phone.raw != text::clean_line(row.get("raw")) {
                wrong.push(format!("{} {:?} {phone:?}", row.get("id"), row.get("raw")));
            }
        }
        assert!(rows.len() > 100, "only {} rows found", rows.len());
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    }

    #[test]
    fn shown_form_of_valid_vectors() {
        let rows =
            crate::identity::vectors::rows(&["country", "raw", "valid", "e164", "international"]);
        let shown = |row: &&crate::identity::vectors::Row| {
            row.get("valid") == "true" && row.get("extension").is_empty()
        };
        let wrong: Vec<String> = rows
            .iter()
            .filter(shown)
            .filter(|row| format(row.get("e164")) != row.get("international"))
            .map(|row| format!("{} {}", row.get("international"), format(row.get("e164"))))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn the_zero_in_parentheses_goes() {
        assert_eq!(check("AR", "+54 (0)11 4311 4333").e164.as_deref(), Some("+541143114333"));
    }

    #[test]
    fn extensions_are_announced_by_many_words() {
        for typed in [
            "011 2564-8581 interno 45",
            "011 2564-8581 x45",
            "011 2564-8581 Ramal: 45",
            "+541125648581 anexo 45",
        ] {
            let phone = check("AR", typed);
            assert_eq!(
                (phone.e164.as_deref(), phone.extension.as_deref()),
                (Some("+541125648581"), Some("45")),
                "{typed}"
            );
        }
    }

    #[test]
    fn doubts_tell_what_is_wrong() {
        let doubts = [
            ("3,1E+09", Some(PhoneDoubt::Rounded)),
            ("9.35143E+10", Some(PhoneDoubt::Rounded)),
            ("11 4444-5555 / 15 6666-7777", Some(PhoneDoubt::Several)),
            ("no tiene", Some(PhoneDoubt::Invalid)),
            ("123", Some(PhoneDoubt::Invalid)),
            (" ", None),
            ("011 4444-5555", None),
        ];
        for (typed, doubt) in doubts {
            assert_eq!(check("AR", typed).doubt(), doubt, "{typed}");
        }
    }

    #[test]
    fn odd_text_does_not_break_the_parser() {
        for typed in [
            "+dwPAA;phone-context=AA",
            "\u{0}",
            "٠x٠",
            "+",
            "((((",
            "tel:",
            "😀 123456",
            "x1",
            "+0 000000 ext. 1",
        ] {
            assert_eq!(check("XX", typed).e164, None, "{typed}");
        }
    }

    #[test]
    fn only_sure_mobiles_get_a_whatsapp_link() {
        assert!(is_mobile_for_sure("+5491144445555") && !is_mobile_for_sure("+541144445555"));
        assert!(!is_mobile_for_sure("+525562230185") && !is_mobile_for_sure("x"));
        assert_eq!(whatsapp_digits("+5491144445555"), "5491144445555");
    }

    #[test]
    fn a_mobile_is_the_same_line_with_its_digit_and_without() {
        assert_eq!(spellings("+5493516075984"), ["+5493516075984", "+543516075984"]);
        assert_eq!(spellings("+543516075984"), ["+543516075984", "+5493516075984"]);
        assert_eq!(spellings("+56951752259"), ["+56951752259"]);
    }
}
