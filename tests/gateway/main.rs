//! Gateways as they behave and misbehave: the client of Webpay Oneclick against a stand-in that speaks HTTP
//! in a process of its own.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests stop at the first surprise"
)]

mod charges;
#[path = "../common/mod.rs"]
mod common;
mod enrolment;
mod secrets;
mod simulator;
mod stand_in;
