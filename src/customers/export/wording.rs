//! Why there is no file, in words.

use std::io::ErrorKind;

use super::ExportError;
use crate::i18n::Text;
use crate::sheets::MOST_ROWS;

impl ExportError {
    /// Why an export did not begin, or did not end.
    #[must_use]
    pub fn text(&self, t: Text) -> String {
        match self {
            ExportError::TooMany(count) => t.export_too_many(*count, MOST_ROWS),
            ExportError::Cancelled => t.export_cancelled().to_owned(),
            ExportError::File(error) => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => t.export_disk_full(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                    t.export_not_writable()
                }
                _ => t.export_file(),
            }
            .to_owned(),
            ExportError::Database(_) => t.export_database().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_disk_is_told_of_in_the_words_of_the_reader() {
        let full = ExportError::File(io::Error::from_raw_os_error(28));
        let said = [Lang::Es, Lang::Pt, Lang::En].map(|lang| full.text(Text(lang)));
        for (text, word) in said.iter().zip(["espacio", "espaço", "space"]) {
            assert!(text.contains(word) && !text.contains("os error"), "{text}");
        }
        for kind in [ErrorKind::PermissionDenied, ErrorKind::BrokenPipe] {
            let text = ExportError::File(kind.into()).text(Text(Lang::Es));
            assert!(!text.contains(&io::Error::from(kind).to_string()), "{text}");
        }
    }
}
