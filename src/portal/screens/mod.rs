//! What the staff sees of a customer's way into the portal: the page that mails a new one, the page
//! that takes it away, and the section on the customer's page.

pub mod access;
pub mod many;
pub mod password;
mod section;

pub use section::{Section, Shown};
