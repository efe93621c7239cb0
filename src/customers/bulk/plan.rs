//! What a bulk update does to every customer of its set: some fields, each in one way.

use serde::{Deserialize, Serialize};

use super::{Selection, typed};
use crate::access::{Actor, Permission};
use crate::customers::fields::{self, Field};
use crate::customers::query::Query;
use crate::customers::record::Record;
use crate::customers::save::is_for_role;
use crate::fields::{Changes, Kind, Lock, Problem, Value};
use crate::identity::email;
use crate::settings::{Display, Settings};
use crate::web::Form;

/// In which way a field changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// It gets this value.
    Set,
    /// It is emptied.
    Clear,
    /// These are added to the list.
    Add,
    /// These are taken off the list.
    Remove,
    /// So much more.
    Plus,
    /// So much less.
    Minus,
    /// This stands below what is there.
    Append,
}

impl How {
    /// As a form sends it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Clear => "clear",
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Append => "append",
        }
    }

    /// The ways that suit a kind, the usual one first.
    #[must_use]
    pub fn of(kind: &Kind) -> &'static [Self] {
        match kind {
            Kind::Flag | Kind::Choice(_) => &[Self::Set],
            Kind::Lines(_) => &[Self::Append, Self::Set, Self::Clear],
            Kind::Number(..) | Kind::Percent => &[Self::Set, Self::Plus, Self::Minus, Self::Clear],
            Kind::Emails => &[Self::Add, Self::Remove, Self::Set, Self::Clear],
            _ => &[Self::Set, Self::Clear],
        }
    }

    /// From what a form sends.
    #[must_use]
    pub fn from_code(kind: &Kind, code: &str) -> Option<Self> {
        Self::of(kind).iter().copied().find(|how| how.code() == code)
    }
}

/// One field's change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The field's key.
    pub key: String,
    /// In which way.
    pub how: How,
    /// With what, as the history keeps values.
    pub value: Option<String>,
}

/// How the set of a job was chosen, to say it in whichever language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Set {
    /// Only the words of whoever chose it are known.
    #[default]
    Told,
    /// Ticked in the list.
    Ticked,
    /// All that the list finds.
    Listed,
    /// The same, of a list that narrows nothing: all but the archived whom the chooser saw.
    Everybody {
        /// Whether that were the own customers only. Who reads it may see others.
        is_own: bool,
    },
    /// Those that a job failed with.
    Failed {
        /// How many.
        customers: i64,
        /// The job's number.
        job: i64,
    },
}

/// The changes of a bulk update, and for whom, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The fields.
    pub edits: Vec<Edit>,
    /// Which customers, in the words of whoever chose them.
    pub whom: String,
    /// The list that they were chosen in.
    pub list: String,
    /// How they were chosen.
    #[serde(default)]
    pub set: Set,
    /// Whether the set is still to be frozen: all that the list finds.
    #[serde(default)]
    pub is_open: bool,
}

impl Plan {
    /// As a job keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// As a job kept it; nothing is changed by what cannot be read.
    #[must_use]
    pub fn from_json(json: &str) -> Self {
        serde_json::from_str(json).unwrap_or_default()
    }

    /// What the list asks for; none of a set that was not chosen by one, or of a list that is no longer
    /// understood.
    #[must_use]
    pub fn query(&self, actor: &Actor, settings: &Settings) -> Option<Query> {
        let is_listed = self.set == Set::Listed;
        let list = Form::parse(self.list.as_bytes()).ok().filter(|_| is_listed)?;
        Selection::query(&list, actor, settings).ok()
    }

    /// The changes of one customer.
    ///
    /// # Errors
    /// The field that cannot be changed in this way, and why.
    pub fn changes(&self, record: &Record) -> Result<Changes, (String, Problem)> {
        let mut changes = Changes::default();
        for edit in &self.edits {
            let Some(field) = fields::find(&edit.key) else { continue };
            let value = edit.value_for(field, record);
            changes.set(&edit.key, value.map_err(|problem| (edit.key.clone(), problem))?);
        }
        Ok(changes)
    }
}

impl Plan {
    /// Whether somebody may change these fields of many customers: the steps of the status have
    /// their own permissions.
    #[must_use]
    pub fn may(&self, actor: &Actor) -> bool {
        actor.may(Permission::BulkUpdate) && self.edits.iter().all(|edit| edit.may(actor))
    }
}

impl Plan {
    /// The form that asked for this, filled in as it was; none of a set that no form chooses.
    #[must_use]
    pub fn asked(&self, display: &Display) -> Option<Form> {
        let whom = match self.set {
            Set::Ticked => Form::default().with("selection", "held"),
            Set::Listed | Set::Everybody { .. } => {
                Form::default().with("selection", "matching").with("list", self.list.clone())
            }
            Set::Told | Set::Failed { .. } => return None,
        };
        Some(self.edits.iter().fold(whom, |form, edit| edit.asked(form, display)))
    }
}

impl Edit {
    /// As a form sends it.
    fn asked(&self, form: Form, display: &Display) -> Form {
        let value = self.value.as_deref().unwrap_or_default();
        let kind = fields::find(&self.key).map(|field| field.kind);
        let typed = match (kind, value.parse()) {
            (Some(Kind::Percent), Ok(points)) => display.percent(points),
            (Some(Kind::Emails), _) => value.replace('\n', ", "),
            _ => value.to_owned(),
        };
        form.with("change", self.key.clone())
            .with(&typed::how_name(&self.key), self.how.code())
            .with(&self.key, typed)
    }

    /// Whether somebody may make this change.
    #[must_use]
    pub fn may(&self, actor: &Actor) -> bool {
        match (self.key.as_str(), self.value.as_deref()) {
            ("status", Some("active" | "inactive")) => actor.may(Permission::DeactivateCustomers),
            ("status", Some("archived")) => actor.may(Permission::ArchiveCustomers),
            ("status", _) => false,
            (key, _) => fields::find(key).is_none_or(|field| is_for_role(actor, field)),
        }
    }

    /// The value as its kind has it.
    #[must_use]
    pub fn value(&self, field: &Field) -> Value {
        let text = self.value.as_deref();
        text.and_then(|text| Value::from_canonical(&field.kind, text)).unwrap_or_default()
    }

    fn value_for(&self, field: &Field, record: &Record) -> Result<Value, Problem> {
        let (old, given) = ((field.get)(record), self.value(field));
        if field.key == "status" && record.customer.status == "archived" {
            // Restoring is a step of its own: nobody comes back from the archive by the way.
            return if given == old { Ok(given) } else { Err(Problem::Locked(Lock::Archived)) };
        }
        match self.how {
            How::Set => Ok(given),
            How::Clear => Ok(Value::Empty),
            How::Add => match added(list(old), list(given)) {
                all if all.len() > MOST => Err(Problem::TooMany(MOST)),
                all => Ok(Value::List(all)),
            },
            How::Remove => Ok(Value::List(removed(list(old), &list(given)))),
            How::Plus => moved(field, &old, &given, 1),
            How::Minus => moved(field, &old, &given, -1),
            How::Append => appended(field, &old, &given),
        }
    }
}

/// Entries of a list, as the form takes them.
const MOST: usize = 100;

fn list(value: Value) -> Vec<String> {
    match value {
        Value::List(items) => items,
        _ => Vec::new(),
    }
}

fn added(mut all: Vec<String>, new: Vec<String>) -> Vec<String> {
    for item in new {
        if !all.iter().any(|known| email::fold(known) == email::fold(&item)) {
            all.push(item);
        }
    }
    all
}

fn removed(mut all: Vec<String>, gone: &[String]) -> Vec<String> {
    all.retain(|item| !gone.iter().any(|other| email::fold(other) == email::fold(item)));
    all
}

fn moved(field: &Field, old: &Value, given: &Value, sign: i64) -> Result<Value, Problem> {
    let number = |value: &Value| match value {
        Value::Number(n) => *n,
        _ => 0,
    };
    let new = number(old).saturating_add(number(given).saturating_mul(sign));
    match field.kind {
        Kind::Percent if new < 0 => Err(Problem::BelowZero),
        Kind::Percent if new > 10_000 => Err(Problem::AboveWhole),
        Kind::Number(min, max) if !(min..=max).contains(&new) => Err(Problem::Range(min, max)),
        _ => Ok(Value::Number(new)),
    }
}

fn appended(field: &Field, old: &Value, given: &Value) -> Result<Value, Problem> {
    let given = given.text().unwrap_or_default();
    let text = match old.text() {
        Some(old) => format!("{old}\n{given}"),
        None => given.to_owned(),
    };
    if text.chars().count() > field.kind.longest() {
        return Err(Problem::TooLong(field.kind.longest()));
    }
    Ok(Value::Text(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::Uses;

    fn edit(key: &str, how: How, value: &str) -> Edit {
        let value = (!value.is_empty()).then(|| value.to_owned());
        Edit { key: key.to_owned(), how, value }
    }

    fn result(record: &Record, edit: Edit) -> Result<Value, Problem> {
        let key = edit.key.clone();
        let plan = Plan { edits: vec![edit], ..Plan::default() };
        let changes = plan.changes(record).map_err(|(_, problem)| problem)?;
        Ok(changes.get(&key).cloned().unwrap())
    }

    #[test]
    fn each_way_makes_of_the_old_value_what_it_says() {
        let emails = vec!["a@x.cl".into(), "b@x.cl".into()];
        let mut record = Record { notify_emails: emails, ..Record::default() };
        record.details.personal_discount_bp = Some(1_000);
        record.details.remarks = Some("Una".into());
        let list = |items: &[&str]| Value::List(items.iter().map(|i| (*i).to_owned()).collect());
        for (edit, expected) in [
            (
                edit("notify_emails", How::Add, "B@x.cl\nc@x.cl"),
                list(&["a@x.cl", "b@x.cl", "c@x.cl"]),
            ),
            (edit("notify_emails", How::Remove, "A@X.CL"), list(&["b@x.cl"])),
            (edit("notify_emails", How::Clear, ""), Value::Empty),
            (edit("personal_discount_bp", How::Plus, "250"), Value::Number(1_250)),
            (edit("personal_discount_bp", How::Minus, "1000"), Value::Number(0)),
            (edit("remarks", How::Append, "Dos"), Value::Text("Una\nDos".into())),
            (edit("zone_id", How::Set, "3"), Value::Ref(3)),
            (edit("is_vip", How::Set, "1"), Value::Flag(true)),
        ] {
            assert_eq!(result(&record, edit.clone()), Ok(expected), "{edit:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused_for_that_customer() {
        let mut record = Record::default();
        record.details.personal_discount_bp = Some(1_000);
        record.details.remarks = Some("x".repeat(5_000));
        let refused = |edit| result(&record, edit).unwrap_err();
        assert_eq!(refused(edit("personal_discount_bp", How::Minus, "1001")), Problem::BelowZero);
        assert_eq!(refused(edit("personal_discount_bp", How::Plus, "9001")), Problem::AboveWhole);
        assert_eq!(refused(edit("remarks", How::Append, "y")), Problem::TooLong(5_000));
        record.customer.status = "archived".into();
        let active = edit("status", How::Set, "active");
        assert_eq!(result(&record, active).unwrap_err(), Problem::Locked(Lock::Archived));
    }

    #[test]
    fn every_field_of_the_bulk_has_a_way_and_a_plan_comes_back_as_it_was() {
        let edits: Vec<Edit> = fields::all()
            .iter()
            .filter(|field| field.is_used_in(Uses::BULK))
            .map(|field| edit(&field.key, How::of(&field.kind)[0], "1"))
            .collect();
        assert!(edits.len() > 20);
        let (whom, list, set) = ("Todos".into(), "q=a".into(), Set::Listed);
        let plan = Plan { edits, whom, list, set, is_open: true };
        assert_eq!(Plan::from_json(&plan.to_json()), plan);
        // One of before knew its words alone.
        let before = r#"{"edits":[],"whom":"Todos","list":"","is_open":false}"#;
        assert_eq!(Plan::from_json(before).set, Set::Told);
    }
}
