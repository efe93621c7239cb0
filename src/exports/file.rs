//! The file of an export, for whoever asked for it and nobody else.

use actix_web::{HttpResponse, web};

use super::work::folder;
use super::{Ask, Made};
use crate::access::{Actor, Permission, Scope};
use crate::audit::{self, Action};
use crate::clock;
use crate::error::AppError;
use crate::i18n::Text;
use crate::jobs::{self, Kind};
use crate::settings::Settings;
use crate::web::{App, Origin, Page, Signed, download};

/// GET /exports/{id}/file
///
/// # Errors
/// `NotFound` for an export of somebody else or without a file, or when the database fails.
pub async fn file(
    page: Page,
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
    let (name, format) = (name(&job, &made, page.t, &signed.settings), made.format());
    download::attachment(&folder(&app.config).join(&made.file), &name, format.media_type()).map_err(
        |error| {
            tracing::warn!(%error, job = id, "the file of an export is gone");
            AppError::NotFound
        },
    )
}

/// What the file is called on the machine of whoever asked for it.
#[must_use]
pub fn name(job: &jobs::Job, made: &Made, t: Text, settings: &Settings) -> String {
    let day = job.created_at.and_utc().with_timezone(&settings.organisation.zone());
    t.export_file_name(&day.format("%Y-%m-%d").to_string(), job.id, made.format().code())
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
