//! What the tests share: the panel under test, a browser without a window, and people to use it.

pub mod app;
pub mod client;
pub mod customers;
pub mod database;
pub mod factory;
pub mod portal;
pub mod smtp;

pub use app::TestApp;
pub use client::{Client, Response};
pub use factory::{Member, PASSWORD};
pub use smtp::{MailServer, Plan, eventually};

/// The day that it is where an organisation is that decided nothing: for three hours it is not that of UTC.
pub fn today() -> chrono::NaiveDate {
    use chrono::TimeZone;
    let zone = padron::settings::Organisation::default().zone();
    zone.from_utc_datetime(&padron::clock::now()).date_naive()
}
