//! Lists of records, whatever the records are: what an address says of them (filters, order, place, look), and
//! what is drawn of that (heads, chips, sentence, foot, advanced search). A list hands in its [`Vocabulary`]; the
//! reading of rows is its own.

pub mod advanced;
pub mod columns;
mod filter;
pub mod links;
mod look;
pub mod pager;
mod parse;
mod place;
pub mod sentence;
mod vocabulary;

pub use filter::{Filter, Sort};
pub use links::Links;
pub use look::{At, Look, SIZES};
pub use parse::{Asked, Ignorance, Ignored, MOST_WORDS, of_other_places, read};
pub use place::{Count, Place, SORTABLE, Slice, cut};
pub use vocabulary::{Entry, Sortable, Vocabulary};
