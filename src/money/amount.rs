//! Amounts: of a line, of a share, and as people type them.

use super::divide;

/// The largest amount of one document, in minor units: three million of them still add up.
pub const MOST: i64 = 999_999_999_999;

/// Spaces that may stand between groups, and come along when a number is copied from a page or a sheet.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// An amount in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

/// How amounts of a currency are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Decimals of the currency.
    pub exponent: u8,
    /// Whether the comma separates them.
    pub decimal_comma: bool,
}

impl Written {
    /// An amount written so.
    #[must_use]
    pub fn example(self) -> String {
        let (group, point) = if self.decimal_comma { ('.', ',') } else { (',', '.') };
        let decimals: String = "567".chars().take(usize::from(self.exponent)).collect();
        let point = if decimals.is_empty() { String::new() } else { point.to_string() };
        format!("1{group}234{point}{decimals}")
    }
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is no number.
    NotANumber,
    /// The separators are those of another country, so that the amount could be another one.
    Separator,
    /// More decimals than the currency has.
    Decimals,
    /// Below zero.
    Negative,
    /// More than [`MOST`].
    TooLarge,
}

impl Amount {
    /// What a line of a document comes to: thousandths of a unit, each at a price, less a discount in basis
    /// points. Rounded once; none above [`MOST`].
    #[must_use]
    pub fn of_line(thousandths: i64, unit_price: Self, discount_bp: i64) -> Option<Self> {
        let whole = i128::from(thousandths) * i128::from(unit_price.0);
        let minor = divide(whole.checked_mul(10_000 - i128::from(discount_bp))?, 10_000 * 1_000);
        i64::try_from(minor).ok().filter(|minor| (0..=MOST).contains(minor)).map(Self)
    }

    /// Its part of `whole` when `all` is shared out by the parts: half away from zero.
    #[must_use]
    pub fn share(self, whole: Self, all: Self) -> Self {
        if whole.0 == 0 {
            return Self(0);
        }
        let minor = divide(i128::from(self.0) * i128::from(all.0), i128::from(whole.0));
        Self(i64::try_from(minor).unwrap_or(i64::MAX))
    }

    /// Reads a typed amount of a currency with `exponent` decimals. A country writes `1.234,50`
    /// (`decimal_comma`) or `1,234.50`; groups may be left out, but not written otherwise: `1.234` is a
    /// thousand in one country and little more than one in the next.
    ///
    /// # Errors
    /// [`Refused`] says why.
    pub fn parse(typed: &str, exponent: u8, decimal_comma: bool) -> Result<Self, Refused> {
        let (group, point) = if decimal_comma { ('.', ',') } else { (',', '.') };
        let typed = typed.trim_matches(SPACES);
        let bare: String =
            typed.chars().map(|c| if SPACES.contains(&c) { group } else { c }).collect();
        let (is_negative, bare) = match bare.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, bare.as_str()),
        };
        let is_plain = |c: char| c.is_ascii_digit() || c == group || c == point;
        if bare.is_empty()
            || !bare.chars().all(is_plain)
            || !bare.contains(|c: char| c.is_ascii_digit())
        {
            return Err(Refused::NotANumber);
        }
        let (whole, decimals) = bare.split_once(point).unwrap_or((bare, ""));
        if decimals.contains([group, point]) || !is_grouped(whole, group) {
            return Err(Refused::Separator);
        }
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > usize::from(exponent) {
            return Err(Refused::Decimals);
        }
        let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
        let minor = format!("{digits}{decimals:0<width$}", width = usize::from(exponent));
        let minor = minor.trim_start_matches('0');
        let minor: i64 = match minor {
            "" => 0,
            digits => digits.parse().map_err(|_| Refused::TooLarge)?,
        };
        if minor > MOST {
            return Err(Refused::TooLarge);
        }
        if is_negative && minor > 0 {
            return Err(Refused::Negative);
        }
        Ok(Self(minor))
    }
}

/// Whether the digits are written without groups, or all in groups of three.
fn is_grouped(whole: &str, group: char) -> bool {
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    match rest.peek() {
        None => true,
        // Nobody groups 0.500: there it is a half, by the other country's point.
        Some(_) => {
            (1..=3).contains(&first.len())
                && !first.starts_with('0')
                && rest.all(|digits| digits.len() == 3)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_read_as_it_is_written() {
        for (exponent, decimal_comma, text, minor) in [
            (2, true, "1.234,56", 123_456),
            (2, false, "1,234.56", 123_456),
            (0, true, "1.234", 1_234),
            (3, false, "1,234.567", 1_234_567),
        ] {
            let written = Written { exponent, decimal_comma };
            assert_eq!(written.example(), text);
            assert_eq!(Amount::parse(text, exponent, decimal_comma), Ok(Amount(minor)));
        }
    }

    #[test]
    fn amounts_are_read_as_the_country_writes_them() {
        let cases = [
            ("1.234,50", 2, true, 123_450),
            ("1234,5", 2, true, 123_450),
            ("1,234.50", 2, false, 123_450),
            ("1 234,50", 2, true, 123_450),
            ("1\u{a0}234\u{202f}567,8", 2, true, 123_456_780),
            (",5", 2, true, 50),
            ("7,", 2, true, 700),
            ("1.234", 2, true, 123_400),
            ("1.50", 2, false, 150),
            ("12,300", 2, true, 1_230),
            ("0", 2, true, 0),
            ("-0,00", 2, true, 0),
            ("19.990", 0, true, 19_990),
            ("19.990,00", 0, true, 19_990),
            ("000123", 2, true, 12_300),
            ("9.999.999.999,99", 2, true, MOST),
        ];
        for (typed, exponent, comma, minor) in cases {
            assert_eq!(Amount::parse(typed, exponent, comma), Ok(Amount(minor)), "{typed}");
        }
    }

    #[test]
    fn a_line_is_rounded_once() {
        let cases = [
            (1_000, 10_050, 0, Some(10_050)),
            (2_500, 333, 0, Some(833)),
            (1_500, 333, 0, Some(500)),
            // 999 less 12.5 % are 874.125; rounding twice would say otherwise.
            (3_000, 333, 1_250, Some(874)),
            (1, 499, 0, Some(0)),
            (1, 500, 0, Some(1)),
            (1_000, 5, 5_000, Some(3)),
            (1_000, MOST, 10_000, Some(0)),
            (1_000, MOST, 0, Some(MOST)),
            (1_001, MOST, 0, None),
            (1_000_000_000, MOST, 0, None),
            (i64::MAX, i64::MAX, 0, None),
        ];
        for (thousandths, price, discount, minor) in cases {
            let amount = Amount::of_line(thousandths, Amount(price), discount);
            assert_eq!(amount, minor.map(Amount), "{thousandths} at {price} less {discount}");
        }
    }

    #[test]
    fn what_could_be_another_amount_is_refused() {
        let cases = [
            ("1234.50", 2, true, Refused::Separator),
            ("1,234.50", 2, true, Refused::Separator),
            ("1.23", 2, true, Refused::Separator),
            ("1234,567.00", 2, true, Refused::Separator),
            ("1.234,50", 2, false, Refused::Separator),
            (".234", 2, true, Refused::Separator),
            ("0.500", 2, true, Refused::Separator),
            ("0,500", 2, false, Refused::Separator),
            ("012.345", 2, true, Refused::Separator),
            ("10 50", 2, true, Refused::Separator),
            ("1,2,3", 2, true, Refused::Separator),
            ("1,005", 2, true, Refused::Decimals),
            ("19,5", 0, true, Refused::Decimals),
            ("-1", 2, true, Refused::Negative),
            ("−1", 2, true, Refused::Negative),
            ("10.000.000.000", 2, true, Refused::TooLarge),
            ("1000000000000", 0, true, Refused::TooLarge),
            ("99999999999999999999999999", 2, true, Refused::TooLarge),
            ("", 2, true, Refused::NotANumber),
            ("-", 2, true, Refused::NotANumber),
            (",", 2, true, Refused::NotANumber),
            ("$ 12", 2, true, Refused::NotANumber),
            ("1e3", 2, true, Refused::NotANumber),
            ("１２", 2, true, Refused::NotANumber),
        ];
        for (typed, exponent, comma, why) in cases {
            assert_eq!(Amount::parse(typed, exponent, comma), Err(why), "{typed}");
        }
    }
}
