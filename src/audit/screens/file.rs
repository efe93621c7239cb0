//! The filtered log as a file: read and sent a page at a time, so that memory does not grow with it.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::body::{BodySize, MessageBody};
use actix_web::web::{self, Bytes};
use actix_web::{HttpRequest, HttpResponse};
use chrono::TimeZone;
use chrono_tz::Tz;
use parking_lot::Mutex;

use super::asked::Asked;
use super::words;
use crate::audit::query::{self, Filter, Line, Subjects};
use crate::audit::{self, Action};
use crate::clock;
use crate::customers::export::{Cell, Format, Sheet};
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::i18n::{Text, format};
use crate::web::{App, Form, Origin, Page, download, respond};

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
    let piece = Piece::default();
    let comma = page.settings.organisation.decimal_comma();
    let mut sheet = Sheet::begin(Format::Csv, piece.clone(), comma).map_err(failed)?;
    sheet.row(headers(t).into_iter().map(text)).map_err(failed)?;
    let writing = Writing {
        db: app.db.clone(),
        filter: asked.filter,
        before: asked.before,
        left: MOST,
        most: page.display().number(i64::try_from(MOST).unwrap_or(i64::MAX)),
        viewer: page.actor.id,
        t,
        zone,
        piece,
        sheet,
    };
    let today = zone.from_utc_datetime(&clock::now()).format("%Y-%m-%d");
    let name = format!("auditoria-{today}.csv");
    Ok(download::answer(Body::Waits(Box::new(writing)), &name, Format::Csv.media_type()))
}

/// What the sheet has written and nobody has sent yet.
#[derive(Clone, Default)]
struct Piece(Arc<Mutex<Vec<u8>>>);

impl Write for Piece {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that is being written.
struct Writing {
    db: Database,
    filter: Filter,
    before: Option<i64>,
    /// Lines that it may still take.
    left: usize,
    most: String,
    viewer: Option<i64>,
    t: Text,
    zone: Tz,
    piece: Piece,
    sheet: Sheet<'static>,
}

/// A piece of the file, and how it goes on.
type Written = (Bytes, Option<Box<Writing>>);

impl Writing {
    /// Writes the next lines.
    async fn go_on(self: Box<Self>) -> Result<Written, AppError> {
        self.db.clone().read(move |conn| self.page(conn)).await
    }

    fn page(mut self: Box<Self>, conn: &mut Db) -> Result<Written, AppError> {
        // When the file is full, one more line tells whether it was cut.
        let most = i64::try_from(AT_ONCE.min(self.left).max(1)).unwrap_or(1);
        let lines = query::newest(conn, &self.filter, self.before, most)?;
        if self.left == 0 {
            if !lines.is_empty() {
                let mut cut = [const { Cell::Empty }; 10];
                cut[0] = text(&self.t.audit_file_cut(&self.most));
                self.sheet.row(cut.into_iter()).map_err(failed)?;
            }
            return self.end();
        }
        let subjects = query::subjects(conn, &lines)?;
        for line in &lines {
            self.sheet.row(self.cells(line, &subjects).into_iter()).map_err(failed)?;
        }
        if lines.len() < AT_ONCE {
            return self.end();
        }
        self.left = self.left.saturating_sub(lines.len());
        self.before = lines.last().map(|line| line.id);
        let bytes = self.piece.take();
        Ok((bytes, Some(self)))
    }

    fn end(self: Box<Self>) -> Result<Written, AppError> {
        let Self { sheet, piece, .. } = *self;
        sheet.finish().map_err(failed)?;
        Ok((piece.take(), None))
    }

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

impl Piece {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock()).into()
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

fn failed(error: io::Error) -> AppError {
    AppError::Bug(error.into())
}

/// The file on its way: the next lines are read when the last ones have been taken.
enum Body {
    Waits(Box<Writing>),
    Writes(Pin<Box<dyn Future<Output = Result<Written, AppError>>>>),
    Over,
}

impl MessageBody for Body {
    type Error = AppError;

    fn size(&self) -> BodySize {
        BodySize::Stream
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, AppError>>> {
        loop {
            let mut going = match std::mem::replace(&mut *self, Self::Over) {
                Self::Over => return Poll::Ready(None),
                Self::Waits(writing) => Box::pin(writing.go_on()),
                Self::Writes(going) => going,
            };
            match going.as_mut().poll(context) {
                Poll::Pending => {
                    *self = Self::Writes(going);
                    return Poll::Pending;
                }
                Poll::Ready(Err(error)) => {
                    tracing::warn!(%error, "a file of the audit log broke off");
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(Ok((bytes, rest))) => {
                    *self = rest.map_or(Self::Over, Self::Waits);
                    // An empty piece would end the body.
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
            }
        }
    }
}
