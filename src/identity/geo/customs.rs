//! What a country brings along by default: currency, time zone, way of writing numbers.

/// A currency the panel offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: &'static str,
    /// Number of decimals of its minor unit.
    pub exponent: u8,
}

/// How a country writes numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// Between groups of three digits.
    pub group: char,
    /// Before the decimals.
    pub decimal: char,
}

const fn cents(code: &'static str) -> Currency {
    Currency { code, exponent: 2 }
}

const CURRENCIES: [Currency; 19] = [
    cents("ARS"),
    cents("BOB"),
    cents("BRL"),
    Currency { code: "CLP", exponent: 0 },
    cents("COP"),
    cents("CRC"),
    cents("CUP"),
    cents("DOP"),
    cents("EUR"),
    cents("GTQ"),
    cents("HNL"),
    cents("MXN"),
    cents("NIO"),
    cents("PAB"),
    cents("PEN"),
    Currency { code: "PYG", exponent: 0 },
    cents("USD"),
    cents("UYU"),
    cents("VES"),
];

/// The currencies of the region, with dollar and euro.
#[must_use]
pub const fn currencies() -> &'static [Currency] {
    &CURRENCIES
}

/// A currency by its code.
#[must_use]
pub fn currency(code: &str) -> Option<Currency> {
    CURRENCIES.into_iter().find(|currency| currency.code == code)
}

/// Decimals of a currency; two where the panel does not know it.
#[must_use]
pub fn exponent(code: &str) -> u8 {
    currency(code).map_or(2, |currency| currency.exponent)
}

/// The currency in which a customer of the country is billed unless said otherwise.
#[must_use]
pub fn default_currency(country: &str) -> &'static str {
    match country {
        "AR" => "ARS",
        "BO" => "BOB",
        "BR" => "BRL",
        "CL" => "CLP",
        "CO" => "COP",
        "CR" => "CRC",
        "CU" => "CUP",
        "DO" => "DOP",
        "GT" => "GTQ",
        "HN" => "HNL",
        "MX" => "MXN",
        "NI" => "NIO",
        "PA" => "PAB",
        "PE" => "PEN",
        "PY" => "PYG",
        "UY" => "UYU",
        "VE" => "VES",
        "AD" | "AT" | "BE" | "BG" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR"
        | "IE" | "IT" | "LT" | "LU" | "LV" | "MC" | "MT" | "NL" | "PT" | "SI" | "SK" | "SM"
        | "VA" => "EUR",
        _ => "USD",
    }
}

/// The time zone of the country's capital; UTC where the panel knows none.
#[must_use]
pub fn default_time_zone(country: &str) -> &'static str {
    match country {
        "AR" => "America/Argentina/Buenos_Aires",
        "BO" => "America/La_Paz",
        "BR" => "America/Sao_Paulo",
        "CL" => "America/Santiago",
        "CO" => "America/Bogota",
        "CR" => "America/Costa_Rica",
        "CU" => "America/Havana",
        "DO" => "America/Santo_Domingo",
        "EC" => "America/Guayaquil",
        "ES" => "Europe/Madrid",
        "GT" => "America/Guatemala",
        "HN" => "America/Tegucigalpa",
        "MX" => "America/Mexico_City",
        "NI" => "America/Managua",
        "PA" => "America/Panama",
        "PE" => "America/Lima",
        "PR" => "America/Puerto_Rico",
        "PT" => "Europe/Lisbon",
        "PY" => "America/Asuncion",
        "SV" => "America/El_Salvador",
        "US" => "America/New_York",
        "UY" => "America/Montevideo",
        "VE" => "America/Caracas",
        _ => "UTC",
    }
}

/// The language that people of the country are written to in; none where the panel speaks none of theirs.
#[must_use]
pub fn language(country: &str) -> Option<&'static str> {
    match country {
        "AO" | "BR" | "CV" | "GW" | "MZ" | "PT" | "ST" => Some("pt"),
        "AR" | "BO" | "CL" | "CO" | "CR" | "CU" | "DO" | "EC" | "ES" | "GQ" | "GT" | "HN"
        | "MX" | "NI" | "PA" | "PE" | "PR" | "PY" | "SV" | "UY" | "VE" => Some("es"),
        "AU" | "CA" | "GB" | "IE" | "NZ" | "US" => Some("en"),
        _ => None,
    }
}

/// How the country writes numbers: point and comma, or the other way round.
#[must_use]
pub fn number_style(country: &str) -> NumberStyle {
    match country {
        "AU" | "CA" | "CN" | "DO" | "GB" | "GT" | "HN" | "IE" | "IL" | "IN" | "JP" | "KR"
        | "MX" | "NI" | "NZ" | "PA" | "PE" | "PR" | "SV" | "US" => {
            NumberStyle { group: ',', decimal: '.' }
        }
        "CR" => NumberStyle { group: '\u{a0}', decimal: ',' },
        _ => NumberStyle { group: '.', decimal: ',' },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::geo::countries;

    #[test]
    fn every_default_currency_is_offered() {
        for country in countries() {
            assert!(currency(default_currency(country.alpha2)).is_some(), "{}", country.alpha2);
        }
        assert_eq!(currency("CLP").map(|c| c.exponent), Some(0));
        assert_eq!(currency("PYG").map(|c| c.exponent), Some(0));
        assert_eq!(default_currency("EC"), "USD");
    }

    #[test]
    fn time_zones_exist() {
        for country in countries() {
            assert!(
                default_time_zone(country.alpha2).parse::<chrono_tz::Tz>().is_ok(),
                "{}",
                country.alpha2
            );
        }
    }

    #[test]
    fn people_are_written_to_in_their_language() {
        assert_eq!(language("BR"), Some("pt"));
        assert_eq!(language("UY"), Some("es"));
        assert_eq!(language("JP"), None);
    }

    #[test]
    fn number_styles_differ_inside_the_region() {
        assert_eq!(number_style("AR").decimal, ',');
        assert_eq!(number_style("MX").decimal, '.');
        assert_eq!(number_style("CR").group, '\u{a0}');
    }
}
