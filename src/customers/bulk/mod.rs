//! Many customers at once: whom, what, a look at what it would do, doing it, and taking it back.

mod again;
mod alike;
pub mod ask;
mod each;
pub mod form;
mod freeze;
pub mod plan;
mod reason;
mod seen;
pub mod selection;
pub mod ticks;
mod typed;
mod work;

pub use again::{retry, undo};
pub use freeze::freeze;
pub use plan::{Edit, How, Plan, Set};
pub use reason::Reason;
pub use seen::Seen;
pub use selection::{Extent, Selection, Stop};
pub use work::{
    Afterwards, Look, Operator, Values, apply_some, check_some, end_step, looked_at, records,
    values_of,
};
