//! What the lines of a document come to ([decision 18](../../docs/decisions/0018-rounding-and-totals.md)).

use crate::money::{Amount, MOST, Rate, Split};

/// A line of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is for.
    pub description: String,
    /// How much of it, in thousandths.
    pub quantity: i64,
    /// Price of a whole one.
    pub unit_price: Amount,
    /// Less so much, in basis points.
    pub discount_bp: i64,
    /// Its tax; none when it has none.
    pub tax: Option<TaxOf>,
}

/// A tax as a document takes it down: what it is called and how high it was on that day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxOf {
    /// Number of the row it was taken from.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// As the agency numbers it.
    pub code: Option<String>,
    /// `rated`, `exempt` or `untaxed`.
    pub kind: String,
    /// Its rate.
    pub rate: Rate,
    /// Whether the price holds it already.
    pub is_inside: bool,
}

/// One tax of a document, for all its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// The tax.
    pub tax: TaxOf,
    /// What it is taken of.
    pub base: Amount,
    /// What it comes to.
    pub amount: Amount,
}

/// What a document comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Without taxes.
    pub subtotal: Amount,
    /// All taxes.
    pub tax: Amount,
    /// Both together.
    pub total: Amount,
    /// Each tax, in the order in which the lines bring them.
    pub taxes: Vec<TaxRow>,
    /// What each line comes to: net, or gross where the tax is inside.
    pub amounts: Vec<Amount>,
}

/// Why lines make no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// They come to nothing.
    Nothing,
    /// They come to more than a document may.
    TooLarge,
}

/// Adds lines up: each is rounded once, and each tax once for all its lines.
///
/// # Errors
/// [`Wrong`] says why they make no document.
pub fn totals(lines: &[Line]) -> Result<Totals, Wrong> {
    let mut amounts = Vec::with_capacity(lines.len());
    let mut untaxed: i128 = 0;
    let mut groups: Vec<(&TaxOf, i128)> = Vec::new();
    for line in lines {
        let amount = Amount::of_line(line.quantity, line.unit_price, line.discount_bp)
            .ok_or(Wrong::TooLarge)?;
        amounts.push(amount);
        let minor = i128::from(amount.0);
        let Some(tax) = &line.tax else {
            untaxed += minor;
            continue;
        };
        match groups.iter_mut().find(|(known, _)| is_same(known, tax)) {
            Some((_, sum)) => *sum += minor,
            None => groups.push((tax, minor)),
        }
    }
    let mut subtotal = within(untaxed)?;
    let mut tax = Amount(0);
    let mut taxes = Vec::with_capacity(groups.len());
    for (of, sum) in groups {
        let split = split(of, within(sum)?);
        subtotal = within(i128::from(subtotal.0) + i128::from(split.net.0))?;
        tax = within(i128::from(tax.0) + i128::from(split.tax.0))?;
        taxes.push(TaxRow { tax: of.clone(), base: split.net, amount: split.tax });
    }
    let total = within(i128::from(subtotal.0) + i128::from(tax.0))?;
    if total.0 == 0 {
        return Err(Wrong::Nothing);
    }
    Ok(Totals { subtotal, tax, total, taxes, amounts })
}

/// Lines of the same tax, written into the price in the same way, are rounded together.
fn is_same(one: &TaxOf, other: &TaxOf) -> bool {
    (one.id, one.is_inside) == (other.id, other.is_inside)
}

fn split(tax: &TaxOf, sum: Amount) -> Split {
    if tax.is_inside { tax.rate.inside(sum) } else { tax.rate.added_to(sum) }
}

fn within(minor: i128) -> Result<Amount, Wrong> {
    i64::try_from(minor).ok().filter(|minor| *minor <= MOST).map(Amount).ok_or(Wrong::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tax(points: i64, is_inside: bool) -> TaxOf {
        TaxOf {
            id: points,
            name: format!("IVA {points}"),
            code: None,
            kind: "rated".to_owned(),
            rate: Rate::of_basis_points(points).unwrap(),
            is_inside,
        }
    }

    fn line(quantity: i64, price: i64, discount_bp: i64, tax: Option<TaxOf>) -> Line {
        let description = "Internet".to_owned();
        Line { description, quantity, unit_price: Amount(price), discount_bp, tax }
    }

    #[test]
    fn a_tax_is_rounded_once_for_all_its_lines() {
        // Three times 0.33 with 21 %: one by one the tax would be 0.07 each, together it is 0.21.
        let lines = vec![line(1_000, 33, 0, Some(tax(2_100, false))); 3];
        let totals = totals(&lines).unwrap();
        assert_eq!(
            (totals.subtotal, totals.tax, totals.total),
            (Amount(99), Amount(21), Amount(120))
        );
        assert_eq!(totals.taxes.len(), 1);
        assert_eq!(totals.amounts, [Amount(33); 3]);
    }

    #[test]
    fn what_is_inside_stands_apart_from_what_is_added() {
        let lines = [
            line(1_000, 12_100, 0, Some(tax(2_100, true))),
            line(2_000, 5_000, 1_000, Some(tax(2_100, false))),
            line(1_000, 700, 0, Some(tax(1_050, false))),
            line(1_000, 50, 0, None),
        ];
        let totals = totals(&lines).unwrap();
        let rows: Vec<(i64, i64)> =
            totals.taxes.iter().map(|row| (row.base.0, row.amount.0)).collect();
        assert_eq!(rows, [(10_000, 2_100), (9_000, 1_890), (700, 74)]);
        assert_eq!((totals.subtotal.0, totals.tax.0, totals.total.0), (19_750, 4_064, 23_814));
    }

    /// Every rate of the region, both writings, prices that do not divide.
    #[test]
    fn totals_add_up_for_every_rate_and_writing() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from((seed >> 33) % below).unwrap()
        };
        let rates = [
            0, 250, 500, 800, 1_000, 1_050, 1_200, 1_300, 1_500, 1_600, 1_800, 1_900, 2_100, 2_200,
            2_700,
        ];
        for _ in 0..20_000 {
            let lines: Vec<Line> = (0..=next(6))
                .map(|_| {
                    let rate = rates[usize::try_from(next(15)).unwrap()];
                    let tax = (next(5) > 0).then(|| tax(rate, next(2) == 0));
                    line(1 + next(9_999), next(1_000_000), next(10_001), tax)
                })
                .collect();
            let Ok(totals) = totals(&lines) else { continue };
            assert_eq!(totals.subtotal.0 + totals.tax.0, totals.total.0);
            let taxes: i64 = totals.taxes.iter().map(|row| row.amount.0).sum();
            assert_eq!(taxes, totals.tax.0);
            // What holds its tax is paid as it is written, to the cent.
            let inside = |line: &Line| line.tax.as_ref().is_some_and(|tax| tax.is_inside);
            let written: i64 = lines
                .iter()
                .zip(&totals.amounts)
                .filter(|(line, _)| inside(line))
                .map(|(_, amount)| amount.0)
                .sum();
            let held: i64 = totals
                .taxes
                .iter()
                .filter(|row| row.tax.is_inside)
                .map(|row| row.base.0 + row.amount.0)
                .sum();
            assert_eq!(written, held);
            let bare: i64 = lines
                .iter()
                .zip(&totals.amounts)
                .filter(|(line, _)| !inside(line))
                .map(|(_, amount)| amount.0)
                .sum();
            let bases: i64 =
                totals.taxes.iter().filter(|row| !row.tax.is_inside).map(|row| row.base.0).sum();
            assert_eq!(bare, bases + untaxed(&lines, &totals));
        }
    }

    fn untaxed(lines: &[Line], totals: &Totals) -> i64 {
        let pairs = lines.iter().zip(&totals.amounts).filter(|(line, _)| line.tax.is_none());
        pairs.map(|(_, amount)| amount.0).sum()
    }

    #[test]
    fn nothing_and_too_much_make_no_document() {
        assert_eq!(totals(&[]), Err(Wrong::Nothing));
        assert_eq!(totals(&[line(1_000, 0, 0, None)]), Err(Wrong::Nothing));
        assert_eq!(
            totals(&[line(1_000, 500, 10_000, Some(tax(2_100, false)))]),
            Err(Wrong::Nothing)
        );
        assert!(totals(&[line(1_000, MOST, 0, None)]).is_ok());
        assert_eq!(totals(&[line(1_000, MOST, 0, Some(tax(250, false)))]), Err(Wrong::TooLarge));
        assert_eq!(totals(&vec![line(1_000, MOST, 0, None); 3]), Err(Wrong::TooLarge));
        assert_eq!(totals(&[line(1_000_000_000, MOST, 0, None)]), Err(Wrong::TooLarge));
    }
}
