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
