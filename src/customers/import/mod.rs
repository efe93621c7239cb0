//! The reading half of the import: a CSV or XLSX file becomes rows of field keys and raw texts.
//!
//! It knows no database and no language of the screen. It refuses to guess silently: a row that
//! cannot be read as the header promises is named with its line and reason, never half taken.

pub mod assemble;
mod charset;
mod columns;
mod compose;
mod csv_source;
mod detect;
pub mod errors_file;
pub mod headers;
mod lines;
mod records;
mod scan;
pub mod source;
mod synonyms;
mod texts;
mod xlsx_source;
mod zip_check;
