//! Processes: the work beside the requests as people see it, and the worker that knows every kind.

mod acts;
mod categories_page;
mod charging_page;
mod day_page;
mod file;
mod in_words;
mod index;
mod owner;
mod run_file;
mod run_page;
mod show;
mod told;
mod worker;

pub use acts::{confirm, retry, stop, undo};
pub use file::file;
pub use index::index;
pub use show::show;
pub use worker::{Worker, start};
