//! The filtered log as a file: read and sent a page at a time, so that memory does not grow with it.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::TimeZone;
use chrono_tz::Tz;

use super::asked::Asked;
use super::words;
use crate::audit::query::{self, Filter, Line, Subjects};
use crate::audit::{self, Action};
use crate::clock;
use crate::db::Db;
use crate::error::AppError;
use crate::i18n::{Text, format};
use crate::sheets::Cell;
use crate::web::paged::{self, Pages};
use crate::web::{App, Form, Origin, Page, respond};

/// Where the file is.
pub(super) const PATH: &str = "/settings/audit/file";

/// Lines of a file, at most.
pub(super) const MOST: usize = 100_000;

/// Lines that are read at once.
const AT_ONCE: usize = 1_000;

/// `GET /settings/audit/file`: what the page shows by these filters. An address that is not
/// understood gets the page, which says what: its file would have more than was asked for.
///
/// # Errors
/// When the database is away.
pub async fn file(
    request: HttpRequest,
    origin: Origin,
    app: web::Data<App>,
) -> Result<HttpResponse, AppError> {
    let page = Page::of(&request);
    let form = Form::of_query(&request)?;
    let members = app.db.read(|conn| Ok::<_, AppError>(query::members(conn)?)).await?;
    let (t, zone) = (page.t, page.display().zone());
    let asked = Asked::read(&form, t, zone, &members);
    if !asked.ignored.is_empty() {
        return Ok(respond::see_other(&format!("{}?{}", super::PATH, form.encode())));
    }
    app.db
        .write(move |conn| {
            Ok::<_, AppError>(audit::note(conn, &origin.by, Action::LogFetched, None)?)
        })
        .await?;
    let comma = page.settings.organisation.decimal_comma();
    let lines = Lines {
        filter: asked.filter,
        before: asked.before,
        left: MOST,
        most: page.display().number(i64::try_from(MOST).unwrap_or(i64::MAX)),
        viewer: page.actor.id,
        t,
        zone,
    };
    let today = zone.from_utc_datetime(&clock::now()).format("%Y-%m-%d");
    let name = t.audit_file_name(&today.to_string());
    paged::answer(app.db.clone(), comma, (&name, &headers(t)), lines)
}

/// The lines that are still to be written.
struct Lines {
    filter: Filter,
    before: Option<i64>,
    /// Lines that the file may still take.
    left: usize,
    most: String,
    viewer: Option<i64>,
    t: Text,
    zone: Tz,
}

impl Pages for Lines {
    fn next(&mut self, conn: &mut Db) -> Result<(Vec<Vec<Cell>>, bool), AppError> {
        // When the file is full, one more line tells whether it was cut.
        let most = i64::try_from(AT_ONCE.min(self.left).max(1)).unwrap_or(1);
        let lines = query::newest(conn, &self.filter, self.before, most)?;
        if self.left == 0 {
            let cut = lines.first().map(|_| {
                let mut cut = [const { Cell::Empty }; 10];
                cut[0] = text(&self.t.audit_file_cut(&self.most));
                cut.to_vec()
            });
            return Ok((cut.into_iter().collect(), true));
        }
        let subjects = query::subjects(conn, &lines)?;
        let rows = lines.iter().map(|line| self.cells(line, &subjects).to_vec()).collect();
        self.left = self.left.saturating_sub(lines.len());
        self.before = lines.last().map(|line| line.id);
        Ok((rows, lines.len() < AT_ONCE))
    }
}

impl Lines {
    fn cells(&self, line: &Line, subjects: &Subjects) -> [Cell; 10] {
        let local = self.zone.from_utc_datetime(&line.at);
        [
            Cell::Whole(line.id),
            text(&local.format("%Y-%m-%d %H:%M:%S").to_string()),
            text(&format::machine(line.at)),
            text(&words::what(self.t, line)),
            text(&line.action),
            text(&words::who(self.t, line, subjects).label),
            text(&words::whom(self.t, line, subjects, self.viewer).label),
            line.entity_id.map_or(Cell::Empty, Cell::Whole),
            text(&line.address),
            text(&line.request_id),
        ]
    }
}

fn headers(t: Text) -> [&'static str; 10] {
    [
        t.audit_file_number(),
        t.audit_when(),
        t.audit_file_utc(),
        t.audit_what(),
        t.audit_file_code(),
        t.audit_who(),
        t.audit_file_whom(),
        t.audit_file_whom_number(),
        t.audit_address(),
        t.audit_file_request(),
    ]
}

fn text(text: &str) -> Cell {
    text.to_owned().into()
}
