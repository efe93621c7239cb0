//! The paper that goes with a letter, drawn when the letter leaves.

use crate::access::{Actor, Via};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Lang, Text};
use crate::invoices::{self, Writing};
use crate::papers;
use crate::settings::Settings;

/// Draws a document as it was issued, in a language; nothing where it is gone.
///
/// # Errors
/// When the database fails.
pub fn draw(conn: &mut Db, invoice: i64, lang: Lang) -> Result<Option<Vec<u8>>, AppError> {
    let (settings, actor) = (Settings::load(conn)?, Actor::command(Via::Command));
    let w = Writing::new(&actor, &settings, clock::now());
    match invoices::paper(conn, &w, invoice, Text(lang)) {
        Ok(paper) => Ok(Some(papers::draw(&paper, Text(lang)))),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
