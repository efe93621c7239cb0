//! What members keep for themselves: name and preferences, password, second factor, open sessions.

pub mod preferences;
