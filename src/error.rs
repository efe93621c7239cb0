//! The one error of requests. Refused input is not an error: it is a page with what was typed.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use crate::db::DbError;

/// Why a request has no ordinary answer.
#[derive(Debug)]
pub enum AppError {
    /// Nothing is there, or the actor may not know that something is.
    NotFound,
    /// The actor's role does not allow it.
    Forbidden,
    /// Nobody is signed in.
    SignIn,
    /// The customers' portal is turned off.
    PortalClosed,
    /// The request cannot be understood.
    BadRequest,
    /// Somebody else was faster.
    Conflict,
    /// Somebody else has the job now.
    ClaimLost,
    /// The body is larger than it may be.
    TooLarge,
    /// Too many tries.
    TooMany,
    /// The database is away for the moment.
    Unavailable,
    /// A fault of ours; the log has it under the request's number.
    Bug(anyhow::Error),
}

impl AppError {
    /// The status of its answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::PortalClosed => StatusCode::FORBIDDEN,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Conflict | Self::ClaimLost => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bug(error) => write!(f, "{error:#}"),
            other => write!(f, "{}", other.status()),
        }
    }
}

impl std::error::Error for AppError {}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    /// Bare: `web::errors` draws the page, which needs the request.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status())
    }
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Away(reason) => {
                tracing::warn!(reason, "the database is away");
                Self::Unavailable
            }
            DbError::Stopped(_) => Self::Bug(error.into()),
            DbError::Query(error) => error.into(),
        }
    }
}

impl From<diesel::result::Error> for AppError {
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        match error {
            Error::NotFound => Self::NotFound,
            Error::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _)
            | Error::BrokenTransactionManager => Self::Unavailable,
            // The checks before a write saw neither: somebody else wrote at the same moment.
            Error::DatabaseError(Kind::UniqueViolation | Kind::ForeignKeyViolation, _) => {
                Self::Conflict
            }
            // PostgreSQL ends one of two writes that wait for each other: the other one was faster.
            other if other.to_string().contains("deadlock detected") => Self::Conflict,
            other if is_away(&other) => Self::Unavailable,
            other => Self::Bug(other.into()),
        }
    }
}

/// What a server says while it goes down or comes up has no kind of its own in Diesel.
fn is_away(error: &diesel::result::Error) -> bool {
    let text = error.to_string();
    [
        "database is locked",
        "terminating connection",
        "server closed the connection",
        "starting up",
        "shutting down",
        "statement timeout",
    ]
    .iter()
    .any(|sign| text.contains(sign))
}

impl From<anyhow::Error> for AppError {
    fn from(error: anyhow::Error) -> Self {
        Self::Bug(error)
    }
}

impl From<askama::Error> for AppError {
    fn from(error: askama::Error) -> Self {
        Self::Bug(error.into())
    }
}
