//! Who was not changed, and why, as a file.

use actix_web::{HttpResponse, web};

use super::{index, run_file};
use crate::access::Actor;
use crate::customers::bulk::Reason;
use crate::customers::{fields, query};
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::Text;
use crate::jobs::{self, Fate, Item, Kind};
use crate::sheets::Cell;
use crate::web::paged::{self, Pages};
use crate::web::{App, Page, Signed};

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
    let (job, owner) = (id.into_inner(), index::seen_by(&signed));
    let found = app.db.read(move |conn| Ok::<_, AppError>(jobs::find(conn, job, owner)?)).await?;
    if found.ok_or(AppError::NotFound)?.kind() == Some(Kind::BillingRun) {
        return run_file::answer(&page, &app, signed.actor, job);
    }
    let comma = page.settings.organisation.decimal_comma();
    let name = page.t.process_file_of(job);
    let refused = Refused { job, after: 0, actor: signed.actor, t: page.t };
    paged::answer(app.db.clone(), comma, (&name, &headers(page.t)), refused)
}

/// As the import reads them, so that the file can be mended and imported.
fn headers(t: Text) -> [&'static str; 3] {
    let name = fields::find("name").map_or("", |field| field.label(t.0));
    [t.process_file_number(), name, t.process_reason()]
}

/// The customers that are still to be written.
struct Refused {
    job: i64,
    after: i64,
    actor: Actor,
    t: Text,
}

impl Pages for Refused {
    /// Number, name and reason; nothing but the number of whom the member does not see.
    fn next(&mut self, conn: &mut Db) -> Result<(Vec<Vec<Cell>>, bool), AppError> {
        let fates = [Fate::Refused, Fate::Skipped];
        let items = jobs::page(conn, self.job, &fates, self.after, AT_ONCE)?;
        let ids: Vec<i64> = items.iter().map(|item| item.customer_id).collect();
        let names = query::visible_names(conn, &self.actor, &ids)?;
        let row = |item: Item| {
            let seen = names.get(&item.customer_id);
            let reason = seen.and(item.reason).unwrap_or_default();
            let reason = Reason::in_words(&reason, self.t);
            let name = seen.cloned().flatten().unwrap_or_default();
            vec![Cell::Whole(item.customer_id), Cell::from(name), Cell::from(reason)]
        };
        self.after = ids.last().copied().unwrap_or(self.after);
        let is_last = i64::try_from(ids.len()).unwrap_or(0) < AT_ONCE;
        Ok((items.into_iter().map(row).collect(), is_last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::customers::import::headers::{Target, recognise};
    use crate::i18n::Lang;

    #[test]
    fn the_import_knows_whom_the_file_means_in_every_language() {
        for lang in Lang::ALL {
            let headers = headers(Text(lang)).map(str::to_owned);
            let columns = recognise(&headers, &[]).unwrap();
            let targets: Vec<&Target> = columns.iter().map(|column| &column.target).collect();
            assert_eq!(targets[..2], [&Target::Id, &Target::Field("name")], "{lang}");
        }
    }
}
