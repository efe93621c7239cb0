//! From what was typed into the bulk form to the edits of a plan, and what is wrong with it.

use super::plan::{Edit, How};
use crate::access::Actor;
use crate::customers::fields::{self, Field};
use crate::fields::{Findings, Kind, Problem, Uses, Value};
use crate::settings::Settings;
use crate::web::Form;

/// What a list sends while nothing is chosen in it.
pub const UNCHOSEN: &str = "?";

/// Under which name a form sends the way in which a field changes.
#[must_use]
pub fn how_name(key: &str) -> String {
    format!("{key}__how")
}

/// Every name that the form sends once besides the selection. Emptying needs no value: what has
/// the field's name then is a filter.
#[must_use]
pub fn names(form: &Form) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for key in form.all("change") {
        let how = how_name(key);
        if names.contains(&how) {
            continue;
        }
        if form.text(&how) != How::Clear.code() {
            names.push(key.to_owned());
        }
        names.push(how);
    }
    names
}

/// The edits that a form asks for.
#[must_use]
pub fn read(form: &Form, actor: &Actor, settings: &Settings) -> (Vec<Edit>, Findings) {
    let mut edits: Vec<Edit> = Vec::new();
    let mut findings = Findings::default();
    for key in form.all("change") {
        if edits.iter().any(|edit| edit.key == key) {
            continue;
        }
        let may_change = |field: &&Field| field.key == "status" || field.is_used_in(Uses::BULK);
        let read = match fields::find(key).filter(may_change) {
            Some(field) => edit(field, form, settings),
            None => Err(Problem::NotInBulk),
        };
        match read {
            Ok(edit) if !edit.may(actor) => findings.refuse(key, Problem::NotInBulk),
            Ok(edit) => edits.push(edit),
            Err(problem) => findings.refuse(key, problem),
        }
    }
    (edits, findings)
}

fn edit(field: &Field, form: &Form, settings: &Settings) -> Result<Edit, Problem> {
    let key = field.key.as_ref();
    let how = match form.last(&how_name(key)) {
        None | Some("") => How::of(&field.kind).iter().copied().find(|how| *how == How::Set),
        Some(code) => How::from_code(&field.kind, code),
    };
    let how = how.ok_or(Problem::Choice)?;
    let typed = if how == How::Clear { "" } else { form.text(key) };
    // Nothing empties a field by itself; where «set» was asked for in words, it was forgotten.
    let is_forgotten =
        typed == UNCHOSEN || (typed.trim().is_empty() && is_said(form, key, How::Set));
    if is_forgotten {
        return Err(Problem::Required);
    }
    let value = field.kind.parse(typed, settings.organisation.reading())?;
    if !is_offered(field, &value, settings) {
        return Err(Problem::Reference);
    }
    let how = match how {
        How::Set if value.is_empty() => How::Clear,
        How::Add | How::Remove | How::Plus | How::Minus | How::Append if value.is_empty() => {
            return Err(Problem::Required);
        }
        how => how,
    };
    let is_needed =
        settings.organisation.required.contains(key) || matches!(field.kind, Kind::Choice(_));
    if how == How::Clear && is_needed {
        return Err(Problem::Required);
    }
    Ok(Edit { key: key.to_owned(), how, value: value.canonical() })
}

/// Whether the form says in which way the field changes.
fn is_said(form: &Form, key: &str, how: How) -> bool {
    form.last(&how_name(key)) == Some(how.code())
}

/// Whether what the value points to is there, and offered.
fn is_offered(field: &Field, value: &Value, settings: &Settings) -> bool {
    match (field.kind, value) {
        (Kind::Ref(list), Value::Ref(id)) => {
            settings.name_of(list, *id).is_some_and(|offer| offer.is_active)
        }
        _ => true,
    }
}
