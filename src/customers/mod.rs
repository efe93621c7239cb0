//! Customers: the central feature. Three nouns carry it: `Field` (what exists), `Query` (every
//! read) and `Changes` (every write, through `save`).

pub mod conditions;
mod conflict;
mod counts;
pub mod fields;
pub mod form;
mod form_view;
pub mod import;
mod listed;
pub mod query;
pub mod record;
pub mod save;
pub mod typed;

pub use counts::{Counts, Tally};
pub use fields::Field;
pub use query::Query;
pub use record::Record;
