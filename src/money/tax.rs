//! What one tax makes of an amount.

use super::{Amount, divide};

/// Basis points of a whole: 21 % are 2,100.
const WHOLE: i128 = 10_000;

/// A rate of tax in basis points, from 0 to 10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u16);

/// An amount without tax, the tax, and both together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Without the tax.
    pub net: Amount,
    /// The tax.
    pub tax: Amount,
    /// With the tax.
    pub gross: Amount,
}

impl Rate {
    /// A rate of so many basis points; none above 100 %.
    #[must_use]
    pub fn of_basis_points(points: i64) -> Option<Self> {
        u16::try_from(points).ok().filter(|points| i128::from(*points) <= WHOLE).map(Self)
    }

    /// The rate in basis points.
    #[must_use]
    pub fn basis_points(self) -> i64 {
        i64::from(self.0)
    }

    /// Of an amount to which the tax is added.
    #[must_use]
    pub fn added_to(self, net: Amount) -> Split {
        let tax = divide(i128::from(net.0) * i128::from(self.0), WHOLE);
        let tax = Amount(i64::try_from(tax).unwrap_or(i64::MAX));
        Split { net, tax, gross: Amount(net.0.saturating_add(tax.0)) }
    }

    /// Of an amount that holds the tax already.
    #[must_use]
    pub fn inside(self, gross: Amount) -> Split {
        let net = divide(i128::from(gross.0) * WHOLE, WHOLE + i128::from(self.0));
        let net = Amount(i64::try_from(net).unwrap_or(i64::MAX));
        Split { net, tax: Amount(gross.0.saturating_sub(net.0)), gross }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(points: i64) -> Rate {
        Rate::of_basis_points(points).unwrap()
    }

    #[test]
    fn a_tax_is_added_to_a_net_amount() {
        let cases = [
            (10_000, 2_100, 2_100),
            (1_999_000, 1_900, 379_810),
            (1, 2_100, 0),
            (3, 2_100, 1),
            (5, 1_050, 1),
            (-10_000, 2_100, -2_100),
            (12_345, 0, 0),
        ];
        for (net, points, tax) in cases {
            let split = rate(points).added_to(Amount(net));
            assert_eq!(split.tax.0, tax, "{net} at {points}");
            assert_eq!(split.gross.0, net + tax);
        }
    }

    #[test]
    fn a_price_with_the_tax_inside_is_split_without_a_rest() {
        assert_eq!(
            rate(2_100).inside(Amount(12_100)),
            Split { net: Amount(10_000), tax: Amount(2_100), gross: Amount(12_100) }
        );
        for gross in -5_000..5_000 {
            for points in [0, 250, 500, 1_050, 1_300, 1_900, 2_100, 2_700, 10_000] {
                let split = rate(points).inside(Amount(gross));
                assert_eq!(split.net.0 + split.tax.0, gross, "{gross} at {points}");
                let again = rate(points).added_to(split.net).gross.0;
                assert!((again - gross).abs() <= 1, "{gross} at {points}: {again}");
            }
        }
    }

    #[test]
    fn rates_lie_between_nothing_and_the_whole() {
        assert_eq!(Rate::of_basis_points(-1), None);
        assert_eq!(Rate::of_basis_points(10_001), None);
        assert_eq!(rate(10_000).added_to(Amount(77)).tax, Amount(77));
    }
}
