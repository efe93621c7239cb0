//! The cards of a customer, the way to a gateway and back, and the simulator's page.

pub mod back;
pub mod choice;
pub mod enrol;
pub mod link;
pub mod names;
pub mod of_customer;
pub mod removal;
pub mod renewal;
pub mod secret;
pub mod simulator;
pub mod why;

/// Where the cards of a customer are.
fn address(customer: i64) -> String {
    format!("/customers/{customer}/cards")
}
