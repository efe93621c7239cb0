//! Why there is no file, in words.

use super::{ExportError, MOST_ROWS};
use crate::i18n::Text;

impl Text {
    /// Why an export did not begin, or did not end.
    #[must_use]
    pub fn export_error(self, error: &ExportError) -> String {
        match error {
            ExportError::TooMany(count) => self.export_too_many(*count, MOST_ROWS),
            ExportError::Cancelled => self.export_cancelled().to_owned(),
            ExportError::File(error) => self.export_file(&error.to_string()),
            ExportError::Database(_) => self.export_database().to_owned(),
        }
    }
}
