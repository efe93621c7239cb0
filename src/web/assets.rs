//! Static files, embedded in the binary and served for ever under an address with their hash: one
//! hash for all of them, in the path, so that they can name each other.

use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::error::AppError;

#[derive(RustEmbed)]
#[folder = "../../static/"]
struct Files;

/// Of all names and contents.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Files::iter().collect();
    names.sort();
    let mut digest = Sha256::new();
    for name in names {
        digest.update(name.as_bytes());
        if let Some(file) = Files::get(&name) {
            digest.update(file.metadata.sha256_hash());
        }
    }
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
});

/// The address of a static file.
#[must_use]
pub fn address(path: &str) -> String {
    format!("/static/{}/{path}", *HASH)
}

/// `GET /static/{hash}/{path}`. A former hash still finds the file, without being kept for ever.
///
/// # Errors
/// `NotFound`.
#[expect(clippy::unused_async, reason = "routes take async handlers")]
pub async fn show(path: web::Path<(String, String)>) -> Result<HttpResponse, AppError> {
    let (hash, name) = path.into_inner();
    let file: EmbeddedFile = Files::get(&name).ok_or(AppError::NotFound)?;
    let keep = if hash == *HASH { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, content_type(&file)))
        .insert_header((CACHE_CONTROL, keep))
        .body(file.data.into_owned()))
}

fn content_type(file: &EmbeddedFile) -> String {
    let kind = file.metadata.mimetype();
    let is_text =
        kind.starts_with("text/") || kind.ends_with("javascript") || kind.ends_with("xml");
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}
