//! What a check can answer; the texts shown to people belong to the translation layer.

/// A number that is accepted, in the form in which it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Stored form: upper case, without separators.
    pub compact: String,
    /// What the user should look at again, without being stopped.
    pub doubt: Option<Doubt>,
    /// A number shared by many customers (final consumer, foreign customer): never a duplicate.
    pub generic: bool,
}

/// A reason to ask the user to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The check digit does not compute, but the authority has issued such numbers.
    CheckDigit,
    /// The first digits are unusual, but the authority has issued such numbers.
    Prefix,
}

/// A reason to refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing but blanks and separators.
    Empty,
    /// Not the number of characters of the kind.
    Length {
        /// The lengths the kind has, such as `8–9`.
        expected: &'static str,
    },
    /// A character the kind does not have at its place.
    Characters,
    /// The check digit does not compute.
    CheckDigit,
    /// The date inside the number does not exist.
    Date,
    /// The province or state inside the number does not exist.
    Province,
    /// The first characters are of no known class.
    Prefix,
    /// The last characters before the check digit are of no known class.
    Suffix,
    /// Only zeros.
    Zeros,
    /// One digit repeated.
    Repeated,
}

/// The answer of a check.
pub type Verdict = Result<Checked, Refusal>;

/// Accepts without reserve.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the last word of every check, which returns a verdict"
)]
pub(super) fn accept(compact: impl Into<String>) -> Verdict {
    Ok(Checked { compact: compact.into(), doubt: None, generic: false })
}

/// Accepts a number that may belong to many.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the last word of every check, which returns a verdict"
)]
pub(super) fn accept_generic(compact: impl Into<String>) -> Verdict {
    Ok(Checked { compact: compact.into(), doubt: None, generic: true })
}

/// Accepts, asking to look again.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the last word of every check, which returns a verdict"
)]
pub(super) fn accept_doubtful(compact: impl Into<String>, doubt: Doubt) -> Verdict {
    Ok(Checked { compact: compact.into(), doubt: Some(doubt), generic: false })
}
