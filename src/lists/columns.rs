//! Which columns a list shows, in which order, and how their heads sort. The first leads to the record.

use super::filter::Sort;
use super::links::Links;
use super::place::SORTABLE;
use super::vocabulary::{Entry, Sortable, Vocabulary};
use crate::fields::{Group, Kind, Uses};
use crate::i18n::Text;
use crate::web::{Form, Page};

/// Most columns at once.
const MOST: usize = 40;

/// The keys of columns in a text, unknown and repeated ones left out.
#[must_use]
pub fn keys(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for key in text.split(',').map(str::trim) {
        if is_column(vocabulary, key) && !found.iter().any(|known| known == key) {
            found.push(key.to_owned());
        }
    }
    found.truncate(MOST);
    found
}

/// Whether a field of that key can be a column.
#[must_use]
pub fn is_column(vocabulary: &Vocabulary, key: &str) -> bool {
    vocabulary.find(key).is_some_and(|entry| entry.is_used_in(Uses::LIST))
}

/// The keys ticked in the chooser, by their typed positions; those without one come last.
#[must_use]
pub fn ordered(vocabulary: &Vocabulary, form: &Form) -> Vec<String> {
    let ticked: Vec<&str> = form.all("columns").collect();
    let mut placed: Vec<(f64, String)> = keys(vocabulary, &ticked.join(","))
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

/// The columns to show for these keys.
#[must_use]
pub fn shown(vocabulary: &'static Vocabulary, keys: &[String]) -> Vec<&'static Entry> {
    let wanted: Vec<&str> = if keys.is_empty() {
        vocabulary.usual.to_vec()
    } else {
        keys.iter().map(String::as_str).collect()
    };
    let leading = vocabulary.leading();
    let others = wanted.into_iter().filter(|key| *key != leading);
    std::iter::once(leading).chain(others).filter_map(|key| vocabulary.find(key)).collect()
}

/// Whether the columns are few enough to leave by priority on a narrow screen; more scroll.
#[must_use]
pub fn are_few(vocabulary: &Vocabulary, shown: &[&Entry]) -> bool {
    shown.len() <= vocabulary.usual.len()
}

/// Whether they are those of who chose none: an entry on a phone is then two lines and no more.
#[must_use]
pub fn are_usual(vocabulary: &Vocabulary, shown: &[&Entry]) -> bool {
    shown.iter().map(|entry| entry.key.as_ref()).eq(vocabulary.usual.iter().copied())
}

/// The column that says where a record stands, if there is one.
#[must_use]
pub fn standing(vocabulary: &Vocabulary, shown: &[&Entry]) -> Option<&'static str> {
    let is_shown = |key: &&str| shown.iter().any(|entry| entry.key == *key);
    vocabulary.standing.iter().copied().find(is_shown)
}

/// How a column is laid out.
#[must_use]
pub fn css(vocabulary: &Vocabulary, at: usize, shown: &[&Entry]) -> &'static str {
    let key = shown.get(at).map_or("", |entry| entry.key.as_ref());
    if standing(vocabulary, shown) == Some(key) {
        return "cell-status w-status";
    }
    if !are_few(vocabulary, shown) {
        return "extra";
    }
    let own = vocabulary.looks.iter().find(|(of, _)| *of == key);
    own.map_or(if at < 3 { "p2" } else { "p3" }, |(_, look)| look)
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

/// What the heads of a list are drawn from.
pub struct Heads<'a> {
    /// The list.
    pub vocabulary: &'a Vocabulary,
    /// Its columns.
    pub shown: &'a [&'static Entry],
    /// Its address.
    pub links: &'a Links,
    /// Its order.
    pub sort: &'a Sort,
    /// Whether its rows are known to be few, so that it can be sorted without an index.
    pub are_rows_few: bool,
}

impl Heads<'_> {
    /// The heads of the columns.
    #[must_use]
    pub fn draw(&self, page: &Page) -> Vec<Head> {
        self.shown.iter().enumerate().map(|(at, entry)| self.head(at, entry, page)).collect()
    }

    fn head(&self, at: usize, entry: &Entry, page: &Page) -> Head {
        let sorted = self.direction(&entry.key);
        let can = match entry.sortable {
            Sortable::Always => true,
            Sortable::Few => self.are_rows_few,
            Sortable::No => false,
        };
        let descends = match sorted {
            Some(descending) => !descending,
            None => matches!(entry.kind, Kind::Moment | Kind::Number(..)),
        };
        let sign = if descends { "-" } else { "" };
        let wanted = format!("{sign}{}", entry.key);
        Head {
            label: label(self.vocabulary, entry, page.t),
            css: if at == 0 { "w-name" } else { css(self.vocabulary, at, self.shown) },
            aria_sort: aria_sort(sorted),
            href: can.then(|| self.links.set("sort", Some(&wanted)).href()),
            icon: match sorted {
                Some(true) => "arrow-down",
                Some(false) => "arrow-up",
                None => "sort",
            },
            title: match entry.sortable {
                Sortable::Few if !can => {
                    page.t.list_too_many_to_sort(&page.display().number(SORTABLE))
                }
                _ => String::new(),
            },
        }
    }

    /// The order in words, where no head says it.
    #[must_use]
    pub fn said(&self, t: Text) -> Option<String> {
        let (key, descends) = match self.sort {
            Sort::Usual => self.vocabulary.usual_sort,
            Sort::By { key, descending } => (key.as_str(), *descending),
            Sort::Relevance => return None,
        };
        if self.shown.iter().any(|entry| entry.key == key) {
            return None;
        }
        let entry = self.vocabulary.find(key)?;
        Some(match (key, descends) {
            ("id", true) => t.list_newest_first().to_owned(),
            ("id", false) => t.list_oldest_first().to_owned(),
            (_, true) => t.list_descends(&label(self.vocabulary, entry, t)),
            (_, false) => t.list_ascends(&label(self.vocabulary, entry, t)),
        })
    }

    /// Whether the list descends in the order of a field; none when it is in another's.
    fn direction(&self, wanted: &str) -> Option<bool> {
        let (usual, descends) = self.vocabulary.usual_sort;
        match self.sort {
            Sort::Usual if wanted == usual => Some(descends),
            Sort::By { key, descending } if key == wanted => Some(*descending),
            _ => None,
        }
    }
}

fn aria_sort(sorted: Option<bool>) -> &'static str {
    match sorted {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "",
    }
}

/// What a column is called.
#[must_use]
pub fn label(vocabulary: &Vocabulary, entry: &Entry, t: Text) -> String {
    (vocabulary.head)(&entry.key, t).unwrap_or_else(|| entry.label(t.0)).to_owned()
}

/// One line of the chooser.
pub struct Choice {
    /// The field's key.
    pub key: &'static str,
    /// Its name.
    pub label: String,
    /// Its place among the shown columns, from 1; nothing when it is not shown.
    pub position: String,
    /// Its classes, by which it leaves a narrow list.
    pub css: &'static str,
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
pub fn choices(
    vocabulary: &'static Vocabulary,
    shown: &[&'static Entry],
    t: Text,
) -> (Vec<Choice>, Vec<ChoiceGroup>) {
    let choice = |entry: &'static Entry, position: String| Choice {
        key: entry.key.as_ref(),
        label: entry.label(t.0).to_owned(),
        position,
        css: "",
    };
    let chosen = |(at, entry): (usize, &&'static Entry)| Choice {
        css: css(vocabulary, at, shown),
        ..choice(entry, at.to_string())
    };
    let first = shown.iter().enumerate().skip(1).map(chosen).collect();
    let is_shown = |entry: &Entry| shown.iter().any(|other| other.key == entry.key);
    let groups = Group::ALL.into_iter().filter_map(|group| {
        let free = |entry: &&'static Entry| {
            entry.group == group && entry.is_used_in(Uses::LIST) && !is_shown(entry)
        };
        let free = vocabulary.entries.iter().filter(free);
        let choices: Vec<Choice> = free.map(|entry| choice(entry, String::new())).collect();
        let title = t.group_title(group);
        (!choices.is_empty()).then_some(ChoiceGroup { title, choices })
    });
    (first, groups.collect())
}
