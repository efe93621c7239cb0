//! The check around the routes of the customers' portal: who asks, and whether their session may. Who
//! signed in with a temporary password may set a password, and nothing else.

use std::sync::Arc;

use actix_session::SessionExt;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use diesel::QueryResult;

use super::access::{Admission, app, settings_at};
use super::session::{AWAY, VISITOR, Visitor};
use crate::access::{Actor, Permission};
use crate::db::Db;
use crate::error::AppError;
use crate::settings::cache::current_version;
use crate::settings::{Cache, Settings};

/// Where the portal begins.
pub const ROOT: &str = "/portal";
/// Where a password is set.
const NEW_PASSWORD: &str = "/portal/password";
/// Where a session ends, also while the portal is closed.
const LOGOUT: &str = "/portal/logout";

/// The customer who is signed in, as the one who acts, and the settings of this moment.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The customer.
    pub visitor: Visitor,
    /// The same person as the one who acts.
    pub actor: Actor,
    /// The settings.
    pub settings: Arc<Settings>,
}

/// Whether a request is for a page of the portal.
#[must_use]
pub fn is_part(request: &HttpRequest) -> bool {
    let rest = request.path().strip_prefix(ROOT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Lets the request through, sends it to set a password first, or refuses it.
pub(super) async fn admit(
    permission: Permission,
    request: &ServiceRequest,
) -> Result<Admission, AppError> {
    let visitor = visitor(request)?;
    let settings = settings(request.request(), visitor.as_ref()).await?;
    if !settings.organisation.portal.is_enabled && request.path() != LOGOUT {
        return Err(AppError::PortalClosed);
    }
    let Some(visitor) = visitor else {
        return match permission {
            Permission::PortalPublic | Permission::PortalNewPassword => Ok(Admission::Granted),
            _ => Err(AppError::SignIn),
        };
    };
    let is_restricted = visitor.is_restricted;
    let entered = Entered { actor: Actor::customer(visitor.id), visitor, settings };
    request.extensions_mut().insert(entered);
    if is_restricted && permission != Permission::PortalNewPassword {
        return Ok(Admission::Elsewhere(NEW_PASSWORD));
    }
    Ok(Admission::Granted)
}

fn visitor(request: &ServiceRequest) -> Result<Option<Visitor>, AppError> {
    let session = request.get_session();
    let entries = session.entries();
    if entries.contains_key(AWAY) {
        return Err(AppError::Unavailable);
    }
    Ok(entries.get(VISITOR).and_then(|json| serde_json::from_str(json).ok()))
}

/// Of this moment also for those who bring no version: the portal may have been closed just now.
async fn settings(
    request: &HttpRequest,
    visitor: Option<&Visitor>,
) -> Result<Arc<Settings>, AppError> {
    if let Some(visitor) = visitor {
        return settings_at(request, visitor.settings_version).await;
    }
    let app = app(request)?;
    let cache = app.settings.clone();
    app.db.read(move |conn| now(conn, &cache).map_err(AppError::from)).await
}

fn now(conn: &mut Db, cache: &Cache) -> QueryResult<Arc<Settings>> {
    let version = current_version(conn)?;
    cache.at(conn, version)
}

impl FromRequest for Entered {
    type Error = AppError;
    type Future = std::future::Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(request.extensions().get::<Self>().cloned().ok_or(AppError::SignIn))
    }
}
