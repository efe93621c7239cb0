//! The sentences of an import's result.

use super::assemble::WarningKind;
use super::headers::{BadMapping, Why};
use super::options::ImportError;
use super::report::{NotTaken, Note, Reason};
use super::source::{BadReason, Unreadable};
use crate::i18n::Text;

impl Note {
    /// A note on a row: column, reason, and what was typed.
    #[must_use]
    pub fn text(&self, t: Text) -> String {
        let mut sentence = String::new();
        if !self.column.is_empty() {
            sentence.push_str(&self.column);
            sentence.push_str(": ");
        }
        sentence.push_str(&self.reason.text(t));
        if !self.typed.is_empty() {
            let short: String = self.typed.chars().take(60).collect();
            let more = if short.len() < self.typed.len() { "…" } else { "" };
            for part in [" («", &short.replace('\n', " "), more, "»)"] {
                sentence.push_str(part);
            }
        }
        if self.is_kept {
            sentence.push_str("; ");
            sentence.push_str(t.import_kept());
        }
        sentence
    }
}

impl Reason {
    /// Why a note was made.
    #[must_use]
    pub fn text(&self, t: Text) -> String {
        let fixed = match self {
            Reason::Value(problem) => return t.problem(problem),
            Reason::Row(reason) => return bad_row(t, reason),
            Reason::Cut(most) => return t.import_cut(count(*most)),
            Reason::Exists(id) => return t.import_exists(*id),
            Reason::Resembles(ids) => {
                let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
                return t.import_resembles(&ids.join(", "));
            }
            Reason::Reading(WarningKind::Rounded) => t.import_rounded(),
            Reason::Reading(WarningKind::Recoded) => t.import_recoded(),
            Reason::Reading(WarningKind::SecondValue) => t.import_second_value(),
            Reason::Reading(WarningKind::ZerosRestored) => t.import_zeros(),
            Reason::Nobody => t.import_nobody(),
            Reason::Nameless => t.import_nameless(),
            Reason::EmailTaken => t.import_email_taken(),
            Reason::OtherKind => t.import_other_kind(),
            Reason::CardHidden => t.import_card_hidden(),
            Reason::NoMatch => t.import_no_match(),
            Reason::NoKey => t.import_no_key(),
            Reason::Several => t.import_several(),
            Reason::BadId => t.import_bad_id(),
            Reason::Database => t.import_database(),
        };
        fixed.to_owned()
    }
}

impl NotTaken {
    /// Why a column is not taken.
    #[must_use]
    pub fn text(self, t: Text) -> &'static str {
        match self {
            NotTaken::Because(Why::ReadOnly) => t.import_read_only(),
            NotTaken::Because(Why::NotYet) => t.import_not_yet(),
            NotTaken::Because(Why::Duplicate) => t.import_duplicate_column(),
            NotTaken::Because(Why::ByChoice) => t.import_by_choice(),
            NotTaken::Unknown => t.import_unknown_column(),
        }
    }
}

impl ImportError {
    /// Why an import did not begin, or did not end.
    #[must_use]
    pub fn text(&self, t: Text) -> String {
        match self {
            ImportError::Unreadable(why) => unreadable(t, why),
            ImportError::Mapping(BadMapping::UnknownHeader(header)) => {
                t.import_unknown_header(header)
            }
            ImportError::Mapping(BadMapping::UnknownField(key))
            | ImportError::UnknownMatch(key) => t.import_unknown_field(key),
            ImportError::MatchNotYet(key) => t.import_match_not_yet(key),
            ImportError::NeedsMatch => t.import_needs_match().to_owned(),
            ImportError::NoMatchColumn(key) => t.import_no_match_column(key),
            ImportError::Country(text) => t.import_unknown_country(text),
            ImportError::Errors(error) => t.import_errors_file(&error.to_string()),
            ImportError::ErrorsOverSource => t.import_errors_over_source().to_owned(),
            ImportError::Stopped(..) => t.import_stopped().to_owned(),
        }
    }
}

fn unreadable(t: Text, why: &Unreadable) -> String {
    let fixed = match why {
        Unreadable::Io(error) => return t.import_io(&error.to_string()),
        Unreadable::NotAWorkbook(why) => return t.import_not_a_workbook(why),
        Unreadable::NoSuchSheet(names) => return t.import_no_such_sheet(&names.join(", ")),
        Unreadable::UnknownEncoding(name) => return t.import_unknown_encoding(name),
        Unreadable::NoHeaderOnLine(line) => return t.import_no_header_on(*line),
        Unreadable::TooManyColumns(n) => return t.import_too_many_columns(count(*n)),
        Unreadable::TooBig => t.import_too_big(),
        Unreadable::OldWorkbook => t.import_old_workbook(),
        Unreadable::UnpacksTooBig => t.import_unpacks_too_big(),
        Unreadable::BadSeparator(_) => t.import_bad_separator(),
    };
    fixed.to_owned()
}

fn bad_row(t: Text, reason: &BadReason) -> String {
    let fixed = match reason {
        BadReason::TooFew { found, expected } => {
            return t.import_too_few(count(*found), count(*expected));
        }
        BadReason::TooMany { found, expected } => {
            return t.import_too_many(count(*found), count(*expected));
        }
        BadReason::CellTooLong { header } => return t.import_cell_too_long(header),
        BadReason::ReadFailed(why) => return t.import_read_failed(why),
        BadReason::UnclosedQuote => t.import_unclosed(),
        BadReason::Nul => t.import_nul(),
        BadReason::Undecodable => t.import_undecodable(),
        BadReason::TooLong => t.import_row_too_long(),
        BadReason::RepeatedHeader => t.import_repeated_header(),
    };
    fixed.to_owned()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
