//! First-level divisions: provinces, departments, regions, states, with the names people write.

use super::{key, lines};
use std::{collections::HashMap, sync::LazyLock};

/// A first-level division of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subdivision {
    /// ISO code of the country.
    pub country: &'static str,
    /// ISO 3166-2 code, such as `AR-B`.
    pub code: &'static str,
    /// Name as people write it.
    pub name: &'static str,
}

/// What a country calls its first-level divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateLabel {
    /// Provincia.
    Province,
    /// Departamento.
    Department,
    /// Región.
    Region,
    /// Estado.
    State,
}

/// The file gives some names twice, as `A Coruña [La Coruña]`; the second only serves to find.
fn both_names(cell: &'static str) -> (&'static str, &'static str) {
    let parts = cell.split_once(" [").or_else(|| cell.split_once(" ("));
    parts.map_or((cell, ""), |(name, other)| (name, other.trim_end_matches([']', ')'])))
}

static SUBDIVISIONS: LazyLock<Vec<Subdivision>> = LazyLock::new(|| {
    let read = |cells: Vec<&'static str>| match cells.as_slice() {
        [country, code, name, ..] => Some(Subdivision { country, code, name: both_names(name).0 }),
        _ => None,
    };
    lines(FILE).filter_map(read).collect()
});

const FILE: &str = include_str!("subdivisions.csv");
const SYNONYMS: &str = include_str!("synonyms.csv");

/// By country and comparable name. Later entries win: synonyms, then short codes, then names.
static BY_NAME: LazyLock<HashMap<(&'static str, String), &'static str>> = LazyLock::new(|| {
    let mut found = HashMap::new();
    for cells in lines(SYNONYMS) {
        if let [code, others] = cells.as_slice()
            && let Some((country, _)) = code.split_once('-')
        {
            found.extend(others.split('|').map(|other| ((country, key(other)), *code)));
        }
    }
    for state in SUBDIVISIONS.iter() {
        let short = state.code.split_once('-').map_or("", |(_, short)| short);
        found.extend([short, state.code].map(|code| ((state.country, key(code)), state.code)));
    }
    for cells in lines(FILE) {
        if let [country, code, name, ..] = cells.as_slice() {
            let (name, other) = both_names(name);
            let names = [name, other].into_iter().filter(|name| !name.is_empty());
            found.extend(names.map(|name| ((*country, key(name)), *code)));
        }
    }
    found
});

/// The divisions of a country, by name; none where the panel has no list.
#[must_use]
pub fn subdivisions(country: &str) -> &'static [Subdivision] {
    let from = SUBDIVISIONS.partition_point(|state| state.country < country);
    let to = SUBDIVISIONS.partition_point(|state| state.country <= country);
    SUBDIVISIONS.get(from..to).unwrap_or_default()
}

/// The name of a division by its ISO code.
#[must_use]
pub fn state_name(code: &str) -> Option<&'static str> {
    let (country, _) = code.split_once('-')?;
    subdivisions(country).iter().find(|state| state.code == code).map(|state| state.name)
}

/// The ISO code of a division given by code, name or usual short form.
#[must_use]
pub fn state_from(country: &str, text: &str) -> Option<&'static str> {
    let country = SUBDIVISIONS.iter().find(|state| state.country == country)?.country;
    let name = key(text);
    let bare = without_kind(&name);
    [&name, bare].into_iter().find_map(|name| BY_NAME.get(&(country, name.to_owned())).copied())
}

/// The name without "provincia de" in front or "región" behind.
fn without_kind(name: &str) -> &str {
    const KINDS: [&str; 12] = [
        "provincia",
        "prov",
        "pcia",
        "departamento",
        "depto",
        "dpto",
        "dep",
        "region",
        "reg",
        "estado",
        "edo",
        "comunidad",
    ];
    let first_cut = name
        .split_once(' ')
        .filter(|(kind, _)| KINDS.contains(kind))
        .map_or(name, |(_, rest)| rest);
    let bare = ["de la ", "del ", "de ", "do ", "da "]
        .iter()
        .find_map(|particle| first_cut.strip_prefix(particle))
        .unwrap_or(first_cut);
    let kept = if first_cut == name { name } else { bare };
    kept.strip_suffix(" region").unwrap_or(kept)
}

/// What the country calls the field.
#[must_use]
pub fn state_label(country: &str) -> StateLabel {
    match country {
        "BO" | "CO" | "GT" | "HN" | "NI" | "PY" | "SV" | "UY" => StateLabel::Department,
        "CL" | "PE" => StateLabel::Region,
        "BR" | "MX" | "VE" | "US" => StateLabel::State,
        _ => StateLabel::Province,
    }
}

/// Whether the law of the country calls a human being a «persona natural», elsewhere «persona física».
#[must_use]
pub fn says_natural_person(country: &str) -> bool {
    matches!(country, "BO" | "CL" | "CO" | "CU" | "EC" | "HN" | "NI" | "PA" | "PE" | "SV" | "VE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_division_is_found_by_code_and_name() {
        assert_eq!(SUBDIVISIONS.len(), 500);
        for state in SUBDIVISIONS.iter() {
            assert_eq!(state_from(state.country, state.code), Some(state.code));
            assert_eq!(state_from(state.country, state.name), Some(state.code), "{}", state.name);
            assert_eq!(state_name(state.code), Some(state.name));
        }
        assert_eq!(subdivisions("AR").len(), 24);
        assert!(subdivisions("FR").is_empty());
    }

    #[test]
    fn synonyms_are_for_known_codes() {
        for cells in lines(SYNONYMS) {
            assert!(cells.first().is_some_and(|code| state_name(code).is_some()), "{cells:?}");
        }
    }

    #[test]
    fn usual_short_forms_are_found() {
        let found = "AR:CABA=C,AR:Capital Federal=C,AR:C.A.B.A.=C,AR:Ciudad de Buenos Aires=C,AR:Bs As=B,AR:Bs. As.=B,AR:Prov. Buenos Aires=B,\
                     AR:Santa Fé=S,AR:Pcia. de Córdoba=X,AR:TUCUMAN=T,AR:buenos aires=B,CL:RM=RM,CL:Metropolitana=RM,CL:XIII=RM,CL:I=TA,CL:V Región=VS,\
                     CL:VIII=BI,CL:XVI=NB,CL:Región del Biobío=BI,CL:Región Metropolitana=RM,CL:O'Higgins=LI,CL:Región de La Araucanía=AR,CO:Bogotá=DC,\
                     CO:Bogota D.C.=DC,CO:Distrito Capital=DC,CO:Valle=VAC,CO:Nariño=NAR,MX:CDMX=CMX,MX:D.F.=CMX,MX:Distrito Federal=CMX,MX:Edomex=MEX,\
                     MX:México=MEX,MX:Estado de México=MEX,MX:NL=NLE,MX:Edo. de México=MEX,BR:SP=SP,BR:rj=RJ,BR:São Paulo=SP,BR:Estado do Paraná=PR,\
                     BR:Rio Grande do Sul=RS,PE:Cuzco=CUS,PE:Callao=CAL,ES:Vizcaya=BI,ES:La Coruña=C,ES:Islas Baleares=PM,VE:Táchira=S,US:Illinois=IL,\
                     DO:Distrito Nacional=01,DO:Santo Domingo=32,CO:San Andrés y Providencia=SAP,US:WA=WA";
        for item in found.split(',') {
            let (country, rest) = item.trim().split_once(':').expect("a country");
            let (name, code) = rest.split_once('=').expect("a code");
            assert_eq!(
                state_from(country, name),
                Some(format!("{country}-{code}")).as_deref(),
                "{name}"
            );
        }
        assert_eq!(state_from("AR", "Lara"), None);
        assert_eq!(state_from("FR", "Bretagne"), None);
        assert_eq!(state_from("AR", ""), None);
    }
}
