//! The remarks of an imported customer: its own text, and lines that the import adds once.

use super::report::Reason;
use crate::customers::fields;
use crate::fields::Value;
use crate::identity::card;
use crate::text;

/// Remarks as they are to be stored, and what had to be done to them.
#[derive(Debug, PartialEq)]
pub(super) struct Made {
    pub text: Value,
    pub reasons: Vec<Reason>,
}

/// The remarks: those of the file, else the customer's, with the lines that they do not have yet.
/// None when nothing is to be changed.
pub(super) fn compose(
    before: Option<&str>,
    replacing: Option<&str>,
    lines: &[String],
) -> Option<Made> {
    if replacing.is_none() && lines.is_empty() {
        return None;
    }
    let mut reasons = Vec::new();
    let mut made = replacing.or(before).unwrap_or_default().to_owned();
    if replacing.is_some() {
        made = hide_cards(&made, &mut reasons);
    }
    for line in lines {
        let line = hide_cards(&text::clean_line(line), &mut reasons);
        if !line.is_empty() && made.lines().all(|known| known != line) {
            if !made.is_empty() {
                made.push('\n');
            }
            made.push_str(&line);
        }
    }
    let most = fields::find("remarks").map_or(0, |field| field.kind.longest());
    if made.chars().count() > most {
        reasons.push(Reason::Cut(most));
        made = made.chars().take(most).collect::<String>().trim_end().to_owned();
    }
    let text = if made.is_empty() { Value::Empty } else { Value::Text(made) };
    Some(Made { text, reasons })
}

/// A full card number is never kept: of the digits of its line only the last four stay.
fn hide_cards(text: &str, reasons: &mut Vec<Reason>) -> String {
    if !card::looks_like_card_number(text) {
        return text.to_owned();
    }
    if !reasons.contains(&Reason::CardHidden) {
        reasons.push(Reason::CardHidden);
    }
    let hide = |line: &str| {
        if card::looks_like_card_number(line) { hidden(line) } else { line.to_owned() }
    };
    let by_line = text.lines().map(hide).collect::<Vec<_>>().join("\n");
    if card::looks_like_card_number(&by_line) { hidden(&by_line) } else { by_line }
}

fn hidden(text: &str) -> String {
    let is_digit = |c: &char| !text::digits(c.encode_utf8(&mut [0; 4])).is_empty();
    let digits = text.chars().filter(is_digit).count();
    let mut seen = 0;
    let hide = |c: char| {
        if !is_digit(&c) {
            return c;
        }
        seen += 1;
        if seen + 4 > digits { c } else { '•' }
    };
    text.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(before: Option<&str>, replacing: Option<&str>, lines: &[&str]) -> Option<String> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        compose(before, replacing, &lines).and_then(|made| made.text.canonical())
    }

    #[test]
    fn lines_are_added_once_and_replace_nothing() {
        assert_eq!(made(Some("Paga tarde"), None, &["RUT: 1"]).unwrap(), "Paga tarde\nRUT: 1");
        assert_eq!(made(Some("a\nRUT: 1"), None, &["RUT: 1"]).unwrap(), "a\nRUT: 1");
        assert_eq!(made(Some("a"), Some("b"), &["RUT: 1"]).unwrap(), "b\nRUT: 1");
        assert_eq!(made(Some("a"), Some(""), &[]), None);
        assert_eq!(compose(Some("a"), None, &[]), None);
    }

    #[test]
    fn card_numbers_are_hidden_and_long_texts_cut() {
        let found = compose(None, Some("paga con 4111 1111 1111 1111\nDNI 30111222"), &[]).unwrap();
        assert_eq!(found.text.text(), Some("paga con •••• •••• •••• 1111\nDNI 30111222"));
        assert_eq!(found.reasons, [Reason::CardHidden]);
        let long = "x".repeat(6_000);
        let found = compose(None, Some(&long), &[]).unwrap();
        assert_eq!(found.text.text().unwrap().len(), 5_000);
        assert_eq!(found.reasons, [Reason::Cut(5_000)]);
    }
}
