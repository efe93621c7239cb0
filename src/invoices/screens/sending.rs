//! Mailing a document once more: who gets it and why, before it goes out.

use actix_web::{HttpResponse, web};

use super::{Opened, open};
use crate::customers::Record;
use crate::db::Db;
use crate::error::AppError;
use crate::history::Entity;
use crate::notices::queue::event_of;
use crate::notices::recipients::Event;
use crate::notices::screens::sending::{self, Mailed};
use crate::web::{App, Asked, Page, Signed};

/// Whether a document can be mailed: it has its number, and still stands.
pub(super) fn can_be_mailed(opened: &Opened) -> bool {
    opened.row.number.is_some() && opened.row.status != "voided"
}

impl Mailed for Opened {
    const ENTITY: Entity = Entity::Invoice;

    fn find(conn: &mut Db, signed: &Signed, id: i64) -> Result<Self, AppError> {
        open(conn, signed, id)
    }

    fn event(&self) -> Option<Event> {
        can_be_mailed(self).then(|| event_of(&self.row))
    }

    fn place(&self) -> (i64, i64) {
        (self.row.id, self.row.version)
    }

    fn customer(&self) -> &Record {
        &self.record
    }

    fn address(&self) -> String {
        self.address()
    }

    fn trail(&self, page: &Page) -> Vec<(String, String)> {
        let mut crumbs = self.crumbs(page);
        crumbs.push((self.address(), self.name(page)));
        crumbs
    }

    fn words(&self, page: &Page) -> (String, &'static str) {
        (page.t.notice_send_title(&self.name(page)), page.t.notice_send_paper())
    }
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
    sending::ask::<Opened>(page, signed, app, *id).await
}

/// POST /invoices/{id}/sending
///
/// # Errors
/// As [`ask`].
pub async fn create(asked: Asked, id: web::Path<i64>) -> Result<HttpResponse, AppError> {
    let Asked { page, signed, app, session, form } = asked;
    sending::create::<Opened>(page, signed, app, (session, form), *id).await
}
