//! Cards of customers: enrolled at a gateway, of which one is the default, until they are removed there too.
//! Of a number the last four digits are known; what stands for the card is sealed.

pub mod begin;
pub mod charged;
pub mod charges;
pub mod confirm;
pub mod enrol;
pub mod link;
pub mod refunds;
pub mod screens;
pub mod states;
pub mod store;
mod turns;
pub mod work;
