//! The import: a CSV or XLSX file becomes rows of field keys and raw texts, and these customers.
//!
//! The reading half knows no database and no language of the screen. It refuses to guess silently:
//! a row that cannot be read as the header promises is named with its line and reason, never half
//! taken. The writing half goes through `save` as every write does, and loses nothing that a person
//! typed: what a field refuses is kept in the remarks and told.

pub mod assemble;
mod charset;
mod columns;
mod compose;
mod csv_source;
mod detect;
pub mod errors_file;
mod facts;
pub mod headers;
mod inlined;
mod lines;
mod matching;
pub mod options;
mod records;
mod refusals;
mod remarks;
pub mod report;
mod row;
mod run;
mod scan;
pub mod source;
mod synonyms;
mod texts;
mod wanted;
mod wording;
mod words;
mod xlsx_source;
mod zip_check;

pub use run::{CHUNK, import};
