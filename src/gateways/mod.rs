//! Payment gateways: what the panel asks of whoever keeps the customers' cards, and those who do. A card's
//! number never comes here; what stands for it is a [`Token`], which no log can show and the database holds
//! sealed. It knows no customer.
//!
//! A call may have happened although nothing came back: [`Fault::Unknown`] says so, and whoever asked for a
//! charge asks again what became of it before it asks for another.

mod answers;
mod end;
mod http;
mod oneclick;
pub mod owed;
mod registry;
mod seal;
pub mod simulator;

pub use end::{
    Answer, Begun, CardKind, Charged, End, Fault, Inscribed, Order, Token, Trouble, Unfit, Who,
};
pub use oneclick::{Account, Oneclick, is_safe_address};
pub use registry::{Gateways, ONECLICK, SIMULATOR};
pub use seal::Keys;
