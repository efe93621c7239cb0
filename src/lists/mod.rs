//! Lists of records, whatever the records are: what an address says of them (filters, order, place, look), and
//! what is drawn of that (heads, chips, sentence, foot, advanced search). A list hands in its [`Vocabulary`]. The
//! rows of the customers are read by a query of their own; those of every other list by [`Query`], for which a
//! list is an [`Entity`].

pub mod advanced;
pub mod columns;
pub mod condition;
pub mod drawn;
pub mod entity;
mod filter;
mod kept;
pub mod links;
mod look;
mod order;
pub mod pager;
mod parse;
mod place;
mod rows;
pub mod sentence;
mod statement;
mod vocabulary;

pub use condition::Condition;
pub use drawn::{Drawn, Listed, Words};
pub use entity::{Entity, Field, Query};
pub use filter::{Filter, Sort};
pub use kept::Kept;
pub use links::Links;
pub use look::{At, Look, SIZES};
pub use order::{Order, Walk};
pub use parse::{Asked, Ignorance, Ignored, MOST_WORDS, of_other_places, read};
pub use place::{Count, Place, SORTABLE, Slice, cut};
pub use rows::Rows;
pub use vocabulary::{Entry, Sortable, Vocabulary};
