//! What the lines of a document add up to.

use std::collections::BTreeMap;

use super::{Amount, MOST, Rate, divide};

/// Thousandths of a piece: a quantity has three decimals.
const PIECE: i128 = 1_000;

/// How a line bears its tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bearing {
    /// The tax's row; none bears no tax.
    pub tax_id: Option<i64>,
    /// Its rate.
    pub rate: Rate,
    /// Whether the price holds the tax already.
    pub is_inside: bool,
}

/// A line of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Thousandths of a piece.
    pub quantity: i64,
    /// Of one piece.
    pub price: Amount,
    /// Taken off.
    pub discount: Rate,
    /// Its tax.
    pub bearing: Bearing,
}

impl Line {
    /// Quantity × price, less the discount: with the tax, if the price has it inside. Nothing when it
    /// is more than can be counted.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        let left = 10_000 - i128::from(self.discount.basis_points());
        let whole = i128::from(self.quantity) * i128::from(self.price.0);
        let rounded = divide(whole.checked_mul(left)?, PIECE * 10_000);
        i64::try_from(rounded).ok().map(Amount)
    }
}

/// The sum of a document, tax by tax in the order of their rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// What bears each tax, and the tax.
    pub taxes: Vec<(Bearing, super::Split)>,
    /// Without taxes.
    pub net: Amount,
    /// All taxes.
    pub tax: Amount,
    /// What is to be paid.
    pub gross: Amount,
}

/// Adds up a document; nothing when it is more than a document may be.
#[must_use]
pub fn total(lines: &[Line]) -> Option<Totals> {
    let mut sums: BTreeMap<Bearing, i64> = BTreeMap::new();
    for line in lines {
        let sum = sums.entry(line.bearing).or_default();
        *sum = sum.checked_add(line.amount()?.0)?;
    }
    let mut totals = Totals::default();
    for (bearing, sum) in sums {
        let sum = Amount(sum);
        let split =
            if bearing.is_inside { bearing.rate.inside(sum) } else { bearing.rate.added_to(sum) };
        totals.net.0 = totals.net.0.checked_add(split.net.0)?;
        totals.tax.0 = totals.tax.0.checked_add(split.tax.0)?;
        totals.gross.0 = totals.gross.0.checked_add(split.gross.0)?;
        totals.taxes.push((bearing, split));
    }
    (totals.gross.0.abs() <= MOST).then_some(totals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(
        quantity: i64,
        price: i64,
        discount: i64,
        tax: i64,
        points: i64,
        is_inside: bool,
    ) -> Line {
        let rate = |points| Rate::of_basis_points(points).unwrap();
        Line {
            quantity,
            price: Amount(price),
            discount: rate(discount),
            bearing: Bearing { tax_id: Some(tax), rate: rate(points), is_inside },
        }
    }

    #[test]
    fn a_line_is_rounded_once() {
        assert_eq!(line(1_000, 1_999_00, 0, 1, 2_100, false).amount(), Some(Amount(1_999_00)));
        assert_eq!(line(333, 100, 0, 1, 0, false).amount(), Some(Amount(33)));
        assert_eq!(line(1_500, 33, 1_000, 1, 0, false).amount(), Some(Amount(45)), "44.55");
        assert_eq!(line(1_000, 5, 5_000, 1, 0, false).amount(), Some(Amount(3)), "2.5");
        assert_eq!(
            line(-1_000, 5, 5_000, 1, 0, false).amount(),
            Some(Amount(-3)),
            "a credit mirrors it"
        );
    }

    #[test]
    fn one_tax_is_rounded_once_for_all_its_lines() {
        let thirds = [line(1_000, 10, 0, 1, 2_100, false); 3];
        let totals = total(&thirds).unwrap();
        assert_eq!((totals.net.0, totals.tax.0, totals.gross.0), (30, 6, 36), "and not 3 × 2");
        assert_eq!(totals.taxes.len(), 1);
    }

    #[test]
    fn taxes_stand_apart_and_add_up() {
        let lines = [
            line(1_000, 10_000, 0, 1, 2_100, false),
            line(2_000, 500, 0, 2, 1_050, false),
            line(1_000, 12_100, 0, 1, 2_100, true),
        ];
        let totals = total(&lines).unwrap();
        assert_eq!(totals.taxes.len(), 3, "the same tax inside and on top stand apart");
        assert_eq!((totals.net.0, totals.tax.0), (21_000, 4_305));
        assert_eq!(totals.gross.0, totals.net.0 + totals.tax.0);
    }

    #[test]
    fn a_credit_note_takes_back_what_the_invoice_asked() {
        let asked = [line(1_000, 3_333, 500, 1, 2_100, true), line(7_000, 11, 0, 2, 1_050, false)];
        let back = asked.map(|line| Line { quantity: -line.quantity, ..line });
        let (asked, back) = (total(&asked).unwrap(), total(&back).unwrap());
        assert_eq!(
            (asked.net.0, asked.tax.0, asked.gross.0),
            (-back.net.0, -back.tax.0, -back.gross.0)
        );
    }

    #[test]
    fn more_than_a_document_may_be_is_refused() {
        assert_eq!(total(&[line(1_000, MOST, 0, 1, 0, false); 2]), None);
        assert_eq!(total(&[line(i64::MAX, i64::MAX, 0, 1, 0, false); 2]), None);
        assert_eq!(total(&[]), Some(Totals::default()));
    }
}
