//! What is asked of a list: conditions on fields, and the order.

use crate::fields::Value;
use crate::fields::filter::Op;

/// One condition on one field.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The field's key.
    pub key: String,
    /// How it compares.
    pub op: Op,
    /// With what; several mean any of them.
    pub values: Vec<Value>,
    /// As it stood in the address, for chips, links and saved views.
    pub raw: Vec<String>,
}

/// In which order to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sort {
    /// What whoever asks for no order gets.
    Usual,
    /// Exact identifiers first, then the newest: for a search without a chosen order.
    Relevance,
    /// By a field.
    By {
        /// The field's key.
        key: String,
        /// From the highest to the lowest.
        descending: bool,
    },
}

impl Sort {
    /// As in an address: `name`, `-created_at`.
    #[must_use]
    pub fn parameter(&self) -> Option<String> {
        match self {
            Self::Usual | Self::Relevance => None,
            Self::By { key, descending } => {
                Some(format!("{}{key}", if *descending { "-" } else { "" }))
            }
        }
    }
}
