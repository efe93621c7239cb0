//! The countries of ISO 3166-1, with their names in the three languages of the panel (those in English and
//! Portuguese mostly as the Unicode CLDR has them).

use super::{key, lines};
use crate::text;
use std::{collections::HashMap, sync::LazyLock};

/// A country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO code of two letters.
    pub alpha2: &'static str,
    /// ISO code of three letters.
    pub alpha3: &'static str,
    /// Spanish name.
    pub name_es: &'static str,
}

/// The names that are not Spanish.
struct OtherNames {
    en: &'static str,
    pt: &'static str,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let read = |cells: Vec<&'static str>| match cells.as_slice() {
        [alpha2, alpha3, _, name_es] => Some(Country { alpha2, alpha3, name_es }),
        _ => None,
    };
    lines(include_str!("countries_es.csv")).filter_map(read).collect()
});

static OTHER_NAMES: LazyLock<HashMap<&'static str, OtherNames>> = LazyLock::new(|| {
    let read = |cells: Vec<&'static str>| match cells.as_slice() {
        [alpha2, en, pt, _] => Some((*alpha2, OtherNames { en, pt })),
        _ => None,
    };
    lines(include_str!("names.csv")).filter_map(read).collect()
});

/// Every code and name by which a country is found. Codes are entered last and so win.
static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for cells in lines(include_str!("names.csv")) {
        let Some((alpha2, names)) = cells.split_first() else {
            continue;
        };
        for name in names.iter().flat_map(|cell| cell.split('|')).filter(|name| !name.is_empty()) {
            found.insert(key(name), *alpha2);
        }
    }
    for country in COUNTRIES.iter() {
        for name in [country.name_es, country.alpha3, country.alpha2] {
            found.insert(key(name), country.alpha2);
        }
    }
    found
});

/// All countries, by Spanish name.
#[must_use]
pub fn countries() -> &'static [Country] {
    &COUNTRIES
}

/// The codes of all countries with their names in a language of the panel, in the order of the names.
#[must_use]
pub fn countries_in(language: &str) -> &'static [(&'static str, &'static str)] {
    static BY_LANGUAGE: LazyLock<[Vec<(&str, &str)>; 3]> =
        LazyLock::new(|| ["es", "pt", "en"].map(sorted_in));
    let [es, pt, en] = &*BY_LANGUAGE;
    match language {
        "pt" => pt,
        "en" => en,
        _ => es,
    }
}

fn sorted_in(language: &str) -> Vec<(&'static str, &'static str)> {
    let named = |country: &Country| {
        (country.alpha2, country_name(country.alpha2, language).unwrap_or(country.name_es))
    };
    let mut all: Vec<_> = COUNTRIES.iter().map(named).collect();
    all.sort_by_cached_key(|(_, name)| text::sort_key(name));
    all
}

/// Whether it is an ISO code of two letters in upper case.
#[must_use]
pub fn is_country(alpha2: &str) -> bool {
    COUNTRIES.iter().any(|country| country.alpha2 == alpha2)
}

/// The code of a country given by code or by Spanish, English or Portuguese name.
#[must_use]
pub fn country_from(text: &str) -> Option<&'static str> {
    let name = key(text);
    let without_article = name.strip_prefix("the ").unwrap_or(&name);
    let joined = without_article.replace(' ', "");
    BY_NAME.get(without_article).or_else(|| BY_NAME.get(&joined)).copied()
}

/// The name in a language of the panel (`es`, `pt`, `en`).
#[must_use]
pub fn country_name(alpha2: &str, language: &str) -> Option<&'static str> {
    let country = COUNTRIES.iter().find(|country| country.alpha2 == alpha2)?;
    let other = OTHER_NAMES.get(alpha2);
    Some(match (language, other) {
        ("en", Some(names)) => names.en,
        ("pt", Some(names)) => names.pt,
        _ => country.name_es,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_is_read_and_found_by_its_code() {
        assert_eq!(countries().len(), 249);
        for country in countries() {
            assert_eq!(country_from(country.alpha2), Some(country.alpha2));
            assert_eq!(country_from(country.alpha3), Some(country.alpha2));
            for language in ["es", "pt", "en"] {
                let name = country_name(country.alpha2, language).unwrap();
                assert_eq!(country_from(name), Some(country.alpha2), "{name}");
            }
        }
    }

    #[test]
    fn every_country_has_its_name_in_each_language() {
        assert_eq!(OTHER_NAMES.len(), countries().len());
    }

    #[test]
    fn each_language_has_its_own_order() {
        let at =
            |language, code| countries_in(language).iter().position(|(c, _)| *c == code).unwrap();
        for language in ["es", "pt", "en"] {
            assert_eq!(countries_in(language).len(), 249);
        }
        assert!(at("es", "DE") < at("es", "BR") && at("en", "DE") > at("en", "BR"));
    }

    #[test]
    fn names_of_sample_files_are_found() {
        let found = "Argentina=AR,Australia=AU,Austria=AT,Belgium=BE,Brazil=BR,Canada=CA,Chile=CL,Czech Republic=CZ,Denmark=DK,Finland=FI,\
                     France=FR,Germany=DE,Hungary=HU,India=IN,Ireland=IE,Italy=IT,Mexico=MX,Netherlands=NL,Norway=NO,Poland=PL,Portugal=PT,\
                     Spain=ES,Sweden=SE,Switzerland=CH,UK=GB,USA=US,United Kingdom=GB,United States=US,Venezuela=VE,Alemanha=DE,U.S.A.=US,\
                     EE. UU.=US,brasil=BR,PERU=PE,arg=AR,the Netherlands=NL,México=MX";
        for pair in found.split(',') {
            let (name, code) = pair.trim().split_once('=').expect("a pair");
            assert_eq!(country_from(name), Some(code), "{name}");
        }
        assert_eq!(country_from("Atlantis"), None);
        assert_eq!(country_from(""), None);
    }

    #[test]
    fn names_follow_the_language() {
        assert_eq!(country_name("BR", "es"), Some("Brasil"));
        assert_eq!(country_name("BR", "en"), Some("Brazil"));
        assert_eq!(country_name("DE", "pt"), Some("Alemanha"));
        assert_eq!(country_name("AF", "en"), Some("Afghanistan"));
        assert_eq!(country_name("KP", "pt"), Some("Coreia do Norte"));
        assert_eq!(country_name("XX", "en"), None);
    }
}
