//! Files that are fetched: as an attachment that no browser opens, a piece at a time.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, MessageBody};
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::web::Bytes;

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;

/// A file on its way.
struct Pieces {
    file: File,
    size: u64,
}

impl MessageBody for Pieces {
    type Error = std::io::Error;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.size)
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let mut piece = vec![0; PIECE];
        Poll::Ready(match self.file.read(&mut piece) {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some(Ok(Bytes::from(piece)))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

/// The answer with a file; its name has letters, digits, dots and dashes only.
///
/// # Errors
/// When the file cannot be opened.
pub fn attachment(path: &Path, name: &str, media_type: &str) -> std::io::Result<HttpResponse> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    Ok(answer(Pieces { file, size }, name, media_type))
}

/// The same with any body.
pub fn answer(body: impl MessageBody + 'static, name: &str, media_type: &str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox"))
        .body(body)
}
