//! How far a job is, in words.

use super::{Job, Kind, State};
use crate::i18n::Text;

impl Job {
    /// How far it is: the glyph's name and the word.
    #[must_use]
    pub fn standing(&self, t: Text) -> (&'static str, &'static str) {
        match self.state() {
            State::Checking => ("pending", t.process_checking()),
            State::Draft => ("pending", t.process_draft()),
            State::Queued => ("pending", t.process_queued()),
            State::Running => ("pending", t.process_running()),
            State::Done if self.failed > 0 && self.kind() == Some(Kind::BulkUndo) => {
                ("inactive", t.process_done_with_some_left())
            }
            State::Done if self.failed > 0 => ("overdue", t.process_done_with_failures()),
            State::Done => ("active", t.process_done()),
            State::Failed => ("overdue", t.process_failed()),
            State::Cancelled if self.is_discarded() => ("inactive", t.process_discarded()),
            State::Cancelled => ("inactive", t.process_cancelled()),
        }
    }

    /// Whether its review was thrown away, so that it never began.
    fn is_discarded(&self) -> bool {
        self.started_at.is_none() && self.kind() != Some(Kind::Export)
    }
}
