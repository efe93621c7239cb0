//! Which passwords are too easy to guess, however long: those made of few common pieces. A list of
//! whole passwords would miss most of them at fifteen characters and more, so the list here is of
//! pieces (words of Spanish, Portuguese and English that people use, runs of keys, sequences, years,
//! repetitions, and the words of the context), and the rule counts what is left to guess. The words
//! were gathered by hand; alone, doubled, in pairs or with digits they stand for far more than the
//! three thousand commonest passwords.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text;

/// What is known about the account that a password is for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The organisation's name.
    pub organisation: &'a str,
    /// The member's e-mail.
    pub email: &'a str,
    /// The member's name.
    pub name: &'a str,
}

/// A password must cost more than this.
const ENOUGH: u32 = 7;
/// Shortest piece of a sequence or of a run of keys.
const SHORTEST_RUN: usize = 3;

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("words.txt").lines().collect());

static LONGEST_WORD: LazyLock<usize> =
    LazyLock::new(|| WORDS.iter().map(|word| word.len()).max().unwrap_or(0));

/// Neighbours on a keyboard and in the alphabet; each is also read backwards.
const RUNS: &[&str] = &[
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjklñ",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "qazwsxedcrfvtgbyhnujm",
    "147258369",
    "159357",
];

pub(super) fn is_guessable(password: &str, context: &Context<'_>) -> bool {
    let folded: Vec<char> = text::fold(password).chars().collect();
    let plain: Vec<char> = folded.iter().map(|c| unmask(*c)).collect();
    let known = known_words(context);
    // Digits stand for themselves or for the letters they look like.
    cost(&folded, &known).min(cost(&plain, &known)) <= ENOUGH
}

/// The product, the organisation, the name and the e-mail, whole and in words.
fn known_words(context: &Context<'_>) -> HashSet<String> {
    [context.organisation, context.email, context.name, "Padrón"]
        .iter()
        .flat_map(|text| {
            let folded = text::fold(text);
            let whole = folded.replace(' ', "");
            folded
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .chain([whole])
                .collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() > 2)
        .collect()
}

fn unmask(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// The least that must be guessed to write the text: 2 for a word, 1 for a run, a year or a single
/// character, nothing for what was written before.
fn cost(text: &[char], known: &HashSet<String>) -> u32 {
    let mut least: Vec<u32> = vec![0];
    for end in 1..=text.len() {
        let best = (0..end)
            .rev()
            .take(piece_limit(known))
            .filter_map(|start| {
                let before = least.get(start)?;
                let piece = text.get(start..end)?;
                Some(before + piece_cost(text.get(..start)?, piece, known)?)
            })
            .min();
        least.push(best.unwrap_or(u32::MAX / 2));
    }
    least.last().copied().unwrap_or(0)
}

fn piece_limit(known: &HashSet<String>) -> usize {
    let longest = known.iter().map(|word| word.chars().count()).max();
    longest.unwrap_or(0).max(*LONGEST_WORD).max(40)
}

/// What a piece costs after what stands before it; none when it is no piece.
fn piece_cost(before: &[char], piece: &[char], known: &HashSet<String>) -> Option<u32> {
    if before.ends_with(piece) || (piece.len() > 2 && contains(before, piece)) {
        return Some(0);
    }
    if piece.len() == 1 {
        return Some(1);
    }
    if is_run(piece) || is_year(piece) {
        return Some(1);
    }
    let word: String = piece.iter().collect();
    (WORDS.contains(word.as_str()) || known.contains(&word)).then_some(2)
}

fn contains(before: &[char], piece: &[char]) -> bool {
    before.windows(piece.len()).any(|window| window == piece)
}

fn is_run(piece: &[char]) -> bool {
    if piece.len() < SHORTEST_RUN {
        return false;
    }
    let forward: String = piece.iter().collect();
    let backward: String = piece.iter().rev().collect();
    RUNS.iter()
        .any(|run| run.contains(&forward) || run.contains(&backward))
}

fn is_year(piece: &[char]) -> bool {
    matches!(piece, ['1', '9', a, b] | ['2', '0', a, b] if a.is_ascii_digit() && b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: Context<'static> = Context {
        organisation: "Nodo Austral",
        email: "lucia.quinones@nodoaustral.ar",
        name: "Lucía Quiñones",
    };

    #[test]
    fn what_anybody_would_try_is_refused() {
        for easy in [
            "passwordpassword",
            "P@ssw0rd12345678",
            "contraseña123456",
            "123456789012345",
            "111111111111111",
            "aaaaaaaaaaaaaaaaaaaaaa",
            "qwertyuiopasdfghjkl",
            "1q2w3e4r5t6y7u8i9o",
            "abcdefghijklmnopqrstuvwxyz",
            "abcabcabcabcabcabc",
            "iloveyouiloveyou",
            "Administrador2026!",
            "bienvenido a padron",
            "NodoAustral2026!!!",
            "lucia.quinones.2026",
            "luciaquinones12345",
            "senhasenhasenha123",
            "changemechangeme",
            "Verano2026Verano2026",
        ] {
            assert!(is_guessable(easy, &CONTEXT), "{easy}");
        }
    }

    #[test]
    fn long_ones_of_ones_own_are_taken() {
        for good in [
            "piedra que rueda cuesta abajo",
            "tren-lento-hacia-ningun-lado",
            "vK3pQx8mZt2rWn5",
            "el zorro compra tornillos azules",
            "correct umbrella battery sandwich",
        ] {
            assert!(!is_guessable(good, &CONTEXT), "{good}");
        }
    }

    #[test]
    fn the_pieces_stand_for_more_than_three_thousand_passwords() {
        let refused = WORDS
            .iter()
            .flat_map(|word| {
                [
                    format!("{word}{word}1234567890"),
                    format!("{word}2026{word}123456"),
                ]
            })
            .chain(WORDS.iter().flat_map(|word| {
                ["password", "clave", "qwerty"].map(|other| format!("{word}{other}1234567"))
            }))
            .filter(|password| password.chars().count() >= super::super::SHORTEST)
            .filter(|password| is_guessable(password, &Context::default()))
            .count();
        assert!(refused > 3_000, "{refused}");
    }
}
