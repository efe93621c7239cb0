//! The one search box: every word must occur in the customer's search text, in any order; a text
//! that is exactly an identifier finds its customer first.

use std::collections::HashSet;

use crate::db::prelude::*;
use diesel::sql_types::{Bool, Nullable};

use super::Query;
use crate::customers::conditions::Predicate;
use crate::db::Db;
use crate::db::schema::{customer_phones, customers};
use crate::identity::{email, tax_id};
use crate::lists::MOST_WORDS;
use crate::text;

/// Trigram indexes help nobody with less.
const SHORTEST: usize = 3;

/// Letters and digits of an e-mail address that few share.
const TELLING: usize = 10;

/// Customers that one text may name exactly, and candidates that are looked at for them.
const MOST_EXACT: usize = 10;
const CANDIDATES: i64 = 200;

/// What somebody typed into the search box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// As typed.
    pub typed: String,
    words: Vec<String>,
    /// What is beyond the words that are looked for: a search without it finds more than was asked.
    pub surplus: Vec<String>,
}

impl Search {
    /// None when nothing searchable was typed.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = text::clean_line(typed);
        let mut seen = HashSet::new();
        let mut words = words(&typed);
        words.retain(|word| seen.insert(word.clone()));
        let surplus = words.split_off(words.len().min(MOST_WORDS));
        (!words.is_empty()).then_some(Self { typed, words, surplus })
    }

    /// Whether all words are too short to be looked for inside names.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.words.iter().all(|word| word.chars().count() < SHORTEST)
    }

    /// The words that an index is asked for. Of an e-mail address not those of the provider, which nearly
    /// everybody has, as long as what stands before it is telling enough.
    fn asked_of_index(&self) -> Vec<String> {
        let local = self.typed.split_once('@').map(|(local, _)| words(local)).unwrap_or_default();
        let length: usize = local.iter().map(|word| word.chars().count()).sum();
        // Alone it may be cut otherwise than within the address: as a number.
        let is_part = local.iter().all(|word| self.words.contains(word));
        let is_long = local.iter().any(|word| word.chars().count() >= SHORTEST);
        let is_telling = length >= TELLING && is_part && is_long;
        if is_telling { local } else { self.words.clone() }
    }

    /// The search as conditions on the row itself: for walks along another order.
    pub(crate) fn row_condition(&self) -> Vec<Predicate> {
        if self.is_short() {
            return vec![self.beginning()];
        }
        self.words.iter().map(|word| contains(word)).collect()
    }

    /// What the trigram index of SQLite is asked for.
    pub(super) fn trigrams(&self) -> String {
        let mut found: Vec<String> = Vec::new();
        for word in self.asked_of_index() {
            let letters: Vec<char> = word.chars().collect();
            for three in letters.windows(SHORTEST) {
                let three = format!("\"{}\"", String::from_iter(three));
                if !found.contains(&three) {
                    found.push(three);
                }
            }
        }
        found.join(" AND ")
    }

    /// Short words: the name, an own id or a document begins with one of them, and the search text
    /// has them all.
    fn beginning(&self) -> Predicate {
        let begins = self.words.iter().map(|word| begins_with(word));
        let begins = begins.reduce(|any, one| Box::new(any.or(one)));
        let all = self.words.iter().map(|word| contains(word));
        let all = all.reduce(|all, one| Box::new(all.and(one)));
        match (begins, all) {
            (Some(begins), Some(all)) if self.words.len() > 1 => Box::new(begins.and(all)),
            (Some(begins), _) => begins,
            (None, _) => Box::new(diesel::dsl::sql::<Nullable<Bool>>("1 = 0")),
        }
    }
}

fn contains(word: &str) -> Predicate {
    Box::new(customers::search_text.like(format!("%{word}%")).nullable())
}

fn begins_with(word: &str) -> Predicate {
    let end = |start: &str| format!("{start}{}", super::Walk::NAMELESS);
    let start = word.to_owned();
    let number = word.parse::<i64>().unwrap_or(0);
    let others: Predicate = Box::new(
        customers::custom_id_folded
            .between(start.clone(), end(word))
            .or(customers::doc_folded.between(start, end(word)))
            .or(customers::id.eq(number).nullable()),
    );
    spellings(word).into_iter().fold(others, |any, start| {
        let end = end(&start);
        Box::new(any.or(customers::name_sort.between(start, end).nullable()))
    })
}

/// How names that begin with a folded word may be ordered: ñ sorts as a letter of its own.
fn spellings(word: &str) -> Vec<String> {
    word.chars().fold(vec![String::new()], |found, letter| {
        let with = |text: &str| found.iter().map(|start| format!("{start}{text}")).collect();
        let mut longer: Vec<String> = with(letter.encode_utf8(&mut [0; 4]));
        if letter == 'n' {
            longer.extend::<Vec<String>>(with("n~"));
        }
        longer
    })
}

/// The words of a text as the search text has them: folded, letters and digits only. A word made of
/// digits and separators is a number: its separators go (`30-58120447-3`, `76.123.456-K`).
#[must_use]
pub fn words(typed: &str) -> Vec<String> {
    let folded = text::fold(typed);
    let mut found = Vec::new();
    for word in folded.split_whitespace() {
        // O'Connor is oconnor, and S.R.L. is srl, however they were typed.
        let word = word.replace(['\'', '’', '`', '´'], "");
        let word = word.trim_matches([',', ';', ':']);
        if is_abbreviation(word) {
            found.push(word.replace('.', ""));
        } else if is_number(word) {
            found.push(word.chars().filter(char::is_ascii_alphanumeric).collect());
        } else {
            found.extend(
                word.split(|c: char| !c.is_alphanumeric())
                    .filter(|w| !w.is_empty())
                    .map(str::to_owned),
            );
        }
    }
    found
}

/// Single letters with a full stop between each two.
fn is_abbreviation(word: &str) -> bool {
    let mut parts = word.trim_end_matches('.').split('.');
    word.contains('.')
        && parts.clone().count() > 1
        && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
}

/// Digits with separators, at most one letter at either end (`J-12345678-9`, `76.123.456-K`).
fn is_number(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 2
        && letters <= 1
        && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-./()".contains(c))
}

/// The customers whose identifier the text is, exactly: number, own id, e-mail, phone, document,
/// tax id. More candidates than are shown are looked at, for many may be other people's.
pub(super) fn exact(conn: &mut Db, query: &Query, typed: &str) -> QueryResult<Vec<i64>> {
    let folded = text::fold(typed);
    let compact = tax_id::compact(typed);
    let digits = text::digits(typed);
    let mut candidates: Vec<i64> = customers::table
        .select(customers::id)
        .filter(customers::email_folded.eq(email::fold(typed)))
        .or_filter(customers::custom_id_folded.eq(folded))
        .or_filter(customers::doc_folded.eq(compact.clone()))
        .or_filter(customers::tax_id_folded.eq(compact))
        .or_filter(customers::id.eq(typed.parse::<i64>().unwrap_or(0)))
        .limit(CANDIDATES)
        .load(conn)?;
    if digits.len() >= 6 {
        candidates.extend(
            customer_phones::table
                .select(customer_phones::customer_id)
                .filter(customer_phones::digits.eq(digits))
                .limit(CANDIDATES)
                .load::<i64>(conn)?,
        );
    }
    candidates.sort_unstable_by(|a, b| b.cmp(a));
    candidates.dedup();
    let mut found = query.visible_among(conn, &candidates)?;
    found.truncate(MOST_EXACT);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_separators_and_names_are_split() {
        assert_eq!(words("José NÚÑEZ"), ["jose", "nunez"]);
        assert_eq!(words("30-58120447-3"), ["30581204473"]);
        assert_eq!(words("76.123.456-K"), ["76123456k"]);
        assert_eq!(words("Jean-Pierre  O'Neil"), ["jean", "pierre", "oneil"]);
        assert_eq!(words("juan22.perez@x.cl"), ["juan22", "perez", "x", "cl"]);
        assert_eq!(words("+54 9 11 4276-3087"), ["54", "9", "11", "42763087"]);
        assert_eq!(
            words("Nodo S.R.L., S. A. y a.b@x.cl"),
            ["nodo", "srl", "s", "a", "y", "a", "b", "x", "cl"]
        );
        assert!(Search::parse(" %_ * ").is_none());
    }

    #[test]
    fn a_word_counts_once_and_what_is_too_much_is_known() {
        let many: Vec<String> = (10..23).map(|n| format!("x{n}")).collect();
        let search = Search::parse(&format!("{} X10 x11", many.join(" "))).unwrap();
        assert_eq!((search.words.as_slice(), search.surplus), (&many[..12], many[12..].to_vec()));
        assert!(Search::parse(&"ana ".repeat(100)).unwrap().surplus.is_empty());
    }

    #[test]
    fn an_index_is_not_asked_for_the_provider_of_an_address() {
        for (typed, asked) in [
            ("maria.gonzalez@gmail.com", &["maria", "gonzalez"][..]),
            ("maria@gmail.com", &["maria", "gmail", "com"]),
            ("@gmail.com", &["gmail", "com"]),
            ("351-607-5984@gmail.com", &["351", "607", "5984", "gmail", "com"]),
            ("maria gonzalez", &["maria", "gonzalez"]),
        ] {
            assert_eq!(Search::parse(typed).unwrap().asked_of_index(), asked, "{typed}");
        }
    }

    #[test]
    fn short_words_find_names_with_and_without_tilde() {
        assert_eq!(spellings("nu"), ["nu", "n~u"]);
        assert_eq!(spellings("li"), ["li"]);
    }
}
