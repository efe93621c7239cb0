//! What the organisation decides: its data and formats, the rules of fields, and the lists that
//! customers point to. Held in memory at a version; every request knows the current one.

mod billing;
pub mod cache;
mod display;
pub mod document;
pub mod issuing;
pub mod lookups;
mod offers;
pub mod organisation;
mod portal;

pub use billing::Billing;
pub use cache::{Cache, Settings};
pub use display::{Display, phone_text};
pub use issuing::{Issuer, Issuing};
pub use lookups::LookupRow;
pub use organisation::{NumberStyle, Organisation, TaxIdLock};
pub use portal::{Opens, Portal, PortalSecret};
