//! How the rows of a list can be put in order.

use super::condition::{Column, Condition};

/// An index that keeps an order: of this column and then of the rows' numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The column; `id` for the order of the numbers alone.
    pub column: &'static str,
    /// Whether it can be empty. Such rows come last both ways.
    pub is_optional: bool,
}

/// How a list can be ordered by a field.
#[derive(Clone, Copy, Debug)]
pub enum Order {
    /// An index walks it: any depth costs the same.
    Walk(Walk),
    /// Sorted by this key when asked, so only while the rows are few.
    Few(fn() -> Condition),
}

impl Order {
    /// What is sorted by.
    pub(super) fn key(&self, table: &'static str) -> Condition {
        match self {
            Self::Walk(walk) => Condition::column(Column::new(table, walk.column)),
            Self::Few(key) => key(),
        }
    }
}
