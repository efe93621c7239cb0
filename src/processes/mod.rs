//! Processes: the work beside the requests as people see it, and the worker that knows every kind.

mod file;
mod in_words;
mod index;
mod owner;
mod show;
mod worker;

pub use file::file;
pub use index::index;
pub use show::{show, start as confirm, stop, undo};
pub use worker::{Worker, start};
