//! A job in words: what it does, how far it is, what each field becomes.

use crate::access::Actor;
use crate::customers::bulk::ask::all_of;
use crate::customers::bulk::{Edit, How, Plan, Set};
use crate::customers::{fields, sentence};
use crate::fields::Value;
use crate::i18n::Text;
use crate::jobs::{Job, Kind, State, TakenBack};
use crate::settings::{Display, Settings};

/// What it does: «Actualización masiva: Zona, Recaudador».
#[must_use]
pub fn title(job: &Job, t: Text) -> String {
    match job.kind() {
        Some(Kind::Export) => return t.process_export().to_owned(),
        Some(Kind::PortalPasswords) => return t.portal_bulk_title().to_owned(),
        Some(Kind::BillingRun) => return t.run_process().to_owned(),
        Some(Kind::Daily) => return t.daily_title().to_owned(),
        Some(Kind::Charging) => return t.charging_title().to_owned(),
        Some(Kind::Categories) => return t.categories_process().to_owned(),
        _ => {}
    }
    let plan = Plan::from_json(&job.payload);
    let label = |edit: &Edit| {
        fields::find(&edit.key).map_or(edit.key.clone(), |field| field.label(t.0).to_owned())
    };
    let labels = plan.edits.iter().map(label).collect::<Vec<_>>().join(", ");
    match job.kind() {
        Some(Kind::BulkUndo) => t.process_undo_of(&labels),
        Some(Kind::BulkUpdate) => t.process_update_of(&labels),
        _ => t.process_unknown().to_owned(),
    }
}

/// What the page of a job says, by what the job does.
pub struct Words {
    /// The title while it waits for a yes, while it runs, and when it is done.
    pub heading: [&'static str; 3],
    /// What the three figures count, and what they counted when it is over.
    pub would: [&'static str; 3],
    /// See `would`.
    pub did: [&'static str; 3],
    /// Over the customers that it cannot treat, or did not.
    pub refused: [&'static str; 2],
    /// Over the customers that it can treat, or did.
    pub touched: &'static str,
    /// To whom it is done.
    pub whom: &'static str,
    /// Whether it can be taken back.
    pub taking_back: &'static str,
    /// What a stop leaves.
    pub stop: &'static str,
    /// Nobody can be treated.
    pub nobody: &'static str,
}

impl Words {
    /// Of a job, whose mail may stay in files.
    #[must_use]
    pub fn of(job: &Job, t: Text, is_filed: bool) -> Self {
        let is_checking = job.state() == State::Checking;
        match job.kind() {
            Some(Kind::PortalPasswords) => Self::of_passwords(t, is_checking, is_filed),
            kind => Self::of_update(t, kind == Some(Kind::BulkUndo), is_checking),
        }
    }

    fn of_update(t: Text, is_undo: bool, is_checking: bool) -> Self {
        let ([running, done], did_not, skipped) = if is_undo {
            let heading = [t.process_heading_undoing(), t.process_heading_undone()];
            (heading, t.process_did_leave(), t.process_left())
        } else {
            let heading = [t.process_heading_running(), t.process_heading_done()];
            (heading, t.process_did_fail(), t.process_skipped())
        };
        Self {
            heading: [t.process_heading_draft(), running, done],
            would: [t.process_would_change(), t.process_would_stay(), t.process_would_fail()],
            did: [t.process_did_change(), t.process_did_stay(), did_not],
            refused: [t.process_refused(), skipped],
            touched: t.process_diff(),
            whom: t.process_whom(),
            taking_back: t.process_can_undo(),
            stop: if is_checking { t.process_stop_checking() } else { t.process_stop_hint() },
            nobody: t.process_nothing_to_do(),
        }
    }

    fn of_passwords(t: Text, is_checking: bool, is_filed: bool) -> Self {
        let (done, sent) = if is_filed {
            (t.portal_bulk_made(), t.portal_bulk_filed())
        } else {
            (t.portal_bulk_done(), t.portal_bulk_did())
        };
        Self {
            heading: [t.portal_bulk_draft(), t.portal_bulk_running(), done],
            would: [t.portal_bulk_would(), "", t.portal_bulk_would_not()],
            did: [sent, "", t.portal_bulk_did_not()],
            refused: [t.portal_bulk_refused(), t.portal_bulk_skipped()],
            touched: t.portal_bulk_whom(),
            whom: t.portal_bulk_whom(),
            taking_back: t.portal_bulk_no_undo(),
            stop: if is_checking { t.process_stop_checking() } else { t.portal_bulk_stop_hint() },
            nobody: t.portal_bulk_nobody(),
        }
    }
}

/// To whom it is done, in the language of the display.
#[must_use]
pub fn whom(plan: &Plan, actor: &Actor, settings: &Settings, display: &Display) -> String {
    let t = Text(display.lang());
    match plan.set {
        Set::Told => plan.whom.clone(),
        Set::Ticked => t.bulk_ticked().to_owned(),
        Set::Everybody { is_own } => all_of(t, is_own).to_owned(),
        Set::Listed => match plan.query(actor, settings) {
            Some(query) if query.is_narrowed() => sentence::sentence(&query, display),
            // Of before: nothing tells whether the chooser saw everybody.
            _ => plan.whom.clone(),
        },
        Set::Failed { customers: 1, job } => t.process_failed_one(job),
        Set::Failed { customers, job } => t.process_failed_ones(&display.number(customers), job),
    }
}

/// Whether it was taken back: the glyph's name and the word. None of one that keeps all it did.
#[must_use]
pub fn taken_back(job: &Job, back: TakenBack, t: Text) -> Option<(&'static str, &'static str)> {
    match back.customers {
        _ if back.is_moving => Some(("pending", t.process_being_undone())),
        0 => None,
        customers if customers >= job.changed => Some(("inactive", t.process_undone())),
        _ => Some(("inactive", t.process_undone_in_part())),
    }
}

/// What becomes of each field; of one that is taken back only that.
#[must_use]
pub fn edits(job: &Job, plan: &Plan, display: &Display) -> Vec<(String, String)> {
    let goes_back = Text(display.lang()).bulk_goes_back();
    let in_words = |edit: &Edit| match (job.kind(), self::edit(edit, display)) {
        (Some(Kind::BulkUndo), (label, _)) => (label, goes_back.to_owned()),
        (_, words) => words,
    };
    plan.edits.iter().map(in_words).collect()
}

/// What becomes of a field: its name, and «pasa a «Norte»».
fn edit(edit: &Edit, display: &Display) -> (String, String) {
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
