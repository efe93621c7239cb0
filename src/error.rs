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
            other if says_any(&other, &DEADLOCK) => Self::Conflict,
            other if says_any(&other, &AWAY) => Self::Unavailable,
            other => Self::Bug(other.into()),
        }
    }
}

/// What PostgreSQL says when it ends one of two writes, in the languages of the servers around: Diesel has
/// no kind for it.
const DEADLOCK: [&str; 2] = ["deadlock", "impasse"];

/// What a server says while it goes down or comes up, or when it gives up, has no kind either.
const AWAY: [&str; 11] = [
    "database is locked",
    "terminating connection",
    "terminando la conexi",
    "terminando conex",
    "server closed the connection",
    "starting up",
    "shutting down",
    "el sistema de base de datos est",
    "o sistema de banco de dados est",
    "statement timeout",
    "tiempo de espera de sentencia",
];

fn says_any(error: &diesel::result::Error, signs: &[&str]) -> bool {
    let text = error.to_string();
    signs.iter().any(|sign| text.contains(sign))
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

#[cfg(test)]
mod tests {
    use diesel::result::{DatabaseErrorKind, Error};

    use super::*;

    #[test]
    fn a_server_is_understood_in_its_language() {
        let said = |words: &str| {
            let error =
                Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(words.to_owned()));
            AppError::from(error)
        };
        for words in ["deadlock detected", "se ha detectado un deadlock"] {
            assert!(matches!(said(words), AppError::Conflict), "{words}");
        }
        for words in [
            "terminating connection due to administrator command",
            "terminando la conexión debido a una orden del administrador",
            "cancelando la sentencia debido a que se agotó el tiempo de espera de sentencias",
            "el sistema de base de datos está iniciándose",
            "el sistema de base de datos está apagándose",
        ] {
            assert!(matches!(said(words), AppError::Unavailable), "{words}");
        }
        assert!(matches!(said("no existe la columna"), AppError::Bug(_)));
    }
}
