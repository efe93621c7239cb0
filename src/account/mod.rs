//! What members keep for themselves: name and preferences, password, second factor, open sessions.

pub mod confirm;
pub mod password;
pub mod preferences;
pub mod profile;
pub mod second_factor;
pub mod sessions;
