//! Customers: the central feature. Three nouns carry it: `Field` (what exists), `Query` (every
//! read) and `Changes` (every write, through `save`).

pub mod conditions;
mod conflict;
mod counts;
mod facts;
pub mod fields;
pub mod form;
mod form_view;
mod header;
pub mod history;
pub mod import;
pub mod ladder;
mod likeness;
mod listed;
pub mod query;
pub mod record;
pub mod removal;
mod reversal;
pub mod save;
pub mod show;
mod trail;
pub mod typed;

pub use counts::{Counts, Tally};
pub use fields::Field;
pub use query::Query;
pub use record::Record;
