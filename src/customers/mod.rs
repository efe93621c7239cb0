//! Customers: the central feature. Three nouns carry it: `Field` (what exists), `Query` (every
//! read) and `Changes` (every write, through `save`).

pub mod beside;
pub mod bulk;
pub mod cards;
pub mod conditions;
mod conflict;
mod counts;
pub mod export;
pub(crate) mod facts;
pub mod fields;
pub mod form;
mod form_options;
mod form_page;
pub mod form_view;
mod gone;
pub(crate) mod header;
pub mod history;
pub mod import;
pub mod index;
pub mod labels;
pub mod ladder;
pub(crate) mod likeness;
pub mod links;
mod listed;
pub mod listing;
pub mod preferences;
pub mod query;
pub mod record;
pub mod removal;
mod reversal;
pub mod rows;
pub mod save;
pub mod saved;
pub mod saved_pages;
pub mod sentence;
pub mod sharing;
pub mod show;
mod trail;
pub mod typed;
pub mod views;
pub mod vocabulary;

pub use counts::{Counts, Tally};
pub use fields::Field;
pub use query::Query;
pub use record::Record;
pub use trail::Trail;
