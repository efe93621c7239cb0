//! The gender that a first name lets presume, for greetings and filters; always marked as presumed by the caller.
//! Says nothing where a name is common to both, differs between countries, or is not known.

use crate::text;
use std::{collections::HashMap, sync::LazyLock};

/// A presumed gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Femenino.
    Female,
    /// Masculino.
    Male,
}

/// Names missing from the list, or of which it knows only one side. None: both are usual.
const OWN: [(&str, Option<Gender>); 20] = [
    ("hamilton", Some(Gender::Male)),
    ("mariel", Some(Gender::Female)),
    ("simone", Some(Gender::Female)),
    ("aparecida", Some(Gender::Female)),
    ("nahir", Some(Gender::Female)),
    ("andrea", None),
    ("rene", None),
    ("dominique", None),
    ("alex", None),
    ("alexis", None),
    ("ariel", None),
    ("noel", None),
    ("yael", None),
    ("jackie", None),
    ("kim", None),
    ("joan", None),
    ("jean", None),
    ("nicola", None),
    ("trinidad", None),
    ("santos", None),
];

static NAMES: LazyLock<HashMap<&'static str, Option<Gender>>> = LazyLock::new(|| {
    let read = |line: &'static str| {
        let mut cells = line.split(',');
        let name = cells.next()?;
        match cells.next()? {
            "F" => Some((name, Some(Gender::Female))),
            "M" => Some((name, Some(Gender::Male))),
            _ => Some((name, None)),
        }
    };
    let listed = include_str!("first_names_gender.csv").lines().skip(1).filter_map(read);
    listed.chain(OWN).collect()
});

/// Words that make a name that of a company.
const COMPANY_WORDS: [&str; 36] = [
    "sa",
    "srl",
    "sas",
    "sac",
    "spa",
    "ltda",
    "eirl",
    "eireli",
    "sl",
    "ca",
    "cia",
    "inc",
    "llc",
    "ltd",
    "me",
    "sociedad",
    "empresa",
    "distribuidora",
    "comercial",
    "comercio",
    "servicios",
    "servicos",
    "hotel",
    "banco",
    "grupo",
    "fundacion",
    "fundacao",
    "asociacion",
    "associacao",
    "cooperativa",
    "consorcio",
    "colegio",
    "instituto",
    "municipalidad",
    "farmacia",
    "restaurante",
];

/// The gender that a first name, several first names, or a full name let presume.
/// Of two given names the first decides (José María, María José); "Surname, Name" is read from behind the comma.
#[must_use]
pub fn presume(name: &str) -> Option<Gender> {
    let typed = text::clean_line(name).replace('.', "").to_lowercase();
    if typed.split(|c: char| !c.is_alphanumeric()).any(is_company_word) {
        return None;
    }
    let folded = text::fold(&typed);
    let given = folded.split_once(',').map_or(folded.as_str(), |(_, given)| given);
    let first = given.split([' ', '-']).find(|word| !word.is_empty() && !is_title(word))?;
    NAMES.get(first).copied().flatten()
}

/// Short ones count only without accent: Sá is a surname, S.A. a company.
fn is_company_word(word: &str) -> bool {
    let folded = text::fold(word);
    COMPANY_WORDS.contains(&folded.as_str()) && (folded.len() > 2 || folded == word)
}

fn is_title(word: &str) -> bool {
    matches!(word, "sr" | "sra" | "srta" | "don" | "dona" | "dr" | "dra" | "ing" | "lic" | "prof")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gender_vectors() {
        let rows = crate::identity::vectors::rows(&["first_name", "gender"]);
        let wrong: Vec<String> = rows
            .iter()
            .filter_map(|row| {
                let letter = match presume(row.get("first_name")) {
                    Some(Gender::Female) => "F",
                    Some(Gender::Male) => "M",
                    None => "?",
                };
                (letter != row.get("gender")).then(|| format!("{} {letter}", row.get("first_name")))
            })
            .collect();
        assert!(rows.len() > 50, "only {} rows found", rows.len());
        assert!(wrong.is_empty(), "{} of {}: {wrong:?}", wrong.len(), rows.len());
    }

    #[test]
    fn full_names_are_read_from_their_first_name() {
        let presumed = [
            ("JOSÉ MARÍA PÉREZ", Some(Gender::Male)),
            ("Pérez, Ana", Some(Gender::Female)),
            ("Dra. Lucía Gómez", Some(Gender::Female)),
            ("Ana-Paula", Some(Gender::Female)),
            ("Maria Sá", Some(Gender::Female)),
            ("Martín S.R.L.", None),
            ("Carmen S.A.", None),
            ("Carmen Hotel", None),
            ("Pérez,", None),
        ];
        for (name, gender) in presumed {
            assert_eq!(presume(name), gender, "{name}");
        }
    }

    #[test]
    fn own_names_are_folded() {
        for (name, _) in OWN {
            assert_eq!(text::fold(name), name);
        }
    }
}
