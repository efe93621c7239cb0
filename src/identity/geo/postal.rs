//! Postal codes: the shape a country's code has, and the division it points to.
//! The prefixes are general knowledge and may err: suggest with them, never overwrite.

use super::{states, subdivisions};
use crate::text;

/// Shapes a code may have: `9` a digit, `A` a letter, anything else itself. Countries not listed are free.
fn shapes(country: &str) -> &'static [&'static str] {
    match country {
        "AR" => &["9999", "A9999AAA"],
        "BO" | "PA" | "SV" | "VE" => &["9999"],
        "BR" => &["99999999", "99999-999"],
        "CL" => &["9999999", "999-9999"],
        "CO" | "EC" => &["999999"],
        "CR" | "CU" | "DO" | "ES" | "GT" | "HN" | "MX" | "NI" | "PE" | "UY" => &["99999"],
        "PY" => &["9999", "999999"],
        "US" => &["99999", "99999-9999"],
        _ => &[],
    }
}

fn fits(code: &str, shape: &str) -> bool {
    code.chars().count() == shape.chars().count()
        && code.chars().zip(shape.chars()).all(|(c, place)| match place {
            '9' => c.is_ascii_digit(),
            'A' => c.is_ascii_uppercase(),
            other => c == other,
        })
}

/// Upper case, ASCII digits, no blanks.
fn compact(postal: &str) -> String {
    text::ascii_digits(postal)
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect()
}

/// Whether the code has a shape of its country. An empty code has none to be wrong.
#[must_use]
pub fn postal_shape_ok(country: &str, postal: &str) -> bool {
    let code = compact(postal);
    let shapes = shapes(country);
    if code.is_empty() {
        return true;
    }
    if shapes.is_empty() {
        return code.chars().count() <= 12 && code.chars().all(|c| c.is_alphanumeric() || c == '-');
    }
    let known_letter = country != "AR" || code.len() == 4 || cpa_state(&code).is_some();
    known_letter && shapes.iter().any(|shape| fits(&code, shape))
}

/// The division that a code points to, as a suggestion.
#[must_use]
pub fn state_from_postal(country: &str, postal: &str) -> Option<&'static str> {
    let code = compact(postal);
    if code.is_empty() || !postal_shape_ok(country, &code) {
        return None;
    }
    let digits = text::digits(&code);
    if country == "AR" {
        let old_capital = matches!(digits.parse(), Ok(1000..=1499_u32)) && code.len() == 4;
        return if old_capital { Some("AR-C") } else { cpa_state(&code) };
    }
    let (length, ranges) = prefixes(country)?;
    let prefix: u32 = digits.get(..length)?.parse().ok()?;
    let short = ranges
        .iter()
        .find(|(low, high, _)| (*low..=*high).contains(&prefix))
        .map(|(_, _, short)| *short)?;
    states::state_from(country, &format!("{country}-{short}"))
}

/// The letter before an Argentine code of eight characters is that of the province.
fn cpa_state(code: &str) -> Option<&'static str> {
    let letter = code.get(..1).filter(|_| code.len() == 8)?;
    subdivisions("AR")
        .iter()
        .map(|state| state.code)
        .find(|known| known.strip_prefix("AR-") == Some(letter))
}

/// Ranges of prefixes, and the short code of the division.
type Ranges = &'static [(u32, u32, &'static str)];

/// How many digits the prefix has, and what it means.
fn prefixes(country: &str) -> Option<(usize, Ranges)> {
    Some(match country {
        "BR" => (5, BRAZIL),
        "CO" => (2, COLOMBIA),
        "CR" => (1, COSTA_RICA),
        "EC" => (2, ECUADOR),
        "ES" => (2, SPAIN),
        "GT" => (2, GUATEMALA),
        "MX" => (2, MEXICO),
        "PE" => (2, PERU),
        "UY" => (1, URUGUAY),
        _ => return None,
    })
}

const URUGUAY: Ranges = &[(1, 1, "MO"), (9, 9, "CA")];
const COSTA_RICA: Ranges =
    &[(1, 1, "SJ"), (2, 2, "A"), (3, 3, "C"), (4, 4, "H"), (5, 5, "G"), (6, 6, "P"), (7, 7, "L")];
#[rustfmt::skip]
const BRAZIL: Ranges = &[
    (1000, 19999, "SP"), (20000, 28999, "RJ"), (29000, 29999, "ES"), (30000, 39999, "MG"), (40000, 48999, "BA"),
    (49000, 49999, "SE"), (50000, 56999, "PE"), (57000, 57999, "AL"), (58000, 58999, "PB"), (59000, 59999, "RN"),
    (60000, 63999, "CE"), (64000, 64999, "PI"), (65000, 65999, "MA"), (66000, 68899, "PA"), (68900, 68999, "AP"),
    (69000, 69299, "AM"), (69300, 69399, "RR"), (69400, 69899, "AM"), (69900, 69999, "AC"), (70000, 72799, "DF"),
    (72800, 72999, "GO"), (73000, 73699, "DF"), (73700, 76799, "GO"), (76800, 76999, "RO"), (77000, 77999, "TO"),
    (78000, 78899, "MT"), (79000, 79999, "MS"), (80000, 87999, "PR"), (88000, 89999, "SC"), (90000, 99999, "RS"),
];
#[rustfmt::skip]
const COLOMBIA: Ranges = &[
    (5, 5, "ANT"), (8, 8, "ATL"), (11, 11, "DC"), (13, 13, "BOL"), (15, 15, "BOY"), (17, 17, "CAL"), (18, 18, "CAQ"),
    (19, 19, "CAU"), (20, 20, "CES"), (23, 23, "COR"), (25, 25, "CUN"), (27, 27, "CHO"), (41, 41, "HUI"), (44, 44, "LAG"),
    (47, 47, "MAG"), (50, 50, "MET"), (52, 52, "NAR"), (54, 54, "NSA"), (63, 63, "QUI"), (66, 66, "RIS"), (68, 68, "SAN"),
    (70, 70, "SUC"), (73, 73, "TOL"), (76, 76, "VAC"), (81, 81, "ARA"), (85, 85, "CAS"), (86, 86, "PUT"), (88, 88, "SAP"),
    (91, 91, "AMA"), (94, 94, "GUA"), (95, 95, "GUV"), (97, 97, "VAU"), (99, 99, "VID"),
];
#[rustfmt::skip]
const ECUADOR: Ranges = &[
    (1, 1, "A"), (2, 2, "B"), (3, 3, "F"), (4, 4, "C"), (5, 5, "X"), (6, 6, "H"), (7, 7, "O"), (8, 8, "E"), (9, 9, "G"),
    (10, 10, "I"), (11, 11, "L"), (12, 12, "R"), (13, 13, "M"), (14, 14, "S"), (15, 15, "N"), (16, 16, "Y"), (17, 17, "P"),
    (18, 18, "T"), (19, 19, "Z"), (20, 20, "W"), (21, 21, "U"), (22, 22, "D"), (23, 23, "SD"), (24, 24, "SE"),
];
#[rustfmt::skip]
const SPAIN: Ranges = &[
    (1, 1, "VI"), (2, 2, "AB"), (3, 3, "A"), (4, 4, "AL"), (5, 5, "AV"), (6, 6, "BA"), (7, 7, "PM"), (8, 8, "B"), (9, 9, "BU"),
    (10, 10, "CC"), (11, 11, "CA"), (12, 12, "CS"), (13, 13, "CR"), (14, 14, "CO"), (15, 15, "C"), (16, 16, "CU"), (17, 17, "GI"),
    (18, 18, "GR"), (19, 19, "GU"), (20, 20, "SS"), (21, 21, "H"), (22, 22, "HU"), (23, 23, "J"), (24, 24, "LE"), (25, 25, "L"),
    (26, 26, "LO"), (27, 27, "LU"), (28, 28, "M"), (29, 29, "MA"), (30, 30, "MU"), (31, 31, "NA"), (32, 32, "OR"), (33, 33, "O"),
    (34, 34, "P"), (35, 35, "GC"), (36, 36, "PO"), (37, 37, "SA"), (38, 38, "TF"), (39, 39, "S"), (40, 40, "SG"), (41, 41, "SE"),
    (42, 42, "SO"), (43, 43, "T"), (44, 44, "TE"), (45, 45, "TO"), (46, 46, "V"), (47, 47, "VA"), (48, 48, "BI"), (49, 49, "ZA"),
    (50, 50, "Z"),
];
#[rustfmt::skip]
const GUATEMALA: Ranges = &[
    (1, 1, "01"), (2, 2, "02"), (3, 3, "03"), (4, 4, "04"), (5, 5, "05"), (6, 6, "06"), (7, 7, "07"), (8, 8, "08"), (9, 9, "09"),
    (10, 10, "10"), (11, 11, "11"), (12, 12, "12"), (13, 13, "13"), (14, 14, "14"), (15, 15, "15"), (16, 16, "16"), (17, 17, "17"),
    (18, 18, "18"), (19, 19, "19"), (20, 20, "20"), (21, 21, "21"), (22, 22, "22"),
];
#[rustfmt::skip]
const MEXICO: Ranges = &[
    (0, 16, "CMX"), (20, 20, "AGU"), (21, 22, "BCN"), (23, 23, "BCS"), (24, 24, "CAM"), (25, 27, "COA"), (28, 28, "COL"),
    (29, 30, "CHP"), (31, 33, "CHH"), (34, 35, "DUR"), (36, 38, "GUA"), (39, 41, "GRO"), (42, 43, "HID"), (44, 49, "JAL"),
    (50, 57, "MEX"), (58, 61, "MIC"), (62, 62, "MOR"), (63, 63, "NAY"), (64, 67, "NLE"), (68, 71, "OAX"), (72, 75, "PUE"),
    (76, 76, "QUE"), (77, 77, "ROO"), (78, 79, "SLP"), (80, 82, "SIN"), (83, 85, "SON"), (86, 86, "TAB"), (87, 89, "TAM"),
    (90, 90, "TLA"), (91, 96, "VER"), (97, 97, "YUC"), (98, 99, "ZAC"),
];
#[rustfmt::skip]
const PERU: Ranges = &[
    (1, 1, "AMA"), (2, 2, "ANC"), (3, 3, "APU"), (4, 4, "ARE"), (5, 5, "AYA"), (6, 6, "CAJ"), (7, 7, "CAL"), (8, 8, "CUS"),
    (9, 9, "HUV"), (10, 10, "HUC"), (11, 11, "ICA"), (12, 12, "JUN"), (13, 13, "LAL"), (14, 14, "LAM"), (15, 15, "LIM"),
    (16, 16, "LOR"), (17, 17, "MDD"), (18, 18, "MOQ"), (19, 19, "PAS"), (20, 20, "PIU"), (21, 21, "PUN"), (22, 22, "SAM"),
    (23, 23, "TAC"), (24, 24, "TUM"), (25, 25, "UCA"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_name_known_divisions_in_order() {
        for country in ["BR", "CO", "CR", "EC", "ES", "GT", "MX", "PE", "UY"] {
            let (_, ranges) = prefixes(country).expect("a table");
            for (low, high, short) in ranges {
                assert!(
                    low <= high && states::state_name(&format!("{country}-{short}")).is_some(),
                    "{country} {short}"
                );
            }
            assert!(ranges.is_sorted_by(|a, b| a.1 < b.0), "{country}");
        }
    }

    #[test]
    fn codes_point_to_their_division() {
        let found = [
            ("AR", "X5000ABC", Some("AR-X")),
            ("AR", "1043", Some("AR-C")),
            ("AR", "5000", None),
            ("AR", "I5000ABC", None),
            ("BR", "01310-100", Some("BR-SP")),
            ("BR", "69301000", Some("BR-RR")),
            ("CO", "110111", Some("CO-DC")),
            ("EC", "170150", Some("EC-P")),
            ("ES", "28013", Some("ES-M")),
            ("GT", "01010", Some("GT-01")),
            ("MX", "06600", Some("MX-CMX")),
            ("PE", "15001", Some("PE-LIM")),
            ("CL", "8320000", None),
            ("MX", "0660", None),
        ];
        for (country, postal, state) in found {
            assert_eq!(state_from_postal(country, postal), state, "{country} {postal}");
        }
    }

    #[test]
    fn shapes_are_known() {
        for (country, postal) in [
            ("AR", "c1043aaz"),
            ("BR", "01310100"),
            ("CL", "832-0000"),
            ("CA", "H2G 1A7"),
            ("PY", "001001"),
            ("AR", ""),
        ] {
            assert!(postal_shape_ok(country, postal), "{country} {postal}");
        }
        for (country, postal) in [
            ("AR", "O1043AAZ"),
            ("AR", "104"),
            ("BR", "1310-100"),
            ("MX", "6600"),
            ("DE", "a very long code"),
        ] {
            assert!(!postal_shape_ok(country, postal), "{country} {postal}");
        }
    }
}
