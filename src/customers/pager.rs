//! The foot of the list: leafing by keys, jumping by number, rows per page.

use super::links::{Links, PATH};
use super::listing::Listing;
use super::preferences::SIZES;
use super::query::Count;
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
    pub action: &'static str,
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

/// The foot of a page of the list.
#[must_use]
pub fn pager(listing: &Listing, total: String, display: &Display) -> Pager {
    let (links, number) = (&listing.links, listing.number);
    let rows = i64::try_from(listing.slice.ids.len()).unwrap_or(0);
    let before = (number - 1).saturating_mul(listing.size);
    let edge = |key: &str, id: Option<&i64>, page: i64| {
        let id = id?.to_string();
        let pairs = [(key, id), ("page", page.max(1).to_string())];
        Some(links.place(&pairs).href())
    };
    let ids = &listing.slice.ids;
    let has_more = listing.slice.has_next || number > 1;
    Pager {
        first: display.number(before.saturating_add(1)),
        last: display.number(before.saturating_add(rows)),
        total,
        previous: edge("before", ids.first(), number - 1).filter(|_| listing.slice.has_previous),
        next: edge("after", ids.last(), number.saturating_add(1))
            .filter(|_| listing.slice.has_next),
        pages: pages(listing, display),
        sizes: SIZES.into_iter().map(|size| self::size(size, listing)).collect(),
        jump: has_more.then(|| Jump {
            action: PATH,
            hidden: links.start().form().pairs().map(owned).collect(),
        }),
    }
}

fn owned((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn size(size: i64, listing: &Listing) -> Size {
    let text = size.to_string();
    Size {
        href: listing.links.set_look("per_page", &text).href(),
        current: size == listing.size,
        label: text,
    }
}

/// The first page, those around this one, and the last when it is known.
fn pages(listing: &Listing, display: &Display) -> Vec<Entry> {
    let last = match listing.count {
        Count::Exactly(n) => Some((n + listing.size - 1) / listing.size),
        Count::MoreThan(_) => None,
    };
    let mut wanted = vec![1, listing.number.saturating_sub(1), listing.number];
    if listing.slice.has_next {
        wanted.push(listing.number.saturating_add(1));
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
        entries.push(entry(number, listing, display));
    }
    entries
}

fn entry(number: i64, listing: &Listing, display: &Display) -> Entry {
    let pairs = [("page", number.to_string())];
    let links: Links =
        if number == 1 { listing.links.start() } else { listing.links.place(&pairs) };
    Entry {
        label: display.number(number),
        href: Some(links.href()),
        current: number == listing.number,
    }
}

fn gap() -> Entry {
    Entry { label: String::new(), href: None, current: false }
}
