//! The advanced search: a row for every field that can be asked for. A row is sent as `f` (field),
//! `o` (operator), `v` and `w` (values), so that it works without script; the answer is a redirect
//! to the address that the list understands.

use std::borrow::Cow;

use super::filter::Filter;
use super::links::Links;
use super::sentence;
use super::vocabulary::{Entry, Vocabulary};
use crate::fields::filter::Op;
use crate::fields::{Group, IdRole, Kind, Uses};
use crate::i18n::Text;
use crate::identity::geo;
use crate::identity::tax_id::IdKind;
use crate::web::{Form, Page};

/// The parameters of rows.
const OF_ROWS: [&str; 4] = ["f", "o", "v", "w"];

/// Both bounds: an operator of the form only, two filters in the address.
const BETWEEN: &str = "between";

/// The address for a form of rows; none when the parameters are no such form.
#[must_use]
pub fn canonical(path: impl Into<Cow<'static, str>>, form: &Form) -> Option<String> {
    if !form.has("f") {
        return None;
    }
    let mut links = Links::of(path, &form.without(&OF_ROWS)).start();
    for row in rows_of(form) {
        for (name, value) in row.filters() {
            links = links.place(&[(&name, value)]);
        }
    }
    Some(links.href())
}

#[derive(Default)]
struct SentRow<'a> {
    field: &'a str,
    op: &'a str,
    values: Vec<&'a str>,
    to: &'a str,
}

fn rows_of(form: &Form) -> Vec<SentRow<'_>> {
    let mut rows: Vec<SentRow> = Vec::new();
    for (name, value) in form.pairs() {
        if name == "f" {
            rows.push(SentRow { field: value, ..SentRow::default() });
        } else if let Some(row) = rows.last_mut() {
            match name {
                "o" => row.op = value,
                "v" if !value.trim().is_empty() => row.values.push(value),
                "w" => row.to = value,
                _ => {}
            }
        }
    }
    rows
}

impl SentRow<'_> {
    fn filters(&self) -> Vec<(String, String)> {
        let named = |op: &str| match op {
            "" | "eq" => self.field.to_owned(),
            op => format!("{}__{op}", self.field),
        };
        if self.field.is_empty() {
            return Vec::new();
        }
        let mut filters: Vec<(String, String)> = match self.op {
            "empty" => vec![(named("empty"), "1".to_owned())],
            "filled" => vec![(named("empty"), "0".to_owned())],
            op => {
                let op = if op == BETWEEN { "gte" } else { op };
                let each = self.values.iter().map(|value| (named(op), (*value).to_owned()));
                each.collect()
            }
        };
        if !self.to.trim().is_empty() {
            filters.push((named("lte"), self.to.to_owned()));
        }
        filters
    }
}

/// An option of a select or a box to tick.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is asked for now.
    pub selected: bool,
}

/// How the value of a row is given.
pub enum Input {
    /// Typed freely.
    Text(String),
    /// Two bounds, as the `type` of an input says.
    Range(&'static str, String, String),
    /// Any of a few, ticked.
    Boxes(Vec<Choice>),
    /// Any of many.
    Select(Vec<Choice>),
    /// One of two, or either.
    Either(Vec<Choice>),
}

/// One row of the form.
pub struct Row {
    /// The field's key.
    pub key: &'static str,
    /// What it is called.
    pub label: String,
    /// The operators, the asked one selected.
    pub ops: Vec<Choice>,
    /// The value.
    pub input: Input,
    /// Whether it is asked for now.
    pub is_on: bool,
}

/// The rows of a section.
pub struct Section {
    /// Its name.
    pub title: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// The form.
pub struct Advanced {
    /// What is sent along.
    pub hidden: Vec<(String, String)>,
    /// What is asked for now.
    pub active: Vec<Row>,
    /// What is asked for most.
    pub common: Vec<Row>,
    /// Everything else.
    pub sections: Vec<Section>,
    /// The list without conditions.
    pub clear: String,
}

/// The form for what is asked of a list.
#[must_use]
pub fn form(
    vocabulary: &'static Vocabulary,
    filters: &[Filter],
    links: &Links,
    page: &Page,
) -> Advanced {
    let active = active(vocabulary, filters, page);
    let is_free = |entry: &&'static Entry| {
        entry.is_used_in(Uses::FILTER) && !active.iter().any(|row| row.key == entry.key)
    };
    let blank = |entry: &'static Entry| row(vocabulary, entry, None, &[], "", page);
    let is_common = |entry: &&'static Entry| vocabulary.common.contains(&entry.key.as_ref());
    let common = vocabulary.common.iter().filter_map(|key| vocabulary.find(key)).filter(is_free);
    let common = common.map(blank).collect();
    let sections = Group::ALL.into_iter().map(|group| Section {
        title: page.t.group_title(group),
        rows: vocabulary
            .entries
            .iter()
            .filter(|entry| entry.group == group && is_free(entry) && !is_common(entry))
            .map(blank)
            .collect(),
    });
    let kept = ["q", "sort", "per_page", "columns", "advanced"];
    let hidden = links.hidden(&[]).into_iter();
    Advanced {
        hidden: hidden.filter(|(name, _)| kept.contains(&name.as_str())).collect(),
        common,
        sections: sections.filter(|section| !section.rows.is_empty()).collect(),
        clear: cleared(links).set("advanced", Some("1")).href(),
        active,
    }
}

/// The list without any condition, its look kept.
#[must_use]
pub fn cleared(links: &Links) -> Links {
    let look = ["sort", "per_page", "columns"];
    let names: Vec<&str> = links.form().pairs().map(|(name, _)| name).collect();
    let gone: Vec<&str> = names.into_iter().filter(|name| !look.contains(name)).collect();
    links.without(&gone)
}

/// A row for each active filter; two bounds of one field share a row.
fn active(vocabulary: &'static Vocabulary, filters: &[Filter], page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    for filter in filters {
        let Some(field) = vocabulary.find(&filter.key) else {
            continue;
        };
        let is_single = |other: &&Filter| other.key == filter.key && other.raw.len() == 1;
        let partner = |op: Op| filters.iter().filter(is_single).find(|f| f.op == op);
        match (filter.op, partner(Op::Gte), partner(Op::Lte)) {
            (Op::Gte, Some(from), Some(to)) => {
                rows.push(row(vocabulary, field, Some(BETWEEN), &from.raw, first(to), page));
            }
            (Op::Lte, Some(_), Some(_)) => {}
            _ if is_listed(&field.kind) || !filter.op.takes_value() => {
                rows.push(row(vocabulary, field, Some(code(filter.op)), &filter.raw, "", page));
            }
            _ => {
                rows.extend(filter.raw.iter().map(|one| {
                    row(
                        vocabulary,
                        field,
                        Some(code(filter.op)),
                        std::slice::from_ref(one),
                        "",
                        page,
                    )
                }));
            }
        }
    }
    rows
}

fn first(filter: &Filter) -> &str {
    filter.raw.first().map_or("", String::as_str)
}

/// Whether the values are chosen from a list, so that one row takes several.
fn is_listed(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Choice(_) | Kind::Ref(_) | Kind::Country | Kind::Currency | Kind::IdType(_)
    )
}

fn has_range(kind: &Kind) -> bool {
    kind.ops().contains(&Op::Gte)
}

fn row(
    vocabulary: &Vocabulary,
    field: &'static Entry,
    op: Option<&str>,
    values: &[String],
    to: &str,
    page: &Page,
) -> Row {
    let asked = if op == Some("empty") || op == Some("filled") { &[] } else { values };
    Row {
        key: field.key.as_ref(),
        label: sentence::label(vocabulary, field, page.t),
        ops: ops(&field.kind, op, page.t),
        input: input(&field.kind, asked, to, page),
        is_on: op.is_some(),
    }
}

fn ops(kind: &Kind, asked: Option<&str>, t: Text) -> Vec<Choice> {
    let between = has_range(kind).then(|| Choice {
        value: BETWEEN.to_owned(),
        label: t.list_op_between().to_owned(),
        selected: asked == Some(BETWEEN),
    });
    let others = kind.ops().iter().map(|op| Choice {
        value: code(*op).to_owned(),
        label: word(*op, kind, t).to_owned(),
        selected: asked == Some(code(*op)),
    });
    between.into_iter().chain(others).collect()
}

fn code(op: Op) -> &'static str {
    match op {
        Op::Eq => "eq",
        Op::Filled => "filled",
        other => other.suffix(),
    }
}

/// What an operator is called.
fn word(op: Op, kind: &Kind, t: Text) -> &'static str {
    let of_time = matches!(kind, Kind::Date | Kind::Moment);
    match op {
        Op::Eq if is_listed(kind) => t.list_op_any(),
        Op::Eq => t.list_op_is(),
        Op::Not if is_listed(kind) => t.list_op_none(),
        Op::Not => t.list_op_not(),
        Op::Contains => t.list_op_contains(),
        Op::Starts => t.list_op_starts(),
        Op::Gt if of_time => t.list_op_later(),
        Op::Gte if of_time => t.list_op_since(),
        Op::Lt if of_time => t.list_op_earlier(),
        Op::Lte if of_time => t.list_op_until(),
        Op::Gt => t.list_op_more(),
        Op::Gte => t.list_op_at_least(),
        Op::Lt => t.list_op_less(),
        Op::Lte => t.list_op_at_most(),
        Op::Empty => t.list_is_empty(),
        Op::Filled => t.list_is_filled(),
    }
}

fn input(kind: &Kind, asked: &[String], to: &str, page: &Page) -> Input {
    let t = page.t;
    let from = asked.first().cloned().unwrap_or_default();
    let choice = |value: &str, label: String| Choice {
        selected: asked.iter().any(|one| one == value),
        value: value.to_owned(),
        label,
    };
    match kind {
        Kind::Flag => Input::Either(vec![
            choice("", t.list_either().to_owned()),
            choice("1", t.yes().to_owned()),
            choice("0", t.no().to_owned()),
        ]),
        Kind::Choice(choices) => {
            let display = page.display();
            let named = choices.iter().map(|one| choice(one.code, display.option(one).to_owned()));
            Input::Boxes(named.collect())
        }
        Kind::Ref(list) => {
            let display = page.display();
            let offers = page.settings.list(*list);
            let named = offers.iter().map(|o| choice(&o.id.to_string(), display.name(kind, o.id)));
            Input::Select(named.collect())
        }
        Kind::Country => {
            let named = geo::countries_in(page.lang()).iter();
            Input::Select(named.map(|(code, name)| choice(code, (*name).to_owned())).collect())
        }
        Kind::Currency => {
            let codes = geo::currencies().iter();
            Input::Select(codes.map(|c| choice(c.code, c.code.to_owned())).collect())
        }
        Kind::IdType(role) => Input::Select(id_types(*role, page.lang(), choice)),
        Kind::Date | Kind::Moment => Input::Range("date", from, to.to_owned()),
        _ if has_range(kind) => Input::Range("text", from, to.to_owned()),
        _ => Input::Text(from),
    }
}

fn id_types(role: IdRole, language: &str, choice: impl Fn(&str, String) -> Choice) -> Vec<Choice> {
    let suits = |kind: &&IdKind| match role {
        IdRole::Tax => kind.is_tax(),
        IdRole::Document => kind.is_document(),
    };
    let kinds = IdKind::ALL.iter().filter(suits);
    kinds.map(|kind| choice(kind.code(), named(*kind, language))).collect()
}

fn named(kind: IdKind, language: &str) -> String {
    match kind.country() {
        Some(country) => format!("{} ({country})", kind.label(language)),
        None => kind.label(language).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(query: &str) -> Option<String> {
        canonical("/customers", &Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn rows_become_the_address_of_the_list() {
        for (sent, expected) in [
            ("f=city&o=contains&v=ros", "/customers?city__contains=ros"),
            ("f=city&o=eq&v=", "/customers"),
            ("f=zone_id&o=eq&v=3&v=4&page=7", "/customers?zone_id=3&zone_id=4"),
            ("f=email&o=empty&v=x", "/customers?email__empty=1"),
            ("f=email&o=filled", "/customers?email__empty=0"),
            (
                "q=ana&f=id&o=between&v=10&w=20&f=city&o=not&v=a",
                "/customers?q=ana&id__gte=10&id__lte=20&city__not=a",
            ),
            ("f=id&o=between&v=&w=20", "/customers?id__lte=20"),
            ("f=id&o=gt&v=5&w=20", "/customers?id__gt=5&id__lte=20"),
            ("f=x&o=like&v=1", "/customers?x__like=1"),
            ("v=1&f=&o=&v=", "/customers"),
        ] {
            assert_eq!(address(sent).as_deref(), Some(expected), "{sent}");
        }
        assert_eq!(address("q=a&city=b"), None);
    }
}
