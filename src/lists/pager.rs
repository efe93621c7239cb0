//! The foot of the list: leafing by keys, jumping by number, rows per page.

use super::links::Links;
use super::look::SIZES;
use super::place::{Count, Slice};
use crate::settings::Display;

/// A number of rows to choose.
pub struct Size {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is in use.
    pub current: bool,
}

/// A page by its number, or a gap.
pub struct Entry {
    /// Its number.
    pub label: String,
    /// Where it is; none for a gap.
    pub href: Option<String>,
    /// Whether it is this one.
    pub current: bool,
}

/// The form that jumps to a page.
pub struct Jump {
    /// Where it is sent.
    pub action: String,
    /// What is sent along.
    pub hidden: Vec<(String, String)>,
}

/// The foot, as `ui::pager` draws it.
pub struct Pager {
    /// The number of the first row.
    pub first: String,
    /// The number of the last row.
    pub last: String,
    /// How many there are, in words.
    pub total: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page behind.
    pub next: Option<String>,
    /// Pages by number.
    pub pages: Vec<Entry>,
    /// Rows per page.
    pub sizes: Vec<Size>,
    /// To any page.
    pub jump: Option<Jump>,
}

/// What a foot is drawn from.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    /// The address.
    pub links: &'a Links,
    /// The rows of the page.
    pub slice: &'a Slice,
    /// How many there are.
    pub count: Count,
    /// Rows per page.
    pub size: i64,
    /// The number of the page, from 1.
    pub number: i64,
}

/// The foot of a page of a list.
#[must_use]
pub fn pager(leaf: Leaf, total: String, display: &Display) -> Pager {
    let (links, number) = (leaf.links, leaf.number);
    let rows = i64::try_from(leaf.slice.ids.len()).unwrap_or(0);
    let before = (number - 1).saturating_mul(leaf.size);
    let edge = |key: &str, id: Option<&i64>, page: i64| {
        let id = id?.to_string();
        let pairs = [(key, id), ("page", page.max(1).to_string())];
        Some(links.place(&pairs).href())
    };
    let ids = &leaf.slice.ids;
    let has_more = leaf.slice.has_next || number > 1;
    Pager {
        first: display.number(before.saturating_add(1)),
        last: display.number(before.saturating_add(rows)),
        total,
        previous: edge("before", ids.first(), number - 1).filter(|_| leaf.slice.has_previous),
        next: edge("after", ids.last(), number.saturating_add(1)).filter(|_| leaf.slice.has_next),
        pages: pages(leaf, display),
        sizes: SIZES.into_iter().map(|size| self::size(size, leaf)).collect(),
        jump: has_more.then(|| Jump {
            action: links.path().to_owned(),
            hidden: links.start().form().pairs().map(owned).collect(),
        }),
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn size(size: i64, leaf: Leaf) -> Size {
    let text = size.to_string();
    Size {
        href: leaf.links.set_look("per_page", &text).href(),
        current: size == leaf.size,
        label: text,
    }
}

/// The first page, those around this one, and the last when it is known.
fn pages(leaf: Leaf, display: &Display) -> Vec<Entry> {
    let last = match leaf.count {
        Count::Exactly(n) => Some((n + leaf.size - 1) / leaf.size),
        Count::MoreThan(_) => None,
    };
    let mut wanted = vec![1, leaf.number.saturating_sub(1), leaf.number];
    if leaf.slice.has_next {
        wanted.push(leaf.number.saturating_add(1));
    }
    wanted.extend(last);
    wanted.retain(|number| *number >= 1);
    wanted.sort_unstable();
    wanted.dedup();
    let mut entries: Vec<Entry> = Vec::new();
    let mut previous = 0;
    for number in wanted {
        if number > previous + 1 {
            entries.push(gap());
        }
        previous = number;
        entries.push(entry(number, leaf, display));
    }
    entries
}

fn entry(number: i64, leaf: Leaf, display: &Display) -> Entry {
    let pairs = [("page", number.to_string())];
    let links: Links = if number == 1 { leaf.links.start() } else { leaf.links.place(&pairs) };
    Entry {
        label: display.number(number),
        href: Some(links.href()),
        current: number == leaf.number,
    }
}

fn gap() -> Entry {
    Entry { label: String::new(), href: None, current: false }
}
