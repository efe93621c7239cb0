//! The guard against formulas: a program of sheets runs what begins with `=`, `+`, `-`, `@`, a tab
//! or a carriage return, so that files put an apostrophe before it. One place for both ways: what
//! [`guard`] puts on, [`unguard`] takes off, exactly.

use std::borrow::Cow;

/// A value as a cell of a file: guarded when it would run, and when [`unguard`] would else take
/// away an apostrophe of its own. Numbers and phones stay bare.
#[must_use]
pub fn guard(value: &str) -> Cow<'_, str> {
    if is_guarded(value) { Cow::Owned(format!("'{value}")) } else { defuse(value) }
}

/// A cell that came from a file: guarded when it would run; one that came guarded stays as it is.
#[must_use]
pub fn defuse(cell: &str) -> Cow<'_, str> {
    if starts_formula(cell) && !is_number(cell) && !is_phone(cell) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

/// Takes off exactly one of the apostrophes that a guard puts before a formula sign.
#[must_use]
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(cell) => rest,
        _ => cell,
    }
}

/// Apostrophes, and a formula sign behind them.
fn is_guarded(cell: &str) -> bool {
    cell.starts_with('\'') && starts_formula(cell.trim_start_matches('\''))
}

fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// `-1.234,56`: a sign, digits, and separators between digits.
fn is_number(text: &str) -> bool {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_group = |group: &str| !group.is_empty() && group.chars().all(|c| c.is_ascii_digit());
    rest.split(['.', ',']).all(is_group)
}

/// `+54 (9) 351-607.5984`: a plus and digits, with nothing but blanks and `()-.` between them.
fn is_phone(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('+') else { return false };
    rest.contains(|c: char| c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_digit() || " ()-.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_guarded_and_comes_back() {
        for (value, cell) in [
            ("=1+1", "'=1+1"),
            ("+SUM(1;2)", "'+SUM(1;2)"),
            ("-Empresa", "'-Empresa"),
            ("-", "'-"),
            ("-2-3", "'-2-3"),
            ("-1.", "'-1."),
            ("+", "'+"),
            ("@here", "'@here"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("+54 11\n+54 12", "'+54 11\n+54 12"),
            ("'=1", "''=1"),
            ("''=1", "'''=1"),
            ("'+54 11", "''+54 11"),
            ("'-5", "''-5"),
        ] {
            assert_eq!(guard(value), cell, "{value:?}");
            assert_eq!(unguard(cell), value, "{cell:?}");
        }
    }

    #[test]
    fn what_cannot_run_stays_bare() {
        for value in [
            "+54 (9) 351-607.5984",
            "+5493516075984",
            "-5",
            "+5",
            "-1.234,56",
            "0011",
            "'s-Gravenhage",
            "'",
            "''",
            "a=b",
            " =1",
            "",
        ] {
            assert_eq!(guard(value), value, "{value:?}");
            assert_eq!(unguard(value), value, "{value:?}");
        }
    }

    #[test]
    fn exactly_one_apostrophe_is_taken_off_and_only_before_a_sign() {
        assert_eq!(unguard("''=1+1"), "'=1+1");
        assert_eq!(unguard("'+54 11"), "+54 11");
        assert_eq!(unguard("=1+1"), "=1+1");
    }

    #[test]
    fn a_cell_that_came_guarded_is_not_guarded_again() {
        assert_eq!(defuse("'=1"), "'=1");
        assert_eq!(defuse("=1"), "'=1");
        assert_eq!(defuse("+54 351 4"), "+54 351 4");
    }
}
