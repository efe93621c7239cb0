//! Files of sheets, CSV and XLSX: their cells, the guard against formulas, and how rows are written.

mod file;
pub mod guard;

pub use file::{Format, MOST_ROWS, Sheet};

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, also of digits: no program may read it as a number.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number of minor units with so many decimals.
    Decimal(i64, u32),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}
