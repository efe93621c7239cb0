//! Subscriptions: a plan that is charged period by period until somebody ends it. One catalogue of fields gives their
//! list, their form and their history; when they are charged says `services::period`.

pub mod act;
mod check;
pub mod fields;
mod list;
pub mod save;
pub mod screens;
pub mod turn;

pub use fields::{Record, Subscription};
pub use list::{Subscriptions, called, charged, of_customer};
