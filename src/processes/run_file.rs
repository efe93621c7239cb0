//! Which contracts of a run got no document, and why, as a file.

use actix_web::HttpResponse;

use crate::access::Actor;
use crate::customers::{fields, query};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::invoices::run::{self, Item, Why};
use crate::jobs::Fate;
use crate::settings::Display;
use crate::sheets::Cell;
use crate::web::paged::{self, Pages};
use crate::web::{App, Page};

/// Contracts that are read at once.
const AT_ONCE: i64 = 1_000;

/// The file, as GET /jobs/{id}/file answers it.
pub fn answer(page: &Page, app: &App, actor: Actor, job: i64) -> Result<HttpResponse, AppError> {
    let comma = page.settings.organisation.decimal_comma();
    let (name, t) = (page.t.run_file(job), page.t);
    let customer = fields::find("name").map_or("", |field| field.label(t.0));
    let headers = [t.process_file_number(), customer, t.run_contract(), t.process_reason()];
    let settings = page.settings.clone();
    let refused = Refused { job, after: 0, actor, t, settings };
    paged::answer(app.db.clone(), comma, (&name, &headers), refused)
}

/// The contracts that are still to be written.
struct Refused {
    job: i64,
    after: i64,
    actor: Actor,
    t: Text,
    settings: std::sync::Arc<crate::settings::Settings>,
}

impl Pages for Refused {
    /// Customer, contract and reason; nothing but numbers of whom the member does not see.
    fn next(&mut self, conn: &mut Db) -> Result<(Vec<Vec<Cell>>, bool), AppError> {
        let items = run::page(conn, self.job, Fate::Refused, self.after, AT_ONCE)?;
        let customers: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
        let names = query::visible_names(conn, &self.actor, &customers)?;
        let display = Display::new(self.t.0, &self.settings);
        let row = |item: &Item| {
            let name = names.get(&item.customer_id).cloned().flatten().unwrap_or_default();
            let why = item.reason.as_deref().and_then(Why::of);
            let reason = why.map(|why| why.text(&display)).unwrap_or_default();
            vec![
                Cell::Whole(item.customer_id),
                Cell::from(name),
                Cell::Whole(item.contract_id),
                Cell::from(reason),
            ]
        };
        self.after = items.last().map_or(self.after, |item| item.contract_id);
        let is_last = i64::try_from(items.len()).unwrap_or(0) < AT_ONCE;
        Ok((items.iter().map(row).collect(), is_last))
    }
}
