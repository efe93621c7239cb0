//! Bank accounts: IBAN, BIC, and the account numbers of Argentina (CBU, CVU) and Mexico (CLABE).
//! Refuses a number whose check digits do not compute; says nothing about whether the account exists.

use crate::identity::geo;
use crate::text;

/// The kinds of account identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankKind {
    /// International account number.
    Iban,
    /// International bank code (SWIFT).
    Bic,
    /// Argentina, 22 digits; also the CVU of payment providers.
    ArCbu,
    /// Mexico, 18 digits.
    MxClabe,
}

/// Why an identifier is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankRefusal {
    /// Nothing but blanks.
    Empty,
    /// A character the kind does not have at its place.
    Characters,
    /// Not the number of characters of the kind or country.
    Length,
    /// A country without this kind of identifier.
    Country,
    /// The check digits do not compute.
    CheckDigit,
}

impl BankKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Iban, Self::Bic, Self::ArCbu, Self::MxClabe];

    /// The stable code under which the kind is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Iban => "IBAN",
            Self::Bic => "BIC",
            Self::ArCbu => "AR_CBU",
            Self::MxClabe => "MX_CLABE",
        }
    }

    /// The kind of a stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The identifier as stored: upper case without blanks.
///
/// # Errors
/// The reason why the text is no identifier of this kind.
pub fn check(kind: BankKind, raw: &str) -> Result<String, BankRefusal> {
    let squeezed: String = text::ascii_digits(&text::clean(raw))
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    let account = match kind {
        BankKind::Iban | BankKind::Bic => squeezed,
        BankKind::ArCbu | BankKind::MxClabe => squeezed.replace('-', ""),
    };
    if account.is_empty() {
        return Err(BankRefusal::Empty);
    }
    if !account.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(BankRefusal::Characters);
    }
    match kind {
        BankKind::Iban => check_iban(&account),
        BankKind::Bic => check_bic(&account),
        BankKind::ArCbu => check_cbu(&account),
        BankKind::MxClabe => check_clabe(&account),
    }?;
    Ok(account)
}

/// The stored identifier in the groups in which it is printed.
#[must_use]
pub fn format(kind: BankKind, compact: &str) -> String {
    match kind {
        BankKind::Iban => grouped(compact, &[4; 9]),
        BankKind::Bic => grouped(compact, &[4, 2, 2, 3]),
        BankKind::ArCbu => grouped(compact, &[8, 14]),
        BankKind::MxClabe => compact.to_owned(),
    }
}

fn grouped(text: &str, lengths: &[usize]) -> String {
    let mut rest = text;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, after) = rest.split_at_checked(*length).unwrap_or((rest, ""));
        rest = after;
        groups.push(group);
    }
    groups.retain(|group| !group.is_empty());
    groups.join(" ")
}

/// Length of the account number and the countries that have it, as in the IBAN registry.
const IBAN_LENGTHS: [(usize, &str); 18] = [
    (15, "NO"),
    (16, "BE"),
    (18, "DK FI FK FO GL NL SD"),
    (19, "MK SI"),
    (20, "AT BA EE KZ LT LU MN XK"),
    (21, "CH HR LI LV"),
    (22, "BG BH CR DE GB GE IE ME RS VA"),
    (23, "AE GI IL IQ OM SO TL"),
    (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
    (25, "LY PT ST"),
    (26, "IS TR"),
    (27, "BI DJ FR GR IT MC MR SM"),
    (28, "AL AZ BY CY DO GT HN HU LB NI PL SV"),
    (29, "BR EG PS QA UA"),
    (30, "JO KW MU YE"),
    (31, "MT SC"),
    (32, "LC"),
    (33, "RU"),
];

fn check_iban(account: &str) -> Result<(), BankRefusal> {
    let (country, rest) = account.split_at_checked(2).ok_or(BankRefusal::Length)?;
    let (control, bban) = rest.split_at_checked(2).ok_or(BankRefusal::Length)?;
    if !country.bytes().all(|b| b.is_ascii_uppercase())
        || !control.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(BankRefusal::Characters);
    }
    let length = IBAN_LENGTHS
        .iter()
        .find(|(_, countries)| countries.split(' ').any(|known| known == country));
    match length {
        None => return Err(BankRefusal::Country),
        Some((length, _)) if *length != account.len() => return Err(BankRefusal::Length),
        Some(_) => {}
    }
    let in_order = bban.chars().chain(country.chars()).chain(control.chars());
    let rest = in_order
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97);
    if rest == 1 { Ok(()) } else { Err(BankRefusal::CheckDigit) }
}

fn check_bic(code: &str) -> Result<(), BankRefusal> {
    if !matches!(code.len(), 8 | 11) {
        return Err(BankRefusal::Length);
    }
    let (bank, rest) = code.split_at_checked(4).ok_or(BankRefusal::Length)?;
    let country = rest.get(..2).ok_or(BankRefusal::Length)?;
    if !country.bytes().all(|b| b.is_ascii_uppercase())
        || !bank.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return Err(BankRefusal::Characters);
    }
    // Kosovo has no ISO code, but banks.
    if country == "XK" || geo::is_country(country) { Ok(()) } else { Err(BankRefusal::Country) }
}

/// The check digit that makes the weighted sum a multiple of ten; weights repeat from the left.
fn to_next_ten(digits: &str, weights: [u32; 4]) -> u32 {
    let from_right = digits.chars().rev().zip(weights.into_iter().cycle());
    let sum: u32 = from_right.map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight).sum();
    (10 - sum % 10) % 10
}

/// Two blocks, bank and account, each ending in its own check digit.
fn check_cbu(account: &str) -> Result<(), BankRefusal> {
    require_digits(account, 22)?;
    let (bank, number) = account.split_at_checked(8).ok_or(BankRefusal::Length)?;
    if [bank, number].into_iter().all(|block| ends_in_control(block, [3, 1, 7, 9])) {
        Ok(())
    } else {
        Err(BankRefusal::CheckDigit)
    }
}

fn ends_in_control(block: &str, weights: [u32; 4]) -> bool {
    let Some((body, last)) = block.len().checked_sub(1).and_then(|at| block.split_at_checked(at))
    else {
        return false;
    };
    last.parse() == Ok(to_next_ten(body, weights))
}

fn check_clabe(account: &str) -> Result<(), BankRefusal> {
    require_digits(account, 18)?;
    let (body, last) = account.split_at_checked(17).ok_or(BankRefusal::Length)?;
    let sum: u32 = body
        .chars()
        .zip([3, 7, 1].into_iter().cycle())
        .map(|(c, weight)| c.to_digit(10).unwrap_or(0) * weight % 10)
        .sum();
    if last.parse() == Ok((10 - sum % 10) % 10) { Ok(()) } else { Err(BankRefusal::CheckDigit) }
}

fn require_digits(account: &str, length: usize) -> Result<(), BankRefusal> {
    if !account.bytes().all(|b| b.is_ascii_digit()) {
        return Err(BankRefusal::Characters);
    }
    if account.len() == length { Ok(()) } else { Err(BankRefusal::Length) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bank_account_vectors() {
        let rows =
            crate::identity::vectors::rows(&["kind", "raw", "valid", "compact", "formatted"]);
        let mut wrong = Vec::new();
        let mut seen = 0;
        for row in &rows {
            let Some(kind) = BankKind::from_code(row.get("kind")) else {
                continue;
            };
            seen += 1;
            let checked = check(kind, row.get("raw"));
            let shown = checked.as_deref().map(|account| format(kind, account)).unwrap_or_default();
            let right = checked.is_ok() == (row.get("valid") == "true")
                && checked.as_deref().unwrap_or_default() == row.get("compact")
                && shown == row.get("formatted");
            if !right {
                wrong.push(format!("{} {:?} {checked:?}", row.get("id"), row.get("raw")));
            }
        }
        assert!(seen > 50, "only {seen} rows found");
        assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn refusals_say_why() {
        let refusals = [
            (BankKind::Iban, " ", BankRefusal::Empty),
            (BankKind::Iban, "ES91-2100", BankRefusal::Characters),
            (BankKind::Iban, "AR1234567890", BankRefusal::Country),
            (BankKind::Iban, "ES416792908100339075793", BankRefusal::Length),
            (BankKind::Iban, "ES4167929085003390757938", BankRefusal::CheckDigit),
            (BankKind::Iban, "E", BankRefusal::Length),
            (BankKind::Bic, "12345678", BankRefusal::Characters),
            (BankKind::Bic, "AAAAZZ22", BankRefusal::Country),
            (BankKind::ArCbu, "7.42702E+21", BankRefusal::Characters),
            (BankKind::MxClabe, "64636775180860263", BankRefusal::Length),
        ];
        for (kind, raw, refusal) in refusals {
            assert_eq!(check(kind, raw), Err(refusal), "{raw}");
        }
    }
}
