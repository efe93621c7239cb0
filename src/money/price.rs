//! The price of one, where it is not what was typed.

use super::{Amount, divide};

/// Decimals beyond those of the currency, at most.
const MORE: u32 = 4;

/// Hundredths of a percent, and thousandths of a unit.
const PARTS: i128 = 10_000 * 1_000;

/// The price that makes so many thousandths of a unit, less a discount in basis points, come to an amount: `near` if
/// that does, else one with decimals beyond those of the currency. With how many of these it is written.
#[must_use]
pub fn unit_price(amount: Amount, near: Amount, thousandths: i64, discount_bp: i64) -> (i64, u32) {
    let times = i128::from(thousandths) * i128::from(10_000 - discount_bp);
    let comes_to = |price: i64, unit: i128| divide(i128::from(price) * times, PARTS * unit);
    let wanted = i128::from(amount.0);
    if times == 0 || comes_to(near.0, 1) == wanted {
        return (near.0, 0);
    }
    let written = |more: u32| {
        let unit = 10_i128.pow(more);
        let price = i64::try_from(divide(wanted * PARTS * unit, times)).ok()?;
        (comes_to(price, unit) == wanted).then_some((price, more))
    };
    (0..=MORE).find_map(written).unwrap_or((near.0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_to_its_amount() {
        for (thousandths, discount_bp, near, amount, price) in [
            (2_000, 0, 12_100, 24_200, (12_100, 0)),
            (12_500, 0, 14_640, 182_998, (146_398, 1)),
            (3_000, 0, 3_400, 10_000, (33_333, 1)),
            (1_000, 1_000, 14_640, 13_176, (14_640, 0)),
            (7_000, 1_250, 14_640, 89_668, (146_397, 1)),
            (1_000_000, 0, 12, 12_345, (12_345, 3)),
            (1_000, 10_000, 14_640, 0, (14_640, 0)),
        ] {
            let found = unit_price(Amount(amount), Amount(near), thousandths, discount_bp);
            assert_eq!(found, price, "{thousandths} {discount_bp}");
        }
    }
}
