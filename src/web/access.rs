//! The check around every route: who asks, and whether their role may. A route cannot be written
//! without naming its permission.

use std::sync::Arc;

use actix_session::SessionExt;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};

use super::session::{AWAY, MEMBER, Member};
use super::{App, Origin, portal};
use crate::access::{Actor, Permission, Role, Scope, Via};
use crate::audit::{self, Action};
use crate::error::AppError;
use crate::settings::Settings;

/// Who is signed in, with what they may see, and the settings of this moment.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The member.
    pub member: Member,
    /// The same person as the one who acts.
    pub actor: Actor,
    /// The settings.
    pub settings: Arc<Settings>,
}

/// Pages that a member who still owes a second factor may open.
pub const WITHOUT_SECOND_FACTOR: &[&str] = &["/account/second-factor", "/logout"];

/// Lets the request through, or answers sign-in, 403 or 503.
///
/// # Errors
/// Those of the request.
pub async fn check(
    permission: Permission,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let admission = if permission.is_of_portal() {
        portal::admit(permission, &request).await
    } else {
        admit(permission, &request).await
    };
    match admission {
        Ok(Admission::Granted) => Ok(next.call(request).await?.map_into_left_body()),
        Ok(Admission::Elsewhere(path)) => {
            let response = super::respond::see_other(path);
            Ok(request.into_response(response).map_into_right_body())
        }
        Err(error) => Ok(request.error_response(error).map_into_right_body()),
    }
}

/// What came of a check that is no error.
pub(super) enum Admission {
    /// The request goes on.
    Granted,
    /// Something else has to be done first, there.
    Elsewhere(&'static str),
}

async fn admit(permission: Permission, request: &ServiceRequest) -> Result<Admission, AppError> {
    if permission == Permission::Public {
        recognise(request.request()).await;
        return Ok(Admission::Granted);
    }
    let signed = identify(request.request()).await?.ok_or(AppError::SignIn)?;
    if !signed.actor.may(permission) {
        note_denial(request.request(), &signed).await;
        return Err(AppError::Forbidden);
    }
    let owes = signed.settings.organisation.second_factor_required
        && !signed.member.has_second_factor
        && !WITHOUT_SECOND_FACTOR.iter().any(|path| request.path().starts_with(path));
    if owes {
        return Ok(Admission::Elsewhere("/account/second-factor"));
    }
    request.extensions_mut().insert(signed);
    Ok(Admission::Granted)
}

/// Lets the page know who is signed in, where it is open to all or is an error. Who cannot be told now
/// is nobody.
pub(super) async fn recognise(request: &HttpRequest) {
    if let Ok(Some(signed)) = identify(request).await {
        request.extensions_mut().insert(signed);
    }
}

async fn identify(request: &HttpRequest) -> Result<Option<Signed>, AppError> {
    let session = request.get_session();
    let (member, away) = {
        let entries = session.entries();
        (entries.get(MEMBER).cloned(), entries.contains_key(AWAY))
    };
    if away {
        return Err(AppError::Unavailable);
    }
    let Some(member) = member.and_then(|json| serde_json::from_str::<Member>(&json).ok()) else {
        return Ok(None);
    };
    let settings = settings_at(request, member.settings_version).await?;
    Ok(Some(Signed { actor: actor(&member, &settings), member, settings }))
}

/// The settings at a version at least.
pub(super) async fn settings_at(
    request: &HttpRequest,
    version: i64,
) -> Result<Arc<Settings>, AppError> {
    let app = app(request)?;
    let cache = app.settings.clone();
    match cache.held().filter(|held| held.version >= version) {
        Some(held) => Ok(held),
        None => app.db.read(move |conn| cache.at(conn, version).map_err(AppError::from)).await,
    }
}

/// The application's state; it is always there.
///
/// # Errors
/// `Bug` when the application was built without it.
pub fn app(request: &HttpRequest) -> Result<web::Data<App>, AppError> {
    request
        .app_data::<web::Data<App>>()
        .cloned()
        .ok_or_else(|| AppError::Bug(anyhow::anyhow!("the application has no state")))
}

fn actor(member: &Member, settings: &Settings) -> Actor {
    let role = Role::from_code(&member.role).unwrap_or(Role::Viewer);
    let scope = if member.own_customers_only && role.can_be_limited() {
        Scope::Own { staff_id: member.id, lookups: settings.lookups_of(member.id) }
    } else {
        Scope::All
    };
    Actor { id: Some(member.id), name: member.name.as_str().into(), role, scope, via: Via::Panel }
}

/// Refusing does not depend on whether it could be noted.
async fn note_denial(request: &HttpRequest, signed: &Signed) {
    // The path has ids at most; searches stand in the query, which is not logged.
    tracing::warn!(staff = signed.member.id, path = request.path(), "denied");
    let origin = Origin::of(request);
    let by = origin.by.as_member(signed.member.id, &signed.member.name);
    let Ok(app) = app(request) else { return };
    let noted = app
        .db
        .write(move |conn| audit::note(conn, &by, Action::Denied, by.id).map_err(AppError::from))
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "a denial was not noted");
    }
}

impl FromRequest for Signed {
    type Error = AppError;
    type Future = std::future::Ready<Result<Self, AppError>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(request.extensions().get::<Self>().cloned().ok_or(AppError::SignIn))
    }
}
