//! Who makes a request and from where, for the audit log and the list of sessions.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::USER_AGENT;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::access::Signed;
use super::{observe, peer, portal};
use crate::access::Via;
use crate::audit::By;

/// Longest name of a browser that is kept.
const LONGEST_AGENT: usize = 300;

/// Where a request comes from.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who acts, as the audit log notes it.
    pub by: By,
    /// What the browser calls itself.
    pub user_agent: String,
}

impl Origin {
    /// The origin of a request.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Self {
        let extensions = request.extensions();
        let member = extensions.get::<Signed>().map(|signed| &signed.member);
        let (id, name) = member
            .map_or_else(|| (None, String::new()), |member| (Some(member.id), member.name.clone()));
        drop(extensions);
        Self {
            by: By {
                id,
                name,
                via: if portal::is_part(request) { Via::Portal } else { Via::Panel }.code(),
                address: peer::address(request),
                request_id: observe::request_id(request),
            },
            user_agent: user_agent(request),
        }
    }
}

fn user_agent(request: &HttpRequest) -> String {
    let header = request.headers().get(USER_AGENT);
    let text = header.and_then(|value| value.to_str().ok());
    text.unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect()
}

impl FromRequest for Origin {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
