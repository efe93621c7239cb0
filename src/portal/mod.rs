//! The customers' way into their portal: accounts, the temporary passwords and links that open them
//! once, and the letters about both. It is told whose account it is; only its pages, its work on many and its list
//! of letters that never arrived read customers.

pub mod account;
pub mod email;
pub mod issue;
pub mod secret;
pub mod sessions;

pub use account::{Account, State};
pub use issue::{Holder, Issuing, Refusal};
pub use secret::Prepared;

use crate::mail::Kind;

/// Letters that open the portal to whoever reads them.
const SECRET_LETTERS: [Kind; 2] = [Kind::PortalPassword, Kind::PortalForgotten];

/// In the history of a customer, in the place of a field: a way into the portal was mailed.
pub const PASSWORD_MAILED: &str = "portal_password_mailed";
/// The same, and whatever worked before was shut.
pub const ACCESS_CUT: &str = "portal_access_cut";
/// Whatever worked was shut, and nothing was mailed.
pub const ACCESS_CUT_ALONE: &str = "portal_access_cut_alone";
/// The customer set a password.
pub const PASSWORD_SET: &str = "portal_password_set";
/// The customer was shut out of the portal.
pub const ACCESS_REMOVED: &str = "portal_access_removed";
/// The customer was let in again.
pub const ACCESS_RETURNED: &str = "portal_access_returned";
