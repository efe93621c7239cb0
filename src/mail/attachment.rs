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
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        fs::read(data.join(path)).ok()
    }
}

/// The message with its file and a sentence about it; or, where there is none any more or it would cross the network in the
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
            let file = Part::new(attachment.name.clone()).body(body, kind);
            let said = SinglePart::plain(t.mail_export_attached().to_owned());
            return Ok(mixed.singlepart(said).singlepart(file));
        }
    };
    Ok(mixed.singlepart(SinglePart::plain(why.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn sent(path: &str, is_exposed: bool) -> String {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("a.csv"), "a;b").unwrap();
        fs::create_dir(data.path().join("inner")).unwrap();
        let attachment = Attachment {
            path: path.to_owned(),
            name: "a.csv".to_owned(),
            media_type: "text/csv".to_owned(),
        };
        let body = MultiPart::alternative_plain_html("Hola".to_owned(), "<p>Hola</p>".to_owned());
        let folder = data.path().join(if path.starts_with("..") { "inner" } else { "" });
        let parts = enclosed(body, &attachment, &folder, is_exposed, Text(Lang::En)).unwrap();
        String::from_utf8(parts.formatted()).unwrap()
    }

    #[test]
    fn only_a_file_that_goes_along_is_said_to() {
        let t = Text(Lang::En);
        let start = |sentence: &str| sentence.chars().take(30).collect::<String>();
        let attached = start(t.mail_export_attached());
        let with_file = sent("a.csv", false);
        assert!(with_file.contains(&attached) && with_file.contains("a.csv"), "{with_file}");
        for (path, is_exposed, why) in [
            ("gone.csv", false, t.mail_not_attached_gone()),
            ("../a.csv", false, t.mail_not_attached_gone()),
            ("a.csv", true, t.mail_not_attached_exposed()),
        ] {
            let without = sent(path, is_exposed);
            assert!(without.contains(&start(why)) && !without.contains(&attached), "{without}");
        }
    }
}
