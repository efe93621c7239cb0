//! Which kind a number is, when the file or form does not say.

use super::{check, co, compact, kind::IdKind, verdict::Refusal};

/// The most likely kind of a number of a country; `tax` says whether it stands in a field for the tax number.
/// Always answers: at worst the usual kind of the field, whose check then tells what is wrong.
#[must_use]
pub fn guess(country: &str, raw: &str, tax: bool) -> IdKind {
    let (taxes, documents) = IdKind::for_country(country);
    let (first, second) = if tax { (taxes, documents) } else { (documents, taxes) };
    if country == "CO"
        && let Some(kind) = co::guess_by_first_digit(raw)
    {
        return kind;
    }
    let candidates: Vec<IdKind> =
        first.iter().chain(second).copied().filter(|kind| kind.country().is_some()).collect();
    let usual = || first.first().copied().unwrap_or(IdKind::ForeignDocument);
    // Of equally likely kinds the earliest wins, and `max_by_key` gives the last: hence the reversal.
    let best = candidates.iter().rev().copied().max_by_key(|kind| likeness(*kind, raw));
    match best {
        Some(kind) if likeness(kind, raw) > 0 => kind,
        _ if !tax && looks_like_passport(raw) => IdKind::Passport,
        _ => usual(),
    }
}

/// 4 accepted, 3 accepted with a doubt, 2 right shape but wrong inside, 1 accepted only for want of a rule, 0 another shape.
fn likeness(kind: IdKind, raw: &str) -> u8 {
    match check(kind, raw) {
        Ok(_) if matches!(kind, IdKind::CoPpt | IdKind::CoPep) => 1,
        Ok(checked) if checked.doubt.is_none() => 4,
        Ok(_) => 3,
        Err(Refusal::CheckDigit | Refusal::Date | Refusal::Province) => 2,
        Err(_) => 0,
    }
}

/// Letters and digits together, of a passport's length.
fn looks_like_passport(raw: &str) -> bool {
    let number = compact(raw);
    number.chars().any(char::is_alphabetic) && check(IdKind::Passport, raw).is_ok()
}
