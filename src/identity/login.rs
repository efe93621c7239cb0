//! Names to sign in with that are no e-mail: letters, digits and a few signs, in lower case. They have
//! no at sign, so that nobody's name is another one's address.

/// Fewest characters.
const SHORTEST: usize = 3;
/// Most characters.
pub const LONGEST: usize = 60;

/// The name as stored and compared; none when it is not one.
#[must_use]
pub fn check(typed: &str) -> Option<String> {
    let name = super::email::fold(typed);
    let length = name.chars().count();
    let is_known = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    ((SHORTEST..=LONGEST).contains(&length) && name.chars().all(is_known)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_in_lower_case() {
        assert_eq!(check(" Ana.RUIZ_2-b "), Some("ana.ruiz_2-b".to_owned()));
        assert_eq!(check("MUN\u{303}OZ"), Some("muñoz".to_owned()));
        assert_eq!(check(&"x".repeat(60)).map(|name| name.len()), Some(60));
    }

    #[test]
    fn what_could_be_an_address_or_two_words_is_refused() {
        for typed in
            ["ana@example.com", "ana ruiz", "ab", "", &"x".repeat(61), "a/b", "ana\u{200b}x"]
        {
            assert_eq!(check(typed), None, "{typed:?}");
        }
    }
}
