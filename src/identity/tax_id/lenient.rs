//! Kinds without a published check: only their characters and length are looked at.

use super::{
    arithmetic::require_digits,
    kind::IdKind,
    verdict::{Refusal, Verdict, accept},
};

/// The digits a kind has, where it has nothing else.
fn digits_only(kind: IdKind) -> Option<(std::ops::RangeInclusive<usize>, &'static str)> {
    Some(match kind {
        IdKind::BoNit => (5..=12, "5–12"),
        IdKind::CoCe => (3..=7, "3–7"),
        IdKind::CoTi => (10..=11, "10–11"),
        IdKind::CoPpt => (5..=10, "5–10"),
        IdKind::CoPep => (15..=15, "15"),
        IdKind::CrNite => (10..=10, "10"),
        IdKind::GtCui | IdKind::HnDni => (13..=13, "13"),
        IdKind::PyCi => (5..=8, "5–8"),
        IdKind::HnRtn | IdKind::SvNit => (14..=14, "14"),
        IdKind::SvNrc => (2..=8, "2–8"),
        IdKind::SvDui => (9..=9, "9"),
        _ => return None,
    })
}

/// The length of kinds that may hold letters.
const fn text_length(kind: IdKind) -> (usize, usize, &'static str) {
    match kind {
        IdKind::NiRuc | IdKind::NiCedula => (14, 14, "14"),
        IdKind::PaRuc | IdKind::PaCedula => (3, 30, "3–30"),
        IdKind::PeCe => (9, 12, "9–12"),
        IdKind::BoCi => (4, 12, "4–12"),
        IdKind::BrRg => (5, 14, "5–14"),
        IdKind::Passport => (5, 20, "5–20"),
        _ => (3, 32, "3–32"),
    }
}

pub(super) fn check(kind: IdKind, number: &str) -> Verdict {
    if let Some((lengths, expected)) = digits_only(kind) {
        require_digits(number, lengths, expected)?;
        return accept(number);
    }
    let is_known = |c: char| c.is_alphanumeric() || (c == '-' && keeps_dashes(kind));
    if !number.chars().all(is_known) || !number.chars().any(|c| c.is_ascii_digit()) {
        return Err(Refusal::Characters);
    }
    let (least, most, expected) = text_length(kind);
    if !(least..=most).contains(&number.chars().count()) {
        return Err(Refusal::Length { expected });
    }
    accept(number)
}

/// Panama's numbers are groups of varying length: the dashes are part of them.
pub(super) const fn keeps_dashes(kind: IdKind) -> bool {
    matches!(kind, IdKind::PaRuc | IdKind::PaCedula)
}
