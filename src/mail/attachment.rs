//! The file that goes with a letter: named in the outbox, read when the letter is sent.

use std::fs;
use std::path::{Component, Path};

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment as Part, Body, MultiPart, SinglePart};
use serde::{Deserialize, Serialize};

use crate::i18n::Text;

/// A file of the data folder, and how it is called in the mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Where it lies in the data folder.
    pub path: String,
    /// Its name for whoever gets it.
    pub name: String,
    /// Its media type.
    pub media_type: String,
}

impl Attachment {
    /// As the outbox keeps it.
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As the outbox kept it.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The file, unless it is gone.
    fn read(&self, data: &Path) -> Option<Vec<u8>> {
        let path = Path::new(&self.path);
        let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        fs::read(data.join(path)).ok().filter(|_| is_inside)
    }
}

/// The message with its file; or, where there is none any more or it would cross the network in the
/// clear, with a sentence that says so.
///
/// # Errors
/// When its media type is none.
pub(super) fn enclosed(
    message: MultiPart,
    attachment: &Attachment,
    data: &Path,
    is_exposed: bool,
    t: Text,
) -> anyhow::Result<MultiPart> {
    let mixed = MultiPart::mixed().multipart(message);
    let why = match attachment.read(data) {
        _ if is_exposed => t.mail_not_attached_exposed(),
        None => t.mail_not_attached_gone(),
        Some(bytes) => {
            // Byte for byte: another encoding may write the ends of lines anew.
            let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64)
                .map_err(|_| anyhow::anyhow!("a file cannot be encoded"))?;
            let kind = ContentType::parse(&attachment.media_type)?;
            return Ok(mixed.singlepart(Part::new(attachment.name.clone()).body(body, kind)));
        }
    };
    Ok(mixed.singlepart(SinglePart::plain(why.to_owned())))
}
