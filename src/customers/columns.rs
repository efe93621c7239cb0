//! Which columns the list shows, in which order, and how their heads sort. The name is always the
//! first: it is the link to the customer.

use super::conditions::Order;
use super::fields::{self, Field};
use super::links::Links;
use super::query::{Query, SORTABLE, Sort};
use crate::fields::{Group, Kind, Uses};
use crate::i18n::Text;
use crate::web::{Form, Page};

/// The columns of those who chose none.
const USUAL: [&str; 5] = ["name", "category", "email", "zone_id", "updated_at"];

/// Most columns at once.
const MOST: usize = 40;

/// The keys of columns in a text, unknown and repeated ones left out.
#[must_use]
pub fn keys(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in text.split(',').map(str::trim) {
        if is_column(key) && !found.iter().any(|known| known == key) {
            found.push(key.to_owned());
        }
    }
    found.truncate(MOST);
    found
}

/// Whether a field of that key can be a column.
#[must_use]
pub fn is_column(key: &str) -> bool {
    fields::find(key).is_some_and(|field| field.is_used_in(Uses::LIST))
}

/// The keys ticked in the chooser, by their typed positions; those without one come last.
#[must_use]
pub fn ordered(form: &Form) -> Vec<String> {
    let ticked: Vec<&str> = form.all("columns").collect();
    let mut placed: Vec<(f64, String)> = keys(&ticked.join(","))
        .into_iter()
        .map(|key| {
            let typed = form.text(&format!("position:{key}")).trim();
            let position = typed.replace(',', ".").parse().unwrap_or(f64::MAX);
            (position, key)
        })
        .collect();
    placed.sort_by(|a, b| a.0.total_cmp(&b.0));
    placed.into_iter().map(|(_, key)| key).collect()
}

/// The fields to show for these keys.
#[must_use]
pub fn shown(keys: &[String]) -> Vec<&'static Field> {
    let wanted: Vec<&str> =
        if keys.is_empty() { USUAL.to_vec() } else { keys.iter().map(String::as_str).collect() };
    let others = wanted.into_iter().filter(|key| *key != "name");
    std::iter::once("name").chain(others).filter_map(fields::find).collect()
}

/// Whether the columns are few enough to leave by priority on a narrow screen; more scroll.
#[must_use]
pub fn are_few(shown: &[&Field]) -> bool {
    shown.len() <= USUAL.len()
}

/// Whether they are those of who chose none: an entry on a phone is then two lines and no more.
#[must_use]
pub fn are_usual(shown: &[&Field]) -> bool {
    shown.iter().map(|field| field.key.as_ref()).eq(USUAL)
}

/// The column that says where a customer stands, if there is one.
#[must_use]
pub fn standing(shown: &[&Field]) -> Option<&'static str> {
    ["category", "status"].into_iter().find(|key| shown.iter().any(|field| field.key == *key))
}

/// How a column is laid out.
#[must_use]
pub fn css(field: &Field, at: usize, shown: &[&Field]) -> &'static str {
    if standing(shown) == Some(field.key.as_ref()) {
        return "cell-status w-status";
    }
    match (field.key.as_ref(), are_few(shown)) {
        (_, false) => "extra",
        ("email", true) => "p3 w-contact",
        ("zone_id", true) => "p2 w-zone",
        ("created_at" | "updated_at", true) => "p4 w-date",
        _ if at < 3 => "p2",
        _ => "p3",
    }
}

/// The head of a column.
pub struct Head {
    /// What it says.
    pub label: String,
    /// Its classes.
    pub css: &'static str,
    /// `ascending` or `descending`, when the list is in its order.
    pub aria_sort: &'static str,
    /// Where a click leads; none when the list cannot be put in its order.
    pub href: Option<String>,
    /// The icon of its order.
    pub icon: &'static str,
    /// Why it is no link.
    pub title: String,
}

/// The heads of the columns. Orders without an index need a result that is known to be small.
#[must_use]
pub fn heads(
    shown: &[&'static Field],
    links: &Links,
    query: &Query,
    is_sortable: bool,
    page: &Page,
) -> Vec<Head> {
    let t = page.t;
    let head = |(at, field): (usize, &&'static Field)| {
        let sorted = direction(query, &field.key);
        let can = match field.order {
            Some(Order::Indexed(_)) => true,
            Some(Order::Sorted(_)) => is_sortable,
            None => false,
        };
        let descends = match sorted {
            Some(descending) => !descending,
            None => matches!(field.kind, Kind::Moment | Kind::Number(..)),
        };
        let sign = if descends { "-" } else { "" };
        let wanted = format!("{sign}{}", field.key);
        Head {
            label: label(field, t),
            css: if at == 0 { "w-name" } else { css(field, at, shown) },
            aria_sort: aria_sort(sorted),
            href: can.then(|| links.set("sort", Some(&wanted)).href()),
            icon: match sorted {
                Some(true) => "arrow-down",
                Some(false) => "arrow-up",
                None => "sort",
            },
            title: match field.order {
                Some(Order::Sorted(_)) if !can => {
                    t.list_too_many_to_sort(&page.display().number(SORTABLE))
                }
                _ => String::new(),
            },
        }
    };
    shown.iter().enumerate().map(head).collect()
}

fn direction(query: &Query, wanted: &str) -> Option<bool> {
    match &query.sort {
        Sort::Usual if wanted == "name" => Some(false),
        Sort::By { key, descending } if key == wanted => Some(*descending),
        _ => None,
    }
}

fn aria_sort(sorted: Option<bool>) -> &'static str {
    match sorted {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "",
    }
}

/// What a column is called: shorter than its field where it shows more than the field.
#[must_use]
pub fn label(field: &Field, t: Text) -> String {
    match field.key.as_ref() {
        "name" => t.list_column_customer().to_owned(),
        "email" => t.list_column_contact().to_owned(),
        "updated_at" => t.list_column_changed().to_owned(),
        _ => field.label(t.0).to_owned(),
    }
}

/// One line of the chooser.
pub struct Choice {
    /// The field's key.
    pub key: &'static str,
    /// Its name.
    pub label: String,
    /// Its place among the shown columns, from 1; nothing when it is not shown.
    pub position: String,
}

/// A group of columns that are not shown yet.
pub struct ChoiceGroup {
    /// The section's name.
    pub title: &'static str,
    /// Its columns.
    pub choices: Vec<Choice>,
}

/// What the chooser offers: the shown columns in order, then the others by section.
#[must_use]
pub fn choices(shown: &[&'static Field], t: Text) -> (Vec<Choice>, Vec<ChoiceGroup>) {
    let choice = |field: &'static Field, position: String| Choice {
        key: field.key.as_ref(),
        label: field.label(t.0).to_owned(),
        position,
    };
    let first =
        shown.iter().enumerate().skip(1).map(|(at, field)| choice(field, at.to_string())).collect();
    let is_shown = |field: &Field| shown.iter().any(|other| other.key == field.key);
    let groups = Group::ALL.into_iter().filter_map(|group| {
        let choices: Vec<Choice> = fields::all()
            .iter()
            .filter(|f| f.group == group && f.is_used_in(Uses::LIST) && !is_shown(f))
            .map(|field| choice(field, String::new()))
            .collect();
        let title = t.group_title(group);
        (!choices.is_empty()).then_some(ChoiceGroup { title, choices })
    });
    (first, groups.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_and_repeated_columns_are_left_out() {
        assert_eq!(keys("city,nothing,,zone_id, city"), ["city", "zone_id"]);
        let shown = shown(&keys("zone_id,name"));
        let keys: Vec<&str> = shown.iter().map(|f| f.key.as_ref()).collect();
        assert_eq!(keys, ["name", "zone_id"]);
    }

    #[test]
    fn columns_follow_their_typed_positions() {
        let form = Form::parse(
            b"columns=city&position:city=2&columns=zone_id&position:zone_id=1,5&columns=iban&columns=bic&position:bic=x",
        );
        assert_eq!(ordered(&form.unwrap()), ["zone_id", "city", "iban", "bic"]);
    }
}
