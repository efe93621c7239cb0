//! What a service costs for one period.

use crate::money::Amount;

/// What was agreed for one service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// A price of its own, in place of the plan's.
    pub price: Option<i64>,
    /// Its discount, in basis points.
    pub discount_bp: i64,
}

/// What a service costs without tax: its own price or the plan's, less its discount. The customer's personal
/// discount counts where the service has none of its own, never besides.
#[must_use]
pub fn price_of(plan: Amount, terms: Terms, personal_bp: i64) -> Amount {
    let price = terms.price.map_or(plan, Amount);
    let discount = if terms.discount_bp > 0 { terms.discount_bp } else { personal_bp };
    Amount::of_line(1_000, price, discount).unwrap_or(price)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_discount_counts_and_the_service_has_the_first_word() {
        let price = |price, discount_bp, personal| {
            price_of(Amount(100_000), Terms { price, discount_bp }, personal).0
        };
        assert_eq!(price(None, 0, 0), 100_000);
        assert_eq!(price(Some(80_000), 0, 0), 80_000);
        assert_eq!(price(None, 1_000, 5_000), 90_000);
        assert_eq!(price(None, 0, 5_000), 50_000);
        assert_eq!(price(Some(0), 0, 5_000), 0);
        assert_eq!(price(Some(99), 3_333, 0), 66);
    }
}
