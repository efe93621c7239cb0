//! Mailing the receipt of a payment once more: who gets it and why, before it goes out.

use actix_session::Session;
use actix_web::{HttpResponse, web};

use super::{Opened, mailing, open};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::history::{self, Change, Entity};
use crate::invoices::Writing;
use crate::notices::recipients::{Event, by_hand};
use crate::notices::screens::sending::{self, Sending};
use crate::notices::{self, Told, party};
use crate::payments::states::holds;
use crate::web::{App, Form, Page, Signed, flash, respond};

/// In the history, in the place of a field: somebody had its receipt mailed.
pub(super) const MAILED: &str = "mailed";

/// Whether there is something to tell of a payment: the money came in, and stays.
pub(super) fn can_be_mailed(opened: &Opened) -> bool {
    holds(&opened.row.status)
}

/// GET /payments/{id}/sending
///
/// # Errors
/// `NotFound` where there is nothing to tell, or when the database fails.
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
            let event = Event::Payment;
            let (step, before) =
                (notices::again(conn, event, id)?, notices::times(conn, event, id)?);
            Ok::<_, AppError>((opened, step, before))
        })
        .await?;
    if !can_be_mailed(&opened) {
        return Err(AppError::NotFound);
    }
    let mut crumbs = opened.crumbs(&page);
    crumbs.push((opened.address(), opened.name(&page)));
    let sending = Sending {
        crumbs,
        title: page.t.notice_send_receipt_title(&opened.name(&page)),
        lead: page.t.notice_send_receipt().to_owned(),
        action: format!("{}/sending", opened.address()),
        back: opened.address(),
        step,
        to: by_hand(Event::Payment, &party::of(&opened.record)),
        before: before.into_iter().map(|at| page.display().moment(at)).collect(),
        customer: format!("/customers/{}", opened.record.customer.id),
    };
    sending::ask(page, sending)
}

/// POST /payments/{id}/sending
///
/// # Errors
/// `NotFound` where there is nothing to tell, or when the database fails.
pub async fn create(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    session: Session,
    id: web::Path<i64>,
    form: Form,
) -> Result<HttpResponse, AppError> {
    let (id, panel) = (id.into_inner(), app.clone());
    let step: i64 = form.text("step").parse().map_err(|_| AppError::BadRequest)?;
    let told = app.db.write(move |conn| send(conn, &signed, &panel, (id, step))).await?;
    app.bells.mail.ring();
    match told {
        Told::Queued(to) => flash::ok(&session, page.t.notice_sent(&to.len().to_string())),
        Told::Before => flash::warn(&session, page.t.notice_sent_before()),
        Told::Silent(_) => return Ok(respond::see_other(&format!("/payments/{id}/sending"))),
    }
    Ok(respond::see_other(&format!("/payments/{id}")))
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
    let told = notices::tell_again(conn, &w, mailing(app), (Event::Payment, id, step))?;
    if let Told::Queued(to) = &told {
        // How many, and not which: addresses go with their customer, the history of a payment stays.
        let after = Some(to.len().to_string());
        let change = Change { field: MAILED.to_owned(), before: None, after };
        let place = (Entity::Payment, id, opened.row.version);
        history::record_as(conn, &w.circumstance(None), place, &[change])?;
    }
    Ok(told)
}
