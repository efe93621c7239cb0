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
    /// Another name that they sign in with.
    pub user_name: &'a str,
    /// The member's name.
    pub name: &'a str,
}

/// A password must cost more than this.
const ENOUGH: u32 = 7;
/// Shortest piece of a sequence or of a run of keys.
const SHORTEST_RUN: usize = 3;

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("words.txt").lines().collect());

/// Neighbours on a keyboard and in the alphabet, forwards and backwards.
static RUNS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let forwards = [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "qwertyuiop",
        "asdfghjkl",
        "zxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
        "qazwsxedcrfvtgbyhnujm",
        "147258369",
        "159357",
    ];
    let both = |run: &str| [run.to_owned(), run.chars().rev().collect()];
    forwards.into_iter().flat_map(both).collect()
});

pub(super) fn is_guessable(password: &str, context: &Context<'_>) -> bool {
    let typed = text::fold(password);
    // Digits and signs may stand for the letters they look like.
    let unmasked = typed.chars().map(unmask).collect();
    let guess = Guess {
        starts: typed.char_indices().map(|(at, _)| at).collect(),
        known: known_words(context),
        typed,
        unmasked,
    };
    guess.cost() <= ENOUGH
}

/// The product, the organisation, the name and the e-mail, whole and in words.
fn known_words(context: &Context<'_>) -> HashSet<String> {
    [context.organisation, context.email, context.user_name, context.name, "Padrón"]
        .iter()
        .flat_map(|text| {
            let folded = text::fold(text);
            let whole = without_signs(&folded);
            folded
                .split(|c: char| !c.is_alphanumeric())
                .map(str::to_owned)
                .chain([whole])
                .collect::<Vec<_>>()
        })
        .filter(|word| word.chars().count() > 2)
        .collect()
}

/// The letters and digits alone: whatever stands between known words is no secret.
fn without_signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A letter for a sign of one byte, so that both texts have the same places.
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

struct Guess {
    typed: String,
    unmasked: String,
    /// Where each character begins.
    starts: Vec<usize>,
    known: HashSet<String>,
}

impl Guess {
    /// The least that must be guessed to write the text: 2 for a word, 1 for a run, a year or a
    /// single character, nothing for what was written before.
    fn cost(&self) -> u32 {
        let ends = self.starts.iter().skip(1).copied().chain([self.typed.len()]);
        let mut least: Vec<u32> = vec![0];
        for (last, end) in ends.enumerate() {
            let costs = self.starts.iter().zip(&least).take(last + 1);
            let best =
                costs.filter_map(|(start, before)| Some(before + self.piece(*start, end)?)).min();
            least.push(best.unwrap_or(u32::MAX / 2));
        }
        least.last().copied().unwrap_or(0)
    }

    /// What a piece costs after what stands before it; none when it is no piece.
    fn piece(&self, start: usize, end: usize) -> Option<u32> {
        let (before, piece) = (self.typed.get(..start)?, self.typed.get(start..end)?);
        let length = piece.len();
        if before.ends_with(piece) || (length >= SHORTEST_RUN && before.contains(piece)) {
            return Some(0);
        }
        if piece.chars().nth(1).is_none() || is_year(piece) {
            return Some(1);
        }
        if length >= SHORTEST_RUN && RUNS.iter().any(|run| run.contains(piece)) {
            return Some(1);
        }
        let is_word =
            |word: &str| WORDS.contains(word) || self.known.contains(without_signs(word).as_str());
        let unmasked = self.unmasked.get(start..end)?;
        (is_word(piece) || is_word(unmasked)).then_some(2)
    }
}

fn is_year(piece: &str) -> bool {
    matches!(piece.as_bytes(), [b'1', b'9', a, b] | [b'2', b'0', a, b]
        if a.is_ascii_digit() && b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: Context<'static> = Context {
        organisation: "Nodo Austral",
        email: "lucia.quinones@nodoaustral.ar",
        user_name: "",
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
    fn blanks_and_signs_hide_no_name() {
        let context = Context {
            organisation: "Corralón La Tranquera",
            email: "jrsilva@correo.test",
            name: "Júlia Rafaela Silva",
            ..Context::default()
        };
        for easy in [
            "julia rafaela silva",
            "Julia-Rafaela-Silva",
            "silva, rafaela, julia",
            "jul1a.rafaela.silva",
            "corralon la tranquera",
            "Corralón_La_Tranquera!",
            "jrsilva@correo.test",
        ] {
            assert!(is_guessable(easy, &context), "{easy}");
        }
        assert!(!is_guessable("silva come en la cocina verde", &context));
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
                let digits = "1234567890";
                [
                    format!("{word}{digits}"),
                    format!("clave{word}{digits}"),
                    format!("{word}{word}2026!"),
                    format!("{word}{word}{word}"),
                ]
            })
            .filter(|password| password.chars().count() >= super::super::SHORTEST)
            .filter(|password| is_guessable(password, &Context::default()))
            .take(3_001)
            .count();
        assert!(refused > 3_000, "{refused}");
    }
}
