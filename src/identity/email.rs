//! E-mail addresses: one address, normalised, without looking at the network.
//! Refuses what mail servers of today refuse: quoted names, bracketed hosts, hosts without a dot.

use email_address::{EmailAddress, Options};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest address that mail servers carry.
const LONGEST: usize = 254;
/// Longest part before the at sign, in octets.
const LONGEST_LOCAL: usize = 64;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailRefusal {
    /// Nothing but blanks.
    Empty,
    /// More than 254 octets, or more than 64 before the at sign.
    TooLong,
    /// No single at sign with something on both sides.
    AtSign,
    /// More than one address, or a display name around it.
    Several,
    /// A wrong part before the at sign.
    Local,
    /// A wrong host.
    Domain,
}

/// The address as stored: NFC, host in lower case and readable letters, the part before the at sign as typed.
///
/// # Errors
/// The reason why the text is not one address.
pub fn check(raw: &str) -> Result<String, EmailRefusal> {
    let typed: String = raw.trim().nfc().collect();
    if typed.is_empty() {
        return Err(EmailRefusal::Empty);
    }
    if typed.contains(['<', '>', ',', ';', '\n', '\r']) {
        return Err(EmailRefusal::Several);
    }
    let (local, host) = typed.split_once('@').ok_or(EmailRefusal::AtSign)?;
    if local.is_empty() || host.is_empty() || host.contains('@') {
        return Err(EmailRefusal::AtSign);
    }
    let domain = readable_domain(host)?;
    if local.len() > LONGEST_LOCAL || local.len() + 1 + domain.len() > LONGEST {
        return Err(EmailRefusal::TooLong);
    }
    let address = format!("{local}@{domain}");
    let options =
        Options::default().with_required_tld().without_domain_literal().without_display_text();
    let well_formed =
        is_local(local) && EmailAddress::parse_with_options(&address, options).is_ok();
    if well_formed { Ok(address) } else { Err(EmailRefusal::Local) }
}

/// Where a click on an address leads: what would begin another part of the link is escaped.
#[must_use]
pub fn link(address: &str) -> String {
    let mut out = String::from("mailto:");
    for c in address.chars() {
        match c {
            '%' => out.push_str("%25"),
            '?' => out.push_str("%3F"),
            '#' => out.push_str("%23"),
            '&' => out.push_str("%26"),
            ',' => out.push_str("%2C"),
            other => out.push(other),
        }
    }
    out
}

/// The form by which addresses are compared: upper case does not make another address, an accent does.
#[must_use]
pub fn fold(address: &str) -> String {
    address.trim().nfc().flat_map(char::to_lowercase).collect()
}

/// The addresses of a field that takes several: between commas, semicolons, line ends or blanks.
#[must_use]
pub fn split_list(list: &str) -> Vec<&str> {
    list.split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Dots apart, letters, digits and the signs that need no quotes. Invisible characters are no letters.
fn is_local(local: &str) -> bool {
    let is_sign = |c: char| "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_known = |c: char| c.is_alphanumeric() || is_sign(c) || is_combining_mark(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_known))
}

/// The host in lower case, with `xn--` labels turned into their letters.
fn readable_domain(host: &str) -> Result<String, EmailRefusal> {
    // The mapping of international names drops invisible characters, which would hide a pasted one.
    let known = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-') || is_combining_mark(c);
    if !host.chars().all(known) {
        return Err(EmailRefusal::Domain);
    }
    let ascii = idna::domain_to_ascii_strict(host).map_err(|_| EmailRefusal::Domain)?;
    let (readable, outcome) = idna::domain_to_unicode(&ascii);
    let top = ascii.rsplit_once('.').map(|(_, top)| top).unwrap_or_default();
    if outcome.is_err() || !is_top_level(top) {
        return Err(EmailRefusal::Domain);
    }
    Ok(readable)
}

/// The last label of a name: no address of numbers, and ending in a letter as all registered ones do.
fn is_top_level(top: &str) -> bool {
    top.starts_with("xn--") || top.ends_with(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn email_vectors() {
        let rows = crate::identity::vectors::rows(&["raw", "valid", "normalized", "ascii"]);
        let mut wrong = Vec::new();
        for row in &rows {
            let checked = check(row.get("raw"));
            let trimmed = row.get("raw").trim();
            // The oracle does not trim, the product does: such a row must answer as without its blanks.
            let right = if trimmed == row.get("raw") {
                checked.is_ok() == (row.get("valid") == "true")
                    && checked.as_deref().unwrap_or_default() == row.get("normalized")
            } else {
                checked == check(trimmed)
            };
            if !right {
                wrong.push(format!("{} {:?} {checked:?}", row.get("id"), row.get("raw")));
            }
        }
        assert!(rows.len() > 20, "only {} rows found", rows.len());
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
    }

    #[test]
    fn refusals_say_why() {
        let long_host = format!("a@{}.com", ["b".repeat(60).as_str(); 4].join("."));
        let refusals = [
            ("  ", EmailRefusal::Empty),
            ("ana", EmailRefusal::AtSign),
            ("ana@@ejemplo.com", EmailRefusal::AtSign),
            ("Ana <ana@ejemplo.com>", EmailRefusal::Several),
            ("a@b.co;c@d.co", EmailRefusal::Several),
            ("ana..p@ejemplo.com", EmailRefusal::Local),
            ("ana@ejemplo_com.com", EmailRefusal::Domain),
            ("ana@ejemplo.c1", EmailRefusal::Domain),
            ("ana@ejem\u{200b}plo.com", EmailRefusal::Domain),
            ("an\u{200b}a@ejemplo.com", EmailRefusal::Local),
            ("a@b\0.com", EmailRefusal::Domain),
        ];
        for (typed, refusal) in refusals {
            assert_eq!(check(typed), Err(refusal), "{typed:?}");
        }
        assert!(check(&long_host).is_ok());
        assert_eq!(check(&format!("{}{long_host}", "x".repeat(20))), Err(EmailRefusal::TooLong));
    }

    #[test]
    fn case_folds_and_accents_do_not() {
        assert_eq!(fold("ANA@Ejemplo.COM"), fold("ana@ejemplo.com"));
        assert_ne!(fold("josé@ejemplo.com"), fold("jose@ejemplo.com"));
        assert_eq!(fold("jose\u{301}@ejemplo.com"), fold("JOSÉ@ejemplo.com"));
    }

    #[test]
    fn lists_split_at_any_usual_separator() {
        assert_eq!(
            split_list("a@b.co, c@d.co;e@f.co\r\n g@h.co  "),
            ["a@b.co", "c@d.co", "e@f.co", "g@h.co"]
        );
        assert!(split_list(" , ;").is_empty());
    }

    #[test]
    fn links_hold_nothing_but_the_address() {
        assert_eq!(link("ana@b.ar"), "mailto:ana@b.ar");
        assert_eq!(link("a?bcc=x&y#@b.ar"), "mailto:a%3Fbcc=x%26y%23@b.ar");
    }
}
