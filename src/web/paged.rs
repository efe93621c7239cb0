//! A sheet that is written while it is sent, a page of rows at a time: memory does not grow with it.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, MessageBody};
use actix_web::web::Bytes;
use parking_lot::Mutex;

use super::download;
use crate::db::{Database, Db};
use crate::error::AppError;
use crate::sheets::{Cell, Format, Sheet};

/// The rows of a file, in pages.
pub trait Pages: Send + 'static {
    /// The next page of rows, and whether it is the last one.
    ///
    /// # Errors
    /// When the database fails.
    fn next(&mut self, conn: &mut Db) -> Result<(Vec<Vec<Cell>>, bool), AppError>;
}

/// The answer with a text file: its headers, then its pages.
///
/// # Errors
/// When the headers cannot be written.
pub fn answer<P: Pages>(
    db: Database,
    decimal_comma: bool,
    (name, headers): (&str, &[&str]),
    pages: P,
) -> Result<HttpResponse, AppError> {
    let piece = Piece::default();
    let mut sheet = Sheet::begin(Format::Csv, piece.clone(), decimal_comma).map_err(failed)?;
    sheet.row(headers.iter().map(|text| Cell::from((*text).to_owned()))).map_err(failed)?;
    let writing = Writing { db, pages, piece, sheet };
    Ok(download::answer(Body::Waits(Box::new(writing)), name, Format::Csv.media_type()))
}

/// What the sheet has written and nobody has sent yet.
#[derive(Clone, Default)]
struct Piece(Arc<Mutex<Vec<u8>>>);

impl Piece {
    fn take(&self) -> Bytes {
        std::mem::take(&mut *self.0.lock()).into()
    }
}

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
struct Writing<P> {
    db: Database,
    pages: P,
    piece: Piece,
    sheet: Sheet<'static>,
}

/// A piece of the file, and how it goes on.
type Written<P> = (Bytes, Option<Box<Writing<P>>>);

impl<P: Pages> Writing<P> {
    /// Writes the next rows.
    async fn go_on(self: Box<Self>) -> Result<Written<P>, AppError> {
        self.db.clone().read(move |conn| self.page(conn)).await
    }

    fn page(mut self: Box<Self>, conn: &mut Db) -> Result<Written<P>, AppError> {
        let (rows, is_last) = self.pages.next(conn)?;
        for row in rows {
            self.sheet.row(row.into_iter()).map_err(failed)?;
        }
        if !is_last {
            return Ok((self.piece.take(), Some(self)));
        }
        let Self { sheet, piece, .. } = *self;
        sheet.finish().map_err(failed)?;
        Ok((piece.take(), None))
    }
}

fn failed(error: io::Error) -> AppError {
    AppError::Bug(error.into())
}

/// The file on its way: the next rows are read when the last ones have been taken.
enum Body<P> {
    Waits(Box<Writing<P>>),
    Writes(Pin<Box<dyn Future<Output = Result<Written<P>, AppError>>>>),
    Over,
}

impl<P: Pages> MessageBody for Body<P> {
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
                    tracing::warn!(%error, "a file broke off on its way");
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
