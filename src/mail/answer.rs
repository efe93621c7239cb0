//! What is kept of a server's answer, and how it reads: what its codes mean in the reader's language, and
//! its own words for whoever runs a server. Of an answer to a letter with a secret only the codes are kept:
//! servers quote what they refuse, whole, in pieces or in another encoding.

use lettre::transport::smtp::Error;

use crate::i18n::Text;

/// Kept for a letter with a secret that would have crossed the network in the clear.
pub const EXPOSED: &str = "~exposed";
/// Stands before the codes of a server; what follows on the next line are its words.
const CODES: &str = "~codes ";
/// Stands before what we found out ourselves, without an answer.
const NO_ANSWER: &str = "~none ";

/// Code and enhanced status of an answer, and its words where they may be kept; what we found out ourselves
/// in words.
pub(super) fn kept(error: &Error, is_secret: bool) -> String {
    let said = error.to_string();
    match error.status() {
        Some(code) if is_secret => codes(&code.to_string(), &said),
        Some(code) => format!("{}\n{}", codes(&code.to_string(), &said), words(&said)),
        None if error.is_response() => CODES.to_owned(),
        None => format!("{NO_ANSWER}{said}"),
    }
}

fn codes(code: &str, said: &str) -> String {
    let enhanced = said.split_whitespace().find(|word| is_enhanced(word)).unwrap_or_default();
    format!("{CODES}{code} {enhanced}").trim_end().to_owned()
}

/// What the server said, without the kind of error that the library puts before it.
fn words(said: &str) -> &str {
    said.split_once("): ").map_or(said, |(_, words)| words).trim()
}

/// Whether a word is a status as `5.7.1`.
fn is_enhanced(word: &str) -> bool {
    let is_number = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(word.split('.').collect::<Vec<_>>()[..], [class, subject, detail]
        if matches!(class, "2" | "4" | "5") && is_number(subject) && is_number(detail))
}

/// A kept answer as one reads it.
#[must_use]
pub fn in_words(t: Text, kept: &str) -> String {
    if let Some(found) = kept.strip_prefix(NO_ANSWER) {
        return t.mail_answer_none(found);
    }
    let (codes, words) = kept.split_once('\n').unwrap_or((kept, ""));
    match codes.strip_prefix(CODES.trim_end()) {
        Some(codes) if codes.trim().is_empty() => t.mail_answer_unreadable().to_owned(),
        Some(codes) if words.is_empty() => reason(t, codes.trim()),
        Some(codes) => format!("{} «{words}»", reason(t, codes.trim())),
        None if kept == EXPOSED => t.mail_answer_exposed().to_owned(),
        None => kept.to_owned(),
    }
}

/// What the codes mean to people, with the codes for whoever runs a server.
fn reason(t: Text, codes: &str) -> String {
    let parts = codes.split_whitespace().last().map(|last| last.split('.').collect::<Vec<_>>());
    match parts.as_deref() {
        Some(["5", "1", "1" | "2" | "3" | "6" | "10"]) => t.mail_answer_no_mailbox(codes),
        Some([_, "2", "2"]) => t.mail_answer_full(codes),
        Some(["5", "2", "1"]) => t.mail_answer_closed(codes),
        Some(["5", "7", _]) => t.mail_answer_refused(codes),
        Some(["4", ..]) => t.mail_answer_later(codes),
        Some([plain]) if plain.starts_with('4') => t.mail_answer_later(codes),
        _ => t.mail_answer_codes(codes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn codes_read_as_a_reason_with_the_codes_behind_it() {
        for (codes, told) in [
            ("550 5.1.1", ["Ese buzón no existe", "não existe", "does not exist"]),
            ("552 5.2.2", ["lleno", "cheia", "full"]),
            ("452 4.2.2", ["lleno", "cheia", "full"]),
            ("550 5.2.1", ["no recibe", "não recebe", "takes no"]),
            ("550 5.7.1", ["rechazó", "recusou", "refused"]),
            ("451 4.7.1", ["por ahora", "por enquanto", "for now"]),
            ("421", ["por ahora", "por enquanto", "for now"]),
            ("554", ["no lo aceptó", "não o aceitou", "did not take it"]),
            ("554 5.6.0", ["no lo aceptó", "não o aceitou", "did not take it"]),
        ] {
            for (lang, told) in Lang::ALL.into_iter().zip(told) {
                let said = in_words(Text(lang), &format!("{CODES}{codes}"));
                assert!(said.contains(told) && said.ends_with(&format!("({codes}).")), "{said}");
            }
        }
    }

    #[test]
    fn codes_are_all_that_is_kept() {
        let said = "permanent error (550): 5.7.1 K7MP-3XWD-9TRA token=3D1a";
        let kept = codes("550", said);
        assert_eq!(kept, "~codes 550 5.7.1");
        assert_eq!(codes("451", "transient error (451): K7MP 9.1.1 5.1234.1"), "~codes 451");
        let words = in_words(Text(Lang::Es), &kept);
        assert!(words.contains("550 5.7.1") && !words.contains('~'), "{words}");
        assert!(!in_words(Text(Lang::Es), CODES.trim_end()).contains('~'));
        assert!(!in_words(Text(Lang::Es), EXPOSED).contains('~'));
        assert_eq!(in_words(Text(Lang::Es), "timed out"), "timed out");
        let unreached = in_words(Text(Lang::Es), &format!("{NO_ANSWER}timed out"));
        assert!(unreached.contains("no respondió") && unreached.contains("timed out"));
    }

    #[test]
    fn the_words_of_a_server_stand_behind_what_they_mean() {
        let said = "permanent error (550): 5.1.1 User (x): unknown";
        assert_eq!(words(said), "5.1.1 User (x): unknown");
        let kept = format!("{}\n{}", codes("550", said), words(said));
        let told = in_words(Text(Lang::Es), &kept);
        assert!(
            told.contains("no existe") && told.ends_with("«5.1.1 User (x): unknown»"),
            "{told}"
        );
    }
}
