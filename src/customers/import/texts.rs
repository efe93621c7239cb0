//! Small text rules that several parts of the import share.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents, of letters and digits only: `Código Postal` and `codigo_postal`
/// both give `codigopostal`.
#[must_use]
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter) && letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The folded words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether a cell holds nothing to read.
pub(super) fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// What people write where they have nothing to write.
pub(super) fn is_placeholder(text: &str) -> bool {
    let plain = text.trim();
    if plain.chars().all(|letter| "-—–._/".contains(letter)) {
        return true;
    }
    // "na" and "sd" without a sign between may be a name or a code.
    let signed = plain.contains(['/', '.', ' ']);
    match fold(plain).as_str() {
        "sn" | "sd" | "na" | "nd" => signed,
        "sindatos" | "sindato" | "notiene" | "notem" | "ninguno" | "nenhum" | "null" | "none" => {
            true
        }
        _ => false,
    }
}

/// Digits that a sheet rounded away: `3,1E+09`.
pub(super) fn is_rounded(text: &str) -> bool {
    let plain = text.trim();
    let Some((mantissa, exponent)) = plain.split_once(['E', 'e']) else {
        return false;
    };
    let Some(power) = exponent.strip_prefix('+') else {
        return false;
    };
    let digits = mantissa.strip_prefix('-').unwrap_or(mantissa);
    digits.starts_with(|letter: char| letter.is_ascii_digit())
        && digits.chars().all(|letter| letter.is_ascii_digit() || ".,".contains(letter))
        && !power.is_empty()
        && power.chars().all(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_accents_case_and_signs() {
        assert_eq!(fold("Código Postal"), "codigopostal");
        assert_eq!(fold("Provincia/Estado/Región"), fold("provincia_estado_region"));
        assert_eq!(fold("CONTRASEÑA*"), "contrasena");
        assert_eq!(fold("Nº"), "no");
    }

    #[test]
    fn placeholders_are_known_and_short_words_are_not() {
        for text in ["s/n", "S/N", "S/D", "-", "--", "n/a", "N/D", "S. N.", "sin datos", "—"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["NA", "Sn", "123", "S/N 12", "San Juan", "0"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn rounded_numbers_are_known() {
        for text in ["3,1E+09", "3.10622E+09", "3,1335E+09", "1E+15", "2,85059E+21"] {
            assert!(is_rounded(text), "{text}");
        }
        for text in ["12E4", "E+09", "3106223362", "CALLE+1", "7E+", "A1E+09"] {
            assert!(!is_rounded(text), "{text}");
        }
    }
}
