//! Card numbers: the brand and last digits to show, and finding a full number that must not be stored.
//! No card number is ever kept; these functions only look.

use crate::text;

/// What may be kept of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Brand by the first digits; `other` for private labels the table lacks.
    pub brand: &'static str,
    /// Last four digits.
    pub last4: String,
}

/// A range of first six digits, the brand, and the lengths its numbers have.
struct Brand {
    first: u32,
    last: u32,
    name: &'static str,
    lengths: &'static [usize],
}

const fn brand(first: u32, last: u32, name: &'static str, lengths: &'static [usize]) -> Brand {
    Brand { first, last, name, lengths }
}

const ELO: &str = "elo";
const MAESTRO: &str = "maestro";
const MAESTRO_LENGTHS: &[usize] = &[12, 13, 14, 15, 16, 17, 18, 19];

/// Narrow ranges of local brands stand before the wide ones of the international brands that contain them.
#[rustfmt::skip]
const BRANDS: [Brand; 45] = [
    brand(401_178, 401_179, ELO, &[16]), brand(431_274, 431_274, ELO, &[16]), brand(438_935, 438_935, ELO, &[16]),
    brand(451_416, 451_416, ELO, &[16]), brand(457_393, 457_393, ELO, &[16]), brand(457_631, 457_632, ELO, &[16]),
    brand(504_175, 504_175, ELO, &[16]), brand(506_699, 506_778, ELO, &[16]), brand(509_000, 509_999, ELO, &[16]),
    brand(627_780, 627_780, ELO, &[16]), brand(636_297, 636_297, ELO, &[16]), brand(636_368, 636_368, ELO, &[16]),
    brand(650_031, 650_033, ELO, &[16]), brand(650_035, 650_051, ELO, &[16]), brand(650_405, 650_439, ELO, &[16]),
    brand(650_485, 650_538, ELO, &[16]), brand(650_541, 650_598, ELO, &[16]), brand(650_700, 650_718, ELO, &[16]),
    brand(650_720, 650_727, ELO, &[16]), brand(650_901, 650_920, ELO, &[16]), brand(651_652, 651_679, ELO, &[16]),
    brand(655_000, 655_019, ELO, &[16]), brand(655_021, 655_058, ELO, &[16]),
    brand(606_282, 606_282, "hipercard", &[16]), brand(589_562, 589_562, "naranja", &[16]),
    brand(604_201, 604_299, "cabal", &[16]), brand(589_657, 589_657, "cabal", &[16]),
    brand(286_900, 286_900, "carnet", &[16]), brand(506_199, 506_499, "carnet", &[16]),
    brand(340_000, 349_999, "amex", &[15]), brand(370_000, 379_999, "amex", &[15]),
    brand(300_000, 305_999, "diners", &[14, 16]), brand(360_000, 369_999, "diners", &[14, 16]),
    brand(380_000, 399_999, "diners", &[14, 16]), brand(352_800, 358_999, "jcb", &[16, 17, 18, 19]),
    brand(222_100, 272_099, "mastercard", &[16]), brand(510_000, 559_999, "mastercard", &[16]),
    brand(601_100, 601_199, "discover", &[16, 19]), brand(644_000, 659_999, "discover", &[16, 19]),
    brand(620_000, 629_999, "unionpay", &[16, 17, 18, 19]),
    brand(500_000, 509_999, MAESTRO, MAESTRO_LENGTHS), brand(560_000, 589_999, MAESTRO, MAESTRO_LENGTHS),
    brand(630_000, 639_999, MAESTRO, MAESTRO_LENGTHS), brand(675_000, 679_999, MAESTRO, MAESTRO_LENGTHS),
    brand(400_000, 499_999, "visa", &[13, 16, 19]),
];
/// Private labels of shops.
const PRIVATE: Brand = brand(999_900, 999_999, "tuya/other", &[16]);

/// The digits of a number typed with blanks or dashes; nothing if it holds anything else.
fn compact(raw: &str) -> Option<String> {
    let typed: String =
        text::ascii_digits(raw).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (!typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit())).then_some(typed)
}

fn find_brand(digits: &str) -> Option<&'static Brand> {
    let first: u32 = digits.get(..6)?.parse().ok()?;
    BRANDS.iter().chain([&PRIVATE]).find(|brand| (brand.first..=brand.last).contains(&first))
}

fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .enumerate()
        .map(|(place, c)| {
            let digit = c.to_digit(10).unwrap_or(0);
            let doubled = if place % 2 == 1 { digit * 2 } else { digit };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The brand that the first digits tell, whether or not the number is right.
#[must_use]
pub fn brand_of(raw: &str) -> Option<&'static str> {
    find_brand(&compact(raw)?).map(|brand| brand.name)
}

/// What may be shown of a right card number.
#[must_use]
pub fn check(raw: &str) -> Option<Card> {
    let digits = compact(raw)?;
    let right = (12..=19).contains(&digits.len())
        && passes_luhn(&digits)
        && digits.bytes().any(|b| b != b'0');
    let last4 = digits.get(digits.len().checked_sub(4)?..)?.to_owned();
    right.then(|| Card { brand: find_brand(&digits).map_or("other", |brand| brand.name), last4 })
}

/// Whether a free text holds what must be taken for a full card number: 13 to 19 digits of a known brand and length
/// that pass Luhn, alone or in the groups printed on cards. Account numbers beginning with letters are passed over.
#[must_use]
pub fn looks_like_card_number(text: &str) -> bool {
    // Hardly any text has that many digits.
    if text::digits(text).len() < SHORTEST {
        return false;
    }
    runs(&text::ascii_digits(&text::clean(text))).iter().any(|groups| holds_card(groups))
}

/// The groupings printed on cards.
const GROUPINGS: [&[usize]; 7] = [
    &[4, 4, 4, 4],
    &[4, 4, 4, 4, 3],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 1],
    &[4, 4, 4, 2],
    &[4, 4, 4, 3],
];

fn holds_card(groups: &[String]) -> bool {
    let single = groups.iter().any(|group| is_card(group));
    let printed = GROUPINGS.iter().any(|lengths| {
        let fits = |window: &&[String]| window.iter().map(String::len).eq(lengths.iter().copied());
        groups.windows(lengths.len()).filter(fits).any(|window| is_card(&window.concat()))
    });
    single || printed || is_card(&groups.concat())
}

/// Digits of the shortest card number that is looked for in texts.
const SHORTEST: usize = 13;

fn is_card(digits: &str) -> bool {
    (SHORTEST..=19).contains(&digits.len())
        && find_brand(digits).is_some_and(|brand| brand.lengths.contains(&digits.len()))
        && passes_luhn(digits)
}

/// Groups of digits that stand together, with blanks, dashes or dots between them.
fn runs(text: &str) -> Vec<Vec<String>> {
    const BETWEEN: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\t', '-', '.'];
    let is_part = |c: char| c.is_ascii_digit() || BETWEEN.contains(&c);
    let mut found = Vec::new();
    let mut before = "";
    let mut read = 0;
    for piece in text.split_inclusive(|c: char| !is_part(c)) {
        let run = piece.trim_end_matches(|c: char| !is_part(c));
        if !(run.starts_with(|c: char| c.is_ascii_digit()) && ends_in_country(before)) {
            let groups = run.split(BETWEEN).filter(|group| !group.is_empty());
            found.push(groups.map(str::to_owned).collect());
        }
        read += piece.len();
        before = text.get(..read).unwrap_or_default();
    }
    found
}

/// Two capitals alone: the beginning of an IBAN.
fn ends_in_country(before: &str) -> bool {
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
    letters.clone().count() == 2 && letters.clone().all(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_vectors() {
        let rows = crate::identity::vectors::rows(&["raw", "luhn_and_length_ok", "brand", "last4"]);
        let mut wrong = Vec::new();
        for row in &rows {
            let card = check(row.get("raw"));
            let right = card.is_some() == (row.get("luhn_and_length_ok") == "true")
                && brand_of(row.get("raw")).unwrap_or_default() == row.get("brand")
                && card.as_ref().map_or("", |card| card.last4.as_str()) == row.get("last4");
            if !right {
                wrong.push(format!(
                    "{} {:?} {card:?} {:?}",
                    row.get("id"),
                    row.get("raw"),
                    brand_of(row.get("raw"))
                ));
            }
        }
        assert!(rows.len() > 20, "only {} rows found", rows.len());
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    }

    #[test]
    fn full_numbers_of_the_vectors_are_found_in_text() {
        for row in crate::identity::vectors::rows(&["raw", "luhn_and_length_ok", "brand", "last4"])
        {
            if row.get("luhn_and_length_ok") == "true" && text::digits(row.get("raw")).len() >= 13 {
                for sentence in [
                    format!("pagó con {}.", row.get("raw")),
                    format!("tarjeta:{}, vence 12/28", row.get("raw")),
                ] {
                    assert!(looks_like_card_number(&sentence), "{sentence}");
                }
            }
        }
    }

    #[test]
    fn other_numbers_are_left_alone() {
        let texts = [
            "ES91 2100 0418 4502 0005 1332",
            "CBU 94580730 02157368193038",
            "CLABE 646582698013411051",
            "+54 9 11 4444-5555 y 30-50001091-2",
            "4111 1111 1111 1112",
            "XXXX XXXX XXXX 6623",
            "factura 0001-00001234 del 22-11-2026",
            "",
        ];
        for text in texts {
            assert!(!looks_like_card_number(text), "{text}");
        }
    }

    #[test]
    fn local_brands_stand_before_wide_ranges() {
        for (place, narrow) in BRANDS.iter().enumerate() {
            let hidden = BRANDS
                .iter()
                .take(place)
                .any(|wide| wide.first <= narrow.first && narrow.last <= wide.last);
            assert!(!hidden && narrow.first <= narrow.last, "{} {}", narrow.name, narrow.first);
        }
    }
}
