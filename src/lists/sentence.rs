//! What a list is asked for, in words: a chip for each condition, and one sentence for them all.

use super::filter::Filter;
use super::links::Links;
use super::vocabulary::{Entry, Vocabulary};
use crate::fields::filter::{Op, join_name};
use crate::fields::{Kind, Value};
use crate::i18n::Text;
use crate::settings::Display;

/// One active filter, with the way to drop it.
pub struct Chip {
    /// The field.
    pub label: String,
    /// What is asked of it.
    pub text: String,
    /// The list without it.
    pub href: String,
}

/// A chip for each of these filters.
pub fn chips<'a>(
    vocabulary: &Vocabulary,
    filters: impl Iterator<Item = &'a Filter>,
    links: &Links,
    display: &Display,
) -> Vec<Chip> {
    let t = Text(display.lang());
    let chip = |filter: &Filter| {
        let entry = vocabulary.find(&filter.key)?;
        Some(Chip {
            label: label(vocabulary, entry, t),
            text: asked(entry, filter, display),
            href: links.without(&[&join_name(&filter.key, filter.op)]).href(),
        })
    };
    filters.filter_map(chip).collect()
}

/// What a field is called in a condition.
#[must_use]
pub fn label(vocabulary: &Vocabulary, entry: &Entry, t: Text) -> String {
    (vocabulary.asked)(&entry.key, t).unwrap_or_else(|| entry.label(t.0)).to_owned()
}

/// «…, sin e-mail de contacto, ciudad contiene «ros»»: the filters behind what the sentence begins with.
pub fn sentence<'a>(
    vocabulary: &Vocabulary,
    beginning: String,
    filters: impl Iterator<Item = &'a Filter>,
    display: &Display,
) -> String {
    filters.fold(beginning, |mut text, filter| {
        if let Some(entry) = vocabulary.find(&filter.key) {
            text.push_str(", ");
            text.push_str(&phrase(vocabulary, entry, filter, display));
        }
        text
    })
}

fn phrase(vocabulary: &Vocabulary, field: &Entry, filter: &Filter, display: &Display) -> String {
    let t = Text(display.lang());
    let label = lower_first(&label(vocabulary, field, t));
    match (filter.op, filter.values.as_slice()) {
        (Op::Empty, _) | (Op::Eq, [Value::Flag(false)]) => t.list_without(&label),
        (Op::Filled, _) | (Op::Eq, [Value::Flag(true)]) => t.list_with(&label),
        (Op::Eq, _) => format!("{label}: {}", asked(field, filter, display)),
        _ => format!("{label} {}", asked(field, filter, display)),
    }
}

/// The operator and the values: «contiene «ros»», «desde 1 nov 2026», «Norte o Centro».
fn asked(field: &Entry, filter: &Filter, display: &Display) -> String {
    let t = Text(display.lang());
    let values = values(field, filter, display);
    let of_time = matches!(field.kind, Kind::Date | Kind::Moment);
    match filter.op {
        Op::Eq => values,
        Op::Not => t.list_is_not(&values),
        Op::Contains => t.list_contains(&values),
        Op::Starts => t.list_starts(&values),
        Op::Gt if of_time => t.list_later(&values),
        Op::Gte if of_time => t.list_since(&values),
        Op::Lt if of_time => t.list_earlier(&values),
        Op::Lte if of_time => t.list_until(&values),
        Op::Gt => t.list_more(&values),
        Op::Gte => t.list_at_least(&values),
        Op::Lt => t.list_less(&values),
        Op::Lte => t.list_at_most(&values),
        Op::Empty => t.list_is_empty().to_owned(),
        Op::Filled => t.list_is_filled().to_owned(),
    }
}

fn values(field: &Entry, filter: &Filter, display: &Display) -> String {
    let shown: Vec<String> = match field.kind {
        // What was typed: a province may stand for its code, an instant is the bounds of a day.
        Kind::State | Kind::Moment => filter.raw.iter().map(|raw| raw.trim().to_owned()).collect(),
        // Rows of any currency are asked for: none is named.
        Kind::Amount => filter.values.iter().filter_map(|value| figure(value, display)).collect(),
        _ => filter.values.iter().map(|value| display.value(&field.kind, value)).collect(),
    };
    let quoted = matches!(filter.op, Op::Contains | Op::Starts);
    let shown: Vec<String> =
        if quoted { shown.iter().map(|text| format!("«{text}»")).collect() } else { shown };
    shown.join(Text(display.lang()).list_or())
}

fn figure(value: &Value, display: &Display) -> Option<String> {
    match value {
        Value::Number(minor) => Some(display.bare_amount(*minor)),
        _ => None,
    }
}

/// «E-mail de contacto» inside a sentence; abbreviations stay as they are.
fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain(label.chars().skip(1)).collect()
        }
        _ => label.to_owned(),
    }
}
