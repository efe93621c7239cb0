//! A job in words: what it does, how far it is, what each field becomes.

use crate::customers::bulk::{Edit, How, Plan};
use crate::customers::fields;
use crate::fields::Value;
use crate::i18n::Text;
use crate::jobs::{Job, Kind, State};
use crate::settings::Display;

/// What it does: «Actualización masiva: Zona, Recaudador».
#[must_use]
pub fn title(job: &Job, t: Text) -> String {
    if job.kind() == Some(Kind::Export) {
        return t.process_export().to_owned();
    }
    let plan = Plan::from_json(&job.payload);
    let label = |edit: &Edit| {
        fields::find(&edit.key).map_or(edit.key.clone(), |field| field.label(t.0).to_owned())
    };
    let labels = plan.edits.iter().map(label).collect::<Vec<_>>().join(", ");
    match job.kind() {
        Some(Kind::BulkUndo) => t.process_undo_of(&labels),
        Some(Kind::BulkUpdate) => t.process_update_of(&labels),
        Some(Kind::Export) | None => t.process_unknown().to_owned(),
    }
}

/// How far it is: the glyph's name and the word.
#[must_use]
pub fn state(job: &Job, t: Text) -> (&'static str, &'static str) {
    match job.state() {
        State::Checking => ("pending", t.process_checking()),
        State::Draft => ("pending", t.process_draft()),
        State::Queued => ("pending", t.process_queued()),
        State::Running => ("pending", t.process_running()),
        State::Done if job.failed > 0 => ("overdue", t.process_done_with_failures()),
        State::Done => ("active", t.process_done()),
        State::Failed => ("overdue", t.process_failed()),
        State::Cancelled => ("inactive", t.process_cancelled()),
    }
}

/// What becomes of a field: its name, and «pasa a «Norte»».
#[must_use]
pub fn edit(edit: &Edit, display: &Display) -> (String, String) {
    let t = Text(display.lang());
    let Some(field) = fields::find(&edit.key) else {
        return (edit.key.clone(), String::new());
    };
    let value = match edit.value(field) {
        Value::Empty => String::new(),
        value => display.value(&field.kind, &value),
    };
    let text = match edit.how {
        How::Clear => t.bulk_becomes_empty().to_owned(),
        How::Set => t.bulk_becomes(&value),
        How::Add | How::Append => t.bulk_gets(&value),
        How::Remove => t.bulk_loses(&value),
        How::Plus => t.bulk_rises(&value),
        How::Minus => t.bulk_falls(&value),
    };
    (field.label(t.0).to_owned(), text)
}
