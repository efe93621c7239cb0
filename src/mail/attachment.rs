//! The file that goes with a letter: named in the outbox, read or drawn when the letter is sent.

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

/// The paper of a document: nothing of it is kept for the mail, it is drawn from what was taken down at the issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The document.
    pub invoice: i64,
    /// The file's name for whoever gets it.
    pub name: String,
}

/// What goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Enclosure {
    /// A file of the data folder.
    File(Attachment),
    /// A paper that is drawn.
    Paper(Paper),
}

impl Enclosure {
    /// As the outbox keeps it.
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As the outbox kept it.
    pub(super) fn from_json(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The document whose paper it is.
    pub(super) fn invoice(&self) -> Option<i64> {
        match self {
            Self::Paper(paper) => Some(paper.invoice),
            Self::File(_) => None,
        }
    }

    /// What is sent of it: a file as it lies there, a paper as it was drawn.
    fn opened(&self, data: &Path, drawn: Option<Vec<u8>>, t: Text) -> Opened<'_> {
        match self {
            Self::File(file) => Opened {
                name: &file.name,
                media_type: &file.media_type,
                bytes: file.read(data),
                attached: t.mail_export_attached(),
                gone: t.mail_not_attached_gone(),
                exposed: t.mail_not_attached_exposed(),
            },
            Self::Paper(paper) => Opened {
                name: &paper.name,
                media_type: PDF,
                bytes: drawn,
                attached: t.mail_paper_attached(),
                gone: t.mail_paper_not_attached(),
                exposed: t.mail_paper_not_attached(),
            },
        }
    }
}

/// The media type of papers.
const PDF: &str = "application/pdf";

/// Something to enclose, and what is said of it.
struct Opened<'a> {
    name: &'a str,
    media_type: &'a str,
    bytes: Option<Vec<u8>>,
    attached: &'static str,
    gone: &'static str,
    exposed: &'static str,
}

impl Attachment {
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
/// clear, with a sentence that says so. `drawn` is the paper, where it is one.
///
/// # Errors
/// When its media type is none.
pub(super) fn enclosed(
    message: MultiPart,
    (enclosure, drawn): (&Enclosure, Option<Vec<u8>>),
    data: &Path,
    is_exposed: bool,
    t: Text,
) -> anyhow::Result<MultiPart> {
    let mixed = MultiPart::mixed().multipart(message);
    let opened = enclosure.opened(data, drawn, t);
    let why = match opened.bytes {
        _ if is_exposed => opened.exposed,
        None => opened.gone,
        Some(bytes) => {
            // Byte for byte: another encoding may write the ends of lines anew.
            let body = Body::new_with_encoding(bytes, ContentTransferEncoding::Base64)
                .map_err(|_| anyhow::anyhow!("a file cannot be encoded"))?;
            let kind = ContentType::parse(opened.media_type)?;
            let file = Part::new(opened.name.to_owned()).body(body, kind);
            let said = SinglePart::plain(opened.attached.to_owned());
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
        let file = Enclosure::File(Attachment {
            path: path.to_owned(),
            name: "a.csv".to_owned(),
            media_type: "text/csv".to_owned(),
        });
        let body = MultiPart::alternative_plain_html("Hola".to_owned(), "<p>Hola</p>".to_owned());
        let folder = data.path().join(if path.starts_with("..") { "inner" } else { "" });
        let parts = enclosed(body, (&file, None), &folder, is_exposed, Text(Lang::En)).unwrap();
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

    #[test]
    fn a_paper_goes_along_as_it_was_drawn_and_the_outbox_keeps_its_name_alone() {
        let paper = Enclosure::Paper(Paper { invoice: 7, name: "Factura-B-1.pdf".to_owned() });
        assert_eq!(paper.to_json(), r#"{"invoice":7,"name":"Factura-B-1.pdf"}"#);
        assert_eq!(Enclosure::from_json(&paper.to_json()), Some(paper.clone()));
        let file = r#"{"path":"exports/1.csv","name":"a.csv","media_type":"text/csv"}"#;
        assert!(matches!(Enclosure::from_json(file), Some(Enclosure::File(_))));
        let t = Text(Lang::En);
        let sent = |drawn: Option<&[u8]>, is_exposed| {
            let body = MultiPart::alternative_plain_html(String::new(), String::new());
            let with = (&paper, drawn.map(<[u8]>::to_vec));
            let parts = enclosed(body, with, Path::new(""), is_exposed, t).unwrap();
            String::from_utf8(parts.formatted()).unwrap()
        };
        // Long lines are folded on their way.
        let start: String = t.mail_paper_not_attached().chars().take(30).collect();
        let whole = sent(Some(b"%PDF-"), false);
        assert!(whole.contains("JVBERi0=") && whole.contains("Factura-B-1.pdf"), "{whole}");
        for without in [sent(None, false), sent(Some(b"%PDF-"), true)] {
            assert!(!without.contains("JVBERi0="), "{without}");
            assert!(without.contains(&start), "{without}");
        }
    }
}
