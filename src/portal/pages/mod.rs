//! What customers see: getting in, choosing a password, their own data, their account. Their sessions
//! are their own, and open nothing of the staff's.

pub mod account;
pub mod data;
pub mod forgotten;
pub mod home;
pub mod language;
pub mod login;
mod new_password;
mod own;
pub mod password;
pub mod session;
