//! Who was not changed, and why, as a file.

use std::io;

use actix_web::{HttpResponse, web};

use super::index;
use crate::customers::export::{Cell, Format, Sheet};
use crate::customers::query;
use crate::db::Db;
use crate::error::AppError;
use crate::jobs::{self, Fate, Item, Job};
use crate::web::{App, Page, Signed, download};

/// Customers in a file, at most: it is made in memory.
const MOST: usize = 100_000;
/// Customers that are read at once.
const AT_ONCE: i64 = 1_000;

/// GET /jobs/{id}/file
///
/// # Errors
/// `NotFound` for a job of somebody else, or when the database fails.
pub async fn file(
    page: Page,
    signed: Signed,
    app: web::Data<App>,
    id: web::Path<i64>,
) -> Result<HttpResponse, AppError> {
    let id = id.into_inner();
    let rows = app
        .db
        .read(move |conn| {
            let job = jobs::find(conn, id, index::owner(&signed))?.ok_or(AppError::NotFound)?;
            refused(conn, &signed, &job)
        })
        .await?;
    let file = written(&page, rows).map_err(|error| AppError::Bug(error.into()))?;
    Ok(download::answer(file, &format!("proceso-{id}.csv"), Format::Csv.media_type()))
}

/// Number, name and reason; nothing but the number of whom the member does not see.
type Row = (i64, String, String);

fn refused(conn: &mut Db, signed: &Signed, job: &Job) -> Result<Vec<Row>, AppError> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let after = rows.last().map_or(0, |row| row.0);
        let items = jobs::page(conn, job.id, &[Fate::Refused, Fate::Skipped], after, AT_ONCE)?;
        let ids: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
        let names = query::visible_names(conn, &signed.actor, &ids)?;
        let row = |item: Item| match names.get(&item.customer_id) {
            Some(name) => (
                item.customer_id,
                name.clone().unwrap_or_default(),
                item.reason.unwrap_or_default(),
            ),
            None => (item.customer_id, String::new(), String::new()),
        };
        rows.extend(items.into_iter().map(row));
        if ids.len() < usize::try_from(AT_ONCE).unwrap_or(0) || rows.len() >= MOST {
            return Ok(rows);
        }
    }
}

fn written(page: &Page, rows: Vec<Row>) -> io::Result<Vec<u8>> {
    let mut file = Vec::new();
    let comma = page.settings.organisation.decimal_comma();
    let mut sheet = Sheet::begin(Format::Csv, &mut file, comma)?;
    // The headers of the export, so that the file can be mended and imported.
    let head = ["ID cliente", "Nombre", page.t.process_reason()];
    sheet.row(head.map(|text| Cell::Text(text.to_owned())).into_iter())?;
    for (id, name, reason) in rows {
        sheet.row([Cell::Whole(id), Cell::from(name), Cell::from(reason)].into_iter())?;
    }
    sheet.finish()?;
    Ok(file)
}
