//! What is done with a process: yes, stop, take back, try again.

use actix_session::Session;
use actix_web::{HttpResponse, web};

use super::show::{own, own_to_change, place};
use super::{owner, told, worker};
use crate::audit::{self, Action};
use crate::customers::bulk::{self, ask, selection};
use crate::error::AppError;
use crate::jobs::{self, Job, Kind};
use crate::web::{App, Form, Origin, Page, Signed, flash, respond};

/// POST /jobs/{id}/start: yes to what was looked at.
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn confirm(
    page: Page,
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let tells = form.is_ticked("tell");
    let started = app
        .db
        .write(move |conn| {
            let job = own(conn, &signed, id)?;
            let is_own = job.owner_id == Some(signed.member.id);
            if !owner::may(&signed.actor, &job) {
                return Err(AppError::Forbidden);
            }
            let started = is_own && job.changed > 0 && jobs::start(conn, id, tells)?;
            if started {
                selection::use_up(conn, signed.member.id, id)?;
                audit::note(conn, &origin.by, started_as(&job), Some(id))?;
            }
            Ok::<_, AppError>(started)
        })
        .await?;
    if started {
        app.bells.jobs.ring();
    } else {
        flash::warn(&session, page.t.process_not_startable());
    }
    Ok(respond::see_other(&format!("/jobs/{id}")))
}

fn started_as(job: &Job) -> Action {
    match job.kind() {
        Some(Kind::PortalPasswords) => Action::PortalBulkStarted,
        Some(Kind::BillingRun) => Action::BillingRunStarted,
        _ => Action::BulkStarted,
    }
}

/// POST /jobs/{id}/cancellation
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn stop(
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let (id, teller) = (id.into_inner(), app.clone());
    let job = app
        .db
        .write(move |conn| {
            let job = own_to_change(conn, &signed, id)?;
            if job.is_of_the_house() {
                // Done by halves it would be wrong, and nobody asks for it anew.
                return Err(AppError::NotFound);
            }
            if jobs::ask_stop(conn, id)? {
                audit::note(conn, &origin.by, Action::JobStopped, Some(id))?;
                // Of one that nobody works on this is the end; a worker tells of the others.
                let owner = owner::of(conn, &job, &signed.settings)?;
                told::of_end(conn, &teller, &signed.settings, &owner, id)?;
            }
            Ok::<_, AppError>(job)
        })
        .await?;
    app.bells.mail.ring();
    Ok(respond::see_other(&place(&job)))
}

/// POST /jobs/{id}/undo: the job that takes this one back.
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn undo(
    page: Page,
    signed: Signed,
    origin: Origin,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let undoing = app
        .db
        .write(move |conn| {
            let job = own_to_change(conn, &signed, id)?;
            let undoing = bulk::undo(conn, &signed.actor, &job)?;
            if undoing.is_some() {
                audit::note(conn, &origin.by, Action::BulkUndone, Some(id))?;
            }
            Ok::<_, AppError>(undoing)
        })
        .await?;
    let Some(undoing) = undoing else {
        flash::warn(&session, page.t.process_not_undoable());
        return Ok(respond::see_other(&format!("/jobs/{id}")));
    };
    app.bells.jobs.ring();
    Ok(respond::see_other(&format!("/jobs/{undoing}")))
}

/// POST /jobs/{id}/retry: the same for exactly those it failed with, as a job to be reviewed. One that
/// there is already is led to.
///
/// # Errors
/// `NotFound` for a job of somebody else, `Forbidden` for what the member may no longer do, or when the
/// database fails.
pub async fn retry(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
    session: Session,
) -> Result<HttpResponse, AppError> {
    let (id, asking) = (id.into_inner(), signed.clone());
    let made = app.db.write(move |conn| {
        let job = own_to_change(conn, &asking, id)?;
        if let Some(known) = jobs::retried_by(conn, id)? {
            return Ok(Some((job, known, false)));
        }
        if !owner::may(&asking.actor, &job) {
            return Err(AppError::Forbidden);
        }
        let made = bulk::retry(conn, &asking.actor, &job)?;
        Ok::<_, AppError>(made.map(|new| (job, new, true)))
    });
    match made.await? {
        Some((job, new, true)) => {
            ask::led_to(&app, signed, page.t, (new, job.failed), worker::look(job.kind())).await
        }
        Some((_, known, false)) => Ok(respond::see_other(&format!("/jobs/{known}"))),
        None => {
            flash::warn(&session, page.t.process_not_retryable());
            Ok(respond::see_other(&format!("/jobs/{id}")))
        }
    }
}
