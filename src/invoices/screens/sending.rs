//! Mailing a document once more: who gets it and why, before it goes out.

use actix_web::{HttpResponse, web};

use super::action::{Asked, mailing};
use super::{Opened, open};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::Writing;
use crate::notices::queue::event_of;
use crate::notices::recipients::by_hand;
use crate::notices::screens::sending::{self, Sending};
use crate::notices::{self, Told, party};
use crate::web::{App, Page, Signed, flash, respond};

/// In the history, in the place of a field: somebody had it mailed.
pub(super) const MAILED: &str = "mailed";

/// Whether a document can be mailed: it has its number, and still stands.
pub(super) fn can_be_mailed(opened: &Opened) -> bool {
    opened.row.number.is_some() && opened.row.status != "voided"
}

/// GET /invoices/{id}/sending
///
/// # Errors
/// `NotFound` where it cannot be mailed, or when the database fails.
pub async fn ask(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let (opened, step, before) = app
        .db
        .read(move |conn| {
            let opened = open(conn, &signed, id)?;
            let event = event_of(&opened.row);
            let (step, before) =
                (notices::again(conn, event, id)?, notices::times(conn, event, id)?);
            Ok::<_, AppError>((opened, step, before))
        })
        .await?;
    if !can_be_mailed(&opened) {
        return Err(AppError::NotFound);
    }
    let name = opened.name(&page);
    let mut crumbs = opened.crumbs(&page);
    crumbs.push((opened.address(), name.clone()));
    let to = by_hand(event_of(&opened.row), &party::of(&opened.record));
    let sending = Sending {
        crumbs,
        title: page.t.notice_send_title(&name),
        lead: page.t.notice_send_paper().to_owned(),
        action: format!("{}/sending", opened.address()),
        back: opened.address(),
        step,
        to,
        before: before.into_iter().map(|at| page.display().moment(at)).collect(),
        customer: opened.customer_address(),
    };
    sending::ask(page, sending)
}

/// POST /invoices/{id}/sending
///
/// # Errors
/// `NotFound` where it cannot be mailed, or when the database fails.
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    let (id, panel) = (id.into_inner(), app.clone());
    let step: i64 = form.text("step").parse().map_err(|_| AppError::BadRequest)?;
    let told = app.db.write(move |conn| send(conn, &signed, &panel, (id, step))).await?;
    app.bells.mail.ring();
    match told {
        Told::Queued(to) => flash::ok(&session, page.t.notice_sent(&to.len().to_string())),
        Told::Before => flash::warn(&session, page.t.notice_sent_before()),
        Told::Silent(_) => return Ok(respond::see_other(&format!("/invoices/{id}/sending"))),
    }
    Ok(respond::see_other(&format!("/invoices/{id}")))
}

fn send(
    conn: &mut Db,
    signed: &Signed,
    app: &App,
    (id, step): (i64, i64),
) -> Result<Told, AppError> {
    let opened = open(conn, signed, id)?;
    if !can_be_mailed(&opened) || step < 1 {
        return Err(AppError::NotFound);
    }
    let w = Writing::new(&signed.actor, &signed.settings, clock::now());
    let event = event_of(&opened.row);
    let told = notices::tell_again(conn, &w, mailing(app), (event, id, step))?;
    if let Told::Queued(to) = &told {
        // How many, and not which: addresses go with their customer, the history of a document stays.
        let after = Some(to.len().to_string());
        let change = Change { field: MAILED.to_owned(), before: None, after };
        let place = (Entity::Invoice, id, opened.row.version);
        history::record_as(conn, &w.circumstance(None), place, &[change])?;
    }
    Ok(told)
}
