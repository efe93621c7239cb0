//! Phones and e-mails within a text that people wrote, for those who want to call or write.

use super::{email, phone};

/// Fewest digits of a phone: fewer are the number of a house, a year, an hour.
const FEWEST_DIGITS: usize = 6;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// As it was written.
    pub text: &'a str,
    /// Where a click leads; nothing for mere words.
    pub href: String,
}

/// The pieces of a text, as somebody in the country reads it. Together they are the text.
#[must_use]
pub fn pieces<'a>(country: &str, text: &'a str) -> Vec<Piece<'a>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, piece, behind)) = first(country, rest) {
        found.push(Piece { text: before, href: String::new() });
        found.push(piece);
        rest = behind;
    }
    found.push(Piece { text: rest, href: String::new() });
    found.retain(|piece| !piece.text.is_empty());
    found
}

/// The first phone or e-mail of a text, with what stands before and behind it.
fn first<'a>(country: &str, text: &'a str) -> Option<(&'a str, Piece<'a>, &'a str)> {
    let mut last = ' ';
    for (at, letter) in text.char_indices() {
        let is_start = !last.is_alphanumeric() && last != '+';
        last = letter;
        if !is_start {
            continue;
        }
        let (before, rest) = text.split_at(at);
        let found = call(country, rest).or_else(|| write(rest));
        if let Some((length, href)) = found {
            let (text, behind) = rest.split_at(length);
            return Some((before, Piece { text, href }, behind));
        }
    }
    None
}

/// The length of the phone that a text begins with, and the link that calls it.
fn call(country: &str, text: &str) -> Option<(usize, String)> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')) {
        return None;
    }
    let is_of_phone =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | ' ' | '-' | '.');
    let run = text.split(|c| !is_of_phone(c)).next().unwrap_or_default();
    let number = run.trim_end_matches(|c: char| !c.is_ascii_digit());
    if number.chars().filter(char::is_ascii_digit).count() < FEWEST_DIGITS {
        return None;
    }
    let e164 = phone::check(country, number).e164?;
    Some((number.len(), format!("tel:{e164}")))
}

/// The length of the e-mail that a text begins with, and the link that writes to it.
fn write(text: &str) -> Option<(usize, String)> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"');
    let word = text.split(ends).next().unwrap_or_default();
    let address = word.trim_end_matches(['.', ':', '!', '?']);
    let checked = email::check(address).ok()?;
    Some((address.len(), email::link(&checked)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<(&str, String)> {
        let all = pieces("AR", text);
        assert_eq!(all.iter().map(|piece| piece.text).collect::<String>(), text);
        let links = all.into_iter().filter(|piece| !piece.href.is_empty());
        links.map(|piece| (piece.text, piece.href)).collect()
    }

    #[test]
    fn phones_and_e_mails_are_found_among_words() {
        let text = "Llámenos al 11 4276-3087 (lunes a viernes, 9 a 18) o\nescriba a Hola@fibra.ar.";
        assert_eq!(
            links(text),
            [
                ("11 4276-3087", "tel:+541142763087".to_owned()),
                ("Hola@fibra.ar", "mailto:Hola@fibra.ar".to_owned()),
            ]
        );
        let text = "(+54 9 11) 5555-1234; <ayuda@fibra.ar>, ventas@fibra.ar";
        let hrefs: Vec<String> = links(text).into_iter().map(|(_, href)| href).collect();
        assert_eq!(
            hrefs,
            ["tel:+5491155551234", "mailto:ayuda@fibra.ar", "mailto:ventas@fibra.ar"]
        );
    }

    #[test]
    fn what_nobody_can_call_or_write_to_is_no_link() {
        for text in [
            "",
            "Av. 9 de Julio 1234, piso 2",
            "De 9 a 18, 24/12/2026 cerrado",
            "arroba @ sola, a@b",
            "CUIT 30-58120447-3",
            "javascript:alert(1) ñ",
        ] {
            assert_eq!(links(text), [], "{text}");
        }
    }
}
