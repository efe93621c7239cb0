//! Members of the staff: what is stored of them, and the screens on which administrators keep them.

pub mod activation;
pub mod edit;
pub mod form;
pub mod index;
pub mod letters;
pub mod links;
pub mod new;
pub mod password_link;
pub mod query;
mod record;
pub mod save;
pub mod second_factor;
pub mod undelivered;

pub use record::{Account, OpenSession};
pub use save::{NewMember, Refusal};
