//! The sentences of an import's result.

use super::assemble::WarningKind;
use super::headers::{BadMapping, Why};
use super::options::ImportError;
use super::report::{NotTaken, Note, Reason};
use super::source::{BadReason, Unreadable};
use crate::i18n::Text;

impl Text {
    /// A note on a row: column, reason, and what was typed.
    #[must_use]
    pub fn import_note(self, note: &Note) -> String {
        let mut sentence = String::new();
        if !note.column.is_empty() {
            sentence.push_str(&note.column);
            sentence.push_str(": ");
        }
        sentence.push_str(&self.import_reason(&note.reason));
        if !note.typed.is_empty() {
            let short: String = note.typed.chars().take(60).collect();
            let more = if short.len() < note.typed.len() { "…" } else { "" };
            for part in [" («", &short.replace('\n', " "), more, "»)"] {
                sentence.push_str(part);
            }
        }
        if note.is_kept {
            sentence.push_str("; ");
            sentence.push_str(self.import_kept());
        }
        sentence
    }

    /// Why a note was made.
    #[must_use]
    pub fn import_reason(self, reason: &Reason) -> String {
        let fixed = match reason {
            Reason::Value(problem) => return self.problem(problem),
            Reason::Row(reason) => return self.bad_row(reason),
            Reason::Cut(most) => return self.import_cut(count(*most)),
            Reason::Exists(id) => return self.import_exists(*id),
            Reason::Resembles(ids) => {
                let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
                return self.import_resembles(&ids.join(", "));
            }
            Reason::Reading(WarningKind::Rounded) => self.import_rounded(),
            Reason::Reading(WarningKind::Recoded) => self.import_recoded(),
            Reason::Reading(WarningKind::SecondValue) => self.import_second_value(),
            Reason::Reading(WarningKind::ZerosRestored) => self.import_zeros(),
            Reason::Nobody => self.import_nobody(),
            Reason::Nameless => self.import_nameless(),
            Reason::EmailTaken => self.import_email_taken(),
            Reason::OtherKind => self.import_other_kind(),
            Reason::CardHidden => self.import_card_hidden(),
            Reason::NoMatch => self.import_no_match(),
            Reason::NoKey => self.import_no_key(),
            Reason::Several => self.import_several(),
            Reason::BadId => self.import_bad_id(),
            Reason::Database => self.import_database(),
        };
        fixed.to_owned()
    }

    /// Why a column is not taken.
    #[must_use]
    pub fn import_not_taken(self, why: NotTaken) -> &'static str {
        match why {
            NotTaken::Because(Why::ReadOnly) => self.import_read_only(),
            NotTaken::Because(Why::NotYet) => self.import_not_yet(),
            NotTaken::Because(Why::Duplicate) => self.import_duplicate_column(),
            NotTaken::Because(Why::ByChoice) => self.import_by_choice(),
            NotTaken::Unknown => self.import_unknown_column(),
        }
    }

    /// Why an import did not begin, or did not end.
    #[must_use]
    pub fn import_error(self, error: &ImportError) -> String {
        match error {
            ImportError::Unreadable(why) => self.unreadable(why),
            ImportError::Mapping(BadMapping::UnknownHeader(header)) => {
                self.import_unknown_header(header)
            }
            ImportError::Mapping(BadMapping::UnknownField(key))
            | ImportError::UnknownMatch(key) => self.import_unknown_field(key),
            ImportError::MatchNotYet(key) => self.import_match_not_yet(key),
            ImportError::NeedsMatch => self.import_needs_match().to_owned(),
            ImportError::NoMatchColumn(key) => self.import_no_match_column(key),
            ImportError::Country(text) => self.import_unknown_country(text),
            ImportError::Errors(error) => self.import_errors_file(&error.to_string()),
            ImportError::ErrorsOverSource => self.import_errors_over_source().to_owned(),
            ImportError::Stopped(..) => self.import_stopped().to_owned(),
        }
    }

    fn unreadable(self, why: &Unreadable) -> String {
        let fixed = match why {
            Unreadable::Io(error) => return self.import_io(&error.to_string()),
            Unreadable::NotAWorkbook(why) => return self.import_not_a_workbook(why),
            Unreadable::NoSuchSheet(names) => return self.import_no_such_sheet(&names.join(", ")),
            Unreadable::UnknownEncoding(name) => return self.import_unknown_encoding(name),
            Unreadable::NoHeaderOnLine(line) => return self.import_no_header_on(*line),
            Unreadable::TooManyColumns(n) => return self.import_too_many_columns(count(*n)),
            Unreadable::TooBig => self.import_too_big(),
            Unreadable::OldWorkbook => self.import_old_workbook(),
            Unreadable::UnpacksTooBig => self.import_unpacks_too_big(),
            Unreadable::BadSeparator(_) => self.import_bad_separator(),
        };
        fixed.to_owned()
    }

    fn bad_row(self, reason: &BadReason) -> String {
        let fixed = match reason {
            BadReason::TooFew { found, expected } => {
                return self.import_too_few(count(*found), count(*expected));
            }
            BadReason::TooMany { found, expected } => {
                return self.import_too_many(count(*found), count(*expected));
            }
            BadReason::CellTooLong { header } => return self.import_cell_too_long(header),
            BadReason::ReadFailed(why) => return self.import_read_failed(why),
            BadReason::UnclosedQuote => self.import_unclosed(),
            BadReason::Nul => self.import_nul(),
            BadReason::Undecodable => self.import_undecodable(),
            BadReason::TooLong => self.import_row_too_long(),
            BadReason::RepeatedHeader => self.import_repeated_header(),
        };
        fixed.to_owned()
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
