//! HTTP that belongs to no feature: pages, sessions, access, forms, headers and static files.

pub mod access;
mod asked;
pub mod assets;
pub mod brand;
pub mod choices;
pub mod csrf;
pub mod device;
pub mod download;
pub mod errors;
pub mod flash;
mod form;
pub mod frame;
pub mod headers;
pub mod lifetime;
pub mod metrics;
pub mod observe;
pub mod origin;
pub mod page;
pub mod paged;
pub mod peer;
pub mod portal;
mod refusals;
pub mod respond;
pub mod session;
mod wording;

pub use crate::form::Form;
pub use access::Signed;
pub use asked::Asked;
pub use origin::Origin;
pub use page::Page;
pub use portal::Entered;
pub use refusals::Errors;

use std::sync::Arc;

use crate::background::Bells;
use crate::config::Config;
use crate::db::Database;
use crate::gateways::Gateways;
use crate::mail::Post;
use crate::settings::Cache;
use metrics::Metrics;

/// What every request may reach. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The data.
    pub db: Database,
    /// The settings of the installation.
    pub config: Arc<Config>,
    /// The settings of the organisation.
    pub settings: Cache,
    /// What /metrics tells.
    pub metrics: Metrics,
    /// Wake the work beside the requests.
    pub bells: Bells,
    /// Takes letters, in the transaction that makes them true.
    pub mail: Post,
    /// Keep the customers' cards.
    pub gateways: Gateways,
}
