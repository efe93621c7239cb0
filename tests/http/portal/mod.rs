//! The portal as customers use it: getting in, the first password, their own data, and what they never
//! get to see.

mod account;
mod amid;
mod billing;
mod data;
mod forgotten;
mod password;
mod settings;
mod sign_in;

/// The e-mail of the customer that most tests have.
const EMAIL: &str = "ana.ruiz@example.com";
/// Another password than the first.
const NEW: &str = "faro lento sobre el cerro";
