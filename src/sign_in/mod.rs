//! Getting in and out: the sign-in page and its second step, the set-up of the first administrator,
//! and links to set a password. Nothing here tells whether an account exists.

pub mod forgotten;
pub mod login;
pub mod password_link;
pub mod second_step;
pub mod session;
pub mod setup;
pub mod throttle;
pub mod tries;
