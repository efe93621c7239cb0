//! The file of an export, for whoever asked for it and nobody else.

use actix_web::{HttpResponse, web};

use super::work::folder;
use super::{Ask, Made};
use crate::access::{Actor, Permission, Scope};
use crate::audit::{self, Action};
use crate::clock;
use crate::customers::export::Format;
use crate::error::AppError;
use crate::jobs::{self, Kind};
use crate::web::{App, Origin, Signed, download};

/// GET /exports/{id}/file
///
/// # Errors
/// `NotFound` for an export of somebody else or without a file, or when the database fails.
pub async fn file(
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (member, actor) = (signed.member.id, signed.actor.clone());
    let job = app
        .db
        .write(move |conn| {
            let job = jobs::find(conn, id, Some(member))?;
            let job = job.filter(|job| is_theirs(job, &actor)).ok_or(AppError::NotFound)?;
            audit::note(conn, &origin.by, Action::ExportFetched, Some(id))?;
            Ok::<_, AppError>(job)
        })
        .await?;
    let made = Made::of(&job).ok_or(AppError::NotFound)?;
    let format = made.file.rsplit('.').next().and_then(Format::from_code).unwrap_or(Format::Csv);
    let day = job.created_at.and_utc().with_timezone(&signed.settings.organisation.zone());
    let name = format!("clientes-{}-{id}.{}", day.format("%Y-%m-%d"), format.code());
    download::attachment(&folder(&app.config).join(&made.file), &name, format.media_type()).map_err(
        |error| {
            tracing::warn!(%error, job = id, "the file of an export is gone");
            AppError::NotFound
        },
    )
}

/// Whether the file is there, and its owner may still see what is in it.
fn is_theirs(job: &jobs::Job, actor: &Actor) -> bool {
    let ask = Ask::from_json(&job.payload);
    let sees_enough = !ask.sees_all || actor.scope == Scope::All;
    let may = !ask.is_everything() || actor.may(Permission::ExportAll);
    job.kind() == Some(Kind::Export) && is_kept(job) && sees_enough && may
}

/// Whether the file can still be fetched.
#[must_use]
pub fn is_kept(job: &jobs::Job) -> bool {
    let until = job.finished_at.map(|at| at + chrono::Duration::days(super::KEPT_DAYS));
    Made::of(job).is_some() && until.is_some_and(|until| clock::now() < until)
}
