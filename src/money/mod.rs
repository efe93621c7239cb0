//! Money: whole minor units of a currency, never a fraction in floating point. How an amount is typed,
//! how it is rounded, and what a tax makes of it. It knows no customer and no database.
//!
//! **The rounding rule.** Every rounding is half away from zero, to the minor unit of the currency. Of prices
//! with the tax inside, the net is the rounded quotient and the tax what is left, so that both always add up
//! to the price.
//!
//! **Totals of a document** ([decision 18](../../docs/decisions/0018-rounding-and-totals.md)). A line is rounded
//! once ([`Amount::of_line`]); lines of the same tax are added, and the tax is rounded once for all of them; the
//! total is what these come to.

mod amount;
mod price;
mod tax;

pub use amount::{Amount, MOST, Refused, Written};
pub use price::unit_price;
pub use tax::{Rate, Split};

/// Divides, half away from zero.
fn divide(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    if rest.abs() * 2 >= divisor.abs() {
        quotient + dividend.signum() * divisor.signum()
    } else {
        quotient
    }
}

#[cfg(test)]
mod tests {
    use super::divide;

    #[test]
    fn halves_go_away_from_zero() {
        let cases = [
            (5, 10, 1),
            (4, 10, 0),
            (-5, 10, -1),
            (-4, 10, 0),
            (15, 10, 2),
            (-15, 10, -2),
            (0, 7, 0),
        ];
        for (dividend, divisor, quotient) in cases {
            assert_eq!(divide(dividend, divisor), quotient, "{dividend}/{divisor}");
        }
    }
}
