//! What the first rows of a file tell about all of them: the country of its numbers when nobody
//! names one, and what an M means among genders.

use std::collections::BTreeMap;

use super::assemble::Assembled;
use super::texts::fold;
use super::words;
use crate::identity::tax_id::{self, IdKind};

/// What the first rows tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// The country that most of the numbers, by their kind and check digits, belong to.
    pub country: Option<&'static str>,
    /// Men are written H (hombre), so that M is a woman.
    pub m_is_female: bool,
}

/// Reads the facts. A number is a vote only under the name that the file gives it (RUT, NIT, RFC):
/// digits alone fit many countries.
pub(super) fn of(rows: &[Assembled], default_country: &str) -> Facts {
    let m_is_female = rows.iter().any(|row| matches!(fold(row.get("gender")).as_str(), "h"));
    let names_a_country = rows.iter().any(|row| !row.get("country").is_empty());
    let country = if names_a_country { None } else { voted(rows, default_country) };
    Facts { country, m_is_female }
}

fn voted(rows: &[Assembled], default_country: &str) -> Option<&'static str> {
    let mut votes: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut cast = 0;
    for row in rows {
        for (kind, number) in [("tax_id_type", "tax_id"), ("doc_type", "doc_number")] {
            let (word, number) = (row.get(kind), row.get(number));
            if word.is_empty() || number.is_empty() {
                continue;
            }
            cast += 1;
            for country in countries_of(word, number) {
                *votes.entry(country).or_default() += 1;
            }
        }
    }
    let own = votes.get(default_country).copied().unwrap_or_default();
    let (country, most) = votes.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (most > own && most * 2 >= cast).then_some(country)
}

/// The countries in which this is a right number of that name.
fn countries_of(word: &str, number: &str) -> Vec<&'static str> {
    let is_right = |kind: &&IdKind| {
        words::is_called(**kind, word)
            && tax_id::check(**kind, number).is_ok_and(|checked| checked.doubt.is_none())
    };
    let mut found: Vec<_> =
        IdKind::ALL.iter().filter(is_right).filter_map(|kind| kind.country()).collect();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: &[(&'static str, &str)]) -> Assembled {
        let values = values.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
        Assembled { values, ..Assembled::default() }
    }

    #[test]
    fn right_numbers_under_a_foreign_name_tell_the_country() {
        let rut = row(&[("tax_id_type", "RUT"), ("tax_id", "77.160.856-6")]);
        assert_eq!(of(std::slice::from_ref(&rut), "AR").country, Some("CL"));
        assert_eq!(of(std::slice::from_ref(&rut), "CL").country, None);
        let named = row(&[("country", "Perú")]);
        assert_eq!(of(&[rut, named], "AR").country, None);
        let bare = row(&[("tax_id", "77.160.856-6")]);
        assert_eq!(of(&[bare], "AR").country, None);
    }

    #[test]
    fn an_m_beside_an_h_is_a_woman() {
        let (h, m) = (row(&[("gender", "H")]), row(&[("gender", "M")]));
        assert!(of(&[m.clone(), h], "MX").m_is_female);
        assert!(!of(&[m], "MX").m_is_female);
    }
}
