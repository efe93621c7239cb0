//! What is called by a number of ours, as its own page says it: «Pago 540», «Contrato 244», «N.º 12».

use crate::i18n::{Lang, Text};
use crate::lists::Condition;
use crate::lists::condition::{Bind, Column};
use crate::text;

/// How a page calls a number.
pub type Calls = fn(Text, &str) -> String;

/// What may stand before a number besides the word for what has it.
const SMALL_WORDS: [&str; 6] = ["n", "no", "nro", "num", "numero", "number"];

/// What is left of the words behind those that say what it is, in whichever language. Nothing where none does.
#[must_use]
pub fn bare(typed: &str, calls: &[Calls]) -> Option<String> {
    let said: Vec<String> = Lang::ALL
        .into_iter()
        .flat_map(|lang| calls.iter().map(move |call| call(Text(lang), "")))
        .flat_map(|name| name.split_whitespace().map(plain).collect::<Vec<_>>())
        .collect();
    let is_said = |word: &&str| {
        let word = plain(word);
        said.contains(&word) || SMALL_WORDS.contains(&word.as_str())
    };
    let words: Vec<&str> = typed.split_whitespace().collect();
    let before = words.iter().take_while(|word| is_said(word)).count();
    let rest = words.get(before..).filter(|rest| before > 0 && !rest.is_empty())?;
    Some(rest.join(" "))
}

/// The row that is meant by its number, with the words of its page before it.
#[must_use]
pub fn named(typed: &str, calls: &[Calls]) -> Option<i64> {
    bare(typed, calls)?.parse().ok()
}

/// The row of that number.
#[must_use]
pub fn numbered(table: &'static str, id: i64) -> Condition {
    Condition::column(Column::new(table, "id")).then(" = ").bind(Bind::Number(id))
}

/// A word without signs and accents: «N.º» is `n`.
fn plain(word: &str) -> String {
    text::fold(word).chars().filter(char::is_ascii_alphanumeric).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_behind_what_its_page_calls_it() {
        let calls: &[Calls] = &[Text::payment_name, Text::subscriptions_number];
        for (typed, meant) in [
            ("Pago 540", Some(540)),
            ("PAGAMENTO 540", Some(540)),
            ("payment no. 540", Some(540)),
            ("pago n.º 540", Some(540)),
            ("N° 12", Some(12)),
            ("540", None),
            ("Pago", None),
            ("Pago 540 a", None),
            ("Ana 540", None),
            ("", None),
        ] {
            assert_eq!(named(typed, calls), meant, "{typed}");
        }
        let contracts: &[Calls] = &[Text::contracts_number];
        assert_eq!(bare("Contrato C-0003", contracts).as_deref(), Some("C-0003"));
    }
}
